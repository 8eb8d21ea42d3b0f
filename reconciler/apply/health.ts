/**
 * Whether a system still behaves: three failures or one mismatch among its first ten writes stop it for this run. A right that is missing is no
 * failure of the system: who may end sign-ins and nothing else goes on ending them.
 */
import type { SystemId } from '../../schemas/primitives.ts';
import type { OutcomeKind } from '../model/outcome.ts';

const FIRST = 10;
const MOST_FAILURES = 3;
const WANT_OF_RIGHT = new Set(['no-right', 'partly']);

/** Outcomes of changes that were sent to the system. */
const WRITTEN: ReadonlySet<OutcomeKind> = new Set(['verified', 'accepted', 'failed', 'unverifiable']);

/** Counts writes per system and says when one must stop. The first write of a run is the pilot. */
export interface Health {
  note(system: SystemId, outcome: OutcomeKind, detail: string | null): void;
  isStopped(system: SystemId): boolean;
}

/** A fresh count. */
export function watchHealth(): Health {
  const counts = new Map<SystemId, { writes: number; failures: number; mismatches: number; stopped: boolean }>();
  return {
    note(system, outcome, detail) {
      if (!WRITTEN.has(outcome)) return;
      if (outcome === 'failed' && detail !== null && WANT_OF_RIGHT.has(detail)) return;
      const count = counts.get(system) ?? { writes: 0, failures: 0, mismatches: 0, stopped: false };
      counts.set(system, count);
      count.writes += 1;
      if (count.writes > FIRST) return;
      if (detail === 'mismatch') count.mismatches += 1;
      else if (outcome === 'failed') count.failures += 1;
      count.stopped ||= count.failures >= MOST_FAILURES || count.mismatches >= 1;
    },
    isStopped: (system) => counts.get(system)?.stopped ?? false,
  };
}
