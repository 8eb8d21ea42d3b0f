import { describe, expect, it } from 'vitest';
import type { JournalRecord } from '../../../reconciler/model/journal.ts';
import type { Instant } from '../../../schemas/primitives.ts';
import { claim, intent, outcome } from '../../fakes/journal.ts';
import { at, change, fold, run } from './fold-look.ts';

describe('verified changes', () => {
  it('of an inventory record say with which status', () => {
    const id = run(4);
    const about = { kind: 'status', after: { status: 'available', shown: 'stock' } } as const;
    const memory = fold(intent(id, 'e-1', about), outcome(id, 'e-1', {}), intent(id, 'e-2'), outcome(id, 'e-2', {}));

    expect([...memory.verified.values()].map(({ status }) => status)).toEqual(['available', undefined]);
  });

  it('of groups and seats say what was left', () => {
    const id = run(4);
    const kinds = ['groups', 'licences', 'disable'] as const;
    const after = { groups: ['kept'], licences: [], enabled: false };
    const memory = fold(...kinds.flatMap((kind) => [intent(id, `e-${kind}`, { kind, after }), outcome(id, `e-${kind}`, { kind })]));

    expect([...memory.verified.values()].map(({ left }) => left)).toEqual([['kept'], [], undefined]);
  });

  it('of an automatic reply say until when, also of one that ran already; one that was ended has no day', () => {
    const id = run(4);
    const replying = (person: string, reply: object | null) => intent(id, person, { kind: 'mailbox', after: { reply } });
    const ended = (person: string, outcomeKind: string) => outcome(id, person, { kind: 'mailbox', outcome: outcomeKind } as never);
    const memory = fold(
      replying('e-1', { until: '2027-02-02' }),
      ended('e-1', 'verified'),
      replying('e-2', { until: '2027-02-03' }),
      ended('e-2', 'already-so'),
      replying('e-3', null),
      ended('e-3', 'verified'),
    );

    expect([...memory.verified.values()].map(({ replyUntil }) => replyUntil)).toEqual(['2027-02-02', '2027-02-03', null]);
  });

  it.each([
    ['was begun by an earlier run, perhaps', 'mismatch', run(4), ['before']],
    ['was not begun by an earlier run', 'unreadable', run(5), ['since']],
  ])('are of the run that took it: one that %s', (_name, detail, expected, groups) => {
    const capture = (held: string) => ({ open: { groups: [held] }, sealed: null, complete: true });
    const memory = fold(
      intent(run(4), 'e-1', { capture: capture('before') }),
      outcome(run(4), 'e-1', { outcome: 'failed', detail }),
      intent(run(5), 'e-1', { capture: capture('since') }),
      outcome(run(5), 'e-1'),
    );

    expect([...memory.verified.values()].map((one) => [one.run, one.before?.['groups']])).toEqual([[expected, groups]]);
  });

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

describe('what was found as it should be', () => {
  const off = { capture: { open: { enabled: false }, sealed: null, complete: true } };

  it('is remembered of an end of sign-in, so that the steps after it have a day to count from', () => {
    const memory = fold(intent(run(4), 'e-1', off), outcome(run(4), 'e-1', { outcome: 'already-so', at: at(4) }));

    expect([...memory.verified.values()]).toMatchObject([
      { change: change('e-1'), kind: 'disable', at: at(4), before: { enabled: false } },
    ]);
    expect(memory.removals).toEqual([]);
  });

  it('is not of anything else', () => {
    const groups = { change: 'groups/e-1/spell:2027-01-02/ad/a-1' as never, kind: 'groups' as const };
    const memory = fold(intent(run(4), 'e-1', groups), outcome(run(4), 'e-1', { ...groups, outcome: 'already-so' }));

    expect(memory.verified.size).toBe(0);
  });
});

describe('open intents', () => {
  it.each(['verified', 'accepted', 'already-so', 'failed', 'skipped', 'superseded', 'handed-over'])(
    'are closed by %s in any later run',
    (kind) => {
      const memory = fold(intent(run(4), 'e-1'), intent(run(4), 'e-2'), outcome(run(5), 'e-1', { outcome: kind as never }));

      expect(memory.openIntents).toMatchObject([
        { change: change('e-2'), run: run(4), person: 'e-2', system: 'ad', kind: 'disable', after: { enabled: false } },
      ]);
    },
  );

  it('are those of writes that could not be seen, with what was before the write', () => {
    const capture = { open: { enabled: true }, sealed: null, complete: true };
    const memory = fold(intent(run(4), 'e-1', { capture }), outcome(run(4), 'e-1', { outcome: 'unverifiable' }));

    expect(memory.openIntents).toMatchObject([{ change: change('e-1'), run: run(4), done: { before: { enabled: true } } }]);
  });

  it('are the newest alone, where a write that could not be seen was announced again', () => {
    const tried = (day: number) => [
      intent(run(day), 'e-1', { at: at(day) }),
      outcome(run(day), 'e-1', { outcome: 'unverifiable' as const }),
    ];
    const memory = fold(...tried(4), ...tried(5));

    expect(memory.openIntents).toMatchObject([{ run: run(5) }]);
  });

  it('say how they are remembered once they are found done', () => {
    const sealed = { key: 'capture-2027-01', bytes: 'AA==' };
    const memory = fold(intent(run(4), 'e-1', { capture: { open: { enabled: true }, sealed, complete: true } }));

    expect(memory.openIntents.map(({ done }) => done)).toMatchObject([
      { change: change('e-1'), run: run(4), before: { enabled: true }, sealed },
    ]);
  });

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
