/** Status for a supplier's desk: what is to be done, for somebody who has no git and needs no names. */
import type { ForeignId, Id, Instant, Locale, SystemId } from '../../../schemas/primitives.ts';
import type { Rung } from '../../../schemas/vocabulary.ts';
import { dayOf } from '../../calendar.ts';
import { csvLine } from '../../escape/csv.ts';
import { dayShort } from '../../texts/format.ts';
import { text } from '../../texts/text.ts';
import { todayOf } from '../facts.ts';
import type { Page } from '../page.ts';
import type { ReportView } from '../view.ts';
import { writeDeskRecord } from './desk-record.ts';

/** One thing for a desk to do. */
export interface WorkItem {
  readonly system: SystemId;
  readonly account: ForeignId;
  readonly kind: Rung;
  /** Since when it is with the desk; null when it is handed over only now. */
  readonly since: Instant | null;
  /** The day by which it was due; null while the agreed time still runs. */
  readonly dueDay: string | null;
  readonly late: number;
  readonly reference: string;
  /** The status that a device's record is to get, as the desk's own system calls it; null for other work. */
  readonly status: string | null;
}

function desksOf(view: ReportView, system: SystemId): readonly (Id | undefined)[] {
  const found = view.desired.systems.get(system);
  return [found?.supplier?.does ?? found?.desk];
}

/** The export's word for a status of the files, where the system file names one. */
function statusOf(view: ReportView, system: SystemId, work: { readonly kind: Rung; readonly after: object }): string | null {
  if (work.kind !== 'status' || !('status' in work.after) || typeof work.after.status !== 'string') return null;
  const { status } = work.after;
  const found = view.desired.systems.get(system);
  const named = found?.kind === 'csv' ? found.statuses?.find(({ means }) => means === status) : undefined;
  return named?.name ?? status;
}

function lateness(
  view: ReportView,
  item: { readonly system: SystemId; readonly account: ForeignId },
): { late: number; dueDay: string | null } {
  const finding = view.plan.findings.find(
    (one) => one.code === 'handover-overdue' && one.subject.system === item.system && one.subject.account === item.account,
  );
  if (finding === undefined) return { late: 0, dueDay: null };
  return { late: Number(finding.values['days'] ?? '0') || 0, dueDay: finding.values['dueDay'] ?? finding.day };
}

/** Everything that waits for the desk: handed over before and not seen done, or handed over by this plan; the latest first. */
export function workOf(view: ReportView, desk: Id): readonly WorkItem[] {
  const items = new Map<string, WorkItem>();
  for (const one of view.memory?.handedOver.values() ?? []) {
    if (one.kind === 'sessions' || !desksOf(view, one.system).includes(desk)) continue;
    const { system, account, kind } = one;
    const status = statusOf(view, system, one);
    items.set(`${kind} ${system} ${account}`, { system, account, kind, since: one.at, reference: one.run, status, ...lateness(view, one) });
  }
  for (const change of view.plan.changes) {
    if (change.by === 'reconciler' || change.by.desk !== desk || change.kind === 'sessions') continue;
    const { system, kind } = change;
    const account = 'asset' in change ? (change.asset as ForeignId) : change.account;
    const key = `${kind} ${system} ${account}`;
    if (items.has(key)) continue;
    items.set(key, {
      system,
      account,
      kind,
      since: null,
      reference: view.run ?? view.plan.id.slice(0, 12),
      status: statusOf(view, system, change),
      ...lateness(view, { system, account }),
    });
  }
  return [...items.values()].sort((a, b) => b.late - a.late || (`${a.system} ${a.account}` < `${b.system} ${b.account}` ? -1 : 1));
}

function deadlineText(view: ReportView, item: WorkItem): string {
  const { locale, plan } = view;
  if (item.late > 0) return text(locale, 'supplier.late', { days: String(item.late) });
  const within = view.desired.systems.get(item.system)?.supplier?.within ?? null;
  if (within !== null) return text(locale, 'supplier.within', { hours: within.slice(2, -1) });
  return dayShort(locale, item.since === null ? todayOf(view) : dayOf(item.since, plan.zone));
}

function actionText(locale: Locale, { kind, status }: WorkItem): string {
  const action = text(locale, `change.${kind}`);
  return status === null ? action : `${action}: ${status}`;
}

/** The work list as CSV: system, account, action, due day, days late, reference. */
export function workCsv(view: ReportView, desk: Id): string {
  const head = csvLine(['system', 'account', 'action', 'due', 'days late', 'reference']);
  const rows = workOf(view, desk).map((one) =>
    csvLine([
      one.system,
      one.account,
      one.status === null ? one.kind : `${one.kind}: ${one.status}`,
      one.dueDay ?? '',
      String(one.late),
      one.reference,
    ]),
  );
  return head + rows.join('');
}

/** The cut for a supplier's desk. */
export function writeSupplier(page: Page, view: ReportView, desk: Id): void {
  const { locale } = view;
  const work = workOf(view, desk);
  page.heading(text(locale, 'supplier.work', { desk: view.desired.organisation.desks?.[desk]?.name ?? desk }));
  if (work.length === 0) {
    page.line(text(locale, 'supplier.none'), 2);
    return writeDeskRecord(page, view, desk);
  }
  const heads = ['supplier.account', 'supplier.action', 'supplier.deadline', 'supplier.reference'].map((key) => text(locale, key));
  const widths = [2, 7, 16, 15, 14];
  page.row(widths, ['', '', ...heads]);
  for (const item of work) {
    const deadline = { text: deadlineText(view, item), as: item.late > 0 ? 'bad' : 'quiet' } as const;
    page.row(widths, ['', item.system, item.account, actionText(locale, item), deadline, item.reference]);
  }
  const late = work.filter((item) => item.late > 0).length;
  page.line(text(locale, 'supplier.counts', { open: String(work.length), late: String(late) }));
  page.line(text(locale, 'supplier.check'));
  writeDeskRecord(page, view, desk);
}
