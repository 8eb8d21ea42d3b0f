/** Status for finance: one sum a month, split; what is paid or earned once; what lateness cost. */
import type { Locale, Money } from '../../../schemas/primitives.ts';
import { money } from '../../texts/format.ts';
import { text } from '../../texts/text.ts';
import { padStart } from '../layout.ts';
import { isOfSeats, moneyTotals, sumMoney } from '../money.ts';
import { fromText, moneyGroupText } from '../night/money.ts';
import type { Page } from '../page.ts';
import { freedSeats, savedMonthly } from '../saved.ts';
import type { ReportView } from '../view.ts';

const WIDTHS = [18];

/** So many people are named by id; of the others the sum is enough. */
const MOST = 5;

/** What people pay for devices: agreed in sales that are not finished, and in sales proposed tonight. */
export function incomeOf(view: ReportView): readonly Money[] {
  const proposed = view.plan.proposals
    .filter((proposal) => proposal.purpose === 'sale')
    .flatMap((proposal) => proposal.lines.map((line) => ({ tag: line.tag, price: line.values['price'] ?? '' })));
  const tags = new Set(proposed.map((line) => line.tag));
  const pending = [...view.desired.devices.values()].filter((device) => device.status === 'sale-pending' && !tags.has(device.id));
  return sumMoney([...proposed.map((line) => line.price), ...pending.map((device) => device.sale?.price)]);
}

function writeSum(page: Page, locale: Locale, { sums, said }: { readonly sums: readonly Money[]; readonly said: string }): void {
  for (const sum of sums) page.row(WIDTHS, [padStart(money(locale, sum), 16), said]);
}

function writeSaved(page: Page, view: ReportView): void {
  const { locale } = view;
  const freed = freedSeats(view);
  if (freed.length === 0) return;
  page.heading(text(locale, 'cfo.saved'));
  for (const { system, licence, count, monthly, from } of freed) {
    const values = { n: String(count), licence, system, from: from ?? '' };
    page.row(WIDTHS, [monthly === null ? '' : padStart(money(locale, monthly), 16), text(locale, 'cfo.freed', values)]);
  }
  writeSum(page, locale, { sums: savedMonthly(freed), said: text(locale, 'cfo.saved-sum') });
}

/** The cut for finance. No people but in the cost of lateness, and there by id. */
export function writeCfo(page: Page, view: ReportView): void {
  const { locale, plan } = view;
  const totals = moneyTotals(plan.findings);
  const later = totals.groups.filter((group) => isOfSeats(group) && group.from !== null);
  page.heading(text(locale, 'cfo.month'));
  writeSum(page, locale, { sums: totals.staleNow, said: text(locale, 'cfo.now') });
  for (const from of new Set(later.map((group) => group.from))) {
    const sums = sumMoney(later.filter((group) => group.from === from).map((group) => group.monthly));
    writeSum(page, locale, { sums: sums, said: text(locale, 'cfo.later', { from: from ?? '' }) });
  }
  for (const sum of totals.stale) {
    const counted = totals.groups.filter((group) => isOfSeats(group) && group.monthly.slice(-3) === sum.slice(-3));
    const n = String(counted.reduce((seats, group) => seats + group.count, 0));
    writeSum(page, locale, { sums: [sum], said: text(locale, 'cfo.seats', { n }) });
  }
  writeSum(page, locale, { sums: totals.leases, said: text(locale, 'cfo.leases') });
  writeSum(page, locale, { sums: sumMoney([...totals.stale, ...totals.leases]), said: text(locale, 'cfo.sum') });
  writeSum(page, locale, { sums: totals.unused, said: text(locale, 'cfo.unused') });
  writeSaved(page, view);
  const income = incomeOf(view);
  const paid = sumMoney(totals.paid.map((one) => one.sum));
  if (totals.earlyEnds.length + income.length + paid.length > 0) page.heading(text(locale, 'cfo.once'));
  writeSum(page, locale, { sums: totals.earlyEnds, said: text(locale, 'cfo.early') });
  writeSum(page, locale, { sums: income, said: text(locale, 'cfo.income') });
  writeSum(page, locale, { sums: paid, said: text(locale, 'cfo.late') });
  for (const { person, sum } of totals.paid.slice(0, MOST)) page.row(WIDTHS, ['', `${person}: ${money(locale, sum)}`]);
  if (totals.paid.length > MOST) page.row(WIDTHS, ['', text(locale, 'cfo.more', { n: String(totals.paid.length - MOST) })]);
  if (totals.groups.length > 0) page.heading(text(locale, 'cfo.lines'));
  for (const group of totals.groups)
    page.row(WIDTHS, [padStart(money(locale, group.monthly), 16), `${moneyGroupText(view, group)}, ${fromText(view, group.from)}`]);
  page.line(text(locale, 'cfo.export'));
}
