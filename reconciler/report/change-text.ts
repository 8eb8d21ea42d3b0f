/** One change, held change or proposal line in words. */
import type { Locale } from '../../schemas/primitives.ts';
import type { AccountChange, AssetState, Change, Reason } from '../model/change.ts';
import type { Held } from '../model/plan.ts';
import type { Proposal, ProposalLine } from '../model/proposal.ts';
import { proposalSentences } from '../texts/proposal.ts';
import { byText, findKey, text } from '../texts/text.ts';
import { removedGroups, removedLicences } from './counts.ts';
import { accountLabel } from './people.ts';
import type { ReportView } from './view.ts';

function mailboxText({ locale, ...view }: ReportView, change: AccountChange): string {
  const account = accountLabel({ locale, ...view }, change);
  const { reply, mailbox } = change.after;
  if (mailbox !== undefined) return text(locale, 'plan.mailbox', { account, until: mailbox.until });
  return reply == null ? text(locale, 'plan.reply-none', { account }) : text(locale, 'plan.reply-until', { account, until: reply.until });
}

function filesText(locale: Locale, { after: { files } }: AccountChange): string {
  return text(locale, 'explain.todo-files', { to: files?.to ?? '', account: files?.account ?? '' });
}

/** What a desk is asked to do with files; or with a mailbox, and who may read it until then; empty for other changes. */
export function deskText(locale: Locale, change: Change): string {
  if (change.kind === 'files') return filesText(locale, change);
  const mailbox = 'asset' in change ? undefined : change.after.mailbox;
  if (mailbox === undefined) return '';
  const { until, delegate, to } = mailbox;
  const who = text(locale, `explain.mailbox-${delegate}`, { to: to ?? '' });
  const isOver = until <= change.due.slice(0, 10);
  return `${text(locale, isOver ? 'explain.todo-close' : 'explain.todo-mailbox', { until })}; ${who}.`;
}

function lastDayText(view: ReportView, change: AccountChange): string {
  const account = accountLabel(view, change);
  const day = change.after.endDay ?? null;
  return day === null ? text(view.locale, 'plan.no-last-day-of', { account }) : text(view.locale, 'plan.last-day-of', { account, day });
}

/** What a change does; where ending a sign-in does more than that, what it really does. */
export function verbText(locale: Locale, change: Change): string {
  const gone = change.kind === 'disable' ? change.after.gone : undefined;
  return text(locale, gone === undefined ? `change.${change.kind}` : `change.disable-${gone}`);
}

/** The status that an inventory record gets, in words. */
function statusText(locale: Locale, { status = '' }: AssetState): string {
  return findKey(`device.${status}`) === null ? status : text(locale, `device.${status}`);
}

/** What a change is about: the account for sign-ins, what is taken off for groups and licences, the tag for devices, with its new status. */
export function whatText(view: ReportView, change: Change): string {
  if ('asset' in change) return change.kind === 'status' ? `${change.tag}: ${statusText(view.locale, change.after)}` : change.tag;
  if (change.kind === 'end-day') return lastDayText(view, change);
  if (change.kind === 'place') {
    return text(view.locale, `plan.to-${change.after.place ?? 'leavers'}`, { account: accountLabel(view, change) });
  }
  if (change.kind === 'files')
    return text(view.locale, 'plan.files', { account: accountLabel(view, change), to: change.after.files?.to ?? '' });
  if (change.kind === 'mailbox' || change.kind === 'convert') return mailboxText(view, change);
  const taken = [...removedLicences(change), ...removedGroups(change)];
  if (taken.length > 3) return `${taken.slice(0, 3).join(', ')} +${taken.length - 3}`;
  return taken.length > 0 ? taken.join(', ') : accountLabel(view, change);
}

/** Where a line follows from: the last part of the file's path, its line, and the rule in words. */
export function reasonText(locale: Locale, reason: Reason, how: 'short' | 'full' = 'short'): string {
  const file = how === 'full' ? reason.file : reason.file.slice(reason.file.lastIndexOf('/') + 1);
  const place = reason.line > 0 ? `${file}:${reason.line}` : file;
  const rule = findKey(`rule.${reason.rule}`) === null ? reason.rule : text(locale, `rule.${reason.rule}`);
  return `${place} (${rule})`;
}

/** What a change saves, and from when; empty when it saves nothing. */
export function savingText(locale: Locale, change: Change): string {
  if (change.cost === null) return '';
  const { monthly, from } = change.cost;
  return from === null ? text(locale, 'plan.saves-now', { monthly }) : text(locale, 'plan.saves', { monthly, from });
}

/** What holds a change, until when, and what releases it. */
export function heldText(locale: Locale, held: Held): string {
  const until = held.until === null ? '' : ` ${text(locale, 'plan.until', { until: held.until })}`;
  const release = findKey(`release.${held.releasedBy}`) === null ? held.releasedBy : text(locale, `release.${held.releasedBy}`);
  // In a plan that undoes, `undone` says what does not come back; elsewhere, what an undo put back.
  const by = held.by === 'undone' && held.change.cause.startsWith('undo:') ? 'not-restored' : held.by;
  return `${byText(locale, by)}${until}: ${release}`;
}

/** What a line of a proposal says, with its remarks; nothing is said twice. */
export function proposalLineText(locale: Locale, line: ProposalLine): string {
  return proposalSentences(locale, line, ['note']).join('; ');
}

/** The devices of a proposal, as tags. */
export function tagsOf(proposal: Proposal): readonly string[] {
  return proposal.lines.flatMap((line) => (line.tag === null ? [] : [line.tag]));
}
