/** The night: whose sign-in ended, and what could not be done. */
import type { EmployeeId, Instant } from '../../../schemas/primitives.ts';
import { dayOf, minutesBetween } from '../../calendar.ts';
import type { Outcome } from '../../model/outcome.ts';
import { dayNear, time, timeWithSeconds } from '../../texts/format.ts';
import { isToLookAt, outcomeText } from '../../texts/outcome.ts';
import { text } from '../../texts/text.ts';
import { todayOf } from '../facts.ts';
import type { Page } from '../page.ts';
import type { ReportView } from '../view.ts';

/** One person whose sign-ins ended in this run. */
interface Ended {
  readonly person: EmployeeId;
  readonly systems: string[];
  readonly cutOff: Instant;
  readonly seenAt: Instant;
  readonly isSurprise: boolean;
}

/** The cut-off that the forecast names for the change, or that an earlier night published (a desk's work seen tonight is in no plan any more); else the instant since which it was due. */
function cutOffOf(view: ReportView, outcome: Outcome): Instant {
  const change = view.plan.changes.find((one) => one.id === outcome.change);
  const cause = change?.cause ?? outcome.change.split('/')[2];
  const line = view.plan.forecast.find((one) => one.person === outcome.person && one.cause === cause);
  const published = view.memory?.published.get(`${outcome.person}/${cause}`);
  return line?.cutOff ?? published?.cutOff ?? change?.due ?? outcome.at;
}

function endedOf(view: ReportView): readonly Ended[] {
  const people = new Map<EmployeeId, Ended>();
  for (const outcome of view.outcomes) {
    if (outcome.kind !== 'disable' || outcome.outcome !== 'verified' || outcome.person === null) continue;
    const before = people.get(outcome.person);
    people.set(outcome.person, {
      person: outcome.person,
      systems: [...(before?.systems ?? []), outcome.system],
      cutOff: before?.cutOff ?? cutOffOf(view, outcome),
      seenAt: before !== undefined && before.seenAt > outcome.at ? before.seenAt : outcome.at,
      isSurprise: outcome.class === 'surprise',
    });
  }
  return [...people.values()];
}

/** How late a sign-in ended: days from two days on, else hours; on time within the hour. */
export function latenessText(view: ReportView, cutOff: Instant, seenAt: Instant): string {
  const hours = Math.floor(minutesBetween(cutOff, seenAt) / 60);
  if (hours < 1) return text(view.locale, 'night.on-time');
  if (hours < 48) return text(view.locale, 'night.hours', { n: String(hours) });
  return text(view.locale, 'night.days', { n: String(daysLate(view, cutOff, seenAt)) });
}

function daysLate(view: ReportView, cutOff: Instant, seenAt: Instant): number {
  const { zone } = view.plan;
  const from = dayOf(cutOff, zone);
  const to = dayOf(seenAt, zone);
  return Math.round(minutesBetween(`${from}T00:00:00Z` as Instant, `${to}T00:00:00Z` as Instant) / 1440);
}

/** Whose sign-in ended tonight: systems, cut-off, when it was seen off, how late. */
export function writeEnded(page: Page, view: ReportView): void {
  const { locale, plan } = view;
  const ended = endedOf(view);
  if (ended.length === 0) return;
  const widths = [2, 9, 24, 20, 11];
  page.row(
    [35, 20, 11],
    [
      { text: text(locale, 'night.ended'), as: 'heading' },
      text(locale, 'night.cut-off'),
      text(locale, 'night.seen-off'),
      text(locale, 'night.late'),
    ],
  );
  const kept = new Set(plan.held.filter((held) => held.by.startsWith('hold:')).map((held) => held.change.person));
  for (const one of ended) {
    const systems = one.systems.join(', ') + (kept.has(one.person) ? ` ${text(locale, 'night.data-kept')}` : '');
    const cutOff = `${dayNear(locale, dayOf(one.cutOff, plan.zone), todayOf(view))} ${time(one.cutOff, plan.zone)}`;
    const late = latenessText(view, one.cutOff, one.seenAt) + (one.isSurprise ? ' *' : '');
    page.row(widths, ['', one.person, systems, cutOff, timeWithSeconds(one.seenAt, plan.zone), late]);
  }
  const n = ended.reduce((sum, one) => sum + one.systems.length, 0);
  const note = ended.some((one) => one.isSurprise) ? `   ${text(locale, 'night.surprise-note')}` : '';
  page.line(text(locale, 'night.ended-count', { n: String(n) }) + note, 2);
}

/** What nobody will ever see done, because the system shows no such thing: a line for each system and kind. */
export function writeAccepted(page: Page, view: ReportView): void {
  const { locale } = view;
  const accepted = view.outcomes.filter((one) => one.outcome === 'accepted');
  if (accepted.length === 0) return;
  page.heading(text(locale, 'night.accepted'));
  const groups = new Map<string, Outcome[]>();
  for (const one of accepted) groups.set(`${one.system} ${one.kind}`, [...(groups.get(`${one.system} ${one.kind}`) ?? []), one]);
  for (const [first, ...others] of groups.values()) {
    if (first === undefined) continue;
    const people = [...new Set([first, ...others].map(({ person }) => person ?? ''))].join(', ');
    page.row([2, 20, 20], ['', first.system, text(locale, `change.${first.kind}`), people]);
  }
}

function writeOutcomes(
  page: Page,
  view: ReportView,
  about: { heading: 'night.not-done' | 'night.to-look-at'; of: readonly Outcome[] },
): void {
  const { locale } = view;
  if (about.of.length === 0) return;
  page.heading(text(locale, about.heading));
  for (const one of about.of) {
    const said = outcomeText(locale, one);
    page.row([2, 9, 20, 10], ['', one.person ?? '', text(locale, `change.${one.kind}`), one.system, { text: said, as: 'bad' }]);
  }
}

/** What could not be done, each with its reason; and what was done and somebody has to look at. */
export function writeNotDone(page: Page, view: ReportView): void {
  // Frozen in the middle: begun as due, and left.
  const bad = view.outcomes.filter((one) => ['failed', 'unverifiable', 'skipped'].includes(one.outcome) || one.detail === 'frozen');
  writeOutcomes(page, view, { heading: 'night.not-done', of: bad });
  const odd = view.outcomes.filter((one) => isToLookAt(one) && !bad.includes(one));
  writeOutcomes(page, view, { heading: 'night.to-look-at', of: odd });
}
