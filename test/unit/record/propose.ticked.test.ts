/** Boxes that people tick: kept while a pull request is open; after the merge what no file says yet is proposed. */
import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import type { Desired } from '../../../reconciler/model/desired.ts';
import type { Proposal } from '../../../reconciler/model/proposal.ts';
import { propose } from '../../../reconciler/record/propose.ts';
import { Device } from '../../../schemas/device.ts';
import type { EmployeeId, Instant } from '../../../schemas/primitives.ts';
import { desiredWith, deviceFile, KEY, larger, makeWorld, outcomesOf, release, type World } from './propose.world.ts';

const FILE = 'state/devices/LT-0001.yaml';
const RECEIVE = 'receive/e-0001-2026-12-31';

/** The files of main as values, as the loader of a run has them. */
function desiredOf(world: World): Desired {
  const devices = Array.from({ length: 20 }, (_, index) => {
    const path = `state/devices/LT-${String(index + 1).padStart(4, '0')}.yaml`;
    return [path, Device.parse(parse(world.git.read(world.main(), path) ?? ''))] as const;
  });
  return {
    ...desiredWith(),
    files: new Map(devices.map(([path]) => [path, ''])),
    devices: new Map(devices.map(([, device]) => [device.id, device])),
  };
}

function tick(world: World, ...words: readonly string[]): void {
  const pull = world.forge.pulls.findLast((one) => one.key === KEY);
  const body = words.reduce((text, word) => text.replace(`- [ ] ${word}`, `- [x] ${word}`), pull?.body ?? '');
  world.forge.change(KEY, { body });
}

const ALL = ['return', 'condition', 'unlock', 'recovery-key', 'sim', 'wipe'] as const;

type Box = Proposal['checklist'][number]['items'][number]['text'];

/** A release with every box, merged with some of them ticked. */
async function merged(words: readonly string[], more = '', boxes: readonly Box[] = ALL): Promise<World> {
  const world = makeWorld();
  const items = boxes.map((text) => ({ text, done: false }));
  await propose(world.request([release('e-0001', 'LT-0001', { checklist: [{ tag: release().lines[0]!.tag!, items }] })]));
  tick(world, ...words);
  const awaited = deviceFile('LT-0001', `awaitedFrom: e-0001\nawaitedSince: 2026-12-31\n${more}`)
    .replace('in-use', 'awaited')
    .replace('holder: e-0001', 'holder: null');
  world.git.commit({ [FILE]: awaited });
  world.forge.end(KEY, 'merged');
  return world;
}

async function night(world: World, proposals: readonly Proposal[] = []): Promise<string[]> {
  return outcomesOf(world.request(proposals, { desired: desiredOf(world) }));
}

function proposed(world: World): Record<string, unknown> | null {
  const head = world.head(RECEIVE);
  return head === null ? null : (parse(world.git.read(head, FILE) ?? '') as Record<string, unknown>);
}

describe('while it is open', () => {
  test('a tick survives every update, also one that came while the run was working', async () => {
    const world = makeWorld();
    await propose(world.request([release()]));
    world.git.tap = (operation, when) => {
      if (operation === 'push' && when === 'after') tick(world, 'handed back');
    };

    expect(await outcomesOf(world.request([larger()]))).toEqual([`${KEY} updated`]);

    expect(world.forge.pulls[0]?.body).toContain('**`LT-0001`**\n\n- [x] handed back\n- [ ] wiped, with proof');
    expect(world.forge.pulls[0]?.body).toContain('**`LT-0002`**\n\n- [ ] handed back');
  });

  test('a tick alone is no change: nothing is touched', async () => {
    const world = makeWorld();
    await propose(world.request([release()]));
    tick(world, 'handed back');
    const body = world.forge.pulls[0]?.body;

    expect(await outcomesOf(world.request([release()]))).toEqual([`${KEY} untouched`]);
    expect(world.forge.pulls[0]?.body).toBe(body);
  });

  test('one that ends while the run works is left to the next run', async () => {
    const world = makeWorld();
    await propose(world.request([release()]));
    world.git.tap = (operation, when) => {
      if (operation === 'push' && when === 'after') world.forge.end(KEY, 'closed');
    };

    expect(await outcomesOf(world.request([larger()]))).toEqual([`${KEY} failed (ended-meanwhile)`]);
  });
});

describe('boxes of a number', () => {
  test.each([
    ['no sign-in is confirmed through its number any more', 'secondFactorMoved'],
    ['number moved to the person', 'moved'],
    ['subscription of its number ended', 'ended'],
  ])('%s', async (word, field) => {
    const world = await merged([word], 'number: {value: "+46701740605"}\n', ['second-factor', 'number-move', 'number-end']);

    expect(await night(world)).toEqual([`${RECEIVE} opened`]);
    expect(proposed(world)).toMatchObject({ number: { value: '+46701740605', [field]: '2027-01-04' } });
    expect(Device.safeParse(proposed(world)).success).toBe(true);
  });

  test.each([
    ['the file says so already', 'number: {value: "+46701740605", ended: 2027-01-02}\n'],
    ['the device has no number', ''],
  ])('nothing when %s', async (_, more) => {
    expect(await night(await merged(['subscription of its number ended'], more, ['number-end']))).toEqual([]);
  });
});

describe('after the merge', () => {
  test('what was ticked and stands in no file becomes one receive proposal, with the day of the merge', async () => {
    const world = await merged([
      'handed back',
      'condition looked at',
      'activation lock removed',
      'recovery key kept safe',
      'SIM code known',
    ]);

    expect(await night(world)).toEqual([`${RECEIVE} opened`]);
    expect(proposed(world)).toMatchObject({
      status: 'received',
      awaitedFrom: 'e-0001',
      returned: { on: '2027-01-04', condition: 'ok' },
      locks: { activation: 'removed', recoveryKey: 'escrowed', simPin: 'known' },
    });
    expect(Device.safeParse(proposed(world)).success).toBe(true);
    const body = world.forge.pulls.at(-1)?.body;
    expect(body).toContain('was ticked as done: handed back, activation lock removed, recovery key kept safe, SIM code known');
    expect(body).toContain(`ticked in ${KEY}`);
    expect(await night(world)).toEqual([`${RECEIVE} untouched`]);
  });

  test.each([
    ['nothing was ticked', [], ''],
    ['a wipe was ticked: its proof is an edit of the file', ['wiped, with proof'], ''],
    ['the file says so already', ['handed back'], 'returned: {on: 2027-01-02, condition: worn}\n'],
  ])('nothing where %s', async (_name, words, more) => {
    expect(await night(await merged(words, more))).toEqual([]);
  });

  test('none for a person whose files are broken, and none for others when the run is about one', async () => {
    const world = await merged(['handed back']);
    const desired = desiredOf(world);
    const broken = { ...desired, broken: new Map([['e-0001' as EmployeeId, 'state/employees/e-0001.yaml']]) };

    expect(await outcomesOf(world.request([], { desired: broken }))).toEqual([]);
    expect(await outcomesOf(world.request([], { desired, only: 'e-0002' as EmployeeId }))).toEqual([]);
    expect(await outcomesOf(world.request([], { desired, only: 'e-0001' as EmployeeId }))).toEqual([`${RECEIVE} opened`]);
  });

  test('once it is merged there is nothing left', async () => {
    const world = await merged(['handed back']);
    await night(world);
    world.git.commit({ [FILE]: world.git.read(world.head(RECEIVE)!, FILE) });
    world.forge.end(RECEIVE, 'merged');

    expect(await night(world)).toEqual([]);
  });

  test('refused by a person: not asked again', async () => {
    const world = await merged(['handed back']);
    await night(world);
    world.forge.end(RECEIVE, 'closed');

    expect(await night(world)).toEqual([`${RECEIVE} refused (closed-by-person)`]);
    expect(world.forge.pulls.at(-1)?.labels).toContain('lastday:refused');
  });

  test('joined with what the files prove: one pull request per person and purpose', async () => {
    const world = await merged(['activation lock removed'], 'returned: {on: 2027-01-02, condition: ok}\n');
    const received = release('e-0001', 'LT-0001', {
      key: RECEIVE,
      purpose: 'receive',
      checklist: [],
      files: [{ file: FILE, edits: [{ op: 'setScalar', path: ['status'], value: 'received' }] }],
    });

    expect(await night(world, [received])).toEqual([`${RECEIVE} opened`]);
    expect(proposed(world)).toMatchObject({ status: 'received', locks: { activation: 'removed' } });
  });

  test.each([
    ['awaited from somebody else by now', (text: string) => text.replace('awaitedFrom: e-0001', 'awaitedFrom: e-0002')],
    ['awaited for a later leaving', (text: string) => text.replace('2026-12-31', '2027-06-30')],
    ['with another person', () => deviceFile('LT-0001').replace('e-0001', 'e-0002')],
  ])('a device that is %s is no matter of this pull request', async (_name, change) => {
    const world = await merged(['handed back']);
    world.git.commit({ [FILE]: change(world.git.read(world.main(), FILE)!) });

    expect(await night(world)).toEqual([]);
  });

  test('a device that is lost: locked and assessed by ticks, on the day of the merge', async () => {
    const world = makeWorld();
    const items = ['lock', 'assess', 'police'].map((text) => ({ text, done: false }));
    await propose(world.request([release('e-0001', 'LT-0001', { checklist: [{ tag: release().lines[0]!.tag!, items }] })]));
    tick(world, 'locked from afar', 'breach assessed within 72 hours', 'reported to the police');
    world.git.commit({
      [FILE]: `${deviceFile('LT-0001').replace('in-use', 'lost').replace('holder: e-0001', 'holder: null')}lost:\n  on: 2027-01-03\n`,
    });
    world.now = '2027-01-04T23:30:00Z' as Instant;
    world.forge.end(KEY, 'merged');

    expect(await night(world)).toEqual([`${RECEIVE} opened`]);
    expect(proposed(world)).toMatchObject({ status: 'lost', lost: { on: '2027-01-03', locked: '2027-01-05', assessed: '2027-01-05' } });
  });

  test('taken back by a revert: due again, once the default branch is the one that was planned from', async () => {
    const world = makeWorld();
    const before = world.git.read(world.main(), FILE)!;
    await propose(world.request([release()]));
    const old = world.main();
    const branch = 'refs/heads/main';
    world.git.commit({ [FILE]: world.git.read(world.head(KEY)!, FILE) });
    world.forge.end(KEY, 'merged');

    const early = await outcomesOf(world.request([release()], { base: old, branch }));
    world.git.commit({ [FILE]: before }, { message: 'Revert' });
    const after = await outcomesOf(world.request([release()], { branch }));

    expect({ early, after }).toEqual({ early: [`${KEY} untouched (merged)`], after: [`${KEY} opened`] });
  });
});
