/** The tests of one column of the table of faults: every fault, in the lists, in everything else, in the target and in the answer to a write. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Snapshot } from '../../../reconciler/model/observed.ts';
import { type CellNight, cellNight, holdings } from './cell.ts';
import type { ReadingFault } from './fault.ts';
import { FAULTS } from './faults.ts';
import { expectColumn } from './page.ts';
import { leaverOf, type Opened, type Subject } from './subjects.ts';
import { type Outgoing, openWay, type Way, type Whole } from './ways.ts';

/** What the counterpart is like before anything happens: the same each time that it is made. */
interface Good {
  readonly snapshot: Snapshot;
  readonly holdings: ReadonlyMap<string, string>;
}

/** Where a fault is: in the pages of the list, in everything else that is read, everywhere, or only once it is applied. */
type Place = 'list' | 'rest' | 'all' | 'target' | 'write';

/** Records that may be missing from a reading that is taken for whole, by the rules of completeness. */
const UNNOTICED = 2;

interface Came extends CellNight {
  readonly isLeaverChanged: boolean;
}

const SECRETS = /ghp_practice|00practice|xoxp-practice|secret-token|1-14-token|read~secret|assertion|eyJ|BEGIN /u;

function placed(subject: Subject, place: Place): (request: Outgoing) => boolean {
  switch (place) {
    case 'list':
      return subject.isList;
    case 'rest':
      return (request) => !subject.isList(request) && !subject.isChange(request);
    case 'all':
      return () => true;
    case 'target':
      return (request) => !subject.isChange(request);
    case 'write':
      return subject.isChange;
  }
}

async function live(way: Way, subject: Subject, at: { fault: ReadingFault; place: Place; good: Good }): Promise<Came> {
  const opened: Opened = await subject.open();
  const kept = new Map<string, Whole>();
  const begin = () => {
    way.trouble = { of: placed(subject, at.place), twist: (passing) => at.fault.twist(passing, subject.shape, kept) };
  };
  const isLate = at.place === 'target' || at.place === 'write';
  if (!isLate) begin();
  const night = await cellNight(subject, opened, { good: at.good.snapshot, ...(isLate ? { beforeApply: begin } : {}) });
  way.trouble = null;
  const after = await holdings(subject, opened);
  const differing = [...new Set([...after.keys(), ...at.good.holdings.keys()])].filter((id) => after.get(id) !== at.good.holdings.get(id));
  const leaver = leaverOf(subject);
  expect(
    differing.filter((id) => id !== leaver),
    'nobody else was touched',
  ).toEqual([]);
  return { ...night, isLeaverChanged: differing.includes(leaver) };
}

/** What must hold wherever the fault is. */
function expectSafe(came: Came): void {
  const { snapshot, outcomes, exit, isLeaverChanged } = came;
  const isWhole = snapshot.complete.has('existence');
  const doubts = snapshot.doubts.filter((doubt) => doubt.code !== 'not-provided');
  if (!isWhole) expect([isLeaverChanged, outcomes], 'nothing is concluded from it').toEqual([false, []]);
  expect(isWhole || doubts.length > 0, 'a reading that is not whole says why').toBe(true);
  if (doubts.length > 0) expect([3, 9]).toContain(exit);
  for (const { message } of doubts) {
    expect(message).toMatch(/^[A-Za-z0-9].{10,300}$/u);
    expect(message).not.toMatch(SECRETS);
    expect(message).not.toMatch(/127\.0\.0\.1|exempel\.example|undefined|\[object|at .*\.ts/u);
  }
  const [first] = outcomes;
  if (first?.outcome === 'verified') expect(isLeaverChanged, 'what is called done is done').toBe(true);
  if (first?.outcome === 'skipped' || first?.detail === 'refused')
    expect(isLeaverChanged, 'what is called refused is not done').toBe(false);
}

function readingCell({ snapshot, exit }: Came): string {
  if (snapshot.complete.has('existence')) return `${exit} whole`;
  const codes = [...new Set(snapshot.doubts.map(({ code }) => code))].filter((code) => code !== 'not-provided');
  return `${exit} ${codes[0] ?? ''}`;
}

function outcomeCell({ outcomes, exit }: Came): string {
  const [first] = outcomes;
  if (first === undefined) return `${exit} nothing`;
  return `${exit} ${first.outcome}${first.detail === null ? '' : ` (${first.detail})`}`;
}

const TABLES = { list: 'readings', all: 'readings', rest: null, target: 'targets', write: 'writes' } as const;

function placesOf({ of, isSlow }: ReadingFault): readonly Place[] {
  switch (of) {
    case 'list':
    case 'total':
      return ['list'];
    case 'tenant':
      return ['all', 'target'];
    case 'answer':
      return isSlow === true ? ['list', 'target', 'write'] : ['list', 'rest', 'target', 'write'];
  }
}

/** False where the answers of a kind hold nothing that could be wrong in that way. */
function isToldBy({ shape }: Subject, { of }: ReadingFault): boolean {
  return (of !== 'tenant' || shape.otherTenant !== null) && (of !== 'total' || shape.total !== null);
}

function cellOf(subject: Subject, place: Place, came: Came): string {
  if (place !== 'target' && place !== 'write') return readingCell(came);
  return subject.isReadOnly === true ? '–' : outcomeCell(came);
}

/** A reading that is taken for whole has everybody, but for so many. */
function expectNearlyWhole({ snapshot }: Came, good: Good, missing: number): void {
  if (!snapshot.complete.has('existence')) return;
  const came = new Set([...snapshot.reading.accounts, ...snapshot.reading.assets].map((one): string => one.id));
  expect(
    [...came].filter((id) => !good.holdings.has(id)),
    'nobody who is not there',
  ).toEqual([]);
  expect([...good.holdings.keys()].filter((id) => !came.has(id)).length, 'taken for whole').toBeLessThanOrEqual(missing);
}

/** A fault by which something would be lost is seen, or nothing was lost because the reader asked again. */
function expectNoticed(came: Came, { good, place }: { readonly good: Good; readonly place: Place }): void {
  if (place === 'list' || place === 'all') expectNearlyWhole(came, good, 0);
  if (place === 'target') expect(came.isLeaverChanged, 'nothing is written to what cannot be read').toBe(false);
}

/** The column of a kind: registers its tests, and one that compares the page with what they found. */
export function column(subject: Subject): void {
  describe(`faults in answers of ${subject.kind}`, () => {
    let way: Way;
    let good: Good;
    const tables = { readings: new Map<string, string>(), targets: new Map<string, string>(), writes: new Map<string, string>() };
    beforeAll(async () => {
      way = await openWay();
      const opened = await subject.open();
      const seen = await holdings(subject, opened);
      const { snapshot, exit, outcomes } = await cellNight(subject, opened, { good: null });
      expect([exit, outcomes.map((one) => one.outcome).filter((one) => one !== 'verified')]).toEqual([0, []]);
      good = { snapshot, holdings: seen };
    });
    afterAll(() => way.stop());

    it.each(FAULTS)('$name', async (fault) => {
      for (const place of placesOf(fault)) {
        const isTold = isToldBy(subject, fault);
        const came = await live(way, subject, { fault, place, good });
        expectSafe(came);
        if (isTold && fault.isHarmless !== true) expectNoticed(came, { good, place });
        else expectNearlyWhole(came, good, UNNOTICED);
        if (place === 'write' && fault.isRefusal === true) expect(came.isLeaverChanged).toBe(false);
        const name = TABLES[place];
        if (name !== null) tables[name].set(fault.name, isTold ? cellOf(subject, place, came) : '–');
      }
    });

    it('the page says so', () => {
      for (const [name, found] of Object.entries(tables)) expectColumn(name, subject.kind, found);
    });
  });
}
