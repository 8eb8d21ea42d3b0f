/** Changes: senders to a leaver's mailbox are told so, and the desk that owns the system converts or closes it before its seat goes. Pure. */
import type { Day, Id, Instant } from '../../../schemas/primitives.ts';
import { addMinutes, dayOf } from '../../calendar.ts';
import { compareText } from '../../canonical.ts';
import type { AccountChange, AccountState } from '../../model/change.ts';
import type { VerifiedChange } from '../../model/memory.ts';
import { type Draft, draftOf, isOurs, isSpent, isTried, type Spot, type Wish } from '../draft.ts';
import { type Ground, verifiedOf } from '../ground.ts';
import type { PersonView } from '../input.ts';
import { type MailboxEnd, mailboxEnd } from '../mailbox.ts';
import type { SignInEnd } from './changes-sign-in.ts';

/** So long after the end of the sign-in the desk is still asked, where the night itself did not come so far. */
const DESK_MINUTES = 7 * 24 * 60;

/** The end of a sign-in, and since when it is seen; null for one of tonight. */
type End = SignInEnd & { readonly disabledAt: Instant | null };

function wishOf(end: End, box: MailboxEnd, more: Pick<Wish, 'kind' | 'after' | 'reversible'>): Wish {
  const { cause, due } = end;
  return { cause, due, class: 'rung', because: box.because, before: {}, concludes: ['existence', 'status'], ...more };
}

/** True for an attempt of ours that no reading can confirm: it is not made again. */
function isTriedUnseen(ground: Ground, spot: Spot, draft: Draft): boolean {
  return spot.account?.replyUntil === undefined && isTried(ground, draft.change.id);
}

/** Replies of ours on an account, oldest first: those set for the end of an employment. */
function repliesOf(ground: Ground, spot: Spot): readonly VerifiedChange[] {
  const all = verifiedOf(ground, spot.system.id, spot.id).filter((one) => one.kind === 'mailbox' && one.cause.startsWith('spell:'));
  return all.toSorted((a, b) => compareText(a.at, b.at));
}

/** The cause of what follows a closing day that has moved: counted, because a day may come, go and come again. */
function movedCause({ cause }: End, until: Day | null, count: number): string {
  return `${cause}:${until ?? 'none'}:${count}`;
}

/** The automatic reply, until the mailbox closes. Once set it follows that day, and ends where nobody is to be told any more. */
function reply(ground: Ground, spot: Spot, at: { view: PersonView; end: End; box: MailboxEnd }): Draft[] {
  const { view, end, box } = at;
  const today = dayOf(ground.input.asOf, view.zone);
  const until = box.isAnswered && box.until >= today ? box.until : null;
  const ours = repliesOf(ground, spot).filter((one) => one.cause === end.cause || one.cause.startsWith(`${end.cause}:`));
  const last = ours.at(-1);
  const isMoved = last !== undefined && !ground.input.memory.undone.has(last.change) && last.replyUntil !== undefined;
  const hasEnded = until === null && (last?.replyUntil ?? '') < today;
  if (hasEnded || spot.account?.replyUntil === until || (isMoved && last.replyUntil === until)) return [];
  const cause = isMoved ? movedCause(end, until, ours.length) : end.cause;
  const after = { reply: until === null ? null : { until } };
  const draft = draftOf(ground, spot, wishOf({ ...end, cause }, box, { kind: 'mailbox', after, reversible: 'yes' }));
  return isSpent(ground, draft.change.id) || isTriedUnseen(ground, spot, draft) ? [] : [draft];
}

/** Who does what lastday cannot: HR alone where nobody else is to know. */
export function deskOf(view: PersonView, spot: Spot): Id {
  return view.plan?.doc.silent === true ? ('hr' as Id) : (spot.system.system.desk ?? ('it' as Id));
}

/** What the desk does with a mailbox that has a seat, handed over once, and again when its closing day has moved meanwhile. */
function convert(ground: Ground, spot: Spot, at: { view: PersonView; end: End; box: MailboxEnd }): Draft[] {
  const { view, end, box } = at;
  if (box.isConverted || spot.account?.licences?.length === 0) return [];
  const { until, delegate, to } = box;
  const asked = [...ground.input.memory.handedOver.values()].filter(
    (one) => one.kind === 'convert' && one.system === spot.system.id && one.account === spot.id,
  );
  if (asked.some(({ after }) => (after['mailbox'] as AccountState['mailbox'])?.until === until)) return [];
  const isLate = end.disabledAt !== null && addMinutes(end.disabledAt, DESK_MINUTES) < ground.input.asOf;
  if (isLate && asked.length === 0) return [];
  const cause = asked.length === 0 ? end.cause : movedCause(end, until, asked.length);
  const wish = wishOf({ ...end, cause }, box, { kind: 'convert', after: { mailbox: { until, delegate, to } }, reversible: 'no' });
  const draft = draftOf(ground, spot, wish);
  const change: AccountChange = { ...draft.change, by: { desk: deskOf(view, spot) }, effect: 'keyed' };
  return isSpent(ground, change.id) ? [] : [{ ...draft, change }];
}

/** What is done with a leaver's mailbox when the sign-in ends. Only where the account's id is recorded. */
export function endMailbox(ground: Ground, spot: Spot, end: End): Draft[] {
  const { view, link } = spot;
  if (!isOurs(spot, 'mailbox')) return [];
  const box = view === null || link?.situation !== 'linked' ? null : mailboxEnd(ground, view, spot.system);
  if (view === null || box === null) return [];
  const at = { view, end, box };
  return [...reply(ground, spot, at), ...convert(ground, spot, at)];
}

/** True while a reply of ours may still run on an account: seen there, or tried where nothing is shown. */
function mayAnswer(ground: Ground, spot: Spot): boolean {
  const { memory } = ground.input;
  const shown = spot.account?.replyUntil;
  if (shown !== undefined) return shown !== null && repliesOf(ground, spot).length > 0;
  return memory.removals.some((one) => one.change.startsWith('mailbox/') && one.change.endsWith(`/${spot.system.id}/${spot.id}`));
}

/** The end of our reply, with a sign-in that is given back. */
export function endReply(ground: Ground, spot: Spot, back: Pick<Wish, 'cause' | 'because' | 'due'>): Draft[] {
  if (!mayAnswer(ground, spot)) return [];
  const wish: Wish = { ...back, kind: 'mailbox', class: 'enable', before: {}, after: { reply: null }, concludes: ['existence', 'status'] };
  const draft = draftOf(ground, spot, wish);
  return isSpent(ground, draft.change.id) || isTriedUnseen(ground, spot, draft) ? [] : [draft];
}
