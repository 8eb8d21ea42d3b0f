/** The night: pull requests, who must do what, and who was left alone and why. */
import type { Employee } from '../../../schemas/employee.ts';
import type { Day } from '../../../schemas/primitives.ts';
import { addDays, dayOf } from '../../calendar.ts';
import type { Finding } from '../../model/finding.ts';
import type { ForecastLine, Plan } from '../../model/plan.ts';
import type { Proposal } from '../../model/proposal.ts';
import { findingText } from '../../texts/finding.ts';
import { dayAndMonth, dayShort, list, time } from '../../texts/format.ts';
import { isLeftToPerson, pullState } from '../../texts/pull-state.ts';
import { text } from '../../texts/text.ts';
import { tagsOf } from '../change-text.ts';
import { accessDayOf, deviceDayOf, isSilent, isTellable, todayOf } from '../facts.ts';
import type { Page } from '../page.ts';
import { whoLabel } from '../people.ts';
import type { ReportView } from '../view.ts';

/** What matters most of a proposal: its price, else a remark that asks for something, else since when it is awaited, else its first line. */
function gistOf(view: ReportView, proposal: Proposal): string {
  const first = proposal.lines[0];
  if (first === undefined) return '';
  const remarks = proposal.lines.flatMap((line) => line.remarks).filter((remark) => remark.text !== 'note');
  const remark = remarks.find((one) => one.text !== 'awaited-since') ?? remarks[0];
  const hasPrice = (first.values['price'] ?? '') !== '';
  if (hasPrice || remark === undefined) return text(view.locale, `line.${first.text}`, first.values);
  return text(view.locale, `remark.${remark.text}`, remark.values);
}

/** Pull requests opened or changed tonight, and how many others are open. */
export function writePulls(page: Page, view: ReportView): void {
  const { locale, plan } = view;
  const outcomes = new Map(view.pulls.map((pull) => [pull.key, pull]));
  const told = plan.proposals.filter(({ key }) => {
    const pull = outcomes.get(key);
    return pull?.outcome !== 'untouched' || isLeftToPerson(pull);
  });
  const unchanged = plan.proposals.length - told.length;
  if (plan.proposals.length === 0) return;
  page.heading(text(locale, 'night.pulls'));
  for (const proposal of told) {
    const outcome = outcomes.get(proposal.key);
    const isLoaner = proposal.lines.some((line) => line.remarks.some((remark) => remark.text === 'loaner-until-repaired'));
    const tags = tagsOf(proposal).join(', ') + (isLoaner ? ` ${text(locale, 'night.loaner')}` : '');
    const state = outcome === undefined || outcome.outcome === 'opened' ? '' : `${pullState(locale, outcome)}; `;
    page.row(
      [2, 12, 8, 18],
      ['', text(locale, `purpose.${proposal.purpose}`), proposal.person ?? proposal.system ?? '', tags, state + gistOf(view, proposal)],
    );
  }
  if (unchanged > 0) page.line(text(locale, 'night.pulls-unchanged', { n: String(unchanged) }), 2);
}

const MONEY_CODES = new Set([
  'stale-licence',
  'leaver-licence',
  'unused-seats',
  'lease-rolling',
  'hold-costs',
  'buyout-cost',
  'undeclared-licence',
]);

/** True for what the same report already tells elsewhere: held sign-ins, and what tonight's pull requests answer. */
function isTold(view: ReportView): (finding: Finding) => boolean {
  const { plan } = view;
  const held = new Set(plan.held.map(({ change }) => `${change.person} ${change.system}`));
  const keys = new Set(plan.proposals.map((proposal) => proposal.key));
  const tags = new Set<string>(plan.proposals.flatMap((proposal) => tagsOf(proposal)));
  return ({ code, subject, values }) => {
    if (code === 'account-after-cut-off') return held.has(`${subject.employee} ${subject.system}`);
    if (code === 'pull-request-unmerged') return keys.has(values['pull'] ?? '');
    return code === 'device-past-end' && tags.has(subject.device ?? '');
  };
}

/** Variants in which nobody need do anything yet, or any more. */
const SETTLED = new Set(['within-grace', 'done', 'notice-given']);

/** Findings that somebody must act on now or within 30 days, the earliest first. */
export function waitingOf(view: ReportView): readonly Finding[] {
  const soon = addDays(todayOf(view), 30);
  const told = isTold(view);
  return view.plan.findings
    .filter((one) => one.who !== null && !MONEY_CODES.has(one.code) && one.severity !== 'info' && isTellable(view, one))
    .filter((one) => !told(one) && !SETTLED.has(one.values['variant'] ?? ''))
    .filter((one) => one.day === null || one.day <= soon)
    .sort((a, b) => ((a.day ?? soon) < (b.day ?? soon) ? -1 : Number((a.day ?? soon) > (b.day ?? soon))));
}

/** `today` for what is due or overdue, else the day. */
export function whenText(view: ReportView, day: Day | null): string {
  const today = todayOf(view);
  return day === null || day <= today ? text(view.locale, 'night.today') : dayAndMonth(view.locale, day);
}

interface WaitingLine {
  readonly day: Day | null;
  readonly who: string | null;
  readonly what: string;
}

/** One line per finding; everything one leaver answers for in one line. */
function waitingLines(view: ReportView): readonly WaitingLine[] {
  const { locale } = view;
  const all = waitingOf(view);
  const duties = (owner: string) => all.filter((one) => one.code === 'responsibility-without-owner' && one.values['owner'] === owner);
  const told = new Set<string>();
  return all.flatMap((finding) => {
    const owner = finding.values['owner'] ?? '';
    const same = finding.code === 'responsibility-without-owner' ? duties(owner) : [];
    if (same.length < 2) return [{ day: finding.day, who: finding.who, what: findingText(locale, finding) }];
    if (told.has(owner)) return [];
    told.add(owner);
    const subjects = [...new Set(same.map((one) => one.values['subject'] ?? ''))].join(', ');
    const values = { owner, lastDay: finding.values['lastDay'] ?? '', n: String(same.length), subjects };
    return [{ day: finding.day, who: finding.who, what: text(locale, 'night.duties', values) }];
  });
}

/** Who must do what by when. */
export function writeWaiting(page: Page, view: ReportView, most = 8): void {
  const waiting = waitingLines(view);
  if (waiting.length === 0) return;
  page.heading(text(view.locale, 'night.waiting'));
  for (const { day, who, what } of waiting.slice(0, most)) page.row([2, 8, 13], ['', whenText(view, day), whoLabel(who), what]);
  if (waiting.length > most) page.line(text(view.locale, 'night.more', { n: String(waiting.length - most) }), 2);
}

/** The cut-off of each person whose employment ends later than now. */
function endsAhead(plan: Plan): ReadonlyMap<string, ForecastLine> {
  const ahead = plan.forecast.filter((one) => one.cutOff > plan.asOf && one.cause.startsWith('spell:'));
  return new Map(ahead.map((one) => [one.person, one]));
}

function leavesText(view: ReportView, line: ForecastLine | undefined): string | null {
  const { plan, locale } = view;
  if (line === undefined) return null;
  const day = dayOf(line.cutOff, plan.zone);
  const today = todayOf(view);
  if (day > addDays(today, 3)) return null;
  const clock = time(line.cutOff, plan.zone);
  const when = day === addDays(today, 1) ? text(locale, 'night.tomorrow', { time: clock }) : `${dayShort(locale, day)} ${clock}`;
  return text(locale, 'night.alone-leaves', { when });
}

function leaveText(view: ReportView, employee: Employee): string | null {
  const today = todayOf(view);
  const leave = employee.leaves?.find((one) => one.from <= today && today <= (one.to ?? today));
  if (leave === undefined) return null;
  return text(view.locale, leave.access === 'suspend' ? 'night.alone-leave-suspended' : 'night.alone-leave');
}

function assignmentText(view: ReportView, employee: Employee): string | null {
  const today = todayOf(view);
  const all = employee.assignments ?? [];
  const ended = all.filter((one) => one.to !== undefined && one.to < today && one.to >= addDays(today, -14));
  const others = all.filter((one) => one.from <= today && (one.to === undefined || one.to >= today));
  if (ended.length === 0 || others.length === 0) return null;
  const names = (some: typeof all) =>
    list(
      view.locale,
      some.map((one) => one.client ?? one.id),
    );
  return text(view.locale, 'night.alone-assignment', { ended: names(ended), others: names(others) });
}

function freeText(view: ReportView, employee: Employee): string | null {
  const today = todayOf(view);
  const access = accessDayOf(view, employee);
  const until = deviceDayOf(view, employee);
  if (access === null || until === null || employee.lastDay === undefined) return null;
  if (access >= today || employee.lastDay < today || access === employee.lastDay) return null;
  return text(view.locale, 'night.alone-free', { access: addDays(access, 1), until });
}

/** People whom somebody might expect in the night's work, and why they are not. */
export function writeLeftAlone(page: Page, view: ReportView, most = 8): void {
  const ahead = endsAhead(view.plan);
  const rows: { person: string; why: string }[] = [];
  for (const employee of view.desired.employees.values()) {
    if (isSilent(view, employee.id)) continue;
    const why =
      leavesText(view, ahead.get(employee.id)) ?? freeText(view, employee) ?? assignmentText(view, employee) ?? leaveText(view, employee);
    if (why !== null) rows.push({ person: employee.id, why });
  }
  if (rows.length === 0) return;
  page.heading(text(view.locale, 'night.alone'));
  for (const { person, why } of rows.slice(0, most)) page.row([2, 8], ['', person, why]);
  if (rows.length > most) page.line(text(view.locale, 'plan.more', { n: String(rows.length - most) }), 2);
}
