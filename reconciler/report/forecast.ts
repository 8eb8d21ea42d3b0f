/** Who is due by the instant of a plan made with `--on`, and what comes with it. */
import type { EmployeeId } from '../../schemas/primitives.ts';
import { dayOf } from '../calendar.ts';
import { dayShort, moment, time } from '../texts/format.ts';
import { byText, findKey, text } from '../texts/text.ts';
import { countsText } from './counts.ts';
import { unitOfAll } from './facts.ts';
import { makePage, type Page, plainStyle, type Style } from './page.ts';
import type { ReportView } from './view.ts';

/** One person who is due: since when, where, and what holds it. */
export interface DuePerson {
  readonly person: EmployeeId;
  readonly cutOff: string;
  readonly systems: readonly string[];
  readonly heldBy: readonly string[];
}

/** Everybody whose sign-in would end, or is held, at the plan's instant, the earliest first. Not those with whom only a system is left that is never changed. */
export function duePeople(view: ReportView): readonly DuePerson[] {
  const { plan } = view;
  const cutOffs = new Map(plan.forecast.map((one) => [`${one.person} ${one.cause}`, one.cutOff]));
  const due = new Map<EmployeeId, { cutOff: string; systems: Set<string>; heldBy: Set<string>; acts: boolean }>();
  const lines = [...plan.changes.map((change) => ({ change, by: '' })), ...plan.held.map((held) => ({ change: held.change, by: held.by }))];
  for (const { change, by } of lines) {
    if (change.person === null || change.kind !== 'disable' || change.due > plan.asOf) continue;
    const cutOff = cutOffs.get(`${change.person} ${change.cause}`) ?? change.due;
    const one = due.get(change.person) ?? { cutOff, systems: new Set(), heldBy: new Set(), acts: false };
    one.systems.add(change.system);
    one.acts ||= by !== 'observe';
    if (by !== '') one.heldBy.add(by);
    due.set(change.person, one);
  }
  return [...due]
    .filter(([, one]) => one.acts)
    .map(([person, one]) => ({ person, cutOff: one.cutOff, systems: [...one.systems], heldBy: [...one.heldBy] }))
    .sort((a, b) => (a.cutOff === b.cutOff ? (a.person < b.person ? -1 : 1) : a.cutOff < b.cutOff ? -1 : 1));
}

function upcomingText(view: ReportView, kind: string): string {
  const key = findKey(`forecast.${kind}`) ?? findKey(`change.${kind}`);
  return key === null ? kind : text(view.locale, key);
}

function writeUpcoming(page: Page, view: ReportView): void {
  const { locale, plan } = view;
  const today = dayOf(plan.asOf, plan.zone);
  const upcoming = plan.upcoming.filter((one) => one.day <= today);
  if (upcoming.length === 0) return;
  page.blank();
  page.heading(text(locale, 'forecast.other'));
  for (const one of upcoming)
    page.row(
      [2, 11, 9, 24],
      ['', dayShort(locale, one.day), one.person ?? '', upcomingText(view, one.kind), `${one.subject} ${one.system ?? ''}`.trim()],
    );
}

/** Everybody due by the plan's instant, by id, with the cut-off and where; then devices, leases and decisions of that day or before. */
export function forecastText(view: ReportView, options: { readonly style?: Style } = {}): string {
  const { locale, plan } = view;
  const page = makePage(options.style ?? plainStyle);
  page.heading(text(locale, 'forecast.title', { when: moment(locale, plan.asOf, plan.zone) }));
  if (plan.simulated) page.line(text(locale, 'plan.simulated'));
  const due = duePeople(view);
  page.blank();
  if (due.length === 0) page.line(text(locale, 'forecast.nobody'));
  else page.heading(`${text(locale, 'forecast.access')}: ${text(locale, 'forecast.people', { n: String(due.length) })}`);
  for (const one of due) {
    const day = dayShort(locale, dayOf(one.cutOff as typeof plan.asOf, plan.zone));
    const unit = unitOfAll(view, [one.person]) ?? '';
    const held = one.heldBy.map((by) => byText(locale, by)).join(', ');
    const said = [one.systems.join(', '), held].filter((part) => part !== '').join('; ');
    page.row([2, 9, 18, 16], ['', one.person, `${day} ${time(one.cutOff as typeof plan.asOf, plan.zone)}`, unit, said]);
  }
  writeUpcoming(page, view);
  page.blank();
  page.line(countsText(locale, plan));
  return page.text();
}
