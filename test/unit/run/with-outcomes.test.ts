/** What this run settles of earlier ones is planned with as if it stood in the journal already. */
import { describe, expect, it } from 'vitest';
import type { Outcome, OutcomeKind } from '../../../reconciler/model/outcome.ts';
import { withOutcomes } from '../../../reconciler/run/observing.ts';
import { claim, intent, outcome } from '../../fakes/journal.ts';
import { at, change, fold, run } from '../record/fold-look.ts';

describe('intents of a run that died', () => {
  it.each<OutcomeKind>(['superseded', 'verified'])('settled as %s', (kind) => {
    const [night, next] = [run(4), run(5)];
    const announced = [claim(night), intent(night, 'e-1', { at: at(4) }), intent(night, 'e-2', { at: at(4) })];
    const record = outcome(next, 'e-1', { outcome: kind, at: at(5) });
    const told = fold(...announced, record);

    const settled = withOutcomes(fold(...announced), [{ ...record, change: change('e-1') } as unknown as Outcome]);

    expect(settled.removals).toEqual(told.removals);
    expect(settled.removals.map((one) => one.undone ?? false)).toEqual([kind === 'superseded', false]);
    expect(settled.openIntents).toEqual(told.openIntents);
    expect([...settled.verified.keys()]).toEqual([...told.verified.keys()]);
  });
});
