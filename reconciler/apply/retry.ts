/** Trying again, where the other side asked for it or may do better: within a budget, with growing waits. */
import { type Clock, Fault } from '../ports.ts';

/** How long one call may be tried again altogether, in milliseconds. */
const BUDGET = 60_000;
const FIRST_WAIT = 500;

/** Repeats a call that fails with a retryable Fault until the budget or the attempts run out; then the last Fault is thrown. */
export async function retry<T>(
  call: () => Promise<T>,
  clock: Clock,
  limits: { attempts: number; budget?: number } = { attempts: 4 },
): Promise<T> {
  const end = clock.elapsed() + (limits.budget ?? BUDGET);
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await call();
    } catch (error) {
      if (!(error instanceof Fault) || !error.retryable || attempt >= limits.attempts) throw error;
      // An odd share of the doubling wait stands in for jitter: deterministic for tests, different for each attempt.
      const wait = error.retryAfter ?? FIRST_WAIT * 2 ** (attempt - 1) * (1 + (attempt % 3) / 7);
      if (clock.elapsed() + wait > end) throw error;
      await clock.sleep(wait);
    }
  }
}
