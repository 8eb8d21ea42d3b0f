/** A change that a person asks for: one pull request however often it is asked for, also when the first call ended half-way. */
import { describe, expect, it } from 'vitest';
import { askedKey } from '../../../reconciler/record/propose/request.ts';
import { propose } from '../../../reconciler/record/propose.ts';
import { type Sending, type Sent, send } from '../../../reconciler/record/send.ts';
import { deviceFile, hash, makeWorld, NOW, type World } from './propose.world.ts';

const PATH = 'state/devices/LT-0001.yaml';
const PERSON = { name: 'Petra Påhittad', email: 'petra@exempel.example' };
const KEY = askedKey('receive', 'LT-0001');

function sending(world: World, more: Partial<Sending> = {}): Sending {
  return {
    key: KEY,
    purpose: 'receive',
    base: world.main(),
    files: new Map([[PATH, deviceFile('LT-0001', 'model: Exempelbok\n')]]),
    title: 'LT-0001 is back',
    body: '- LT-0001: back',
    trailers: { Rule: 'receive' },
    author: PERSON,
    at: NOW,
    reviewers: [],
    teams: [],
    ...more,
  };
}

function ask(world: World, more: Partial<Sending> = {}): Promise<Sent> {
  const { remote, reader } = world.git;
  return send(sending(world, more), { remote, reader, forge: world.forge, hash });
}

const openPulls = (world: World) => world.forge.pulls.filter((one) => one.state === 'open').map((one) => one.key);
const other = () => new Map([[PATH, deviceFile('LT-0001', 'model: Annan bok\n')]]);

describe('send', () => {
  it('opens one pull request, and finds it again', async () => {
    const world = makeWorld();

    const first = await ask(world);
    const head = world.head(KEY);
    const second = await ask(world);

    expect([first.state, second.state]).toEqual(['new', 'found']);
    expect(second.pull).toEqual(first.pull);
    expect(openPulls(world)).toEqual([KEY]);
    expect(world.head(KEY)).toBe(head);
  });

  it('finds it with commits of a person on top', async () => {
    const world = makeWorld();
    await ask(world);
    world.git.commit({ 'notes.md': 'checked' }, { branch: `lastday/${KEY}` });

    expect((await ask(world)).state).toBe('found');
  });

  it('leaves a branch alone that says something else', async () => {
    const world = makeWorld();
    await ask(world);
    const head = world.head(KEY);

    const second = await ask(world, { files: other() });

    expect([second.state, second.pull?.key]).toEqual(['other', KEY]);
    expect(world.head(KEY)).toBe(head);
  });

  it.each(['merged', 'closed'] as const)('begins anew where the earlier one is %s', async (how) => {
    const world = makeWorld();
    await ask(world);
    world.forge.end(KEY, how);

    const second = await ask(world, { files: other() });

    expect(second.state).toBe('new');
    expect(openPulls(world)).toEqual([KEY]);
    expect(world.git.read(world.head(KEY) ?? world.main(), PATH)).toBe(other().get(PATH));
  });

  it('a branch without a pull request that says something else is somebody else’s', async () => {
    const world = makeWorld();
    world.git.commit({ [PATH]: 'id: LT-0001\n' }, { branch: `lastday/${KEY}`, onto: world.main() });

    expect(await ask(world)).toEqual({ state: 'other', pull: null });
  });

  it('ended at any call, and asked again, is one pull request', async () => {
    let stop = 0;
    for (let ended: Sent | null = null; ended === null; stop += 1) {
      const world = makeWorld();
      let calls = 0;
      const tap = (operation: string, when: 'before' | 'after') => {
        if (calls === stop) throw new Error(`killed ${when} ${operation}`);
        calls += 1;
      };
      world.git.tap = tap;
      world.forge.tap = tap;
      ended = await ask(world).catch(() => null);
      world.git.tap = () => {};
      world.forge.tap = () => {};

      const again = await ask(world);

      expect([stop, openPulls(world)]).toEqual([stop, [KEY]]);
      expect(again.state).not.toBe('other');
    }
    expect(stop).toBeGreaterThan(5);
  });

  it('is no matter of the nightly, which takes back what it no longer proposes itself', async () => {
    const world = makeWorld();
    await ask(world);
    const head = world.head(KEY);

    const outcomes = await propose(world.request([]));

    expect(outcomes).toEqual([]);
    expect([openPulls(world), world.head(KEY)]).toEqual([[KEY], head]);
  });
});
