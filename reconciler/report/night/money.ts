/** The night: what drift costs a month, and what else was done. */
import type { Outcome } from '../../model/outcome.ts';
import { money } from '../../texts/format.ts';
import { text } from '../../texts/text.ts';
import { padStart } from '../layout.ts';
import { isOfSeats, type MoneyGroup, moneyTotals } from '../money.ts';
import type { Page } from '../page.ts';
import type { ReportView } from '../view.ts';

/** What one line of the money section says. */
export function moneyGroupText(view: ReportView, group: MoneyGroup): string {
  const days = (view.desired.policy.drift['stale-licence'].after ?? '').match(/^P(\d+)D$/u)?.[1] ?? '';
  const values = { n: String(group.count), of: group.of, system: group.system, until: group.until, days };
  return text(view.locale, `night.money-${group.kind}`, values);
}

/** From when something can be saved or is owed. */
export function fromText(view: ReportView, from: string | null): string {
  return from === null ? text(view.locale, 'night.money-from-now') : text(view.locale, 'night.money-from', { from });
}

/** What drift costs a month: each kind, the sum for seats, and what was paid for people who had gone. */
export function writeMoney(page: Page, view: ReportView): void {
  const { locale } = view;
  const totals = moneyTotals(view.plan.findings);
  if (totals.groups.length === 0 && totals.paid.length === 0) return;
  page.heading(text(locale, 'night.money'));
  const amount = (value: string) => padStart(money(locale, value), 14);
  const write = (group: MoneyGroup) =>
    page.row([17], [amount(group.monthly), `${moneyGroupText(view, group)}, ${fromText(view, group.from)}`]);
  for (const group of totals.groups) if (isOfSeats(group)) write(group);
  for (const sum of totals.stale) page.row([17], [amount(sum), { text: text(locale, 'night.money-sum'), as: 'heading' }]);
  for (const group of totals.groups) if (!isOfSeats(group)) write(group);
  for (const { person, sum } of totals.paid.slice(0, 3)) page.row([17], [amount(sum), text(locale, 'night.money-paid', { person })]);
}

function whoOf(outcomes: readonly Outcome[]): string {
  return [...new Set(outcomes.map((one) => one.person ?? one.account))].join(', ');
}

/** What else was done, in one paragraph. */
export function writeAlso(page: Page, view: ReportView): void {
  const { locale } = view;
  const done = view.outcomes.filter((one) => one.outcome === 'verified');
  const handed = view.outcomes.filter((one) => one.outcome === 'handed-over' && one.kind !== 'sessions');
  const ofKind = (...kinds: readonly string[]) => done.filter((one) => kinds.includes(one.kind));
  const parts: string[] = [];
  function add(key: string, outcomes: readonly Outcome[], who = whoOf(outcomes)): void {
    if (outcomes.length > 0) parts.push(text(locale, key, { n: String(outcomes.length), who }));
  }
  add('night.also-back', ofKind('enable', 'restore'));
  add('night.also-seats', ofKind('licences'));
  add('night.also-groups', ofKind('groups'));
  add('night.also-ahead', ofKind('end-day'));
  add('night.also-moves', ofKind('place'));
  add('night.also-replies', ofKind('mailbox'));
  const tasks = handed.map((one) => text(locale, 'night.also-task', { system: one.system, person: one.person ?? one.account }));
  add('night.also-tasks', handed, tasks.join(', '));
  add('night.also-assets', ofKind('check-in', 'check-out', 'status'));
  if (parts.length > 0) page.row([7], [text(locale, 'night.also'), parts.join(', ')]);
}
