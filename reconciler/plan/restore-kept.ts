/** Undo of what a system keeps of an account besides groups and seats: its last day, its place, its automatic reply. Pure. */
import type { Day } from '../../schemas/primitives.ts';
import type { VerifiedChange } from '../model/memory.ts';
import { lastKeptDay } from './cutoff.ts';
import { isPastCutOff } from './ground.ts';
import type { Body, NotRestored, Undoing } from './restore-draft.ts';
import { writtenDay } from './rules/changes-end-day.ts';
import { earlierPlace, leaversPlace } from './rules/changes-place.ts';

function capturedDay(change: VerifiedChange): Day | null | undefined {
  const day = change.before?.['endDay'];
  return day === null || typeof day === 'string' ? (day as Day | null) : undefined;
}

/** The last day that the system kept before ours. */
function lastDayBack({ spot }: Undoing, change: VerifiedChange): Body {
  return { kind: 'restore', before: { endDay: spot.account?.endDay ?? null }, after: { endDay: capturedDay(change) ?? null } };
}

const placeBack: Body = { kind: 'restore', before: { place: 'leavers' }, after: { place: 'earlier' } };

const replyBack: Body = { kind: 'restore', before: {}, after: { reply: null } };

/** Why our reply is not ended: only one of ours that still runs is. */
function whyNotThatReply({ ground, spot }: Undoing, change: VerifiedChange): NotRestored | null {
  if (!change.cause.startsWith('spell:')) return 'not-restorable';
  if (spot.account?.replyUntil === null || spot.account === null) return 'changed-since';
  if (spot.view === null || spot.link === null) return 'declare';
  return isPastCutOff(ground, spot.view.id) ? 'extend' : null;
}

/** Why the account does not go back where it lay. A move back is not undone. */
function whyNotThatPlace({ ground, spot }: Undoing, change: VerifiedChange): NotRestored | null {
  if (!change.cause.startsWith('spell:')) return 'not-restorable';
  if (earlierPlace(change) === null) return 'not-captured';
  const leavers = leaversPlace(spot);
  if (leavers === null || spot.account?.place !== leavers) return 'changed-since';
  if (spot.view === null || spot.link === null) return 'declare';
  return isPastCutOff(ground, spot.view.id) ? 'extend' : null;
}

/** Why it is not put back: nobody loses access by it before the cut-off, and nobody keeps it longer after. */
function whyNotThatDay({ ground, spot }: Undoing, change: VerifiedChange): NotRestored | null {
  const day = capturedDay(change);
  if (day === undefined) return 'not-captured';
  if (spot.account?.endDay !== writtenDay(change)) return 'changed-since';
  if (spot.view === null || spot.link === null) return 'declare';
  if (isPastCutOff(ground, spot.view.id)) return 'extend';
  const ending = ground.spells.get(spot.view.id);
  const isDeclared = day === null || (ending !== undefined && day >= lastKeptDay(ground.input, spot.view, ending.cutOff));
  return isDeclared ? null : 'declare';
}

/** What a system keeps of an account besides: how it is put back, or why not. */
export function keptBack(undoing: Undoing, change: VerifiedChange): readonly [Body, NotRestored | null] {
  if (change.kind === 'place') return [placeBack, whyNotThatPlace(undoing, change)];
  if (change.kind === 'mailbox') return [replyBack, whyNotThatReply(undoing, change)];
  return [lastDayBack(undoing, change), whyNotThatDay(undoing, change)];
}
