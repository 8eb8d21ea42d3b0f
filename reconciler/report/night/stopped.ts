/** The night: what was stopped on purpose, by a hold, a limit, or a rule that protects. */
import type { EmployeeId } from '../../../schemas/primitives.ts';
import type { Held, Stop } from '../../model/plan.ts';
import { text } from '../../texts/text.ts';
import { heldText, verbText } from '../change-text.ts';
import { unitOfAll } from '../facts.ts';
import type { Page } from '../page.ts';
import { heldPeople } from '../plan-parts.ts';
import type { ReportView } from '../view.ts';

const WIDTHS = [2, 11, 8];

function matterOf(view: ReportView, by: string): string {
  for (const hold of view.desired.holds.values()) if (`hold:${hold.id}` === by) return hold.matter;
  return by.slice('hold:'.length);
}

function groupHeld(held: readonly Held[], key: (held: Held) => string): ReadonlyMap<string, readonly Held[]> {
  const groups = new Map<string, Held[]>();
  for (const one of held) groups.set(key(one), [...(groups.get(key(one)) ?? []), one]);
  return groups;
}

function kindsText(view: ReportView, held: readonly Held[]): string {
  return [...new Set(held.map((one) => verbText(view.locale, one.change)))].join(', ');
}

function writeHolds(page: Page, view: ReportView): void {
  const { locale, plan } = view;
  const holds = plan.held.filter((held) => held.by.startsWith('hold:'));
  for (const group of groupHeld(holds, (held) => `${held.by} ${held.change.person}`).values()) {
    const first = group[0];
    if (first === undefined) continue;
    const values = { what: kindsText(view, group), matter: matterOf(view, first.by) };
    page.row(WIDTHS, ['', text(locale, 'night.stop-hold'), first.change.person ?? '', text(locale, 'night.hold-line', values)]);
  }
}

/** True of a stop that holds inventory records. */
function isOfDevices({ plan }: ReportView, stop: Stop): boolean {
  const held = new Set<string>(stop.held);
  return plan.held.some(({ change }) => 'asset' in change && change.system === stop.system && held.has(change.tag));
}

/** Whom a stop held: `the 6 of lager` when all are of one unit, else their ids. */
function whom(view: ReportView, stop: Stop): string {
  const unit = unitOfAll(view, stop.held as readonly EmployeeId[]);
  if (unit === null || stop.held.length < 3) return heldPeople(view, stop);
  return text(view.locale, 'night.guardrail-unit', { n: String(stop.held.length), unit });
}

function writeGuardrails(page: Page, view: ReportView): void {
  const { locale, plan } = view;
  for (const stop of plan.stops) {
    const { due, limit, system } = stop;
    const isDevices = isOfDevices(view, stop);
    const held = isDevices ? heldPeople(view, stop) : whom(view, stop);
    const values = { class: text(locale, `class.${stop.class}`), due: String(due), limit: String(limit), system, held };
    const cell = { text: text(locale, 'night.stop-guardrail'), as: 'bad' } as const;
    page.row(
      [2, 11],
      [
        '',
        cell,
        `${text(locale, isDevices ? 'night.guardrail-devices' : 'night.guardrail-line', values)}. ${text(locale, 'release.override')}`,
      ],
    );
  }
}

/** What else is held and already due: one line for each cause, with the people. */
function writeOthers(page: Page, view: ReportView): void {
  const { plan, locale } = view;
  const others = plan.held.filter(
    (held) => !/^(hold|guardrail|after):/u.test(held.by) && held.change.kind !== 'sessions' && held.change.due <= plan.asOf,
  );
  for (const group of groupHeld(others, (held) => `${held.by} ${held.until} ${held.releasedBy} ${held.change.system}`).values()) {
    const first = group[0];
    if (first === undefined) continue;
    const people = [...new Set(group.map((held) => held.change.person).filter((person): person is EmployeeId => person !== null))];
    const shown =
      people.length > 3
        ? `${people.slice(0, 3).join(', ')} ${text(locale, 'plan.more', { n: String(people.length - 3) })}`
        : people.join(', ');
    page.row(WIDTHS, ['', first.change.system, shown, heldText(locale, first)]);
  }
}

/** Everything stopped on purpose; nothing when nothing is. */
export function writeStopped(page: Page, view: ReportView): void {
  const due = view.plan.held.some((held) => held.by.startsWith('hold:') || held.change.due <= view.plan.asOf);
  if (!due && view.plan.stops.length === 0) return;
  page.heading(text(view.locale, 'night.stopped'));
  writeHolds(page, view);
  writeGuardrails(page, view);
  writeOthers(page, view);
}
