/** Drift on the board: how often each finding stands, and what it costs. Pure. */
import type { EmployeeId, Locale } from '../../../schemas/primitives.ts';
import { escapeMarkdown } from '../../escape/markdown.ts';
import type { Finding } from '../../model/finding.ts';
import { money } from '../../texts/format.ts';
import { pullWords } from '../../texts/pulls.ts';
import { isDue } from './due.ts';

/** The sum of amounts per currency, in minor units inside. */
function sums(amounts: readonly string[]): string[] {
  const totals = new Map<string, bigint>();
  for (const amount of amounts) {
    const currency = amount.slice(-3);
    totals.set(currency, (totals.get(currency) ?? 0n) + BigInt(amount.slice(0, -4).replace('.', '')));
  }
  return [...totals].map(([currency, minor]) => {
    const digits = String(minor < 0n ? -minor : minor).padStart(3, '0');
    return `${minor < 0n ? '-' : ''}${digits.slice(0, -2)}.${digits.slice(-2)} ${currency}`;
  });
}

/** One line per code, the most frequent first: code, number, monthly cost. */
export function driftLines(findings: readonly Finding[], locale: Locale, hidden: ReadonlySet<EmployeeId>): string[] {
  const byCode = new Map<string, Finding[]>();
  for (const finding of findings) {
    const person = finding.subject.employee;
    if (isDue(finding) || finding.code === 'exception-running-out' || (person !== undefined && hidden.has(person))) continue;
    byCode.set(finding.code, [...(byCode.get(finding.code) ?? []), finding]);
  }
  const groups = [...byCode].sort(([a, x], [b, y]) => y.length - x.length || (a < b ? -1 : 1));
  return groups.map(([code, group]) => {
    const monthly = sums(group.map((one) => one.cost?.monthly ?? null).filter((amount) => amount !== null));
    const cost = monthly.map((amount) => pullWords(locale, 'board.cost', { monthly: money(locale, amount) })).join(', ');
    return escapeMarkdown(`${code}: ${group.length}${cost === '' ? '' : `, ${cost}`}`);
  });
}
