/** Status of the whole organisation: the overview that anybody may read, in ids and counts. */
import type { Day } from '../../../schemas/primitives.ts';
import { addDays, dayOf } from '../../calendar.ts';
import { dayShort, time } from '../../texts/format.ts';
import { findKey, text } from '../../texts/text.ts';
import { heldText } from '../change-text.ts';
import { countsText } from '../counts.ts';
import { isSilent, lifeOf, todayOf } from '../facts.ts';
import { moneyTotals } from '../money.ts';
import { writeWaiting } from '../night/people.ts';
import type { Page } from '../page.ts';
import { doubtsText } from '../plan-parts.ts';
import type { ReportView } from '../view.ts';

const MOST = 12;

interface Line {
  readonly day: Day;
  readonly clock: string;
  readonly person: string;
  readonly what: string;
}

function writeLives(page: Page, view: ReportView): void {
  const lives = { active: 0, leaving: 0, left: 0, upcoming: 0 };
  for (const employee of view.desired.employees.values()) lives[lifeOf(view, employee)] += 1;
  const values = Object.fromEntries(Object.entries(lives).map(([name, count]) => [name, String(count)]));
  page.line(text(view.locale, 'reader.lives', { people: String(view.desired.employees.size), ...values }));
}

/** What is due and held, or due and about to be done. */
function writeDue(page: Page, view: ReportView): void {
  const { locale, plan } = view;
  const due = plan.held.filter((one) => one.change.due <= plan.asOf && one.change.kind === 'disable');
  if (due.length === 0) return;
  page.heading(text(locale, 'reader.due'));
  for (const held of due.slice(0, MOST)) page.row([2, 9, 10], ['', held.change.person ?? '', held.change.system, heldText(locale, held)]);
  if (due.length > MOST) page.line(text(locale, 'plan.more', { n: String(due.length - MOST) }), 2);
}

function aheadOf(view: ReportView): readonly Line[] {
  const { locale, plan } = view;
  const cutOffs = plan.forecast
    .filter((one) => one.cutOff > plan.asOf && !isSilent(view, one.person))
    .map((one) => ({
      day: dayOf(one.cutOff, plan.zone),
      clock: time(one.cutOff, plan.zone),
      person: one.person,
      what: text(locale, 'reader.access-ends', { systems: one.systems.join(', ') }),
    }));
  const others = plan.upcoming
    .filter((one) => !isSilent(view, one.person))
    .map((one) => {
      const key = findKey(`forecast.${one.kind}`) ?? findKey(`change.${one.kind}`);
      const subject = one.subject === one.person || one.system !== null ? (one.system ?? '') : one.subject;
      return {
        day: one.day,
        clock: '',
        person: one.person ?? '',
        what: `${key === null ? one.kind : text(locale, key)} ${subject}`.trim(),
      };
    });
  return [...cutOffs, ...others].sort((a, b) => (a.day === b.day ? (a.person < b.person ? -1 : 1) : a.day < b.day ? -1 : 1));
}

function writeAhead(page: Page, view: ReportView): void {
  const today = todayOf(view);
  const ahead = aheadOf(view);
  const parts = [
    ['reader.week', ahead.filter((one) => one.day <= addDays(today, 7))],
    ['reader.month', ahead.filter((one) => one.day > addDays(today, 7) && one.day <= addDays(today, 30))],
  ] as const;
  for (const [title, lines] of parts) {
    if (lines.length === 0) continue;
    page.heading(text(view.locale, title));
    for (const one of lines.slice(0, MOST)) page.row([2, 12, 7, 9], ['', dayShort(view.locale, one.day), one.clock, one.person, one.what]);
    if (lines.length > MOST) page.line(text(view.locale, 'plan.more', { n: String(lines.length - MOST) }), 2);
  }
}

/** Exceptions and holds in force today, with who answers and until when. */
export function writeExceptions(page: Page, view: ReportView, title = 'reader.exceptions'): void {
  const { locale, desired } = view;
  const today = todayOf(view);
  const exceptions = [...desired.exceptions.values()].filter((one) => one.from <= today && today <= one.until);
  const holds = [...desired.holds.values()].filter((one) => one.from <= today && today <= (one.until ?? today));
  if (exceptions.length + holds.length === 0) return;
  page.heading(text(locale, title));
  for (const one of exceptions) {
    const subject = one.subject.employee ?? one.subject.device ?? one.subject.account?.id ?? '';
    const values = {
      what: [one.change ?? one.finding, one.system].filter((part) => part !== undefined).join(' '),
      until: one.until,
      owner: one.owner,
    };
    page.row([2, 13, 10], ['', one.id, subject, text(locale, 'reader.exception', values)]);
  }
  for (const one of holds) {
    const subject = one.subject.employee ?? one.subject.device ?? one.subject.account?.id ?? '';
    page.row([2, 13, 10], ['', one.id, subject, text(locale, 'reader.hold', { matter: one.matter, until: one.until ?? '' })]);
  }
}

function writeSystems(page: Page, view: ReportView): void {
  const { locale, plan, desired } = view;
  page.heading(text(locale, 'reader.systems'));
  for (const system of desired.systems.values()) {
    const source = plan.sources.find((one) => one.system === system.id);
    const mode = system.kind === 'csv' && system.mode === 'enforce' ? 'export' : system.mode;
    const why = source === undefined ? '' : doubtsText(view, source);
    const age = source === undefined ? '' : dayOf(source.freshAt ?? source.readAt, plan.zone);
    const whole = why === '' ? text(locale, 'reader.complete', { age }) : text(locale, 'plan.incomplete', { why });
    const said = [text(locale, `reader.mode-${mode}`), ...(source === undefined ? [] : [whole])].join('; ');
    page.row([2, 12], ['', system.id, said]);
  }
}

/** The overview: lives, what is due, what lies ahead, who must act, exceptions, systems, money. */
export function writeOrganisation(page: Page, view: ReportView): void {
  writeLives(page, view);
  page.line(countsText(view.locale, view.plan));
  writeDue(page, view);
  writeAhead(page, view);
  writeWaiting(page, view);
  writeExceptions(page, view);
  writeSystems(page, view);
  const [monthly] = moneyTotals(view.plan.findings).stale;
  if (monthly !== undefined) page.line(text(view.locale, 'reader.money', { monthly }));
}
