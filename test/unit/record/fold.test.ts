import { describe, expect, it } from 'vitest';
import type { ClaimRecord, CloseRecord, JournalRecord } from '../../../reconciler/model/journal.ts';
import type { Memory } from '../../../reconciler/model/memory.ts';
import { foldMemory } from '../../../reconciler/record/fold.ts';
import { NO_DIGEST } from '../../../reconciler/record/journal-places.ts';
import type { CommitId, Digest, EmployeeId, Instant, Zone } from '../../../schemas/primitives.ts';
import { claim, close, forecast, sha256 } from '../../fakes/journal.ts';

const run = (day: number) => `202701${String(day).padStart(2, '0')}T010000Z-0000000${day % 10}`;
const at = (day: number, time = '01:30:00') => `2027-01-${String(day).padStart(2, '0')}T${time}Z` as Instant;
const ground = { head: 'c'.repeat(40) as CommitId, genesis: 'd'.repeat(40) as CommitId, asOf: at(20), zone: 'Europe/Stockholm' as Zone };
const fold = (...records: readonly JournalRecord[]): Memory => foldMemory(records, ground);

describe('runs', () => {
  it.each<readonly [string, Partial<ClaimRecord>, Partial<CloseRecord> | null, boolean, boolean]>([
    ['closed over everybody', {}, {}, true, true],
    ['not closed', {}, null, true, false],
    ['of one person', { only: 'e-1' as EmployeeId }, {}, true, false],
    ['closed for one person', {}, { only: 'e-1' as EmployeeId }, true, false],
    ['interrupted', {}, { exit: 130 }, true, false],
    ['without a forecast', {}, {}, false, false],
    ['with a stop', {}, { exit: 5 }, true, true],
  ])('%s', (_name, claimed, closed, hasForecast, completed) => {
    const id = run(4);
    const records = [
      claim(id, claimed),
      ...(hasForecast ? [forecast(id)] : []),
      ...(closed === null ? [] : [close(id, { at: at(4), ...closed })]),
    ];

    const memory = fold(...records);

    expect(memory.runs).toMatchObject([{ run: id, completed, endedAt: closed === null ? null : at(4), asOf: '2027-01-04T01:00:00Z' }]);
  });

  it('leave nothing when there are none', () => {
    const memory = foldMemory([], { ...ground, head: null, genesis: null });

    expect(memory).toMatchObject({
      kind: 'first',
      head: null,
      lastDigest: NO_DIGEST,
      lastAt: null,
      runs: [],
      removals: [],
      openIntents: [],
    });
  });

  it('leave where the chain stands, and which plans are finished', () => {
    const plan = sha256('plan');
    const records = [claim(run(4)), close(run(4), { plan, at: at(4) })];

    const memory = foldMemory(
      records.map((record) => ({ ...record, digest: sha256(record.type) })),
      ground,
    );

    expect(memory).toMatchObject({
      kind: 'recalled',
      head: ground.head,
      genesis: ground.genesis,
      lastDigest: sha256('close'),
      lastAt: at(4),
    });
    expect([...memory.finishedPlans]).toEqual([plan]);
  });
});

it('the digest of the last record is that of the chain', () => {
  const memory = foldMemory([{ ...claim(run(4)), digest: 'e'.repeat(64) as Digest }], ground);

  expect(memory.lastDigest).toBe('e'.repeat(64));
});
