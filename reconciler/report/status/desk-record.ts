/** The record of a desk or supplier, month by month: given, done in the agreed time, late and by how much, still open. */
import type { Id } from '../../../schemas/primitives.ts';
import type { DeskItem } from '../../model/desk-record.ts';
import { text } from '../../texts/text.ts';
import type { Page } from '../page.ts';
import type { ReportView } from '../view.ts';

/** One month, or all of them; `longest` in days. */
export interface DeskMonth {
  /** `2026-11`: the month of handing over; null for all. */
  readonly month: string | null;
  readonly given: number;
  readonly onTime: number;
  readonly late: number;
  readonly longest: number;
  readonly open: number;
  readonly overdue: number;
  readonly withdrawn: number;
}

/** Months that are shown, the newest first. */
const MONTHS = 12;

function sumOf(month: string | null, items: readonly DeskItem[]): DeskMonth {
  const count = (...states: readonly DeskItem['state'][]) => items.filter((one) => states.includes(one.state)).length;
  const late = items.filter((one) => one.state === 'late').map((one) => one.days);
  return {
    month,
    given: items.length,
    onTime: count('on-time'),
    late: late.length,
    longest: Math.max(0, ...late),
    open: count('open', 'overdue'),
    overdue: count('overdue'),
    withdrawn: count('withdrawn'),
  };
}

/** The months of one desk in which it was given something, the newest first, and their sum last; empty when it was given nothing. */
export function monthsOf(items: readonly DeskItem[], desk: Id): readonly DeskMonth[] {
  const own = items.filter((one) => one.desk === desk);
  const months = [...new Set(own.map((one) => one.on.slice(0, 7)))].sort().reverse().slice(0, MONTHS);
  if (months.length === 0) return [];
  const shown = own.filter((one) => months.includes(one.on.slice(0, 7)));
  return [
    ...months.map((month) =>
      sumOf(
        month,
        shown.filter((one) => one.on.startsWith(month)),
      ),
    ),
    sumOf(null, shown),
  ];
}

const WIDTHS = [2, 10, 14, 13, 22, 16];

function cellsOf({ locale }: ReportView, one: DeskMonth): Parameters<Page['row']>[1] {
  const late = one.late === 0 ? '0' : text(locale, 'desk.late', { n: String(one.late), days: String(one.longest) });
  const open = one.overdue === 0 ? String(one.open) : text(locale, 'desk.overdue', { n: String(one.open), overdue: String(one.overdue) });
  return [
    '',
    one.month ?? text(locale, 'desk.sum'),
    String(one.given),
    String(one.onTime),
    { text: late, as: one.late === 0 ? 'quiet' : 'bad' },
    { text: open, as: one.overdue === 0 ? 'quiet' : 'bad' },
  ];
}

/** The table of one desk; nothing where it was given nothing. */
export function writeDeskRecord(page: Page, view: ReportView, desk: Id): void {
  const { locale, desired } = view;
  const months = monthsOf(view.deskRecord, desk);
  if (months.length === 0) return;
  page.heading(text(locale, 'desk.record', { desk: desired.organisation.desks?.[desk]?.name ?? desk }));
  const heads = ['desk.month', 'desk.given', 'desk.on-time', 'desk.late-head', 'desk.open'].map((key) => text(locale, key));
  page.row(WIDTHS, ['', ...heads]);
  for (const month of months) page.row(WIDTHS, cellsOf(view, month));
  const withdrawn = months.at(-1)?.withdrawn ?? 0;
  if (withdrawn > 0) page.line(text(locale, 'desk.withdrawn', { n: String(withdrawn) }), 2);
  page.line(text(locale, 'desk.explained'), 2);
}

/** The tables of all desks that were given something. */
export function writeDeskRecords(page: Page, view: ReportView): void {
  for (const desk of [...new Set(view.deskRecord.map((one) => one.desk))].sort()) writeDeskRecord(page, view, desk);
}
