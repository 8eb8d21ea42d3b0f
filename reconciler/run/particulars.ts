/** What a write needs that stands in no plan: where an account is moved to. */
import type { Particulars } from '../apply/target.ts';
import type { Change } from '../model/change.ts';
import type { Memory } from '../model/memory.ts';
import type { Observed } from '../model/observed.ts';
import type { Sealer } from '../ports.ts';
import { openCapture } from './undoing.ts';

/** The memory with what moves of accounts captured opened, as far as this runner has the keys: an account goes back where it lay. */
export async function withPlaces(memory: Memory, sealer: () => Promise<Sealer>): Promise<Memory> {
  const moves = [...memory.verified.values()].filter((one) => one.kind === 'place' && one.sealed !== null);
  if (moves.length === 0) return memory;
  const open = await sealer();
  const verified = new Map(memory.verified);
  for (const one of moves) verified.set(one.change, openCapture(one, open));
  return { ...memory, verified };
}

/** The newest place that a move of ours took the account from; null when that is not known here. */
function earlierPlace(memory: Memory, change: Extract<Change, { account: unknown }>): string | null {
  const moves = [...memory.verified.values()].filter(
    (one) => one.kind === 'place' && one.system === change.system && one.account === change.account && one.cause.startsWith('spell:'),
  );
  const place = moves.toSorted((a, b) => (a.at < b.at ? 1 : -1))[0]?.before?.['place'];
  return typeof place === 'string' ? place : null;
}

/** What is known for the writes of one change. `memory`: as `withPlaces` gives it. */
export function particularsOf(change: Change, known: { readonly observed: Observed; readonly memory: Memory }): Particulars {
  if ('asset' in change || change.after.place === undefined) return { place: null };
  const leavers = known.observed.get(change.system)?.reading.abilities?.leaversPlace ?? null;
  return { place: change.after.place === 'leavers' ? leavers : earlierPlace(known.memory, change) };
}
