/** At most so many requests in any minute, counted over everybody in this process who asks the same origin. */
import type { Clock } from '../../ports.ts';

/** A little more than the minute that servers count by: requests may travel faster than those before them. */
const WINDOW = 61_000;

/**
 * Waits until one more request may go out, and gives 0. Where that would be after `until` (an instant of the clock's elapsed time), it does
 * not wait, takes no turn, and gives the milliseconds after which to come again.
 */
export type Pace = (until: number) => Promise<number>;

interface Lane {
  readonly sent: number[];
  last: Promise<unknown>;
}

const lanes = new WeakMap<Clock, Map<string, Lane>>();

function laneOf(clock: Clock, origin: string): Lane {
  const known = lanes.get(clock) ?? new Map<string, Lane>();
  lanes.set(clock, known);
  const lane = known.get(origin) ?? { sent: [], last: Promise.resolve() };
  known.set(origin, lane);
  return lane;
}

async function take(lane: Lane, clock: Clock, { perMinute, until }: { perMinute: number; until: number }): Promise<number> {
  for (;;) {
    const now = clock.elapsed();
    while (lane.sent[0] !== undefined && lane.sent[0] <= now - WINDOW) lane.sent.shift();
    const blocking = lane.sent.at(-perMinute);
    if (blocking === undefined) {
      lane.sent.push(now);
      return 0;
    }
    const wait = blocking + WINDOW - now;
    if (now + wait >= until) return wait;
    await clock.sleep(wait);
  }
}

/** The pace towards an origin. Requests go out in the order in which they asked. */
export function paceFor(clock: Clock, origin: string, perMinute: number): Pace {
  const lane = laneOf(clock, origin);
  return (until) => {
    const turn = lane.last.then(() => take(lane, clock, { perMinute, until }));
    lane.last = turn;
    return turn;
  };
}
