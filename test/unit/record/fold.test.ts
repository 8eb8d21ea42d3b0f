import { describe, expect, it } from 'vitest';
import type { ForecastRecord, JournalRecord, ReadingRecord } from '../../../reconciler/model/journal.ts';
import type { Memory } from '../../../reconciler/model/memory.ts';
import { foldMemory } from '../../../reconciler/record/fold.ts';
import { NO_DIGEST } from '../../../reconciler/record/journal-places.ts';
import type { CommitId, Digest, EmployeeId, Instant, SystemId, Zone } from '../../../schemas/primitives.ts';
import { claim, close, forecast, intent, outcome, sha256 } from '../../fakes/journal.ts';

const run = (day: number) => `202701${String(day).padStart(2, '0')}T010000Z-0000000${day % 10}`;
const at = (day: number, time = '01:30:00') => `2027-01-${String(day).padStart(2, '0')}T${time}Z` as Instant;
const ground = { head: 'c'.repeat(40) as CommitId, genesis: 'd'.repeat(40) as CommitId, asOf: at(20), zone: 'Europe/Stockholm' as Zone };
const fold = (...records: readonly JournalRecord[]): Memory => foldMemory(records, ground);
const ad = 'ad' as SystemId;
const change = (person: string) => outcome('', person).change;

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

describe('runs', () => {
  it.each([
    ['closed over everybody', {}, {}, true, true],
    ['not closed', {}, null, true, false],
    ['of one person', { only: 'e-1' }, {}, true, false],
    ['closed for one person', {}, { only: 'e-1' }, true, false],
    ['interrupted', {}, { exit: 130 }, true, false],
    ['without a forecast', {}, {}, false, false],
    ['with a stop', {}, { exit: 5 }, true, true],
  ])('%s: completed %5$s', (_name, claimed, closed, hasForecast, completed) => {
    const id = run(4);
    const records = [
      claim(id, claimed as object),
      ...(hasForecast ? [forecast(id)] : []),
      ...(closed === null ? [] : [close(id, { at: at(4), ...(closed as object) })]),
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

describe('removals', () => {
  it.each([
    ['nothing yet', [], true],
    ['verified', [{ outcome: 'verified' }], true],
    ['failed, perhaps done', [{ outcome: 'failed', detail: 'fault' }], true],
    ['unverifiable', [{ outcome: 'unverifiable' }], true],
    ['refused', [{ outcome: 'failed', detail: 'refused' }], false],
    ['skipped', [{ outcome: 'skipped', detail: 'precondition' }], false],
    ['already so', [{ outcome: 'already-so' }], false],
    ['superseded', [{ outcome: 'superseded' }], false],
    ['failed first, found undone later', [{ outcome: 'failed', detail: 'fault' }, { outcome: 'superseded' }], false],
  ])('an intent with %s counts: %3$s', (_name, outcomes, counts) => {
    const id = run(4);
    const memory = fold(claim(id), intent(id, 'e-1', { at: at(4) }), ...outcomes.map((more) => outcome(id, 'e-1', more as object)));

    expect(memory.removals).toEqual(counts ? [{ person: 'e-1', system: 'ad', class: 'known', at: at(4), change: change('e-1') }] : []);
  });

  it("are those of 30 days, with their class, and none of accounts that are nobody's", () => {
    const id = run(4);
    const memory = fold(
      claim(id),
      intent(id, 'e-1', { at: '2026-12-21T01:29:00Z' as Instant }),
      intent(id, 'e-2', { at: '2026-12-21T01:30:00Z' as Instant, class: 'surprise' }),
      intent(id, 'e-3', { at: at(4), person: null, class: 'list' }),
    );

    expect(memory.removals).toMatchObject([{ person: 'e-2', class: 'surprise' }]);
  });

  it('of a change that was released and announced again count once more', () => {
    const id = run(4);
    const memory = fold(intent(id, 'e-1'), outcome(id, 'e-1', { outcome: 'skipped' }), intent(id, 'e-1', { at: at(5) }));

    expect(memory.removals).toMatchObject([{ at: at(5) }]);
  });
});

describe('verified changes', () => {
  it('carry cause, run and capture of their intent, and are never forgotten', () => {
    const id = run(4);
    const sealed = { key: 'capture-2027-01', bytes: 'AA==' };
    const old = '2017-01-01T00:00:00Z' as Instant;
    const memory = fold(
      intent(id, 'e-1', { capture: { open: { enabled: true }, sealed, complete: true } }),
      outcome(id, 'e-1', { at: old }),
    );

    expect([...memory.verified.values()]).toEqual([
      {
        change: change('e-1'),
        person: 'e-1',
        system: 'ad',
        account: 'id-e-1',
        kind: 'disable',
        cause: 'spell:2026-12-31',
        at: old,
        run: id,
        before: { enabled: true },
        sealed,
      },
    ]);
  });

  it('T7: keep the capture of a run that was killed right after the write, when the next run finds it done', () => {
    const memory = fold(
      intent(run(4), 'e-1', { capture: { open: { groups: ['a', 'b'] }, sealed: null, complete: true } }),
      intent(run(5), 'e-1', { capture: { open: { groups: [] }, sealed: null, complete: true } }),
      outcome(run(5), 'e-1'),
    );

    expect(memory.verified.get(change('e-1') as never)).toMatchObject({ before: { groups: ['a', 'b'] }, run: run(4) });
    expect(memory.openIntents).toEqual([]);
  });

  it('T8: of a fenced run, told late, count as its own', () => {
    const late = {
      type: 'late',
      run: run(5),
      of: run(4),
      at: at(5),
      change: change('e-1'),
      outcome: 'verified',
      detail: null,
    } as JournalRecord;

    const memory = fold(intent(run(4), 'e-1'), claim(run(5)), late);

    expect(memory.verified.get(change('e-1') as never)).toMatchObject({ run: run(4), person: 'e-1', before: { enabled: true } });
    expect(memory.openIntents).toEqual([]);
  });

  it('without an intent are read from their id', () => {
    const late = {
      type: 'late',
      run: run(5),
      of: run(4),
      at: at(5),
      change: 'groups/e-1/leave:2027-01-01/ad/a/b',
      outcome: 'verified',
      detail: null,
    };

    const memory = fold(late as JournalRecord);

    expect([...memory.verified.values()]).toMatchObject([
      { kind: 'groups', person: 'e-1', cause: 'leave:2027-01-01', system: 'ad', account: 'a/b', run: run(4), before: null },
    ]);
  });
});

describe('open intents', () => {
  it.each(['verified', 'already-so', 'failed', 'skipped', 'superseded', 'unverifiable', 'handed-over'])(
    'are closed by %s in any later run',
    (kind) => {
      const memory = fold(intent(run(4), 'e-1'), intent(run(4), 'e-2'), outcome(run(5), 'e-1', { outcome: kind as never }));

      expect(memory.openIntents).toMatchObject([
        { change: change('e-2'), run: run(4), person: 'e-2', system: 'ad', kind: 'disable', after: { enabled: false } },
      ]);
    },
  );

  it('are not closed by an outcome that came before them', () => {
    const memory = fold(outcome(run(4), 'e-1', { outcome: 'failed' }), intent(run(5), 'e-1'));

    expect(memory.openIntents).toMatchObject([{ run: run(5) }]);
  });
});

describe('work handed over', () => {
  const handed = [intent(run(4), 'e-1'), outcome(run(4), 'e-1', { outcome: 'handed-over', at: at(4) })];

  it('stands since the first time, with the state it should lead to', () => {
    const memory = fold(...handed, outcome(run(5), 'e-1', { outcome: 'handed-over', at: at(5) }));

    expect([...memory.handedOver.values()]).toMatchObject([
      { change: change('e-1'), at: at(4), run: run(4), after: { enabled: false }, kind: 'disable' },
    ]);
  });

  it.each(['verified', 'already-so', 'superseded'])('is over when %s', (kind) => {
    expect(fold(...handed, outcome(run(5), 'e-1', { outcome: kind as never })).handedOver.size).toBe(0);
  });

  it.each(['failed', 'skipped', 'unverifiable'])('still stands when %s', (kind) => {
    expect(fold(...handed, outcome(run(5), 'e-1', { outcome: kind as never })).handedOver.size).toBe(1);
  });
});

describe('pull requests', () => {
  const pull = (kind: string, fingerprint: string | null = 'f') =>
    outcome(run(4), 'e-1', {
      change: 'pull/release/e-1-2027-01-04',
      kind: null,
      system: null,
      account: null,
      outcome: kind as never,
      fingerprint,
      at: at(4),
    });

  it('that a person closed are remembered until opened or updated again', () => {
    expect([...fold(pull('opened'), pull('refused')).refused]).toEqual([['release/e-1-2027-01-04', { fingerprint: 'f', at: at(4) }]]);
    expect(fold(pull('refused'), pull('withdrawn')).refused.size).toBe(1);
    expect(fold(pull('refused'), pull('opened')).refused.size).toBe(0);
    expect(fold(pull('refused'), pull('updated')).refused.size).toBe(0);
  });

  it('are no changes of systems', () => {
    const memory = fold(pull('opened'));

    expect(memory.verified.size + memory.handedOver.size + memory.openIntents.length).toBe(0);
  });
});

describe('an undo', () => {
  const did = (kind: string, account = 'id-e-1') => {
    const id = `${kind}/e-1/spell:2026-12-31/ad/${account}`;
    return [
      intent(run(4), 'e-1', { change: id as never, kind: kind as never, account }),
      outcome(run(4), 'e-1', { change: id, kind: kind as never, account }),
    ];
  };
  const undid = (kind: string, of = run(4)) => {
    const id = `${kind}/e-1/undo:${of}/ad/id-e-1`;
    const about = { change: id as never, kind: kind as never, cause: `undo:${of}` };
    return [intent(run(5), 'e-1', { ...about, class: 'enable' }), outcome(run(5), 'e-1', { change: id, kind: kind as never })];
  };

  it.each([
    ['enable', ['disable/e-1/spell:2026-12-31/ad/id-e-1', 'sessions/e-1/spell:2026-12-31/ad/id-e-1']],
    ['restore', ['groups/e-1/spell:2026-12-31/ad/id-e-1', 'licences/e-1/spell:2026-12-31/ad/id-e-1']],
  ])('%s marks what it put back, of that run, system and account', (kind, expected) => {
    const memory = fold(
      ...['disable', 'sessions', 'groups', 'licences'].flatMap((one) => did(one)),
      ...did('disable', 'id-other'),
      ...undid(kind),
    );

    expect([...memory.undone].sort()).toEqual(expected);
  });

  it('of another run marks nothing', () => {
    expect(fold(...did('disable'), ...undid('enable', run(3))).undone.size).toBe(0);
  });
});

it('the digest of the last record is that of the chain', () => {
  const memory = foldMemory([{ ...claim(run(4)), digest: 'e'.repeat(64) as Digest }], ground);

  expect(memory.lastDigest).toBe('e'.repeat(64));
});
