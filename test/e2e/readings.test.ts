/** Bad readings at night: nothing is concluded from them, everybody else is handled, and the next good reading makes up for it. */
import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import type { ReportView } from '../../reconciler/report/view.ts';
import { lastday } from '../fakes/command-line.ts';
import {
  commitFiles,
  copyMini,
  disabledIn,
  employeeFile,
  makeCompany,
  readWorld,
  vpnExport,
  type World,
  type WorldAccount,
  writeVpn,
  writeWorld,
} from '../faults/mini.ts';
import { type Mini, runMini } from '../faults/mini-night.ts';

const NIGHT = '2027-01-01T02:00';
const NEXT = '2027-01-02T02:00';
const PEOPLE = 120;
const PATIENCE = 120_000;
const everybody = Array.from({ length: PEOPLE }, (_, index) => index + 1);
const LEAVERS = ['1', '2', '3', '4'];

/** Sign-ins that a night ended in a practice system, or handed over to the supplier's desk. */
function endedIn(view: ReportView, system: string): readonly string[] {
  return view.outcomes
    .filter((one) => one.system === system && one.kind === 'disable' && ['verified', 'handed-over'].includes(one.outcome))
    .map((one) => one.account)
    .toSorted();
}

function leaversIn(system: string): readonly string[] {
  return LEAVERS.map((index) => `${system}-${index}`);
}

function unreadIn(view: ReportView): readonly unknown[] {
  return view.plan.findings.filter((one) => one.code === 'system-not-read').map((one) => one.subject.system);
}

/** The directory's file as it lies on disk; '' when there is none. */
function filesOf(mini: Mini): string {
  const path = join(mini.exports, 'ad.json');
  return existsSync(path) ? readFileSync(path, 'utf8') : '';
}

const good = vpnExport('2027-01-01', everybody);
const lines = good.trimEnd().split('\n');

const EXPORTS: readonly (readonly [name: string, spoil: (mini: Mini) => void])[] = [
  ['an empty file', (mini) => writeVpn(mini, '')],
  ['a heading and nothing else', (mini) => writeVpn(mini, `${lines[0]}\n`)],
  ['half of the rows', (mini) => writeVpn(mini, `${lines.slice(0, PEOPLE / 2 + 1).join('\n')}\n`)],
  ['a file that breaks off within a row', (mini) => writeVpn(mini, good.slice(0, Math.floor(good.length * 0.9) + 3))],
  ['a file that breaks off after a row', (mini) => writeVpn(mini, `${lines.slice(0, PEOPLE - 4).join('\n')}\n`)],
  [
    'a page of HTML',
    (mini) => writeVpn(mini, '<!DOCTYPE html>\n<html><body><h1>Sign in, please</h1><p>id,login,on,exported</p></body></html>\n'),
  ],
  ['no status column', (mini) => writeVpn(mini, `${lines.map((line) => line.replace(/,(on|yes|no),/u, ',')).join('\n')}\n`)],
  ['nothing in the status column', (mini) => writeVpn(mini, `${lines.map((line) => line.replace(/,(yes|no),/u, ',,')).join('\n')}\n`)],
  ['only the row of the one who exported it', (mini) => writeVpn(mini, `${lines[0]}\n${lines[PEOPLE]}\n`)],
  ['every row twice', (mini) => writeVpn(mini, `${good}${lines.slice(1).join('\n')}\n`)],
  ['no file', (mini) => rmSync(join(mini.exports, 'vpn.csv'))],
  ['an older export than the last one', (mini) => writeVpn(mini, vpnExport('2026-12-20', everybody, [50]))],
];

function withAd(change: (world: World) => unknown): (mini: Mini) => void {
  return (mini) => writeWorld(mini, 'ad', change(readWorld(mini, 'ad')));
}

function withAccounts(change: (accounts: readonly WorldAccount[]) => readonly unknown[]): (mini: Mini) => void {
  return withAd((world) => ({ ...world, accounts: change(world.accounts) }));
}

const DIRECTORIES: readonly (readonly [name: string, spoil: (mini: Mini) => void])[] = [
  ['no accounts', withAccounts(() => [])],
  ['half of the accounts', withAccounts((accounts) => accounts.slice(0, PEOPLE / 2))],
  ['accounts of which one page came twice', withAccounts((accounts) => [...accounts.slice(0, 60), ...accounts.slice(0, 60)])],
  ['another tenant', withAd((world) => ({ ...world, tenant: 'somebody-else' }))],
  ['nobody known to be enabled', withAccounts((accounts) => accounts.map((one) => ({ ...one, enabled: null })))],
  [
    'a third of the accounts disabled at once',
    withAccounts((accounts) => accounts.map((one, index) => ({ ...one, enabled: index % 3 !== 2 }))),
  ],
  ['no status for anybody', withAd((world) => ({ ...world, faults: { blank: ['status'] } }))],
  ['a refusal', withAd((world) => ({ ...world, faults: { refuseReading: true } }))],
  ['only what its reader may see', withAd((world) => ({ ...world, faults: { seeEvery: 2 } }))],
  ['invalid JSON', (mini) => writeFileSync(join(mini.exports, 'ad.json'), '{"tenant": "mini-ad", "accounts": [')],
  ['no file', (mini) => rmSync(join(mini.exports, 'ad.json'))],
];

describe('a night with a bad reading', () => {
  let eve: Mini;
  beforeAll(async () => {
    eve = await makeCompany({
      people: PEOPLE,
      lines: (index) => (index <= LEAVERS.length ? 'lastDay: 2026-12-31\n' : ''),
      nights: ['2026-12-27', '2026-12-28', '2026-12-29', '2026-12-30'],
    });
    writeVpn(eve, good);
  }, PATIENCE);

  it('is none when all is well: everybody due is handled everywhere', async () => {
    const view = await runMini(copyMini(eve), NIGHT);

    expect(view.exits).toEqual([]);
    expect(unreadIn(view)).toEqual([]);
    for (const system of ['ad', 'chat', 'vpn']) expect(endedIn(view, system)).toEqual(leaversIn(system));
  });

  it.concurrent.each(EXPORTS)(
    'the supplier delivers %s: nothing of it is handed over, the rest is done, and all of it the night after',
    async (_name, spoil) => {
      const mini = copyMini(eve);
      spoil(mini);

      const view = await runMini(mini, NIGHT);
      writeVpn(mini, vpnExport('2027-01-02', everybody));
      const next = await runMini(mini, NEXT);

      expect([view.exit, unreadIn(view)]).toEqual([9, ['vpn']]);
      expect(['ad', 'chat', 'vpn'].map((system) => endedIn(view, system))).toEqual([leaversIn('ad'), leaversIn('chat'), []]);
      expect([next.exit, unreadIn(next), endedIn(next, 'vpn')]).toEqual([0, [], leaversIn('vpn')]);
    },
    PATIENCE,
  );

  it.concurrent.each(DIRECTORIES)(
    'the directory shows %s: nothing is written to it, the rest is done, and all of it the night after',
    async (_name, spoil) => {
      const mini = copyMini(eve);
      const whole = readWorld(mini, 'ad');
      spoil(mini);
      const before = filesOf(mini);

      const view = await runMini(mini, NIGHT);
      const after = filesOf(mini);
      writeWorld(mini, 'ad', whole);
      const next = await runMini(mini, NEXT);

      expect([view.exit, unreadIn(view)]).toEqual([9, ['ad']]);
      expect(after).toBe(before);
      expect(['ad', 'chat', 'vpn'].map((system) => endedIn(view, system))).toEqual([[], leaversIn('chat'), leaversIn('vpn')]);
      expect([next.exit, unreadIn(next), endedIn(next, 'ad')]).toEqual([0, [], leaversIn('ad')]);
      expect(disabledIn(mini, 'ad')).toEqual(leaversIn('ad'));
    },
    PATIENCE,
  );
});

describe('a night with more surprises than the limit', () => {
  // Six who were entered on the last day itself; the limit is three. One of them has a plan, and goes before the others.
  const LATE = [11, 12, 13, 14, 15, 16];
  let surprised: Mini;
  beforeAll(async () => {
    surprised = await makeCompany({ people: PEOPLE, nights: ['2026-12-27', '2026-12-28', '2026-12-29', '2026-12-30'] });
    const files = LATE.map((index) => [`state/employees/e-${index}.yaml`, employeeFile(index, 'lastDay: 2026-12-31\n')] as const);
    const plan = 'employee: e-16\nkind: planned\nspell: 2026-12-31\n';
    commitFiles(surprised, { ...Object.fromEntries(files), 'state/offboardings/e-16.yaml': plan }, { at: '2026-12-31T09:00:00Z' });
    writeVpn(surprised, good);
  }, PATIENCE);

  const ids = (system: string, ...people: readonly number[]) => people.map((index) => `${system}-${index}`);

  async function tell(mini: Mini, on: string) {
    return lastday(
      { folder: mini.root, exports: mini.exports, at: '2027-01-05T00:00:00Z', captureKey: new Uint8Array(32) },
      'reconcile',
      '--on',
      on,
    );
  }

  it(
    'holds the part above it, names it, and lets it go the next night',
    async () => {
      const mini = copyMini(surprised);

      const first = await tell(mini, NIGHT);
      const gone = disabledIn(mini, 'ad');
      const again = await tell(mini, '2027-01-01T06:00');
      const goneAgain = disabledIn(mini, 'ad');
      const next = await tell(mini, NEXT);

      expect([first.exit, again.exit, next.exit]).toEqual([5, 5, 0]);
      expect(gone).toEqual(ids('ad', 11, 12, 16));
      expect(goneAgain).toEqual(gone);
      for (const held of ['e-13', 'e-14', 'e-15']) expect(first.out).toContain(held);
      expect(first.out).toMatch(/surprise/iu);
      expect(disabledIn(mini, 'ad')).toEqual(ids('ad', ...LATE));
      expect(disabledIn(mini, 'chat')).toEqual(ids('chat', ...LATE));
    },
    PATIENCE,
  );

  it(
    'hands everybody over to the desk of a system that cannot be written: no limit holds a message',
    async () => {
      const view = await runMini(copyMini(surprised), NIGHT);

      expect(endedIn(view, 'vpn')).toEqual(ids('vpn', ...LATE));
    },
    PATIENCE,
  );

  it(
    'ends with 9 when a system could not be read either, and lists both',
    async () => {
      const mini = copyMini(surprised);
      const chat = readWorld(mini, 'chat');
      writeWorld(mini, 'chat', { ...chat, accounts: chat.accounts.slice(0, 50) });

      const view = await runMini(mini, NIGHT);

      expect([view.exit, view.exits]).toEqual([9, [9, 5]]);
      expect(unreadIn(view)).toEqual(['chat']);
      expect(endedIn(view, 'ad')).toEqual(ids('ad', 11, 12, 16));
      expect(view.plan.stops.map((stop) => [stop.class, stop.held])).toContainEqual(['surprise', ['e-13', 'e-14', 'e-15']]);
      expect(disabledIn(mini, 'chat')).toEqual([]);
    },
    PATIENCE,
  );
});
