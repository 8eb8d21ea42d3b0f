/** Sections of the Markdown report, each in three lengths. */
import { codeSpan, escapeMarkdown } from '../escape/markdown.ts';
import type { Change } from '../model/change.ts';
import { findingText, todoText } from '../texts/finding.ts';
import { dayLong, money } from '../texts/format.ts';
import { outcomeText } from '../texts/outcome.ts';
import { pullState } from '../texts/pull-state.ts';
import { byText, text } from '../texts/text.ts';
import { heldText, proposalLineText, reasonText, savingText, tagsOf, verbText, whatText } from './change-text.ts';
import { isTellable } from './facts.ts';
import { moneyTotals } from './money.ts';
import { mailLines } from './night/mail.ts';
import { fromText, moneyGroupText } from './night/money.ts';
import { whoLabel } from './people.ts';
import { doubtsText, heldPeople, seenIn } from './plan-parts.ts';
import type { ReportView } from './view.ts';

/** How long a section is: every line, one line per person, or numbers only. */
export type Detail = 'lines' | 'people' | 'counts';

type Row = readonly string[];

/** A section with a table; nothing without rows. Cells are already Markdown. */
function table(view: ReportView, title: string, parts: { readonly heads: readonly string[]; readonly rows: readonly Row[] }): string {
  if (parts.rows.length === 0) return '';
  const line = (cells: Row) => `| ${cells.join(' | ')} |`;
  const heads = parts.heads.map((head) => escapeMarkdown(text(view.locale, head)));
  return [
    `### ${escapeMarkdown(text(view.locale, title))}`,
    '',
    line(heads),
    line(heads.map(() => '---')),
    ...parts.rows.map(line),
    '',
    '',
  ].join('\n');
}

function tally(items: readonly string[]): string {
  const counts = new Map<string, number>();
  for (const item of items) counts.set(item, (counts.get(item) ?? 0) + 1);
  return [...counts].map(([item, count]) => `${count} × ${item}`).join(', ');
}

function groupBy<T>(items: readonly T[], key: (item: T) => string): ReadonlyMap<string, readonly T[]> {
  const groups = new Map<string, T[]>();
  for (const item of items) {
    const found = groups.get(key(item));
    if (found === undefined) groups.set(key(item), [item]);
    else found.push(item);
  }
  return groups;
}

function collapsed<T>(items: readonly T[], key: (item: T) => string, what: (item: T) => string): Row[] {
  return [...groupBy(items, key)].map(([name, some]) => [escapeMarkdown(name), escapeMarkdown(tally(some.map(what)))]);
}

/** Changes, with their outcomes when there are any. */
export function changesPart(view: ReportView, detail: Detail): string {
  const { locale, plan } = view;
  const what = (change: Change) => verbText(locale, change);
  if (detail !== 'lines') {
    const key = detail === 'people' ? (change: Change) => change.person ?? '-' : (change: Change) => change.system;
    const heads = [detail === 'people' ? 'md.who' : 'md.where', 'md.what'];
    return table(view, 'md.changes', { heads, rows: collapsed(plan.changes, key, what) });
  }
  const outcomes = new Map(view.outcomes.map((outcome) => [outcome.change, outcome]));
  const rows = plan.changes.map((change) => {
    const outcome = outcomes.get(change.id);
    const desk = change.by === 'reconciler' ? '' : text(locale, 'plan.by-desk', { desk: change.by.desk });
    const why = [desk, reasonText(locale, change.because), savingText(locale, change)].filter((part) => part !== '').join('; ');
    const cells = [change.person ?? '-', what(change), change.system, whatText(view, change), why];
    return [...cells, ...(outcome === undefined ? [] : [outcomeText(locale, outcome)])].map(escapeMarkdown);
  });
  const heads = ['md.who', 'md.what', 'md.where', 'md.about', 'md.why', ...(view.outcomes.length > 0 ? ['md.outcome'] : [])];
  return table(view, 'md.changes', { heads, rows: rows.map((row) => [...row, ...heads.slice(row.length).map(() => '')]) });
}

/** What is held, by what, and what releases it. */
export function heldPart(view: ReportView, detail: Detail): string {
  const { locale, plan } = view;
  if (detail !== 'lines') {
    const key = (held: (typeof plan.held)[number]) => (detail === 'people' ? (held.change.person ?? '-') : byText(locale, held.by));
    const rows = collapsed(plan.held, key, (held) => verbText(locale, held.change)).slice(0, 200);
    return table(view, 'md.held', { heads: [detail === 'people' ? 'md.who' : 'md.why', 'md.what'], rows });
  }
  const rows = plan.held.map((held) => {
    const { change } = held;
    const cells = [change.person ?? '-', verbText(locale, change), change.system, whatText(view, change), heldText(locale, held)];
    return cells.map(escapeMarkdown);
  });
  return table(view, 'md.held', { heads: ['md.who', 'md.what', 'md.where', 'md.about', 'md.why'], rows });
}

/** Pull requests, with what became of them. */
export function pullsPart(view: ReportView, detail: Detail): string {
  const { locale, plan } = view;
  if (detail === 'counts') {
    const rows = collapsed(
      plan.proposals,
      (one) => text(locale, `purpose.${one.purpose}`),
      (one) => (one.urgent ? '!' : '·'),
    );
    return table(view, 'md.pulls', { heads: ['md.what', 'md.number'], rows });
  }
  const outcomes = new Map(view.pulls.map((pull) => [pull.key, pull]));
  const rows = plan.proposals.map((proposal) => {
    const said =
      detail === 'people'
        ? tagsOf(proposal).join(', ')
        : proposal.lines.map((line) => `${line.tag ?? ''} ${proposalLineText(locale, line)}`).join('; ');
    const outcome = outcomes.get(proposal.key);
    const state = outcome === undefined ? '' : pullState(locale, outcome);
    const cells = [proposal.person ?? proposal.system ?? '-', text(locale, `purpose.${proposal.purpose}`), said, state];
    return cells.map(escapeMarkdown);
  });
  return table(view, 'md.pulls', { heads: ['md.who', 'md.what', 'md.about', 'md.state'], rows });
}

/** Mail: what was, or would be, sent to whom. */
export function mailPart(view: ReportView): string {
  const rows = mailLines(view).map(({ kind, people, to, said }) =>
    [text(view.locale, `notice.kind-${kind}`), people.join(', '), [...to].join(', '), said].map(escapeMarkdown),
  );
  return table(view, 'md.mail', { heads: ['md.what', 'md.about', 'md.who', 'md.outcome'], rows });
}

/** Stops of guardrails, with the digest an override names. */
export function stopsPart(view: ReportView, detail: Detail): string {
  const { locale, plan } = view;
  const most = detail === 'lines' ? 200 : 20;
  const rows = plan.stops.map((stop) => {
    const values = {
      class: text(locale, `class.${stop.class}`),
      due: String(stop.due),
      limit: String(stop.limit),
      held: heldPeople(view, stop, most),
    };
    return [escapeMarkdown(text(locale, 'plan.stop', values)), escapeMarkdown(text(locale, 'release.override')), codeSpan(stop.digest)];
  });
  return table(view, 'md.stops', { heads: ['md.what', 'md.todo', 'md.about'], rows });
}

/** Findings, the loudest first. */
export function findingsPart(view: ReportView, detail: Detail): string {
  const { locale, plan } = view;
  const findings = plan.findings.filter((one) => isTellable(view, one));
  if (detail !== 'lines') {
    const rows = collapsed(
      findings,
      (one) => one.code,
      (one) => text(locale, `severity.${one.severity}`),
    );
    return table(view, 'md.findings', { heads: ['md.what', 'md.number'], rows });
  }
  const rows = findings.map((finding) => {
    const when = finding.day === null ? '' : dayLong(locale, finding.day);
    const cells = [findingText(locale, finding), todoText(locale, finding), whoLabel(finding.who), when];
    return cells.map(escapeMarkdown);
  });
  return table(view, 'md.findings', { heads: ['md.what', 'md.todo', 'md.who', 'md.when'], rows });
}

/** Readings, in numbers. */
export function readingsPart(view: ReportView): string {
  const { locale, plan } = view;
  const rows = plan.sources.map((source) => {
    const why = doubtsText(view, source);
    const seen = source.expected === null ? String(seenIn(source)) : `${seenIn(source)} / ${source.expected}`;
    return [source.system, seen, why === '' ? text(locale, 'md.whole') : text(locale, 'plan.incomplete', { why })].map(escapeMarkdown);
  });
  return table(view, 'md.readings', { heads: ['md.system', 'md.seen', 'md.state'], rows });
}

/** What drift costs a month. */
export function moneyPart(view: ReportView, detail: Detail): string {
  const groups = moneyTotals(view.plan.findings).groups.slice(0, detail === 'counts' ? 20 : 200);
  const rows = groups.map((group) =>
    [money(view.locale, group.monthly), moneyGroupText(view, group), fromText(view, group.from)].map(escapeMarkdown),
  );
  return table(view, 'md.money', { heads: ['md.amount', 'md.what', 'md.when'], rows });
}
