/** The findings of a plan as a list: loudest first, with who must act, by when, and what each costs. */
import type { Id } from '../../schemas/primitives.ts';
import type { Finding } from '../model/finding.ts';
import { findingText, todoText } from '../texts/finding.ts';
import { moment } from '../texts/format.ts';
import { text } from '../texts/text.ts';
import { isTellable } from './facts.ts';
import { sumMoney } from './money.ts';
import { whenText } from './night/people.ts';
import { makePage, plainStyle, type Style } from './page.ts';
import { whoLabel } from './people.ts';
import type { ReportView } from './view.ts';

/** Which findings are listed. */
export interface DriftOptions {
  /** Only of this code. */
  readonly code?: string;
  /** Only about people of this unit, or the unit itself. */
  readonly unit?: Id;
  readonly style?: Style;
}

const LOUDNESS = ['critical', 'error', 'warning', 'info'];

/** True for a finding about the unit, one of its people, or a device that one of them has. */
export function isOfUnit(view: ReportView, finding: Finding, unit: Id): boolean {
  const { employee, device, unit: subject } = finding.subject;
  if (subject !== undefined) return subject === unit;
  const holder = device === undefined ? undefined : view.desired.devices.get(device);
  const person = employee ?? (typeof holder?.holder === 'string' ? holder.holder : holder?.awaitedFrom);
  if (person !== undefined) return view.desired.employees.get(person)?.unit === unit;
  return typeof holder?.holder === 'object' && holder.holder?.unit === unit;
}

/** What the finding costs, in words; empty when it costs nothing. */
export function costText(view: ReportView, finding: Finding): string {
  const { locale } = view;
  const { monthly, once, from } = finding.cost ?? { monthly: null, once: null, from: null };
  const parts = [
    monthly === null ? '' : text(locale, 'drift.cost-monthly', { monthly }),
    once === null ? '' : text(locale, 'drift.cost-once', { once }),
    from === null ? '' : text(locale, 'night.money-from', { from }),
  ];
  return parts.filter((part) => part !== '').join(', ');
}

/** The findings that are asked for, grouped by code, with their cost and the sum of each group. */
export function driftText(view: ReportView, options: DriftOptions = {}): string {
  const { locale, plan } = view;
  const { code, unit } = options;
  const page = makePage(options.style ?? plainStyle);
  const chosen = plan.findings
    .filter((one) => (code === undefined || one.code === code) && (unit === undefined || isOfUnit(view, one, unit)))
    .filter((one) => isTellable(view, one));
  page.heading(text(locale, 'drift.title', { when: moment(locale, plan.asOf, plan.zone) }));
  if (chosen.length === 0) page.line(text(locale, 'drift.none'));
  const codes = [...new Set(chosen.map((one) => one.code))].map((name) => ({ name, some: chosen.filter((one) => one.code === name) }));
  const loudest = (some: readonly Finding[]) => Math.min(...some.map((one) => LOUDNESS.indexOf(one.severity)));
  codes.sort((a, b) => loudest(a.some) - loudest(b.some) || (a.name < b.name ? -1 : 1));
  for (const { name, some } of codes) {
    const [monthly = ''] = sumMoney(some.map((one) => one.cost?.monthly));
    page.blank();
    page.row(
      [10],
      [
        { text: text(locale, `severity.${some[0]?.severity ?? 'info'}`), as: loudest(some) < 2 ? 'bad' : 'heading' },
        `${name}: ${text(locale, 'drift.sum', { n: String(some.length), monthly })}`,
      ],
    );
    for (const one of some) {
      const said = [findingText(locale, one), costText(view, one)].filter((part) => part !== '').join(' · ');
      const hasWhen = some.some((other) => other.day !== null || other.who !== null);
      if (!hasWhen) page.row([2], ['', said]);
      else page.row([2, 8, 13], ['', one.day === null ? '' : whenText(view, one.day), whoLabel(one.who), said]);
    }
    const first = some[0];
    if (first !== undefined) page.row([2, 2], ['', '→', { text: todoText(locale, first), as: 'quiet' }]);
  }
  return page.text();
}
