/** At most so many requests in any minute, counted over everybody in this process who asks the same origin. */
import type { Clock } from '../../ports.ts';

/** A little more than the minute that servers count by: requests may travel faster than those before them. */
const WINDOW = 61_000;

/** Waits until one more request may go out. */
export type Pace = () => Promise<void>;

interface Lane {
  readonly sent: number[];
  last: Promise<void>;
}

const lanes = new WeakMap<Clock, Map<string, Lane>>();

function laneOf(clock: Clock, origin: string): Lane {
  const known = lanes.get(clock) ?? new Map<string, Lane>();
  lanes.set(clock, known);
  const lane = known.get(origin) ?? { sent: [], last: Promise.resolve() };
  known.set(origin, lane);
  return lane;
}

async function take(lane: Lane, clock: Clock, perMinute: number): Promise<void> {
  for (;;) {
    const now = clock.elapsed();
    while (lane.sent[0] !== undefined && lane.sent[0] <= now - WINDOW) lane.sent.shift();
    const blocking = lane.sent.at(-perMinute);
    if (blocking === undefined) {
      lane.sent.push(now);
      return;
    }
    await clock.sleep(blocking + WINDOW - now);
  }
}

/** The pace towards an origin. Requests go out in the order in which they asked. */
export function paceFor(clock: Clock, origin: string, perMinute: number): Pace {
  const lane = laneOf(clock, origin);
  return () => {
    lane.last = lane.last.then(() => take(lane, clock, perMinute));
    return lane.last;
  };
}
