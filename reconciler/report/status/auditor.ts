/** Status for an auditor: the population first, minutes to the end as seen, exceptions, approvals, how to check, what is not covered. */
import type { Employee } from '../../../schemas/employee.ts';
import type { EmployeeId, Instant, SystemId } from '../../../schemas/primitives.ts';
import { addDays, dayOf, instantAt, minutesBetween } from '../../calendar.ts';
import { list } from '../../texts/format.ts';
import { text } from '../../texts/text.ts';
import { accessDayOf, todayOf } from '../facts.ts';
import type { Page } from '../page.ts';
import { doubtsText } from '../plan-parts.ts';
import type { ReportView } from '../view.ts';
import { writeDeskRecords } from './desk-record.ts';
import { writeExceptions } from './organisation.ts';

/** One sign-in that one of our runs ended and saw off. */
interface SeenEnd {
  readonly person: EmployeeId;
  readonly system: SystemId;
  readonly at: Instant;
}

function cutOffOf(view: ReportView, employee: Employee): Instant | null {
  const day = accessDayOf(view, employee);
  if (day === null) return null;
  return instantAt(day, view.desired.policy.access.cutOff, employee.timeZone ?? view.desired.organisation.timeZone);
}

/** Sign-ins that our runs, this one included, ended for the present last day of each person. */
function seenEnds(view: ReportView): readonly SeenEnd[] {
  const ends = new Map<string, SeenEnd>();
  const isPresent = (person: EmployeeId | null, cause: string): person is EmployeeId =>
    person !== null && cause === `spell:${view.desired.employees.get(person)?.lastDay}`;
  for (const one of view.memory?.verified.values() ?? [])
    if (one.kind === 'disable' && isPresent(one.person, one.cause))
      ends.set(one.change, { person: one.person, system: one.system, at: one.at });
  for (const one of view.outcomes) {
    const cause = view.plan.changes.find((change) => change.id === one.change)?.cause ?? '';
    if (one.kind === 'disable' && one.outcome === 'verified' && isPresent(one.person, cause)) {
      ends.set(one.change, { person: one.person, system: one.system, at: one.at });
    }
  }
  return [...ends.values()];
}

/** People whose access was to end, or was seen to end, in the last 30 days; and those of them who are neither done nor held by name. */
export function populationOf(view: ReportView): { readonly ended: readonly EmployeeId[]; readonly open: readonly EmployeeId[] } {
  const { plan } = view;
  const from = addDays(todayOf(view), -30);
  const seen = new Set(
    seenEnds(view)
      .filter((end) => dayOf(end.at, plan.zone) >= from)
      .map((end) => end.person),
  );
  const ended = [...view.desired.employees.values()].filter((employee) => {
    const cutOff = cutOffOf(view, employee);
    return cutOff !== null && cutOff <= plan.asOf && (seen.has(employee.id) || (accessDayOf(view, employee) ?? '') >= from);
  });
  const settled = new Set<string>(
    view.outcomes
      .filter((one) => ['verified', 'accepted', 'already-so', 'handed-over', 'superseded'].includes(one.outcome))
      .map((one) => one.change),
  );
  const named = new Set(plan.held.map((one) => one.change.person));
  const left = new Set(plan.changes.filter((one) => one.kind === 'disable' && !settled.has(one.id)).map((one) => one.person));
  const late = new Set(plan.findings.filter((one) => one.code === 'account-after-cut-off').map((one) => one.subject.employee));
  const isOpen = (id: EmployeeId) =>
    (left.has(id) || (late.has(id) && !plan.changes.some((one) => one.person === id && settled.has(one.id)))) && !named.has(id);
  return { ended: ended.map((one) => one.id), open: ended.map((one) => one.id).filter(isOpen) };
}

function writePopulation(page: Page, view: ReportView): void {
  const { locale } = view;
  const { ended, open } = populationOf(view);
  page.heading(text(locale, 'auditor.population'));
  const values = {
    people: String(view.desired.employees.size),
    ended: String(ended.length),
    accounted: String(ended.length - open.length),
  };
  page.line(text(locale, 'auditor.people', values), 2);
  if (open.length > 0) page.line(text(locale, 'auditor.missing', { people: open.join(', ') }), 2);
}

function writeMinutes(page: Page, view: ReportView): void {
  const { locale } = view;
  const bySystem = new Map<SystemId, number[]>();
  for (const end of seenEnds(view)) {
    const employee = view.desired.employees.get(end.person);
    const cutOff = employee === undefined ? null : cutOffOf(view, employee);
    if (cutOff !== null) bySystem.set(end.system, [...(bySystem.get(end.system) ?? []), minutesBetween(cutOff, end.at)]);
  }
  page.heading(text(locale, 'auditor.minutes'));
  if (bySystem.size === 0) page.line(text(locale, 'auditor.none-seen'), 2);
  for (const [system, minutes] of [...bySystem].sort(([a], [b]) => (a < b ? -1 : 1))) {
    const sorted = minutes.sort((a, b) => a - b);
    const values = {
      n: String(sorted.length),
      median: String(sorted[Math.floor((sorted.length - 1) / 2)] ?? 0),
      longest: String(sorted.at(-1) ?? 0),
    };
    page.row([2, 12], ['', system, text(locale, 'auditor.system-line', values)]);
  }
}

function writeApprovals(page: Page, view: ReportView): void {
  const { locale } = view;
  const { source } = view.desired.policy.approvals;
  page.heading(text(locale, 'auditor.approvals'));
  page.line(source === 'none' ? text(locale, 'auditor.approvals-none') : text(locale, 'auditor.approvals-source', { source }), 2);
  page.heading(text(locale, 'auditor.verify'));
  page.line(text(locale, 'auditor.verify-command'), 2);
  page.line(text(locale, `night.journal-${view.journal}`), 2);
}

function writeUncovered(page: Page, view: ReportView): void {
  const { locale, desired, plan } = view;
  const systems = [...desired.systems.values()];
  const groups = {
    off: systems.filter((one) => one.mode === 'off'),
    observe: systems.filter((one) => one.mode === 'observe'),
    export: systems.filter((one) => one.mode !== 'off' && one.kind === 'csv'),
    incomplete: systems.filter((one) => plan.sources.some((source) => source.system === one.id && doubtsText(view, source) !== '')),
  };
  page.heading(text(locale, 'auditor.uncovered'));
  for (const [name, some] of Object.entries(groups)) {
    if (some.length > 0)
      page.line(
        text(locale, `auditor.uncovered-${name}`, {
          systems: list(
            locale,
            some.map((one) => one.id),
          ),
        }),
        2,
      );
  }
  const orphans = plan.findings.filter((one) => one.code === 'orphan-account').length;
  if (orphans > 0) page.line(text(locale, 'auditor.uncovered-orphans', { n: String(orphans) }), 2);
  page.line(text(locale, 'auditor.uncovered-deletion'), 2);
}

/** The cut for an auditor. */
export function writeAuditor(page: Page, view: ReportView): void {
  writePopulation(page, view);
  writeMinutes(page, view);
  writeDeskRecords(page, view);
  writeExceptions(page, view, 'auditor.exceptions');
  writeApprovals(page, view);
  writeUncovered(page, view);
}
