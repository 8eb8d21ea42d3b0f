/** I6: an effect keeps its promise across any crash: what was verified is never done again, and no write of one run comes twice once it was answered. */
import type { Watch, WriteSeen } from '../seen.ts';

/** True when a run said at the remote that the change was done, and nothing has put it back since. */
function isDone({ chain }: Watch, change: string): boolean {
  return chain.runs.some(({ records }) =>
    records.some((one) => (one.type === 'outcome' || one.type === 'late') && one.change === change && one.outcome === 'verified'),
  );
}

/** What one write does, to tell it from the others of the same change. */
function effectOf({ system, write }: WriteSeen): string {
  return JSON.stringify([system, write]);
}

/** Two processes that each believe to hold one lock. */
function sharesLock({ holders }: Watch, { run, process }: WriteSeen): boolean {
  if (run === null) return false;
  const holder = holders.get(run) ?? process;
  holders.set(run, holder);
  return holder !== process;
}

/** Before each write. */
export function doesNothingTwice(watch: Watch, seen: WriteSeen): string[] {
  const { change, write } = seen;
  if (change === null) return [];
  const both = sharesLock(watch, seen) ? [`${write.kind}: two processes write under the lock of ${seen.run}`] : [];
  const again = isDone(watch, change) ? [`${write.kind}: ${change} was verified before, and is done again`] : [];
  const wrong = [...both, ...again];
  const own = watch.writes.filter((one) => one.run === seen.run && one.change === change && effectOf(one) === effectOf(seen));
  // Sent again only where no answer came to the first.
  if (own.length > 0 && seen.process.faults === 0) wrong.push(`${write.kind}: ${change} is written twice in one run`);
  return wrong;
}
