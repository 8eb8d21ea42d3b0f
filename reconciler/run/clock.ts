/** Whether this machine's clock may be believed: a run that goes by a wrong one ends somebody's access on the wrong day. */
import type { Instant } from '../../schemas/primitives.ts';
import { millisecondsOf } from '../calendar.ts';
import { Stop } from '../cli/context.ts';
import { type Ground, openForgeOf } from './ground.ts';

/** Clocks may differ by this much. */
const MOST_MINUTES = 5;

/** Refuses a clock that the journal's last record or the forge contradicts. */
export function refuseWitness(now: Instant, witnesses: { readonly journal: Instant | null; readonly forge: Instant | null }): void {
  const { journal, forge } = witnesses;
  if (journal !== null && now < journal) {
    throw new Stop(9, `this machine's clock says ${now}, the journal's last record ${journal}.`, 'Set the clock; nothing was written.');
  }
  if (forge !== null && Math.abs(millisecondsOf(now) - millisecondsOf(forge)) > MOST_MINUTES * 60_000) {
    throw new Stop(9, `this machine's clock says ${now}, the forge's ${forge}.`, 'Set the clock; nothing was written.');
  }
}

/** Asks the witnesses there are: the journal always, the forge where it has a clock. Ends in exit 9, before anything is written. */
export async function refuseClock(ground: Ground): Promise<void> {
  const forge = await openForgeOf(ground);
  const there = (await forge.time?.()) ?? null;
  refuseWitness(ground.context.world.clock.now(), { journal: ground.memory.lastAt, forge: there });
}
