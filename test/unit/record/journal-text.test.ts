import { describe, expect, it } from 'vitest';
import { subjectOf } from '../../../reconciler/record/journal-text.ts';
import { claim, close, forecast, intent, late, outcome } from '../../fakes/journal.ts';

describe('the subject of a commit', () => {
  const run = '20270104T010000Z-11111111';

  it.each([
    ['a claim', [claim(run)], 'Claim 2027-01-04 01:00 UTC, reconcile from aaaaaaa'],
    [
      'a claim for one person',
      [claim(run, { only: 'e-1' as never, kind: 'undo' })],
      'Claim 2027-01-04 01:00 UTC, undo for e-1 from aaaaaaa',
    ],
    [
      'intents',
      [intent(run, 'e-1'), intent(run, 'e-2'), intent(run, 'e-2', { change: 'sessions/e-2/x/ad/y' as never })],
      'Intend: disable 2, end sessions of 1',
    ],
    [
      'outcomes',
      [outcome(run, 'e-1'), outcome(run, 'e-2', { outcome: 'failed' }), outcome(run, 'e-3')],
      'Verified: disable 2; Failed: disable 1',
    ],
    ['pull requests', [outcome(run, 'e-1', { change: 'pull/release/e-1', kind: null, outcome: 'opened' })], 'Opened: pull request 1'],
    ['late records', [late(run, 'e-1')], 'Late, verified: disable 1'],
    ['a forecast and a close', [forecast(run), close(run, { exit: 5 })], 'Publish 0 cut-offs; Close 2027-01-04 01:05 UTC, exit 5'],
    ['nothing', [], 'Nothing'],
  ])('of %s', (_name, records, expected) => {
    expect(subjectOf(records)).toBe(expected);
  });
});
