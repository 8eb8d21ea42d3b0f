/** The board: one page of what is due, waits, is held and drifts. Ids and counts only. Pure. */
import type { EmployeeId, Locale } from '../../schemas/primitives.ts';
import { dayOf } from '../calendar.ts';
import { codeSpan, escapeMarkdown } from '../escape/markdown.ts';
import type { Desired } from '../model/desired.ts';
import type { Memory } from '../model/memory.ts';
import type { Outcome, PullOutcome } from '../model/outcome.ts';
import type { Held, Plan, SourceLine } from '../model/plan.ts';
import { findingText } from '../texts/finding.ts';
import { list, moment } from '../texts/format.ts';
import { isLeftToPerson, pullState } from '../texts/pull-state.ts';
import { type PullKey, pullWords } from '../texts/pulls.ts';
import { text } from '../texts/text.ts';
import { driftLines } from './board/drift.ts';
import { dueLists } from './board/due.ts';

/** What the board is made from. */
export interface BoardRequest {
  readonly plan: Plan;
  readonly outcomes: readonly Outcome[];
  readonly pulls: readonly PullOutcome[];
  readonly desired: Desired;
  readonly memory: Memory | null;
  /** The language; left out, the organisation's own. */
  readonly locale?: Locale;
}

/** Lines a section shows before it only counts. */
const MOST = 50;

/** The board's title; the issue is found again by it. */
export function boardTitle(desired: Desired): string {
  return pullWords(desired.organisation.locale, 'board.title');
}

/** People about whom nothing is said outside HR's desk: their open plan is silent. They are counted, not named. */
function hiddenPeople(desired: Desired): ReadonlySet<EmployeeId> {
  const silent = [...desired.offboardings.values()].filter((plan) => plan.silent === true && plan.closed === undefined);
  return new Set(silent.map((plan) => plan.employee));
}

function section(key: PullKey, lines: readonly string[], locale: Locale): string {
  const shown = lines.slice(0, MOST).map((line) => `- ${line}`);
  const left = lines.length - shown.length;
  const more = left === 0 ? [] : [`- ${pullWords(locale, 'board.more', { count: String(left) })}`];
  const body = lines.length === 0 ? [pullWords(locale, 'board.none')] : [...shown, ...more];
  return [`## ${pullWords(locale, key)}`, '', ...body].join('\n');
}

function waitingLines(request: BoardRequest, locale: Locale): string[] {
  const { pulls, outcomes } = request;
  const settled: ReadonlySet<string> = new Set(['withdrawn', 'merged']);
  const open = pulls.filter((pull) => !settled.has(pull.outcome) && pull.detail !== 'merged');
  const lines = open.map((pull) => {
    const state = isLeftToPerson(pull) ? escapeMarkdown(pullState(locale, pull)) : pullWords(locale, `pull.${pull.outcome}`);
    const where = pull.address?.startsWith('https://') === true ? `[${pull.key}](${pull.address})` : codeSpan(pull.key);
    return `${where} ${state}`;
  });
  const handed = new Map<string, Set<string>>();
  for (const one of outcomes) {
    if (one.outcome !== 'handed-over') continue;
    handed.set(one.system, (handed.get(one.system) ?? new Set()).add(one.person ?? one.account));
  }
  for (const [system, people] of handed) {
    lines.push(
      escapeMarkdown(
        `${system}: ${text(locale, 'outcome.handed-over')}, ${pullWords(locale, 'board.people', { count: String(people.size) })}`,
      ),
    );
  }
  return lines;
}

/** `guardrail:surprise` -> its sentence with what it names. */
function heldWords(by: Held['by'], locale: Locale): string {
  const [kind = '', of = ''] = by.split(/:(.*)/su);
  return text(locale, `by.${kind}`, { of: kind === 'guardrail' ? text(locale, `class.${of}`) : of });
}

function heldLines(plan: Plan, locale: Locale): string[] {
  const groups = new Map<Held['by'], Set<string>>();
  for (const { by, change } of plan.held) groups.set(by, (groups.get(by) ?? new Set()).add(change.person ?? change.id));
  const lines = [...groups].map(
    ([by, people]) => `${heldWords(by, locale)}: ${pullWords(locale, 'board.people', { count: String(people.size) })}`,
  );
  const stops = plan.stops.map((stop) => {
    const values = { due: String(stop.due), limit: String(stop.limit), went: String(stop.went), held: String(stop.held.length) };
    return pullWords(locale, 'board.stop', { class: text(locale, `class.${stop.class}`), system: stop.system, ...values });
  });
  return [...stops, ...lines].map(escapeMarkdown);
}

function sourceLine(source: SourceLine, locale: Locale): string {
  const { accounts = 0, assets = 0, people = 0 } = source.counts;
  const seen = String(accounts + assets + people);
  const expected = source.expected === null ? '' : String(source.expected);
  const doubts = source.doubts.filter((doubt) => doubt.code !== 'not-provided').map((doubt) => text(locale, `doubt.${doubt.code}`));
  const state =
    doubts.length === 0
      ? pullWords(locale, 'board.read-all')
      : pullWords(locale, 'board.read-partly', { codes: list(locale, [...new Set(doubts)]) });
  return escapeMarkdown(`${pullWords(locale, 'board.read', { system: source.system, seen, expected })}, ${state}`);
}

/** The board's body in Markdown. */
export function boardText(request: BoardRequest): string {
  const { plan, desired } = request;
  const locale = request.locale ?? desired.organisation.locale;
  const hidden = hiddenPeople(desired);
  const due = dueLists(plan, { today: dayOf(plan.asOf, plan.zone), locale, hidden });
  const running = plan.findings.filter((finding) => finding.code === 'exception-running-out');
  const parts = [
    pullWords(locale, 'board.as-of', { at: moment(locale, plan.asOf, plan.zone) }),
    ...(hidden.size === 0 ? [] : [pullWords(locale, 'board.leavings', { count: String(hidden.size) })]),
    section(
      'board.overdue',
      due.overdue.map(({ line }) => line),
      locale,
    ),
    section(
      'board.today',
      due.today.map(({ line }) => line),
      locale,
    ),
    section(
      'board.week',
      due.week.map(({ line }) => line),
      locale,
    ),
    section(
      'board.month',
      due.month.map(({ line }) => line),
      locale,
    ),
    section('board.waiting', waitingLines(request, locale), locale),
    section('board.held', heldLines(plan, locale), locale),
    section('board.drift', driftLines(plan.findings, locale, hidden), locale),
    section(
      'board.exceptions',
      running.map((finding) => escapeMarkdown(findingText(locale, finding))),
      locale,
    ),
    section(
      'board.systems',
      plan.sources.map((source) => sourceLine(source, locale)),
      locale,
    ),
  ];
  return `${parts.join('\n\n')}\n`;
}
