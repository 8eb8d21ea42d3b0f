/** Status of one person: timeline, what they hold, what is held back, who must act. */
import type { Device } from '../../../schemas/device.ts';
import type { Employee } from '../../../schemas/employee.ts';
import type { EmployeeId } from '../../../schemas/primitives.ts';
import { findingText, todoText } from '../../texts/finding.ts';
import { dayLong } from '../../texts/format.ts';
import { text } from '../../texts/text.ts';
import { devicesOf, isSilent, lifeOf, managerOf, openPlanOf, todayOf } from '../facts.ts';
import { whenText } from '../night/people.ts';
import type { Page } from '../page.ts';
import { accountLabel, isWithheld, whoLabel } from '../people.ts';
import type { Reader, ReportView } from '../view.ts';
import { timelineOf } from './timeline.ts';

/** One device in words: what it is, where it is in its life, what becomes of it. */
export function deviceText(view: ReportView, employee: Employee, device: Device): string {
  const { locale } = view;
  const wanted = openPlanOf(view, employee)?.devices?.[device.id]?.disposition;
  const disposition = wanted === undefined ? '' : text(locale, `disposition.${wanted}`);
  return text(locale, 'hold.device', {
    type: device.type,
    status: text(locale, `device.${device.status}`),
    disposition,
    lease: device.lease ?? '',
  });
}

function writeHoldings(page: Page, view: ReportView, employee: Employee): void {
  const { locale } = view;
  const devices = devicesOf(view, employee.id);
  const accounts = employee.accounts ?? [];
  if (devices.length + accounts.length === 0) return;
  page.heading(text(locale, 'person.holds'));
  for (const device of devices) page.row([2, 12], ['', device.id, deviceText(view, employee, device)]);
  for (const line of accounts) {
    const link = view.correlation?.links.find((one) => one.person === employee.id && one.system === line.system && one.line === line);
    const enabled = link?.account?.enabled;
    const state = link?.situation === 'missing' ? 'missing' : enabled === true ? 'on' : enabled === false ? 'off' : 'unknown';
    const id = link?.account?.id ?? line.id;
    const label = id === undefined ? '' : accountLabel(view, { person: employee.id, system: line.system, account: id });
    const licences = (link?.account?.licences?.map((one) => one.id) ?? line.licences ?? []).join(', ');
    const said = [text(locale, `hold.account-${state}`), licences].filter((part) => part !== '').join('; ');
    page.row([2, 12, 16], ['', line.system, label, said]);
  }
}

function writeStopped(page: Page, view: ReportView, employee: Employee): void {
  const { locale, desired } = view;
  const today = todayOf(view);
  const tags = new Set<string>(devicesOf(view, employee.id).map((device) => device.id));
  const isAbout = (subject: { readonly employee?: string; readonly device?: string }) =>
    subject.employee === employee.id || (subject.device !== undefined && tags.has(subject.device));
  const holds = [...desired.holds.values()].filter((one) => isAbout(one.subject) && today <= (one.until ?? today));
  const exceptions = [...desired.exceptions.values()].filter((one) => isAbout(one.subject) && today <= one.until);
  if (holds.length + exceptions.length === 0) return;
  page.heading(text(locale, 'person.stopped'));
  for (const one of holds) page.row([2, 12], ['', one.id, text(locale, 'reader.hold', { matter: one.matter, until: one.until ?? '' })]);
  for (const one of exceptions) {
    const what = [one.subject.device, one.change ?? one.finding].filter((part) => part !== undefined).join(' ');
    page.row([2, 12], ['', one.id, text(locale, 'reader.exception', { what, until: one.until, owner: one.owner })]);
  }
}

function writeTodo(page: Page, view: ReportView, employee: Employee): void {
  const findings = view.plan.findings.filter((one) => one.subject.employee === employee.id);
  if (findings.length === 0) return;
  page.heading(text(view.locale, 'person.todo'));
  for (const one of findings) {
    const when = one.day === null ? '' : whenText(view, one.day);
    const said = `${findingText(view.locale, one)}: ${todoText(view.locale, one)}`;
    if (one.who === null) page.row([2, 8], ['', when, said]);
    else page.row([2, 8, 13], ['', when, whoLabel(one.who), said]);
  }
}

function headOf(view: ReportView, employee: Employee): string {
  const { locale } = view;
  const manager = managerOf(view, employee);
  const parts = [
    text(locale, `kind.${employee.kind}`),
    employee.unit === undefined ? '' : text(locale, 'person.unit', { unit: employee.unit }),
    manager === null ? '' : text(locale, 'person.manager', { manager }),
    text(locale, `status.${lifeOf(view, employee)}`),
  ];
  return parts.filter((part) => part !== '').join(' · ');
}

/** One person's status. A silent plan is told to HR, and to whoever runs the command for everybody, only as far as access goes. */
export function writePerson(page: Page, view: ReportView, { person, as }: { readonly person: EmployeeId; readonly as: Reader }): void {
  const { locale } = view;
  const employee = view.desired.employees.get(person);
  const mayKnow = as === 'hr' || as === 'all' || !isSilent(view, person);
  if (employee === undefined || !mayKnow) {
    page.line(text(locale, 'person.unknown', { person }));
    return;
  }
  page.row([9], [{ text: person, as: 'heading' }, headOf(view, employee)]);
  if (isWithheld(view, person)) page.line(text(locale, 'person.protected'));
  if (as === 'hr' && isSilent(view, person)) page.line(text(locale, 'person.silent'));
  page.heading(text(locale, 'person.timeline'));
  const today = todayOf(view);
  for (const event of timelineOf(view, employee))
    page.row([2, 17], ['', { text: dayLong(locale, event.day), as: event.day < today ? 'quiet' : 'heading' }, event.what]);
  writeHoldings(page, view, employee);
  writeStopped(page, view, employee);
  writeTodo(page, view, employee);
}
