/** Which exit codes a run has earned: what is left over and what has to be looked at is no good night. */
import { describe, expect, it } from 'vitest';
import { exitsOf, type Results } from '../../../reconciler/run/exits.ts';
import { changes, outcome, plan } from '../report/sample.ts';

const [change] = changes;

function exitAfter(kind: string, detail: string | null): number {
  if (change === undefined) throw new Error('the sample has changes');
  const quiet = { ...plan, held: [], stops: [], sources: [] };
  const results: Results = {
    plan: quiet,
    outcomes: [outcome(change, kind, '2027-01-04T01:00:00Z', detail)],
    diagnostics: [],
    pulls: [],
    end: null,
    bugs: 0,
    detailed: false,
  };
  return exitsOf(results).exit;
}

describe('the exit code of a night', () => {
  it.each([
    ['verified', null, 0],
    ['verified', 'answer-lost', 0],
    ['verified', 'others-put-back', 3],
    ['verified', 'others-lost', 3],
    ['verified', 'others-left', 3],
    ['verified', 'old-name', 3],
    ['already-so', null, 0],
    ['skipped', 'precondition', 0],
    ['skipped', 'pilot-stopped', 3],
    ['skipped', 'dependency', 3],
    ['skipped', 'head-moved', 3],
    ['failed', 'no-right', 3],
    ['failed', 'partly', 3],
    ['unverifiable', 'not-shown', 3],
  ])('of a change that ended as %s (%s) is %i', (kind, detail, exit) => {
    expect(exitAfter(kind, detail)).toBe(exit);
  });
});
