/** Status for a manager: my people, what they hold, what to decide by when, what each choice costs, what happens if nothing is done. */
import type { Device } from '../../../schemas/device.ts';
import type { Employee } from '../../../schemas/employee.ts';
import type { EmployeeId } from '../../../schemas/primitives.ts';
import type { DispositionKind } from '../../../schemas/vocabulary.ts';
import type { Finding } from '../../model/finding.ts';
import { findingText } from '../../texts/finding.ts';
import { dayLong, money } from '../../texts/format.ts';
import { text } from '../../texts/text.ts';
import { devicesOf, isSilent, lifeOf, managerOf, openPlanOf, todayOf } from '../facts.ts';
import { whenText } from '../night/people.ts';
import type { Page } from '../page.ts';
import type { ReportView } from '../view.ts';
import { choiceCosts } from './choice-costs.ts';
import { deviceText } from './person.ts';

/** What policy does with the device when nobody decides. */
export function defaultDisposition(view: ReportView, employee: Employee, device: Device): DispositionKind {
  if (device.ownership === 'third-party') return 'return-to-owner';
  if (device.ownership === 'personal') return 'keep';
  const rule = view.desired.policy.devices.defaults.find(
    (one) =>
      (one.kinds?.includes(employee.kind) ?? true) &&
      (one.types?.includes(device.type) ?? true) &&
      (one.ownership?.includes(device.ownership) ?? true),
  );
  return rule?.disposition ?? 'release';
}

/** What may be chosen for the device, each with its price where one is known. */
function choicesOf(view: ReportView, device: Device): readonly { readonly kind: DispositionKind; readonly cost: string | null }[] {
  if (device.ownership !== 'owned' && device.ownership !== 'leased') return [];
  const buyout = view.desired.policy.devices.buyout;
  const isForSale = buyout !== null && (buyout.types?.includes(device.type) ?? true);
  const costs = choiceCosts(view, device);
  return [
    { kind: 'release', cost: null },
    ...(device.ownership === 'leased' ? [{ kind: 'return-to-lessor', cost: costs.giveBack } as const] : []),
    { kind: 'transfer', cost: null },
    ...(isForSale || costs.buy !== null ? [{ kind: 'buyout', cost: costs.buy } as const] : []),
  ];
}

function writeDecision(page: Page, view: ReportView, about: { readonly employee: Employee; readonly finding: Finding }): void {
  const { locale, desired } = view;
  const { employee, finding } = about;
  const device = finding.subject.device === undefined ? undefined : desired.devices.get(finding.subject.device);
  if (device === undefined) return;
  const by = finding.values['dueDay'] ?? finding.day ?? '';
  page.line(text(locale, by < todayOf(view) ? 'manager.overdue' : 'manager.decide', { by, device: device.id }), 4);
  for (const { kind, cost } of choicesOf(view, device)) {
    const what = text(locale, `disposition.${kind}`);
    const key = cost === null ? 'manager.choice' : 'manager.choice-cost';
    page.line(text(locale, key, { what, cost: cost === null ? '' : money(locale, cost) }), 6);
  }
  page.line(text(locale, 'manager.if-nothing', { what: text(locale, `disposition.${defaultDisposition(view, employee, device)}`) }), 6);
}

function findingsOf(view: ReportView, person: EmployeeId): readonly Finding[] {
  return view.plan.findings.filter((one) => one.subject.employee === person && one.code !== 'stale-licence');
}

function writeReport(page: Page, view: ReportView, employee: Employee): void {
  const { locale } = view;
  const lastDay = employee.lastDay === undefined ? '' : text(locale, 'plan.last-day', { day: dayLong(locale, employee.lastDay) });
  page.row(
    [2, 9],
    [
      '',
      { text: employee.id, as: 'heading' },
      [text(locale, `status.${lifeOf(view, employee)}`), lastDay].filter((part) => part !== '').join(' · '),
    ],
  );
  for (const device of devicesOf(view, employee.id)) page.row([4, 11], ['', device.id, deviceText(view, employee, device)]);
  for (const finding of findingsOf(view, employee.id)) {
    if (finding.code === 'device-undecided') writeDecision(page, view, { employee, finding });
    else if (finding.code !== 'buyout-cost') {
      const when = finding.day === null ? [] : [whenText(view, finding.day)];
      page.row(when.length === 0 ? [4] : [4, 8], ['', ...when, findingText(locale, finding)]);
    }
  }
}

/** The cut for one manager; silent plans stand in it nowhere. */
export function writeManager(page: Page, view: ReportView, manager: EmployeeId): void {
  const { locale, desired } = view;
  const mine = [...desired.employees.values()].filter(
    (one) => managerOf(view, one) === manager && one.id !== manager && !isSilent(view, one.id),
  );
  if (mine.length === 0) {
    page.line(text(locale, 'manager.nobody', { manager }));
    return;
  }
  const gone = (one: Employee) =>
    lifeOf(view, one) === 'left' && devicesOf(view, one.id).length === 0 && findingsOf(view, one.id).length === 0;
  const told = mine.filter(
    (one) => !gone(one) && (lifeOf(view, one) !== 'active' || openPlanOf(view, one) !== null || findingsOf(view, one.id).length > 0),
  );
  page.heading(text(locale, 'manager.mine', { n: String(mine.length) }));
  for (const employee of told) writeReport(page, view, employee);
  if (mine.length > told.length) page.line(text(locale, 'manager.others', { n: String(mine.length - told.length) }), 2);
  const units = new Set(desired.organisation.units.filter((unit) => unit.manager === manager).map((unit) => unit.id));
  const others = view.plan.findings.filter(
    (one) => (one.who === manager || (one.subject.unit !== undefined && units.has(one.subject.unit))) && one.subject.employee === undefined,
  );
  if (others.length === 0) return;
  page.heading(text(locale, 'night.waiting'));
  for (const one of others) page.row([2, 8], ['', one.day === null ? '' : whenText(view, one.day), findingText(locale, one)]);
}
