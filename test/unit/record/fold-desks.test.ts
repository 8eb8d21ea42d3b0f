/** What the journal says of work that desks were given. */
import { expect, it } from 'vitest';
import type { JournalRecord } from '../../../reconciler/model/journal.ts';
import { foldMemory } from '../../../reconciler/record/fold.ts';
import type { CommitId, Instant, Zone } from '../../../schemas/primitives.ts';
import { claim, intent, outcome } from '../../fakes/journal.ts';

const run = (day: number) => `202701${String(day).padStart(2, '0')}T010000Z-0000000${day % 10}`;
const at = (day: number) => `2027-01-${String(day).padStart(2, '0')}T01:30:00Z` as Instant;
const ground = { head: 'c'.repeat(40) as CommitId, genesis: 'd'.repeat(40) as CommitId, asOf: at(20), zone: 'Europe/Stockholm' as Zone };

/** A run of that day, with a reading made at its beginning. */
function reading(day: number, more: object = {}): JournalRecord {
  const one = { system: 'ad', isNew: true, freshAt: `2027-01-${String(day).padStart(2, '0')}T01:00:00Z`, complete: ['existence'], ...more };
  return {
    ...claim(run(day)),
    readings: [
      { tenant: 't', count: 1, declaredEnabled: 1, enabled: 1, known: {}, digest: '', readAt: at(day), came: [], went: [], ...one },
    ],
  } as never;
}

const ending = (day: number, kind: string) => outcome(run(day), 'e-1', { outcome: kind, at: at(day) } as never);
const given = [reading(4), intent(run(4), 'e-1', { at: at(4) }), ending(4, 'handed-over')];

function workOf(...records: readonly JournalRecord[]) {
  return foldMemory([...given, ...records], ground).deskWork.map((one) => [
    one.at,
    one.seenUndone,
    one.end?.as ?? 'open',
    one.end?.at ?? null,
  ]);
}

it.each<readonly [string, readonly JournalRecord[], readonly (string | null)[]]>([
  ['is open, and nobody has looked since', [], [at(4), null, 'open', null]],
  ['is open, and was seen undone', [reading(5), reading(6)], [at(4), '2027-01-06T01:00:00Z', 'open', null]],
  [
    'was done by the reading that showed it',
    [reading(5), reading(6), ending(6, 'verified')],
    [at(4), '2027-01-05T01:00:00Z', 'done', '2027-01-06T01:00:00Z'],
  ],
  ['was done by the first reading', [reading(5), ending(5, 'already-so')], [at(4), null, 'done', '2027-01-05T01:00:00Z']],
  ['was done as the files say', [ending(5, 'verified')], [at(4), null, 'done', at(5)]],
  ['was let go', [ending(5, 'superseded')], [at(4), null, 'withdrawn', at(5)]],
  ['is not judged by an old export', [reading(5, { isNew: false })], [at(4), null, 'open', null]],
  ['is not judged by one that is not whole', [reading(5, { complete: [] })], [at(4), null, 'open', null]],
  ['is not judged by one without an age', [reading(5, { freshAt: null })], [at(4), null, 'open', null]],
  ['is not judged by one from before', [reading(5, { freshAt: '2027-01-04T01:29:00Z' })], [at(4), null, 'open', null]],
  ['is not judged by another system', [reading(5, { system: 'vpn' })], [at(4), null, 'open', null]],
  ['is given once', [ending(5, 'handed-over')], [at(4), null, 'open', null]],
])('work %s', (_, records, expected) => {
  expect(workOf(...records)).toEqual([expected]);
});

it('work that is given again after it was let go counts twice', () => {
  expect(
    workOf(ending(5, 'superseded'), intent(run(6), 'e-1', { at: at(6) }), ending(6, 'handed-over')).map(
      ([from, , how]) => `${from} ${how}`,
    ),
  ).toEqual([`${at(4)} withdrawn`, `${at(6)} open`]);
});

it('work is remembered for 400 days', () => {
  const later = foldMemory(given, { ...ground, asOf: '2028-02-09T01:30:00Z' as Instant });

  expect([later.deskWork.length, later.handedOver.size]).toEqual([0, 1]);
});
