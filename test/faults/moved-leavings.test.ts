/** Leavings that do not go as planned, lived through as whole nights: moved on, taken back, and somebody who comes back. */
import { beforeAll, describe, expect, it } from 'vitest';
import { lastday } from '../fakes/command-line.ts';
import { git } from '../fakes/repository.ts';
import { commitFiles, copyMini, disabledIn, editAccount, employeeFile, makeCompany } from './mini.ts';
import { type Mini, runMini } from './mini-night.ts';
import { PATIENCE } from './traces-world.ts';

const PLAN = `employee: e-1
kind: planned
spell: 2026-12-31
ends: {devices: 2026-12-31}
successor: e-7
devices:
  LT-0001: {disposition: release, note: charger too}
  LT-0002:
    disposition: buyout
    offer: {price: 1800.00 SEK, vat: included, sent: 2026-12-20, answerBy: 2027-01-10, else: release}
`;
const DEVICE = 'type: laptop\nstatus: in-use\nholder: e-1   # since the beginning\nownership: owned\ncompany: se\nreceived: 2024-01-02\n';

let before: Mini;

beforeAll(async () => {
  before = await makeCompany({
    people: 12,
    lines: (index) => (index === 1 ? 'lastDay: 2026-12-31\n' : ''),
    files: {
      'state/devices/LT-0001.yaml': `id: LT-0001\n${DEVICE}`,
      'state/devices/LT-0002.yaml': `id: LT-0002\n${DEVICE}`,
      'state/offboardings/e-1.yaml': PLAN,
      'policies/devices.yaml': 'buyout: {}\n',
    },
    nights: ['2026-12-27', '2026-12-28', '2026-12-29', '2026-12-30', '2026-12-31'],
  });
}, PATIENCE);

/** Calls a command; it must go well. */
async function call(mini: Mini, at: string, ...words: readonly string[]): Promise<string> {
  const called = await lastday({ folder: mini.root, exports: mini.exports, at }, ...words);
  if (called.exit !== 0) throw new Error(`${words.join(' ')}: exit ${called.exit}: ${called.err}`);
  return called.out;
}

/** Keys of open pull requests about e-1. */
async function open(mini: Mini, at: string): Promise<readonly string[]> {
  const listed = JSON.parse(await call(mini, at, 'pulls', 'list', '--json')) as { key: string; state: string }[];
  return listed.filter(({ key, state }) => state === 'open' && key.includes('/e-1-')).map(({ key }) => key);
}

function onMain(mini: Mini, path: string): string {
  return `${git(mini.remote, ['show', `main:${path}`])}\n`;
}

const isOff = (mini: Mini) => disabledIn(mini, 'ad').includes('ad-1');
const RELEASE = 'release/e-1-2026-12-31';

describe('a last day that moves after the pull request was opened', () => {
  it(
    'takes the old pull request back, keeps access, and opens a new one on the new day',
    async () => {
      const mini = copyMini(before);
      const atFirst = await open(mini, '2026-12-31T08:00:00Z');
      await call(mini, '2026-12-31T09:00:00Z', 'extend', 'e-1', '--last-day', '2027-02-28');
      await call(mini, '2026-12-31T09:05:00Z', 'pulls', 'merge', 'extend/e-1-2027-02-28');

      await runMini(mini, '2027-01-01T02:00');
      const afterwards = [await open(mini, '2027-01-01T08:00:00Z'), isOff(mini)];
      for (const night of ['2027-02-26', '2027-02-27', '2027-02-28']) await runMini(mini, `${night}T02:00`);
      const onTheDay = [await open(mini, '2027-02-28T08:00:00Z'), isOff(mini)];
      await runMini(mini, '2027-03-01T02:00');

      expect(atFirst).toEqual([RELEASE]);
      expect(afterwards).toEqual([[], false]);
      expect(onTheDay).toEqual([['release/e-1-2027-02-28'], false]);
      expect(isOff(mini)).toBe(true);
      expect(onMain(mini, 'state/offboardings/e-1.yaml')).toBe(
        PLAN.replace('spell: 2026-12-31', 'spell: 2027-02-28')
          .replace('devices: 2026-12-31', 'devices: 2027-02-28')
          .replace('answerBy: 2027-01-10', 'answerBy: 2027-03-10'),
      );
    },
    PATIENCE,
  );

  it(
    'gives back what was awaited already, and asks for it again on the new day',
    async () => {
      const mini = copyMini(before);
      const device = onMain(mini, 'state/devices/LT-0001.yaml');
      await call(mini, '2026-12-31T09:00:00Z', 'pulls', 'merge', RELEASE);
      const out = await call(mini, '2026-12-31T09:10:00Z', 'extend', 'e-1', '--last-day', '2027-02-28');
      await call(mini, '2026-12-31T09:15:00Z', 'pulls', 'merge', 'extend/e-1-2027-02-28');

      const night = await runMini(mini, '2027-01-01T02:00');
      await runMini(mini, '2027-02-28T02:00');

      expect(out).toContain('LT-0001: e-1 still has it, and goes on using it');
      expect(onMain(mini, 'state/devices/LT-0001.yaml')).toBe(device);
      expect(night.plan.findings.filter((one) => one.subject.device === 'LT-0001')).toEqual([]);
      expect(await open(mini, '2027-02-28T08:00:00Z')).toEqual(['release/e-1-2027-02-28']);
    },
    PATIENCE,
  );

  it(
    'earlier: access and devices come earlier too, by the same command that set it',
    async () => {
      const mini = copyMini(before);
      await call(mini, '2026-12-31T09:00:00Z', 'extend', 'e-1', '--last-day', '2027-02-28');
      await call(mini, '2026-12-31T09:05:00Z', 'pulls', 'merge', 'extend/e-1-2027-02-28');
      await call(mini, '2026-12-31T09:10:00Z', 'offboard', 'e-1', '--last-day', '2027-01-02');
      await call(mini, '2026-12-31T09:15:00Z', 'pulls', 'merge', 'offboard/e-1-2027-01-02');

      for (const night of ['2027-01-01', '2027-01-02', '2027-01-03']) await runMini(mini, `${night}T02:00`);

      expect(onMain(mini, 'state/employees/e-1.yaml')).toContain('\nlastDay: 2027-01-02\n');
      expect(onMain(mini, 'state/offboardings/e-1.yaml')).toContain('spell: 2027-01-02\nends: {devices: 2027-01-02}\n');
      expect(await open(mini, '2027-01-03T08:00:00Z')).toEqual(['release/e-1-2027-01-02']);
      expect(isOff(mini)).toBe(true);
    },
    PATIENCE,
  );
});

describe('a leaving that is taken back', () => {
  it.each([
    ['before anything was merged', false],
    ['after the devices were awaited', true],
  ])(
    '%s leaves nothing of it but history',
    async (_name, isMerged) => {
      const mini = copyMini(before);
      const [employee, device] = [onMain(mini, 'state/employees/e-1.yaml'), onMain(mini, 'state/devices/LT-0001.yaml')];
      if (isMerged) await call(mini, '2026-12-31T09:00:00Z', 'pulls', 'merge', RELEASE);
      await call(mini, '2026-12-31T09:10:00Z', 'cancel', 'e-1');
      await call(mini, '2026-12-31T09:15:00Z', 'pulls', 'merge', 'cancel/e-1-2026-12-31');

      const nights = [
        await runMini(mini, '2027-01-01T02:00'),
        await runMini(mini, '2027-01-02T02:00'),
        await runMini(mini, '2027-02-01T02:00'),
      ];

      expect(isOff(mini)).toBe(false);
      expect(await open(mini, '2027-02-01T08:00:00Z')).toEqual([]);
      expect(onMain(mini, 'state/employees/e-1.yaml')).toBe(employee.replace('lastDay: 2026-12-31\n', ''));
      expect(onMain(mini, 'state/devices/LT-0001.yaml')).toBe(device);
      expect(onMain(mini, 'state/offboardings/e-1.yaml')).toBe(`${PLAN}closed: 2026-12-31\n`);
      for (const { plan } of nights) expect(plan.changes.filter((one) => one.person === 'e-1')).toEqual([]);
    },
    PATIENCE,
  );

  it(
    'and begun anew for the very same day is a leaving of its own',
    async () => {
      const mini = copyMini(before);
      await call(mini, '2026-12-31T09:00:00Z', 'cancel', 'e-1');
      await call(mini, '2026-12-31T09:05:00Z', 'pulls', 'merge', 'cancel/e-1-2026-12-31');
      await call(mini, '2026-12-31T09:10:00Z', 'offboard', 'e-1', '--last-day', '2026-12-31', '--device', 'LT-0001=transfer:e-7');
      await call(mini, '2026-12-31T09:15:00Z', 'pulls', 'merge', 'offboard/e-1-2026-12-31');

      await runMini(mini, '2027-01-01T02:00');

      expect(onMain(mini, 'state/offboardings/e-1.2.yaml')).toContain(
        'spell: 2026-12-31\ndevices:\n  LT-0001: {disposition: transfer, to: e-7}\n',
      );
      expect(await open(mini, '2027-01-01T08:00:00Z')).toEqual([RELEASE]);
      expect(git(mini.remote, ['show', `lastday/${RELEASE}:state/devices/LT-0001.yaml`])).toContain('holder: e-7');
      expect(isOff(mini)).toBe(true);
    },
    PATIENCE,
  );
});

describe('somebody who comes back', () => {
  it(
    'keeps the id, the old plan stays history, and the device tells of both times',
    async () => {
      const mini = copyMini(before);
      const periods = 'firstDay: 2027-02-01\nperiods:\n  - {from: 2024-01-01, to: 2026-12-31}\n';
      await call(mini, '2026-12-31T09:00:00Z', 'pulls', 'merge', RELEASE);
      await runMini(mini, '2027-01-01T02:00');
      const gone = isOff(mini);
      const back = ['--condition', 'ok', '--wiped', 'purge', '--certificate', 'W-1', '--activation', 'removed'];
      await call(mini, '2027-01-04T09:00:00Z', 'receive', 'LT-0001', ...back);
      await call(mini, '2027-01-04T09:05:00Z', 'pulls', 'merge', 'receive/LT-0001-asked');
      commitFiles(
        mini,
        { 'state/employees/e-1.yaml': employeeFile(1).replace('firstDay: 2024-01-01\n', periods) },
        { at: '2027-01-31T12:00:00Z' },
      );
      await call(mini, '2027-01-31T13:00:00Z', 'transfer', 'LT-0001', '--to', 'e-1');
      await call(mini, '2027-01-31T13:05:00Z', 'pulls', 'merge', 'release/LT-0001-asked');
      for (const id of ['ad-1', 'chat-1']) editAccount(mini, id.slice(0, -2), id, { enabled: true });

      const night = await runMini(mini, '2027-02-01T02:00');
      const anew = [isOff(mini), night.plan.proposals.filter((one) => one.person === 'e-1').map((one) => one.key)];
      await call(mini, '2027-02-02T09:00:00Z', 'offboard', 'e-1', '--last-day', '2027-03-31', '--device', 'LT-0001=release');
      await call(mini, '2027-02-02T09:05:00Z', 'pulls', 'merge', 'offboard/e-1-2027-03-31');
      await runMini(mini, '2027-03-31T02:00');

      expect(gone).toBe(true);
      expect(anew).toEqual([false, []]);
      expect(onMain(mini, 'state/offboardings/e-1.yaml')).toBe(PLAN);
      expect(onMain(mini, 'state/offboardings/e-1.2.yaml')).toContain('spell: 2027-03-31\n');
      expect(await open(mini, '2027-03-31T08:00:00Z')).toEqual(['release/e-1-2027-03-31']);
      const story = git(mini.remote, ['log', '--first-parent', '--reverse', '--format=%s', 'main', '--', 'state/devices/LT-0001.yaml']);
      expect(story.split('\n')).toHaveLength(4);
    },
    PATIENCE,
  );
});
