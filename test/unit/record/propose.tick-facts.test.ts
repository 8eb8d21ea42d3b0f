/** Every box that a body can show: what it becomes in the file of its device, or why nothing. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { CHECK_TEXTS } from '../../../reconciler/plan/text-keys.ts';
import { editYaml } from '../../../reconciler/record/edit-yaml.ts';
import { FACTS, factsOf } from '../../../reconciler/record/propose/tick-facts.ts';
import { propose } from '../../../reconciler/record/propose.ts';
import { text } from '../../../reconciler/texts/text.ts';
import { Device } from '../../../schemas/device.ts';
import type { AssetTag, Day } from '../../../schemas/primitives.ts';
import { desiredWith, makeWorld, outcomesOf, release, type World } from './propose.world.ts';

const ON = '2027-01-04' as Day;
const FREE = 'id: LT-1\ntype: laptop\nstatus: received\nholder: null\nownership: owned\nawaitedFrom: e-1\n';
const BACK = 'returned: {on: 2027-01-02, condition: ok}\n';
const LOST = `${FREE.replace('received', 'lost')}lost: {on: 2027-01-02}\n`;
const NUMBER = `${FREE}number: {value: "+46701740605"}\n`;
const LEASED = FREE.replace('owned', 'leased').replace('awaited', 'lease: hy-1\nawaited');
const OWNER = FREE.replace('owned', 'third-party').replace('awaited', 'owner: kund-ett\nawaited');
const HELD = 'id: LT-1\ntype: laptop\nstatus: in-use\nholder: e-2\nownership: owned\n';

/** A file, and what is in it after the tick. */
const BECOMES: Readonly<Record<string, readonly [file: string, after: object]>> = {
  return: [FREE.replace('received', 'awaited'), { status: 'received', returned: { on: ON, condition: 'ok' } }],
  unlock: [FREE, { locks: { activation: 'removed' } }],
  'recovery-key': [`${FREE}locks: {recoveryKey: missing}\n`, { locks: { recoveryKey: 'escrowed' } }],
  sim: [FREE, { locks: { simPin: 'known' } }],
  'remove-management': [FREE, { locks: { management: 'removed' } }],
  send: [`${LEASED}${BACK}wiped: {on: 2027-01-03, method: purge}\n`, { status: 'returned-to-lessor' }],
  'hand-to-owner': [`${OWNER}${BACK}`, { status: 'returned-to-owner' }],
  receipt: [HELD, { received: ON, holder: 'e-2' }],
  lock: [LOST, { lost: { on: '2027-01-02', locked: ON } }],
  assess: [LOST, { lost: { on: '2027-01-02', assessed: ON } }],
  'second-factor': [NUMBER, { number: { secondFactorMoved: ON } }],
  'number-move': [NUMBER, { number: { moved: ON } }],
  'number-end': [NUMBER, { number: { ended: ON } }],
};

function after(file: string, step: string): unknown {
  const edits = factsOf(Device.parse(parse(file)), step, ON);
  const edited = editYaml(file, edits, 'device');
  return 'refused' in edited ? edited.refused : edits.length === 0 ? null : parse(edited.text);
}

describe('every box', () => {
  it('has an answer, and no answer is without a box', () => {
    expect(Object.keys(FACTS).toSorted()).toEqual(CHECK_TEXTS.toSorted());
    expect(Object.keys(BECOMES).toSorted()).toEqual(
      Object.entries(FACTS)
        .flatMap(([name, fact]) => (typeof fact === 'function' ? [name] : []))
        .toSorted(),
    );
  });

  it.each(CHECK_TEXTS)('%s becomes what the page says, or nothing', (step) => {
    const [file, found] = BECOMES[step] ?? [`${FREE}${BACK}`, null];
    const now = after(file, step);

    if (found === null) expect(now).toBeNull();
    else {
      expect(now).toMatchObject(found);
      expect(Device.safeParse(now).success).toBe(true);
    }
  });

  it('stands in the page, with what it becomes', () => {
    const page = readFileSync(join(import.meta.dirname, '../../../docs/hardware.md'), 'utf8');
    const lines = (page.split('## What a tick becomes')[1]?.split('\n## ')[0] ?? '').split('\n').filter((line) => line.startsWith('| '));
    const told = new Map(
      lines
        .slice(1)
        .map((line) => line.split('|').map((cell) => cell.trim()))
        .map(([, box = '', becomes = '']) => [box, becomes.startsWith('nothing')]),
    );

    const expected = Object.entries(FACTS).map(([name, fact]) => [text('en', `check.${name}`), typeof fact !== 'function']);
    expect(told).toEqual(new Map(expected as never));
  });

  it.each<[string, string, string]>([
    ['return', 'it is back already', `${FREE}${BACK}`],
    ['return', 'it is lost', LOST],
    ['return', 'somebody has it', HELD],
    ['unlock', 'the file says so', `${FREE}locks: {activation: removed}\n`],
    ['send', 'it is not back', LEASED.replace('received', 'awaited')],
    ['send', 'it is not wiped', `${LEASED}${BACK}`],
    ['send', 'it is wiped for inside the house only', `${LEASED}${BACK}wiped: {on: 2027-01-03, method: clear}\n`],
    ['send', 'it was wiped before it came back', `${LEASED}${BACK}wiped: {on: 2027-01-01, method: purge}\n`],
    ['send', 'it is not leased', `${FREE}${BACK}wiped: {on: 2027-01-03, method: purge}\n`],
    ['hand-to-owner', 'it is not back', OWNER.replace('received', 'awaited')],
    ['hand-to-owner', 'it is ours', FREE],
    ['receipt', 'it is signed for', `${HELD}received: 2027-01-02\n`],
    ['receipt', 'nobody has it', FREE],
    ['receipt', 'it is in repair', HELD.replace('in-use', 'repair')],
    ['lock', 'it is not lost', FREE],
    ['assess', 'the file says so', LOST.replace('02}', '02, assessed: 2027-01-03}')],
    ['number-end', 'it has no number', FREE],
    ['number-end', 'the file says so', NUMBER.replace('5"}', '5", ended: 2027-01-03}')],
    ['no-such-box', 'there is none of that name', FREE],
  ])('%s becomes nothing where %s', (step, _why, file) => {
    expect(after(file, step)).toBeNull();
  });
});

const TAG = 'LT-0001' as AssetTag;
const FILE = `state/devices/${TAG}.yaml`;

/** A pull request with these boxes, merged with all of them ticked, and the device as its file is then. */
async function merged(key: string, boxes: readonly (typeof CHECK_TEXTS)[number][], device: string): Promise<World> {
  const world = makeWorld();
  const items = boxes.map((step) => ({ text: step, done: false }));
  const purpose = key.startsWith('lost/') ? 'lost' : 'release';
  await propose(world.request([release('e-0001', TAG, { key, purpose, checklist: [{ tag: TAG, items }] })]));
  world.forge.change(key, { body: world.forge.pulls.at(-1)?.body.replaceAll('- [ ]', '- [x]') ?? '' });
  world.git.commit({ [FILE]: device });
  world.forge.end(key, 'merged');
  return world;
}

function desiredOf(world: World, plan: object | null) {
  const device = Device.parse(parse(world.git.read(world.main(), FILE) ?? ''));
  const offboardings = new Map(plan === null ? [] : [['e-0001', { employee: 'e-0001', kind: 'planned', spell: '2026-12-31', ...plan }]]);
  return { ...desiredWith(), files: new Map([[FILE, '']]), devices: new Map([[TAG, device]]), offboardings } as never;
}

const READ = `receive/e-0001-2026-12-31`;
const given = HELD.replace('LT-1', TAG).replace('e-2', 'e-0002');
const gives = { devices: { [TAG]: { disposition: 'transfer', to: 'e-0002' } } };

describe('read back after the merge', () => {
  it('a transfer is signed for, and its lock is off', async () => {
    const world = await merged('release/e-0001-2026-12-31', ['receipt', 'unlock', 'hand-over'], given);

    expect(await outcomesOf(world.request([], { desired: desiredOf(world, gives) }))).toEqual([`${READ} opened`]);
    expect(parse(world.git.read(world.head(READ) ?? world.main(), FILE) ?? '')).toMatchObject({
      received: '2027-01-04',
      locks: { activation: 'removed' },
    });
    expect(world.forge.pulls.at(-1)?.body).toContain('received and signed for, activation lock removed');
  });

  it.each<[string, object | null, string]>([
    ['the plan is closed', { ...gives, closed: '2027-01-03' }, given],
    ['the plan is of another leaving', { ...gives, spell: '2026-06-30' }, given],
    ['the plan is somebody else’s', { ...gives, employee: 'e-0003' }, given],
    ['the plan says something else', { devices: { [TAG]: { disposition: 'release' } } }, given],
    ['the plan is silent about devices', {}, given],
    ['there is no plan', null, given],
    ['it has gone on to somebody else', gives, given.replace('e-0002', 'e-0003')],
    ['it is in repair', gives, given.replace('in-use', 'repair')],
  ])('not where %s', async (_why, plan, device) => {
    const world = await merged('release/e-0001-2026-12-31', ['receipt'], device);

    expect(await outcomesOf(world.request([], { desired: desiredOf(world, plan) }))).toEqual([]);
  });

  it('a device that is called lost is locked', async () => {
    const world = await merged('lost/e-0001-2026-12-31', ['lock', 'police'], LOST.replace('LT-1', TAG).replace('e-1', 'e-0001'));

    expect(await outcomesOf(world.request([], { desired: desiredOf(world, null) }))).toEqual([`${READ} opened`]);
    expect(parse(world.git.read(world.head(READ) ?? world.main(), FILE) ?? '')).toMatchObject({ lost: { locked: '2027-01-04' } });
  });
});
