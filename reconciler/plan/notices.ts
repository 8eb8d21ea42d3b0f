/** Mail that is due: what the rules ask for, less what was sent, with what is held and why. Pure. */
import type { Instant } from '../../schemas/primitives.ts';
import { addMinutes } from '../calendar.ts';
import { canonicalJson, compareText } from '../canonical.ts';
import type { Notice, NoticeHold, NoticeId, PastNotice } from '../model/notice.ts';
import type { NoticeRules } from '../model/policy.ts';
import { type Context, makeContext, type PlanInput } from './input.ts';
import type { NoticeDraft, NoticeRule } from './notice-draft.ts';
import { noticeBuyouts } from './rules/notice-buyout.ts';
import { noticeDecisions } from './rules/notice-decision.ts';
import { noticeReturns } from './rules/notice-return.ts';
import { noticeSettlements } from './rules/notice-settlement.ts';

/** A run looks back so far for what counts against the limit of one night: running twice does not double it. */
const RUN_MINUTES = 12 * 60;
const USUAL_PER_RUN = 20;
const USUAL_SHARE = 10;

const RULES: readonly (readonly [isOn: (rules: NoticeRules) => boolean, rule: NoticeRule])[] = [
  [({ returnNote }) => returnNote.on, noticeReturns],
  [({ settlement }) => settlement.on, noticeSettlements],
  [({ decisionDue }) => decisionDue.on, noticeDecisions],
  [({ buyoutQuestion }) => buyoutQuestion.on, noticeBuyouts],
];

/** Whether mail is sent tonight: only where a run of twelve hours ago saw that it is to be. */
export function noticeMode({ desired, earlier }: Pick<PlanInput, 'desired' | 'earlier'>): NoticeRules['mode'] {
  const { mode } = desired.policy.notices;
  return mode === 'enforce' && earlier?.policy.notices.mode !== 'enforce' ? 'observe' : mode;
}

/** How many messages may leave in one night, by the stricter of now and twelve hours ago. */
export function noticeLimit({ desired, earlier }: Pick<PlanInput, 'desired' | 'earlier'>): number {
  const usual = Math.max(USUAL_PER_RUN, Math.floor((desired.employees.size * USUAL_SHARE) / 100));
  return Math.min(desired.policy.notices.perRun ?? usual, earlier?.policy.notices.perRun ?? usual);
}

/** All messages that the files ask for on this day, whatever became of them. */
export function draftNotices(context: Context): readonly NoticeDraft[] {
  const rules = context.input.desired.policy.notices;
  const { only } = context.input;
  const drafts = rules.mode === 'off' ? [] : RULES.filter(([isOn]) => isOn(rules)).flatMap(([, rule]) => [...rule(context)]);
  return only === null ? drafts : drafts.filter((draft) => draft.person.id === only);
}

/** The id of a draft. */
export function noticeIdOf({ kind, person, about }: NoticeDraft): NoticeId {
  return `${kind}/${person.id}/${about}` as NoticeId;
}

function sentSince(notices: ReadonlyMap<NoticeId, PastNotice>, since: Instant): number {
  return [...notices.values()].filter((past) => past.at > since && past.state !== 'failed').length;
}

/** What keeps a message from being sent tonight, but for the number of them. */
function holdOf({ input }: Context, { person, to }: NoticeDraft): NoticeHold | null {
  const { desired } = input;
  if (desired.broken.has(person.id)) return 'invalid';
  const desk = to.startsWith('desk:') ? to.slice('desk:'.length) : null;
  if (desk !== null && desired.organisation.desks?.[desk as keyof typeof desired.organisation.desks]?.email === undefined)
    return 'no-address';
  if (noticeMode(input) !== 'enforce' || desired.policy.notices.transport === null) return 'observe';
  return input.frozen || desired.policy.freeze === 'everything' ? 'freeze' : null;
}

function noticeOf(context: Context, draft: NoticeDraft): Notice {
  const { kind, person, device, to, values, rows, facts, dueDay, because } = draft;
  const content = context.input.hash(canonicalJson({ kind, to, values, rows, facts: facts ?? null }));
  return {
    id: noticeIdOf(draft),
    kind,
    person: person.id,
    device,
    to,
    values,
    rows,
    content,
    dueDay,
    because,
    held: holdOf(context, draft),
  };
}

function byDay(a: Notice, b: Notice): number {
  return compareText(`${a.dueDay} ${a.id}`, `${b.dueDay} ${b.id}`);
}

/** The messages of tonight, the longest due first: those that were announced before are not among them, whatever became of them. */
export function dueNotices(context: Context): readonly Notice[] {
  const { input } = context;
  const { notices } = input.memory;
  const due = draftNotices(context).filter((draft) => !notices.has(noticeIdOf(draft)));
  let left = noticeLimit(input) - sentSince(notices, addMinutes(input.asOf, -RUN_MINUTES));
  return due
    .map((draft) => noticeOf(context, draft))
    .toSorted(byDay)
    .map((notice) => {
      if (notice.held !== null) return notice;
      left -= 1;
      return left >= 0 ? notice : { ...notice, held: 'limit' as const };
    });
}

/** What planning again says of mail alone: what is asked right before it is sent. */
export function planNotices(input: PlanInput): readonly Notice[] {
  return dueNotices(makeContext(input));
}

/** A message that a person asks for again, as the files have it now; null when nobody asks for it any more. `held` says only what no person can overrule. */
export function planAgain(input: PlanInput, id: NoticeId): Notice | null {
  const context = makeContext(input);
  const draft = draftNotices(context).find((one) => noticeIdOf(one) === id);
  return draft === undefined ? null : noticeOf(context, draft);
}
