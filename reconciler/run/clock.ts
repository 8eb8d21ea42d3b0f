/** Whether this machine's clock may be believed: a run that goes by a wrong one ends somebody's access on the wrong day. */
import { Stop } from '../cli/context.ts';
import type { Ground } from './ground.ts';

/** The journal's last record is a witness: a clock that is behind it ends in exit 9, before anything is written. */
export function refuseClock(ground: Ground): void {
  const { lastAt } = ground.memory;
  const now = ground.context.world.clock.now();
  if (lastAt === null || now >= lastAt) return;
  throw new Stop(9, `this machine's clock says ${now}, the journal's last record ${lastAt}.`, 'Set the clock; nothing was written.');
}
