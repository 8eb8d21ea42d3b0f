/** Access ends at the cut-off in the person's own zone, never before it; and a run that comes late still ends it. */
import { beforeAll, describe, expect, it } from 'vitest';
import type { ReportView } from '../../reconciler/report/view.ts';
import {
  beginCompany,
  commitFiles,
  copyMini,
  disabledIn,
  employeeFile,
  makeCompany,
  makeMini,
  vpnExport,
  writeVpn,
} from '../faults/mini.ts';
import { type Mini, runMini } from '../faults/mini-night.ts';
import { liveThrough, moved } from '../faults/year.ts';

const PATIENCE = 120_000;

/** A last day, and the instant at which it is over where the person is: written down by hand from the rules of each zone. */
type Leaver = readonly [zone: string, lastDay: string, cutOff: string];

/** The days before, of and after each change of the clock. */
const MIDNIGHTS: readonly Leaver[] = [
  ['Pacific/Auckland', '2026-09-26', '2026-09-26T12:00:00Z'],
  ['Pacific/Auckland', '2026-09-27', '2026-09-27T11:00:00Z'],
  ['Pacific/Auckland', '2026-09-28', '2026-09-28T11:00:00Z'],
  ['Europe/Stockholm', '2026-10-24', '2026-10-24T22:00:00Z'],
  ['Europe/Stockholm', '2026-10-25', '2026-10-25T23:00:00Z'],
  ['Europe/Stockholm', '2026-10-26', '2026-10-26T23:00:00Z'],
  ['America/New_York', '2026-10-31', '2026-11-01T04:00:00Z'],
  ['America/New_York', '2026-11-01', '2026-11-02T05:00:00Z'],
  ['America/New_York', '2026-11-02', '2026-11-03T05:00:00Z'],
  ['America/New_York', '2027-03-13', '2027-03-14T05:00:00Z'],
  ['America/New_York', '2027-03-14', '2027-03-15T04:00:00Z'],
  ['America/New_York', '2027-03-15', '2027-03-16T04:00:00Z'],
  ['Europe/Stockholm', '2027-03-27', '2027-03-27T23:00:00Z'],
  ['Europe/Stockholm', '2027-03-28', '2027-03-28T22:00:00Z'],
  ['Europe/Stockholm', '2027-03-29', '2027-03-29T22:00:00Z'],
  ['Pacific/Auckland', '2027-04-03', '2027-04-03T11:00:00Z'],
  ['Pacific/Auckland', '2027-04-04', '2027-04-04T12:00:00Z'],
  ['Pacific/Auckland', '2027-04-05', '2027-04-05T12:00:00Z'],
];

/** A time of day that the clock skips (moved past the gap) or shows twice (the later one counts). */
const ODD_TIMES: readonly (readonly [time: string, leavers: readonly Leaver[]])[] = [
  [
    '02:30',
    [
      ['Pacific/Auckland', '2026-09-27', '2026-09-26T14:30:00Z'],
      ['Europe/Stockholm', '2026-10-25', '2026-10-25T01:30:00Z'],
      ['America/New_York', '2027-03-14', '2027-03-14T07:30:00Z'],
      ['Europe/Stockholm', '2027-03-28', '2027-03-28T01:30:00Z'],
      ['Pacific/Auckland', '2027-04-04', '2027-04-03T14:30:00Z'],
    ],
  ],
  ['01:30', [['America/New_York', '2026-11-01', '2026-11-01T06:30:00Z']]],
  [
    '17:00',
    [
      ['Europe/Stockholm', '2026-10-25', '2026-10-25T16:00:00Z'],
      ['America/New_York', '2026-11-01', '2026-11-01T22:00:00Z'],
      ['Pacific/Auckland', '2027-04-04', '2027-04-04T05:00:00Z'],
    ],
  ],
];

function linesOf(leavers: readonly Leaver[]): (index: number) => string {
  return (index) => {
    const leaver = leavers[index - 1];
    return leaver === undefined ? '' : `lastDay: ${leaver[1]}\ntimeZone: ${leaver[0]}\n`;
  };
}

/** Every half hour around each cut-off, and the minutes before and at its margin of ten. */
function instantsAround(leavers: readonly Leaver[], reach: number): string[] {
  const offsets = [9, 10];
  for (let offset = -reach; offset <= reach; offset += 30) offsets.push(offset);
  return [...new Set(leavers.flatMap(([, , cutOff]) => offsets.map((offset) => moved(cutOff, offset))))].toSorted();
}

const BEFORE = ['2026-09-01T00:00:00Z', '2026-09-02T00:00:00Z', '2026-09-03T00:00:00Z', '2026-09-04T00:00:00Z'];

describe('the cut-off, with a clock change in the week', () => {
  it(
    'ends access ten minutes after the last day is over where the person is, and at no instant before',
    async () => {
      const mini = beginCompany({ people: 44, lines: linesOf(MIDNIGHTS), nights: [] });

      const ended = await liveThrough(mini, 'ad', [...BEFORE, ...instantsAround(MIDNIGHTS, 120)]);

      expect([...ended]).toEqual(MIDNIGHTS.map(([, , cutOff], index) => [`ad-${index + 1}`, moved(cutOff, 10)]));
    },
    PATIENCE,
  );

  it.each(ODD_TIMES)(
    'at %s, also where the clock shows that time twice or not at all',
    async (time, leavers) => {
      const access = `cutOff: "${time}"\nladder: {groups: P7D, licences: P14D, deletionDue: P90D}\n`;
      const mini = beginCompany({ people: 20, lines: linesOf(leavers), files: { 'policies/access.yaml': access }, nights: [] });

      const ended = await liveThrough(mini, 'ad', [...BEFORE, ...instantsAround(leavers, 90)]);

      expect([...ended]).toEqual(leavers.map(([, , cutOff], index) => [`ad-${index + 1}`, moved(cutOff, 10)]));
    },
    PATIENCE,
  );

  it(
    'is the same with the real nightly',
    async () => {
      const leavers = MIDNIGHTS.filter(([, lastDay]) => ['2027-03-14', '2027-03-28', '2027-04-04'].includes(lastDay));
      const mini = await makeCompany({
        people: 12,
        lines: linesOf(leavers),
        nights: ['2027-03-08', '2027-03-09', '2027-03-10', '2027-03-11'],
      });
      const seen: (readonly [string, readonly string[]])[] = [];
      for (const [, , cutOff] of leavers) {
        for (const offset of [-30, 9, 10]) {
          const at = moved(cutOff, offset);
          await runMini(mini, inStockholm(at));
          seen.push([at, disabledIn(mini, 'ad')]);
        }
      }

      const [york = '', stockholm = '', auckland = ''] = leavers.map(([, , cutOff]) => cutOff);
      expect(seen).toEqual([
        [moved(york, -30), []],
        [moved(york, 9), []],
        [moved(york, 10), ['ad-1']],
        [moved(stockholm, -30), ['ad-1']],
        [moved(stockholm, 9), ['ad-1']],
        [moved(stockholm, 10), ['ad-1', 'ad-2']],
        [moved(auckland, -30), ['ad-1', 'ad-2']],
        [moved(auckland, 9), ['ad-1', 'ad-2']],
        [moved(auckland, 10), ['ad-1', 'ad-2', 'ad-3']],
      ]);
    },
    PATIENCE,
  );
});

/** How `--on` writes an instant in the organisation's zone. */
function inStockholm(instant: string): string {
  return new Date(instant).toLocaleString('sv-SE', { timeZone: 'Europe/Stockholm' }).slice(0, 16).replace(' ', 'T');
}

function dayAfter(day: string, days: number): string {
  return moved(`${day}T00:00:00Z`, days * 24 * 60).slice(0, 10);
}

describe('a run that comes late', () => {
  let eve: Mini;
  beforeAll(async () => {
    eve = await makeMini();
  }, PATIENCE);

  it.each([1, 4, 40, 400])(
    'by %i days handles everybody whose cut-off has passed',
    async (days) => {
      const mini = copyMini(eve);
      const day = dayAfter('2026-12-31', days);
      writeVpn(mini, vpnExport(day, [1, 7, 8, 9, 10, 11, 12]));

      const view = await runMini(mini, `${day}T02:00`);
      const again = await runMini(mini, `${day}T03:00`);

      expect([view.exit, again.exit]).toEqual([0, 0]);
      for (const system of ['ad', 'chat']) expect(disabledIn(mini, system)).toEqual([1, 2, 3].map((index) => `${system}-${index}`));
      expect(view.outcomes.filter((one) => one.system === 'vpn').map((one) => [one.account, one.outcome])).toEqual([
        ['vpn-1', 'handed-over'],
      ]);
      expect(view.pulls.filter((pull) => pull.outcome === 'opened').map((pull) => pull.key)).toContain('release/e-2-2026-12-31');
      expect(again.outcomes).toEqual([]);
    },
    PATIENCE,
  );
});

describe('a run that comes 40 days late, with 60 leavers', () => {
  // 45 stood in the files for weeks; 15 more were entered while nothing ran.
  const KNOWN = 45;
  const LEAVERS = 60;
  const late = '2027-02-09';

  function lastDayOf(index: number): string {
    return dayAfter('2026-12-28', index % 3);
  }

  function dueIds(): string[] {
    return Array.from({ length: LEAVERS }, (_, index) => `e-${index + 1}`);
  }

  function disabledPeople(mini: Mini, system: string): string[] {
    return disabledIn(mini, system).map((id) => id.replace(`${system}-`, 'e-'));
  }

  function heldPeople(view: ReportView): string[] {
    return [...new Set(view.plan.held.filter((held) => held.by.startsWith('guardrail:')).map((held) => String(held.change.person)))];
  }

  it(
    'ends each or holds them by name, and has ended all of them a few nights later',
    async () => {
      const mini = await makeCompany({
        people: 120,
        lines: (index) => (index <= KNOWN ? `lastDay: ${lastDayOf(index)}\n` : ''),
        nights: ['2026-12-14', '2026-12-15', '2026-12-16', '2026-12-20'],
      });
      for (const from of [KNOWN + 1, KNOWN + 9]) {
        const files: [string, string][] = [];
        for (let index = from; index < from + 8 && index <= LEAVERS; index += 1)
          files.push([`state/employees/e-${index}.yaml`, employeeFile(index, `lastDay: ${lastDayOf(index)}\n`)]);
        commitFiles(mini, Object.fromEntries(files), { at: '2026-12-28T09:00:00Z' });
      }
      writeVpn(
        mini,
        vpnExport(
          late,
          Array.from({ length: 120 }, (_, index) => index + 1),
        ),
      );

      const exits: number[] = [];
      let held: string[] = [];
      for (let night = 0; night < 4; night += 1) {
        const view = await runMini(mini, `${dayAfter(late, night)}T02:00`);
        held = heldPeople(view);
        exits.push(view.exit);
        for (const system of ['ad', 'chat']) {
          expect([...new Set([...disabledPeople(mini, system), ...held])].toSorted()).toEqual(dueIds().toSorted());
        }
        if (night === 0) {
          expect(disabledPeople(mini, 'ad')).toHaveLength(KNOWN + 3);
          expect(held).toHaveLength(LEAVERS - KNOWN - 3);
        }
      }

      expect(exits).toEqual([5, 5, 0, 0]);
      expect(held).toEqual([]);
      expect(disabledPeople(mini, 'ad').toSorted()).toEqual(dueIds().toSorted());
    },
    PATIENCE,
  );
});
