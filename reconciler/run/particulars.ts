/** What a write needs that stands in no plan: where an account is moved to, and what an automatic reply says. */
import type { Particulars } from '../apply/target.ts';
import type { Change } from '../model/change.ts';
import type { Desired } from '../model/desired.ts';
import type { Memory } from '../model/memory.ts';
import type { Observed } from '../model/observed.ts';
import type { Sealer } from '../ports.ts';
import { text } from '../texts/text.ts';
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

/** What senders are told: by the organisation's name alone, in its language. Nothing of the person. */
function replyOf({ after }: Extract<Change, { account: unknown }>, { organisation }: Desired): string | null {
  return after.reply == null ? null : text(organisation.locale, 'reply.closed', { organisation: organisation.name });
}

/** What is known for the writes of one change. `memory`: as `withPlaces` gives it. */
export function particularsOf(
  change: Change,
  known: { readonly observed: Observed; readonly memory: Memory; readonly desired: Desired },
): Particulars {
  if ('asset' in change) return { place: null, reply: null };
  const areSessionsAnswered = known.observed.get(change.system)?.reading.abilities?.sessions === 'answered';
  return { place: placeOf(change, known), reply: replyOf(change, known.desired), areSessionsAnswered };
}

function placeOf(
  change: Extract<Change, { account: unknown }>,
  known: { readonly observed: Observed; readonly memory: Memory },
): string | null {
  if (change.after.place === undefined) return null;
  const leavers = known.observed.get(change.system)?.reading.abilities?.leaversPlace ?? null;
  return change.after.place === 'leavers' ? leavers : earlierPlace(known.memory, change);
}
