/** A change that a person's command sends: one branch, one pull request, however often an earlier try broke off. */
import { describe, expect, test } from 'vitest';
import { Fault } from '../../../reconciler/ports.ts';
import { AUTHOR } from '../../../reconciler/record/propose.ts';
import { type Sending, send } from '../../../reconciler/record/send.ts';
import { deviceFile, hash, makeWorld, NOW, type World } from './propose.world.ts';

const KEY = 'offboard/e-0001-2026-12-31';
const FILE = 'state/devices/LT-0001.yaml';

function sendingOf(world: World, more: Partial<Sending> = {}): Sending {
  return {
    key: KEY,
    purpose: 'offboard',
    base: world.main(),
    files: new Map([[FILE, deviceFile('LT-0001', 'model: Exempelbok\n')]]),
    title: 'Offboarding plan: e-0001',
    body: 'e-0001 leaves.',
    trailers: { Person: 'e-0001' },
    author: AUTHOR,
    at: NOW,
    reviewers: [],
    teams: [],
    ...more,
  };
}

function worldOf(world: World) {
  return { remote: world.git.remote, forge: world.forge, hash, reader: world.git.reader };
}

async function countSteps(): Promise<number> {
  const world = makeWorld();
  let steps = 0;
  const count = () => (steps += 1);
  Object.assign(world.git, { tap: count });
  world.forge.tap = count;
  await send(sendingOf(world), worldOf(world));
  return steps;
}

const steps = await countSteps();

describe('sent again after it broke off', () => {
  test.each(Array.from({ length: steps }, (_, index) => index + 1))('at step %i: one branch, one open pull request', async (at) => {
    const world = makeWorld();
    let step = 0;
    const tap = () => {
      step += 1;
      if (step === at) throw new Fault('no answer', { where: 'test', operation: 'any' });
    };
    world.git.tap = tap;
    world.forge.tap = tap;
    await expect(send(sendingOf(world), worldOf(world))).rejects.toThrow('no answer');

    const pull = await send(sendingOf(world), worldOf(world));

    expect(pull).toMatchObject({ key: KEY, state: 'open' });
    expect(world.forge.pulls).toHaveLength(1);
    expect(world.git.read(world.head(KEY)!, FILE)).toContain('Exempelbok');
  });
});

test.each([
  ['another text', { files: new Map([[FILE, deviceFile('LT-0001', 'model: another\n')]]) }],
  ['another title', { title: 'Offboarding plan: e-0001, moved' }],
  ['another file', { files: new Map([['state/devices/LT-0002.yaml', deviceFile('LT-0002', 'model: another\n')]]) }],
])('a branch of that name with %s is somebody’s: refused', async (_name, more) => {
  const world = makeWorld();
  await send(sendingOf(world), worldOf(world));
  const head = world.head(KEY);

  const sending = send(sendingOf(world, more), worldOf(world));

  await expect(sending).rejects.toThrow(/is already there; merge or close its pull request first/u);
  expect(world.head(KEY)).toBe(head);
});
