/** An inventory that is only seen as exports: its moves go to a desk, a later export shows them, and what is not done becomes overdue. */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { workCsv, workOf } from '../../reconciler/report/status/supplier.ts';
import type { ReportView } from '../../reconciler/report/view.ts';
import type { Id } from '../../schemas/primitives.ts';
import { lastday } from '../fakes/command-line.ts';
import { commitFiles, copyMini, makeCompany } from '../faults/mini.ts';
import { type Mini, runMini } from '../faults/mini-night.ts';

const PATIENCE = 120_000;

const STORE = `id: store
kind: csv
mode: enforce
tenant: mini-store
holds: [assets]
desk: it
maxAge: P90D
tables:
  - holds: assets
    file: store.csv
    columns: {id: Nr, tag: Tag, serial: Serial, holder: Holder, status: Status}
    freshness: {column: Exported}
`;

function deviceFile(tag: string, lines: string): string {
  return `id: ${tag}\ntype: laptop\n${lines}ownership: owned\ncompany: se\ninventory: {system: store, id: ${tag.slice(-3)}}\n`;
}

const HELD = (person: string) => `status: in-use\nholder: ${person}\nreceived: 2024-02-12\n`;
const BACK = 'status: received\nholder: null\nawaitedFrom: e-2\nreturned: {on: 2026-12-31, condition: ok}\n';

/** The export of a day: who has which device, '' for nobody. */
function writeExport(mini: Mini, day: string, holders: readonly string[]): void {
  const rows = holders.map((holder, index) => `31${index},LT-031${index},PF${index},${holder},${holder === '' ? 'store' : 'out'},${day}`);
  writeFileSync(join(mini.exports, 'store.csv'), `Nr,Tag,Serial,Holder,Status,Exported\n${rows.join('\n')}\n`);
}

function commit(mini: Mini, files: Readonly<Record<string, string>>, at: string): void {
  commitFiles(
    mini,
    Object.fromEntries(Object.entries(files).map(([tag, lines]) => [`state/devices/${tag}.yaml`, deviceFile(tag, lines)])),
    {
      at,
    },
  );
}

/** What became of inventory changes in a night. */
function moves(view: ReportView): readonly string[] {
  return view.outcomes.filter((one) => one.system === 'store').map((one) => `${one.kind} ${one.account} ${one.outcome}`);
}

function findings(view: ReportView): readonly string[] {
  const mine = view.plan.findings.filter((one) => one.subject.system === 'store');
  return mine.map((one) => `${one.code} ${one.subject.device} ${one.values['variant'] ?? ''}`);
}

let eve: Mini;
beforeAll(async () => {
  eve = await makeCompany({
    people: 4,
    files: {
      'policies/systems/store.yaml': STORE,
      'state/devices/LT-0310.yaml': deviceFile('LT-0310', HELD('e-1')),
      'state/devices/LT-0311.yaml': deviceFile('LT-0311', HELD('e-2')),
      'state/devices/LT-0312.yaml': deviceFile('LT-0312', 'status: available\nholder: null\n'),
    },
    prepare: (mini) => writeExport(mini, '2026-12-27', ['user1', 'USER2', '']),
    nights: ['2026-12-27', '2026-12-28'],
  });
}, PATIENCE);

describe('an inventory of exports', () => {
  it(
    'agrees with the files while nothing moves, whatever the spelling',
    async () => {
      const view = await runMini(copyMini(eve), '2026-12-29T02:00');

      expect([view.exit, moves(view), findings(view)]).toEqual([0, [], []]);
    },
    PATIENCE,
  );

  it(
    'has a check-in handed over once, called done by a newer export alone, and overdue until then',
    async () => {
      const mini = copyMini(eve);
      commit(mini, { 'LT-0311': BACK }, '2027-01-01T10:00:00Z');

      const handed = await runMini(mini, '2027-01-02T02:00');
      const again = await runMini(mini, '2027-01-03T02:00');
      const overdue = await runMini(mini, '2027-01-08T02:00');
      writeExport(mini, '2027-01-08', ['user1', 'user2', '']);
      const notDone = await runMini(mini, '2027-01-09T02:00');
      writeExport(mini, '2027-01-09', ['user1', '', '']);
      const done = await runMini(mini, '2027-01-10T02:00');
      const after = await runMini(mini, '2027-01-11T02:00');

      expect(moves(handed)).toEqual(['check-in 311 handed-over']);
      expect(workOf(handed, 'it' as Id).map(({ kind, account }) => [kind, account])).toContainEqual(['check-in', '311']);
      expect([moves(again), findings(again)]).toEqual([[], []]);
      expect([moves(overdue), findings(overdue)]).toEqual([[], ['handover-overdue LT-0311 check-in']]);
      expect(workOf(overdue, 'it' as Id).find((one) => one.account === '311')?.late).toBeGreaterThan(0);
      expect([moves(notDone), findings(notDone)]).toEqual([[], ['handover-overdue LT-0311 check-in']]);
      expect([moves(done), findings(done)]).toEqual([['check-in 311 verified'], []]);
      expect([moves(after), findings(after)]).toEqual([[], []]);
    },
    PATIENCE,
  );

  it(
    'has a check-out handed over, and called done under the name that the export uses',
    async () => {
      const mini = copyMini(eve);
      commit(mini, { 'LT-0312': 'status: in-use\nholder: e-3\nreceived: 2027-01-01\n' }, '2027-01-01T10:00:00Z');

      const handed = await runMini(mini, '2027-01-02T02:00');
      writeExport(mini, '2027-01-03', ['user1', 'user2', 'User3']);
      const done = await runMini(mini, '2027-01-04T02:00');

      expect(moves(handed)).toEqual(['check-out 312 handed-over']);
      expect([moves(done), findings(done)]).toEqual([['check-out 312 verified'], []]);
    },
    PATIENCE,
  );

  it(
    'has a status handed over in the word of the export, once, and called done by a newer export that shows it',
    async () => {
      const mini = copyMini(eve);
      const statuses = 'statuses:\n  - {means: received, name: To wipe}\n  - {means: available, name: Store}\n';
      const written = { 'policies/systems/store.yaml': STORE.replace('tables:', `${statuses}tables:`) };
      commitFiles(mini, written, { at: '2027-01-01T09:00:00Z' });
      commit(mini, { 'LT-0312': 'status: received\nholder: null\nreturned: {on: 2026-12-30, condition: ok}\n' }, '2027-01-01T10:00:00Z');

      const handed = await runMini(mini, '2027-01-02T02:00');
      const again = await runMini(mini, '2027-01-03T02:00');
      const overdue = await runMini(mini, '2027-01-08T02:00');
      const file = join(mini.exports, 'store.csv');
      const text = readFileSync(file, 'utf8').replace(',store,', ',to WIPE,').replaceAll('2026-12-27', '2027-01-08');
      writeFileSync(file, text);
      const done = await runMini(mini, '2027-01-09T02:00');
      const after = await runMini(mini, '2027-01-10T02:00');

      expect(moves(handed)).toEqual(['status 312 handed-over']);
      expect(workOf(handed, 'it' as Id).filter(({ kind }) => kind === 'status')).toMatchObject([{ account: '312', status: 'To wipe' }]);
      expect(workCsv(handed, 'it' as Id)).toContain('store,312,status: To wipe,');
      expect([moves(again), findings(again)]).toEqual([[], []]);
      expect([moves(overdue), findings(overdue)]).toEqual([[], ['handover-overdue LT-0312 status']]);
      expect([moves(done), findings(done)]).toEqual([['status 312 verified'], []]);
      expect([moves(after), findings(after)]).toEqual([[], []]);
    },
    PATIENCE,
  );

  it(
    'lets go what was handed over when the device is with somebody else by now, and asks for what is true today',
    async () => {
      const mini = copyMini(eve);
      commit(mini, { 'LT-0312': 'status: in-use\nholder: e-3\nreceived: 2027-01-01\n' }, '2027-01-01T10:00:00Z');
      await runMini(mini, '2027-01-02T02:00');
      commit(mini, { 'LT-0312': 'status: in-use\nholder: e-4\nreceived: 2027-01-02\n' }, '2027-01-02T10:00:00Z');

      const moved = await runMini(mini, '2027-01-03T02:00');
      writeExport(mini, '2027-01-04', ['user1', 'user2', 'user4']);
      const done = await runMini(mini, '2027-01-20T02:00');

      expect(moves(moved)).toEqual(['check-out 312 superseded', 'check-out 312 handed-over']);
      expect([moves(done), findings(done)]).toEqual([['check-out 312 verified'], []]);
    },
    PATIENCE,
  );

  it(
    'is told where it differs without anything being handed over: a person decides who is right',
    async () => {
      const mini = copyMini(eve);
      writeExport(mini, '2026-12-28', ['user4', 'user2', '']);

      const view = await runMini(mini, '2026-12-29T02:00');

      expect([moves(view), findings(view)]).toEqual([[], ['holder-mismatch LT-0310 other-holder']]);
    },
    PATIENCE,
  );

  it(
    'is judged by its canaries, which doctor looks for among the devices',
    async () => {
      const mini = copyMini(eve);
      const canaries = (ids: string) =>
        commitFiles(mini, { 'policies/systems/store.yaml': `${STORE}canaries: [${ids}]\n` }, { at: '2026-12-29T08:00:00Z' });
      const said = async () => (await lastday({ folder: mini.root, exports: mini.exports, at: '2026-12-29T12:00:00Z' }, 'doctor')).out;

      canaries('{id: "310"}, {id: "311"}, {id: "999", absent: true}');
      const good = await said();
      canaries('{id: "310"}, {id: "999"}');
      const bad = await said();

      expect([good.includes('canaries are not as they should be'), bad.includes('1 of 2 canaries')]).toEqual([false, true]);
    },
    PATIENCE,
  );

  it(
    'of which half was exported, or a column is gone, moves nothing',
    async () => {
      const mini = copyMini(eve);
      commit(mini, { 'LT-0311': BACK }, '2027-01-01T10:00:00Z');
      writeFileSync(
        join(mini.exports, 'store.csv'),
        'Nr,Tag,Serial,Status,Exported\n310,LT-0310,PF0,out,2027-01-01\n311,LT-0311,PF1,out,2027-01-01\n',
      );

      const view = await runMini(mini, '2027-01-02T02:00');

      expect(moves(view)).toEqual([]);
      expect(view.plan.findings.map((one) => one.code)).toContain('system-not-read');
    },
    PATIENCE,
  );
});
