/** A clock that stands still until a test moves it; sleeping moves it and takes no real time. */
import { setImmediate as turn } from 'node:timers/promises';
import { instantOf, millisecondsOf } from '../../reconciler/calendar.ts';
import type { Clock } from '../../reconciler/ports.ts';
import type { Instant } from '../../schemas/primitives.ts';

/** A Clock with handles for tests. Wall time and elapsed time can be moved apart, as suspend and clock corrections do. */
export interface FakeClock extends Clock {
  /** Moves wall and elapsed time. */
  advance(milliseconds: number): void;
  /** Moves the wall clock alone (a correction, or sleep of a machine whose monotonic time stops). */
  jumpWall(milliseconds: number): void;
  /** Moves elapsed time alone. */
  jumpElapsed(milliseconds: number): void;
  /** What happens whenever somebody sleeps, after the clock has moved: a rival's turn, a failure. */
  onSleep(action: ((milliseconds: number) => void | Promise<void>) | null): void;
  /** Every sleep so far, in milliseconds. */
  readonly sleeps: readonly number[];
}

/** A clock that shows this instant. */
export function fakeClock(start = '2027-01-04T01:00:00Z'): FakeClock {
  let wall = millisecondsOf(start as Instant);
  let elapsed = 0;
  let action: ((milliseconds: number) => void | Promise<void>) | null = null;
  const sleeps: number[] = [];
  function advance(milliseconds: number): void {
    wall += milliseconds;
    elapsed += milliseconds;
  }
  return {
    now: () => instantOf(wall),
    elapsed: () => elapsed,
    async sleep(milliseconds) {
      sleeps.push(milliseconds);
      advance(milliseconds);
      await turn();
      await action?.(milliseconds);
    },
    advance,
    jumpWall(milliseconds) {
      wall += milliseconds;
    },
    jumpElapsed(milliseconds) {
      elapsed += milliseconds;
    },
    onSleep(next) {
      action = next;
    },
    sleeps,
  };
}
