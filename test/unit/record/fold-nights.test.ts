import { describe, expect, it } from 'vitest';
import type { ForecastRecord, JournalRecord, ReadingRecord } from '../../../reconciler/model/journal.ts';
import type { Memory } from '../../../reconciler/model/memory.ts';
import { foldMemory } from '../../../reconciler/record/fold.ts';
import type { CommitId, EmployeeId, Instant, SystemId, Zone } from '../../../schemas/primitives.ts';
import { claim, close, forecast, sha256 } from '../../fakes/journal.ts';

const run = (day: number) => `202701${String(day).padStart(2, '0')}T010000Z-0000000${day % 10}`;
const at = (day: number, time = '01:30:00') => `2027-01-${String(day).padStart(2, '0')}T${time}Z` as Instant;
const ground = { head: 'c'.repeat(40) as CommitId, genesis: 'd'.repeat(40) as CommitId, asOf: at(20), zone: 'Europe/Stockholm' as Zone };
const fold = (...records: readonly JournalRecord[]): Memory => foldMemory(records, ground);
const ad = 'ad' as SystemId;

function reading(more: Partial<ReadingRecord> = {}): ReadingRecord {
  return {
    system: ad,
    tenant: 'latsas-ad',
    count: 2,
    declaredEnabled: 2,
    enabled: 2,
    known: { status: 2 },
    complete: ['existence', 'status'],
    digest: sha256('x'),
    freshAt: null,
    readAt: at(4),
    isNew: true,
    came: [],
    went: [],
    ...more,
  };
}

function night(day: number, published: Partial<ForecastRecord> = {}, readings: readonly ReadingRecord[] = []): JournalRecord[] {
  const id = run(day);
  return [claim(id, { at: at(day, '01:00:00'), readings }), forecast(id, published), close(id, { at: at(day) })];
}

const line = (person: string, cutOff: Instant): ForecastRecord['entries'][number] => ({
  person: person as EmployeeId,
  cause: 'spell:2027-01-31',
  cutOff,
  systems: [ad],
});

describe('published cut-offs', () => {
  const cutOff = '2027-01-31T17:00:00Z' as Instant;
  const later = '2027-02-28T17:00:00Z' as Instant;

  it('count from the end of the first run that named them, unbroken', () => {
    const memory = fold(...night(4, { entries: [line('e-1', cutOff)] }), ...night(5, { entries: [line('e-1', cutOff)] }));

    expect(memory.published.get('e-1/spell:2027-01-31')).toEqual({ person: 'e-1', cause: 'spell:2027-01-31', cutOff, since: at(4) });
  });

  it('begin again when they move, even when they move back', () => {
    const moved = [...night(4, { entries: [line('e-1', cutOff)] }), ...night(5, { entries: [line('e-1', later)] })];

    expect(fold(...moved).published.get('e-1/spell:2027-01-31')).toMatchObject({ cutOff: later, since: at(5) });
    expect(fold(...moved, ...night(6, { entries: [line('e-1', cutOff)] })).published.get('e-1/spell:2027-01-31')).toMatchObject({
      since: at(6),
    });
  });

  it('begin again after a completed run that left them out', () => {
    const memory = fold(...night(4, { entries: [line('e-1', cutOff)] }), ...night(5), ...night(6, { entries: [line('e-1', cutOff)] }));

    expect(memory.published.get('e-1/spell:2027-01-31')).toMatchObject({ since: at(6) });
    expect(fold(...night(4, { entries: [line('e-1', cutOff)] }), ...night(5)).published.size).toBe(0);
  });

  it('neither begin nor end with a run that was not completed', () => {
    const broken = [claim(run(5), { at: at(5) }), forecast(run(5), { entries: [line('e-2', cutOff)] })];

    const memory = fold(...night(4, { entries: [line('e-1', cutOff)] }), ...broken);

    expect([...memory.published.values()]).toEqual([{ person: 'e-1', cause: 'spell:2027-01-31', cutOff, since: at(4) }]);
  });
});

describe('readings', () => {
  it('are kept 35 days, the newest with the ids that came and went, the newest even when it is older', () => {
    const old = { ...reading({ readAt: '2026-10-01T01:00:00Z' as Instant, came: ['a', 'b'] as never }) };
    const memory = fold(
      ...night(1, {}, [old]),
      ...night(4, {}, [reading({ came: ['c'] as never, went: ['a'] as never })]),
      ...night(5, {}, [reading({ readAt: at(5), system: 'hr' as SystemId, complete: ['status'] })]),
    );

    expect(memory.goodReadings.get(ad)).toMatchObject([{ run: run(4), at: at(4), tenant: 'latsas-ad', count: 2, ids: ['b', 'c'] }]);
    expect(memory.goodReadings.has('hr' as SystemId)).toBe(false);
    expect(fold(...night(1, {}, [old])).goodReadings.get(ad)).toMatchObject([{ run: run(1), ids: ['a', 'b'] }]);
  });

  it('of several nights carry ids only in the newest', () => {
    const memory = fold(...night(4, {}, [reading({ came: ['a'] as never })]), ...night(5, {}, [reading({ readAt: at(5) })]));

    expect(memory.goodReadings.get(ad)?.map((one) => one.ids)).toEqual([[], ['a']]);
  });

  it('of runs that were not completed change nothing', () => {
    const memory = fold(
      ...night(4, {}, [reading({ came: ['a'] as never })]),
      claim(run(5), { readings: [reading({ went: ['a'] as never, readAt: at(5) })] }),
    );

    expect(memory.goodReadings.get(ad)).toMatchObject([{ run: run(4), ids: ['a'] }]);
    expect([...memory.readingDays]).toEqual([['ad/latsas-ad', ['2027-01-04']]]);
  });

  it("count days in the organisation's zone, per tenant, only new and complete ones", () => {
    const late = '2027-01-05T23:30:00Z' as Instant;
    const memory = fold(
      ...night(4, {}, [reading()]),
      ...night(5, {}, [reading({ readAt: late })]),
      ...night(6, {}, [reading({ readAt: '2027-01-06T05:00:00Z' as Instant })]),
      ...night(7, {}, [reading({ readAt: at(7), isNew: false })]),
      ...night(8, {}, [reading({ readAt: at(8), complete: ['status'] })]),
      ...night(9, {}, [reading({ readAt: at(9), tenant: 'other' })]),
    );

    expect([...memory.readingDays]).toEqual([
      ['ad/latsas-ad', ['2027-01-04', '2027-01-06']],
      ['ad/other', ['2027-01-09']],
    ]);
  });
});

describe('what completed runs knew', () => {
  it('follows the changes they published', () => {
    const memory = fold(
      ...night(4, {
        ids: { set: { 'e-1/ad': 'x', 'e-2/ad': 'y' } as never, gone: [] },
        people: { came: ['e-1', 'e-2'] as never, went: [] },
        baselines: [{ system: ad, accounts: ['x', 'z'] as never }],
        overrides: [sha256('set')],
      }),
      ...night(5, {
        ids: { set: { 'e-1/ad': 'x2' } as never, gone: ['e-2/ad'] },
        people: { came: ['e-3'] as never, went: ['e-2'] as never },
      }),
    );

    expect([...memory.knownIds]).toEqual([['e-1/ad', 'x2']]);
    expect([...memory.knownEmployees]).toEqual(['e-1', 'e-3']);
    expect([...(memory.baseline.get(ad) ?? [])]).toEqual(['x', 'z']);
    expect([...memory.spentOverrides]).toEqual([sha256('set')]);
  });
});
