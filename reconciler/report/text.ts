/** The plan as text of 80 columns, grouped by person. */
import type { EmployeeId } from '../../schemas/primitives.ts';
import { dayOf } from '../calendar.ts';
import type { Change } from '../model/change.ts';
import type { Held } from '../model/plan.ts';
import type { Proposal } from '../model/proposal.ts';
import { dayLong, moment, time } from '../texts/format.ts';
import { text } from '../texts/text.ts';
import { heldText, proposalLineText, reasonText, savingText, verbText, whatText } from './change-text.ts';
import { countsText, isBesideSignIn } from './counts.ts';
import { writeMail } from './night/mail.ts';
import { type Cell, makePage, type Page, plainStyle, type Style } from './page.ts';
import { writeFindings, writeLimits, writeSources, writeStops } from './plan-parts.ts';
import type { ReportView } from './view.ts';

/** How the plan is shown. */
export interface TextOptions {
  /** Every line with its id and the whole path; nothing collapsed. */
  readonly full?: boolean;
  /** The counts stand first, for CI. */
  readonly countsFirst?: boolean;
  readonly style?: Style;
}

/** Everything that one person's block holds. */
interface Block {
  readonly person: EmployeeId | null;
  readonly changes: Change[];
  readonly held: Held[];
  readonly proposals: Proposal[];
}

/** Where a block is written, and how. */
interface Writing {
  readonly page: Page;
  readonly view: ReportView;
  readonly full: boolean;
}

const WIDTHS = [2, 2, 19, 8, 16];

/** Blocks in the order in which people first appear; what belongs to nobody last. */
function blocksOf(view: ReportView): Block[] {
  const blocks = new Map<EmployeeId | null, Block>();
  function blockOf(person: EmployeeId | null): Block {
    const block = blocks.get(person) ?? { person, changes: [], held: [], proposals: [] };
    blocks.set(person, block);
    return block;
  }
  for (const change of view.plan.changes) blockOf(change.person).changes.push(change);
  for (const held of view.plan.held) blockOf(held.change.person).held.push(held);
  for (const proposal of view.plan.proposals) blockOf(proposal.person).proposals.push(proposal);
  return [...blocks.values()].sort((a, b) => Number(a.person === null) - Number(b.person === null));
}

/** True for a block that one guardrail held whole: the stop below names the person. */
function isStopped(block: Block): boolean {
  return block.changes.length === 0 && block.proposals.length === 0 && block.held.every((held) => held.by.startsWith('guardrail:'));
}

function headerOf(view: ReportView, block: Block): readonly Cell[] {
  const { locale, plan, desired } = view;
  if (block.person === null) return [{ text: text(locale, 'plan.nobody'), as: 'heading' }];
  const employee = desired.employees.get(block.person);
  const due = [...block.changes, ...block.held.map((held) => held.change)];
  const late = Math.max(0, ...due.filter((change) => change.due <= plan.asOf).map((change) => change.late));
  const classes = new Set(due.filter((change) => change.kind === 'disable').map((change) => text(locale, `class.${change.class}`)));
  const lastDay = employee?.lastDay;
  const parts = [
    lastDay === undefined ? text(locale, 'plan.no-last-day') : text(locale, 'plan.last-day', { day: dayLong(locale, lastDay) }),
    late === 0 ? '' : text(locale, 'plan.late', { days: String(late) }),
    ...classes,
  ];
  return [{ text: block.person, as: 'heading' }, parts.filter((part) => part !== '').join(' · ')];
}

const GIVING: readonly Change['kind'][] = ['enable', 'restore', 'check-out'];

/** True for what gives something; a last day gives time when it is later than the one before, or none. */
function isGiven(change: Change): boolean {
  if (change.kind === 'place') return change.after.place === 'earlier';
  if (change.kind === 'mailbox') return change.after.reply === null;
  if (change.kind !== 'end-day') return GIVING.includes(change.kind);
  return (change.after.endDay ?? '9') > (change.before.endDay ?? '9');
}

function writeChange({ page, view, full }: Writing, change: Change): void {
  const { locale } = view;
  const desk = change.by === 'reconciler' ? '' : text(locale, 'plan.by-desk', { desk: change.by.desk });
  const why = [desk, reasonText(locale, change.because, full ? 'full' : 'short'), savingText(locale, change)];
  const sign = isGiven(change) ? '+' : '-';
  const shown = why.filter((part) => part !== '').join('; ');
  page.row(WIDTHS, ['', sign, verbText(locale, change), change.system, whatText(view, change), { text: shown, as: 'quiet' }]);
  if (full) page.line(change.id, 4);
}

function writeHeld({ page, view, full }: Writing, held: Held): void {
  const { locale } = view;
  const { change } = held;
  const ahead = change.due > view.plan.asOf ? `${dayLong(locale, dayOf(change.due, view.plan.zone))}: ` : '';
  const verb = verbText(locale, change);
  page.row(WIDTHS, ['', { text: '!', as: 'bad' }, verb, change.system, whatText(view, change), ahead + heldText(locale, held)]);
  if (full) page.line(change.id, 4);
}

function writeProposal(page: Page, view: ReportView, proposal: Proposal): void {
  const { locale } = view;
  const name = text(locale, `purpose.${proposal.purpose}`);
  for (const line of proposal.lines)
    page.row([2, 3, 18, 10], ['', 'PR', name, line.tag ?? proposal.system ?? '', proposalLineText(locale, line)]);
}

/** Sessions end together with the sign-in that ends beside them: one line for both. */
function withoutSessions(changes: readonly Change[]): readonly Change[] {
  const disabled = new Set(changes.filter((change) => change.kind === 'disable').map((change) => change.system));
  return changes.filter((change) => change.kind !== 'sessions' || !disabled.has(change.system));
}

function writeBlock(writing: Writing, block: Block): void {
  const { page, view, full } = writing;
  page.row([8], headerOf(view, block));
  for (const change of full ? block.changes : withoutSessions(block.changes)) writeChange(writing, change);
  for (const proposal of block.proposals) writeProposal(page, view, proposal);
  const shown = full ? block.held : block.held.filter((held) => !isBesideSignIn(held));
  for (const held of shown) writeHeld(writing, held);
}

/** The plan as text: ids only, unless the view shows names. Ends with a newline. */
export function planText(view: ReportView, options: TextOptions = {}): string {
  const { plan, locale } = view;
  const page = makePage(options.style ?? plainStyle);
  const full = options.full ?? false;
  const expires = time(plan.expiresAt, plan.zone);
  page.heading(text(locale, 'plan.title', { when: moment(locale, plan.asOf, plan.zone) }));
  page.line(text(locale, 'plan.made-from', { commit: plan.base.slice(0, 7), expires }));
  if (plan.simulated) page.line(text(locale, 'plan.simulated'));
  if (options.countsFirst) page.line(countsText(locale, plan));
  for (const block of blocksOf(view)) if (full || !isStopped(block)) writeBlock({ page, view, full }, block);
  writeMail(page, view);
  writeStops(page, view);
  writeFindings(page, view, full);
  writeSources(page, view);
  if (!options.countsFirst) page.line(countsText(locale, plan));
  writeLimits(page, view);
  return page.text();
}
