/** Status for HR: who leaves, what HR must do, what is confidential, and that nothing was sent. */
import type { Employee } from '../../../schemas/employee.ts';
import type { SystemId } from '../../../schemas/primitives.ts';
import { addDays, dayOf, instantAt } from '../../calendar.ts';
import type { Change } from '../../model/change.ts';
import { findingText, todoText } from '../../texts/finding.ts';
import { dayShort } from '../../texts/format.ts';
import { byText, text } from '../../texts/text.ts';
import { accessDayOf, deviceDayOf, devicesOf, isSilent, openPlanOf, todayOf } from '../facts.ts';
import { mailTo } from '../night/mail.ts';
import { whenText } from '../night/people.ts';
import type { Page } from '../page.ts';
import { isWithheld } from '../people.ts';
import type { ReportView } from '../view.ts';

const HR_CODES = new Set([
  'leaver-without-plan',
  'external-without-end',
  'external-near-end',
  'review-due',
  'review-passed',
  'unit-without-manager',
  'responsibility-without-owner',
  'person-unknown',
  'source-differs',
  'joiner-soon',
  'loosened-by-subject',
]);

/** Systems in which the person's sign-in is due to end and was not seen off, by why. */
function openEnds(view: ReportView, employee: Employee): ReadonlyMap<string, readonly SystemId[]> {
  const { locale, plan } = view;
  const outcomes = new Map(view.outcomes.map((one) => [one.change, one.outcome]));
  const open = new Map<string, SystemId[]>();
  function add(why: string, system: SystemId): void {
    open.set(why, [...(open.get(why) ?? []), system]);
  }
  const isDue = (change: Change) => change.person === employee.id && change.kind === 'disable' && change.due <= plan.asOf;
  for (const change of plan.changes) {
    const outcome = outcomes.get(change.id);
    if (!isDue(change) || outcome === 'verified' || outcome === 'already-so') continue;
    add(text(locale, change.by === 'reconciler' ? 'hr.due' : 'outcome.handed-over'), change.system);
  }
  for (const held of plan.held) if (isDue(held.change)) add(text(locale, 'hr.held', { why: byText(locale, held.by) }), held.change.system);
  return open;
}

/** Whether access is on or off, and where its end is not done. */
function accessText(view: ReportView, employee: Employee): string {
  const { locale, plan } = view;
  const open = [...openEnds(view, employee)].map(([why, systems]) => `${systems.join(', ')}: ${why}`);
  if (open.length > 0) return open.join('; ');
  const day = accessDayOf(view, employee);
  const zone = employee.timeZone ?? view.desired.organisation.timeZone;
  const isOver = day !== null && instantAt(day, view.desired.policy.access.cutOff, zone) <= plan.asOf;
  return text(locale, isOver ? 'hr.off' : 'hr.on');
}

function isOut(view: ReportView, employee: Employee): number {
  return devicesOf(view, employee.id).filter(
    (device) => device.returned === undefined && ['in-use', 'awaited', 'repair'].includes(device.status),
  ).length;
}

function writeLeavers(page: Page, view: ReportView): void {
  const { locale, desired } = view;
  const today = todayOf(view);
  const leavers = [...desired.employees.values()]
    .filter((one) => one.lastDay !== undefined && one.lastDay >= addDays(today, -30) && one.lastDay <= addDays(today, 30))
    .sort((a, b) => ((a.lastDay ?? '') < (b.lastDay ?? '') ? -1 : 1));
  page.heading(text(locale, 'hr.leavers'));
  if (leavers.length === 0) page.line(text(locale, 'reader.nothing'), 2);
  for (const employee of leavers) {
    const out = isOut(view, employee);
    const parts = [
      accessText(view, employee),
      out === 0 ? '' : text(locale, 'hr.devices-out', { n: String(out) }),
      openPlanOf(view, employee) === null ? text(locale, 'hr.no-plan') : '',
    ];
    const said = parts.filter((part) => part !== '').join('; ');
    page.row(
      [2, 13, 9, 16],
      ['', employee.lastDay === undefined ? '' : dayShort(locale, employee.lastDay), employee.id, employee.unit ?? '', said],
    );
  }
}

function writeTodo(page: Page, view: ReportView): void {
  const { locale } = view;
  const findings = view.plan.findings.filter((one) => one.who === 'desk:hr' || HR_CODES.has(one.code));
  if (findings.length === 0) return;
  page.heading(text(locale, 'hr.todo'));
  for (const one of findings)
    page.row([2, 8], ['', one.day === null ? '' : whenText(view, one.day), `${findingText(locale, one)}: ${todoText(locale, one)}`]);
}

function writeConfidential(page: Page, view: ReportView): void {
  const { locale } = view;
  const people = [...view.desired.employees.values()].filter((one) => isSilent(view, one.id) || isWithheld(view, one.id));
  if (people.length === 0) return;
  page.heading(text(locale, 'hr.confidential'));
  for (const employee of people) {
    const from = deviceDayOf(view, employee) ?? '';
    const said = isSilent(view, employee.id) ? text(locale, 'hr.silent-line', { from }) : text(locale, 'hr.protected-line');
    page.row([2, 9], ['', employee.id, said]);
  }
}

/** Mail of the last week, and what became of it; also of silent plans, for HR alone. */
function writeMails(page: Page, view: ReportView): void {
  const { locale, memory, plan } = view;
  const since = addDays(todayOf(view), -7);
  const sent = [...(memory?.notices.values() ?? [])]
    .map((past) => ({ past, day: dayOf(past.at, plan.zone) }))
    .filter(({ day }) => day > since);
  if (sent.length === 0) return page.line(text(locale, 'hr.mail'));
  page.heading(text(locale, 'hr.mails'));
  for (const { past, day } of sent) {
    const said = text(locale, `notice.outcome-${past.state}`, { notice: past.id });
    const what = text(locale, `notice.kind-${past.kind}`);
    page.row([2, 13, 9, 20], ['', dayShort(locale, day), past.person, what, `${mailTo(past.to)}: ${said}`]);
  }
}

/** The cut for HR: the only one in which silent plans stand. */
export function writeHr(page: Page, view: ReportView): void {
  writeLeavers(page, view);
  writeTodo(page, view);
  writeConfidential(page, view);
  writeMails(page, view);
}
