/** What counts against the limits, and what is known to have failed. */
import { describe, expect, it } from 'vitest';
import type { Instant } from '../../../schemas/primitives.ts';
import { claim, intent, outcome } from '../../fakes/journal.ts';
import { at, change, fold, run } from './fold-look.ts';

describe('removals', () => {
  it.each([
    ['nothing yet', [], true],
    ['verified', [{ outcome: 'verified' }], true],
    ['failed, perhaps done', [{ outcome: 'failed', detail: 'mismatch' }], true],
    ['failed before the write, for nobody answered', [{ outcome: 'failed', detail: 'fault' }], false],
    ['failed before the write, for the account could not be read', [{ outcome: 'failed', detail: 'unreadable' }], false],
    ['unverifiable', [{ outcome: 'unverifiable' }], true],
    ['accepted', [{ outcome: 'accepted' }], true],
    ['refused', [{ outcome: 'failed', detail: 'refused' }], false],
    ['refused for want of a right', [{ outcome: 'failed', detail: 'no-right' }], false],
    ['done in part', [{ outcome: 'failed', detail: 'partly' }], true],
    ['skipped', [{ outcome: 'skipped', detail: 'precondition' }], false],
    ['already so', [{ outcome: 'already-so' }], false],
    ['superseded', [{ outcome: 'superseded' }], false],
    ['unverifiable, found undone later', [{ outcome: 'unverifiable' }, { outcome: 'superseded' }], true],
    ['unverifiable, found done by the next run', [{ outcome: 'unverifiable' }, { outcome: 'already-so' }], true],
  ])('an intent with %s', (_name, outcomes, counts) => {
    const id = run(4);
    const memory = fold(claim(id), intent(id, 'e-1', { at: at(4) }), ...outcomes.map((more) => outcome(id, 'e-1', more as object)));

    expect(memory.removals).toEqual(counts ? [{ person: 'e-1', system: 'ad', class: 'known', at: at(4), change: change('e-1') }] : []);
  });

  it.each([
    ['superseded', { outcome: 'superseded', detail: 'planned-again' }],
    ['already so', { outcome: 'already-so' }],
    ['skipped', { outcome: 'skipped', detail: 'precondition' }],
    ['refused', { outcome: 'failed', detail: 'refused' }],
  ])('are not given back by another run, which finds it %s and cannot tell whether somebody undid a write', (_name, later) => {
    const [night, next] = [run(4), run(5)];
    const announced = [claim(night), intent(night, 'e-1', { at: at(4) })];
    const died = fold(...announced, claim(next), outcome(next, 'e-1', later as object));
    const failed = fold(
      ...announced,
      outcome(night, 'e-1', { outcome: 'failed', detail: 'mismatch' }),
      outcome(next, 'e-1', later as object),
    );

    for (const memory of [died, failed]) expect(memory.removals).toMatchObject([{ person: 'e-1', at: at(4), undone: true }]);
  });

  it('of a dead run stay, and those of the run that tries again and writes nothing do not', () => {
    const [night, next] = [run(4), run(5)];
    const again = intent(next, 'e-1', { at: at(5) });
    const memory = fold(intent(night, 'e-1', { at: at(4) }), again, outcome(next, 'e-1', { outcome: 'failed', detail: 'refused' }));

    expect(memory.removals).toMatchObject([{ at: at(4) }]);
  });

  it("are given back by a late record of the run's own", () => {
    const late = { type: 'late', run: run(5), at: at(5), of: run(4), change: change('e-1'), outcome: 'skipped', detail: 'fenced' } as const;

    expect(fold(intent(run(4), 'e-1'), late).removals).toEqual([]);
  });

  it("are those of 30 days, with their class, also of devices that are cleaned up, and none of accounts that are nobody's", () => {
    const id = run(4);
    const memory = fold(
      claim(id),
      intent(id, 'e-1', { at: '2026-12-21T01:29:00Z' as Instant }),
      intent(id, 'e-2', { at: '2026-12-21T01:30:00Z' as Instant, class: 'surprise' }),
      intent(id, 'e-3', { at: at(4), person: null, class: 'list' }),
      intent(id, 'LT-1', { at: at(4), person: null, class: 'inventory' }),
      intent(id, 'LT-2', { at: at(4), person: null, class: 'cleanup' }),
    );

    expect(memory.removals).toMatchObject([
      { person: 'e-2', class: 'surprise' },
      { person: null, class: 'cleanup' },
    ]);
  });

  it('of a change that was released and announced again count once more', () => {
    const id = run(4);
    const memory = fold(intent(id, 'e-1'), outcome(id, 'e-1', { outcome: 'skipped' }), intent(id, 'e-1', { at: at(5) }));

    expect(memory.removals).toMatchObject([{ at: at(5) }]);
  });
});

describe('failed changes', () => {
  const refused = { outcome: 'failed', detail: 'refused' };
  it.each([
    ['refused', [refused], true],
    ['not seen', [{ outcome: 'failed', detail: 'mismatch' }], true],
    ['refused, then not tried because others were', [refused, { outcome: 'skipped', detail: 'pilot-stopped' }], true],
    ['refused, then done', [refused, { outcome: 'verified' }], false],
    ['refused, then not asked for', [refused, { outcome: 'superseded' }], false],
    ['refused, then not known', [refused, { outcome: 'unverifiable' }], false],
    ['not tried', [{ outcome: 'skipped', detail: 'pilot-stopped' }], false],
    ['refused longer ago than 30 days', [{ ...refused, at: '2026-12-21T01:29:00Z' }], false],
  ])('are those that were last %s', (_name, outcomes, isFailed) => {
    const memory = fold(claim(run(4)), intent(run(4), 'e-1'), ...outcomes.map((more) => outcome(run(4), 'e-1', more as object)));

    expect([...memory.failed]).toEqual(isFailed ? [change('e-1')] : []);
  });
});
