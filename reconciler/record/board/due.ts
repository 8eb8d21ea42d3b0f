/** What the board says is due, sorted into overdue, today, this week and the next 30 days. Pure. */
import type { Day, EmployeeId, Locale } from '../../../schemas/primitives.ts';
import type { FindingCode } from '../../../schemas/vocabulary.ts';
import { addDays } from '../../calendar.ts';
import { escapeMarkdown } from '../../escape/markdown.ts';
import type { Finding } from '../../model/finding.ts';
import type { Plan, Upcoming } from '../../model/plan.ts';
import { findingText } from '../../texts/finding.ts';
import { dayShort } from '../../texts/format.ts';
import { pullWords } from '../../texts/pulls.ts';
import { text } from '../../texts/text.ts';

/** Findings whose day is the day something is due; the day of all others is when it began. */
const DUE: ReadonlySet<FindingCode> = new Set([
  'deletion-due',
  'device-awaited',
  'device-lost',
  'device-past-end',
  'device-undecided',
  'external-near-end',
  'handover-overdue',
  'joiner-soon',
  'leaver-without-plan',
  'lease-ending',
  'lease-overdue',
  'lease-rolling',
  'notice-open',
  'pull-request-unmerged',
  'review-due',
  'review-passed',
  'unit-without-manager',
]);

/** True for a finding that the board shows by its day, not among the drift. */
export function isDue(finding: Finding): boolean {
  return DUE.has(finding.code) && finding.day !== null;
}

/** A line with the day it belongs to. */
export interface DueLine {
  readonly day: Day;
  readonly line: string;
}

/** The four lists. */
export interface DueLists {
  readonly overdue: readonly DueLine[];
  readonly today: readonly DueLine[];
  readonly week: readonly DueLine[];
  readonly month: readonly DueLine[];
}

const AHEAD = {
  'device-day': 'upcoming.device-day',
  'lease-notice': 'upcoming.lease-notice',
  review: 'upcoming.review',
  decision: 'upcoming.decision',
} as const;

function isAhead(kind: string): kind is keyof typeof AHEAD {
  return Object.hasOwn(AHEAD, kind);
}

function upcomingLine(one: Upcoming, locale: Locale): string {
  const { kind, subject, system } = one;
  const said = isAhead(kind) ? pullWords(locale, AHEAD[kind], { subject }) : [text(locale, `change.${kind}`), system ?? ''].join(' ');
  return escapeMarkdown([dayShort(locale, one.day), one.person ?? '', said.trim()].filter(Boolean).join('  '));
}

function findingLine(finding: Finding, locale: Locale): string {
  const who = finding.who === null ? '' : ` → ${finding.who}`;
  return escapeMarkdown(`${dayShort(locale, finding.day as Day)}  ${findingText(locale, finding)}${who}`);
}

/** Everything due from long ago to 30 days ahead, by day. Whom the board must not name is left out. */
export function dueLists(
  plan: Plan,
  about: { readonly today: Day; readonly locale: Locale; readonly hidden: ReadonlySet<EmployeeId> },
): DueLists {
  const { today, locale, hidden } = about;
  const lines: DueLine[] = [];
  for (const one of plan.upcoming) {
    if (one.person === null || !hidden.has(one.person)) lines.push({ day: one.day, line: upcomingLine(one, locale) });
  }
  for (const finding of plan.findings) {
    const person = finding.subject.employee;
    if (!isDue(finding) || finding.day === null || (person !== undefined && hidden.has(person))) continue;
    lines.push({ day: finding.day, line: findingLine(finding, locale) });
  }
  lines.sort((a, b) => (`${a.day}${a.line}` < `${b.day}${b.line}` ? -1 : 1));
  const between = (from: Day | null, to: Day): DueLine[] => lines.filter(({ day }) => (from === null || day > from) && day <= to);
  const yesterday = addDays(today, -1);
  return {
    overdue: between(null, yesterday),
    today: between(yesterday, today),
    week: between(today, addDays(today, 7)),
    month: between(addDays(today, 7), addDays(today, 30)),
  };
}
