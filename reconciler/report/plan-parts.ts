/** Parts that several text reports share: readings, stops, findings, limits. */
import type { SourceLine, Stop } from '../model/plan.ts';
import { findingText, todoText } from '../texts/finding.ts';
import { text } from '../texts/text.ts';
import type { Page } from './page.ts';
import type { ReportView } from './view.ts';

/** Records that a reading shows: accounts, assets or people, whichever it holds. */
export function seenIn({ counts }: SourceLine): number {
  return Math.max(counts.accounts ?? 0, counts.assets ?? 0, counts.people ?? 0);
}

/** Why a reading is not whole, each reason once; empty when it is. */
export function doubtsText(view: ReportView, source: SourceLine): string {
  const codes = new Set(source.doubts.filter((doubt) => doubt.code !== 'not-provided').map((doubt) => doubt.code));
  return [...codes].map((code) => text(view.locale, `doubt.${code}`)).join(', ');
}

/** `Read: ad 3 612 of 3 612 · m365 3 598 of 3 598` */
export function writeSources(page: Page, view: ReportView): void {
  const { locale, plan } = view;
  const parts = plan.sources.map((source) => {
    const values = {
      system: source.system,
      seen: String(seenIn(source)),
      expected: source.expected === null ? '' : String(source.expected),
    };
    const why = doubtsText(view, source);
    return text(locale, 'plan.read-line', values) + (why === '' ? '' : ` (${text(locale, 'plan.incomplete', { why })})`);
  });
  if (parts.length > 0) page.row([6], [text(locale, 'plan.read'), parts.join(' · ')]);
}

/** The people a stop held, at most as many as fit in two lines. */
export function heldPeople(view: ReportView, stop: Stop, most = 12): string {
  const shown = stop.held.slice(0, most).join(', ');
  const left = stop.held.length - most;
  return left > 0 ? `${shown} ${text(view.locale, 'plan.more', { n: String(left) })}` : shown;
}

/** Each stop: its class, numbers, people and digest, and what to do. */
export function writeStops(page: Page, view: ReportView): void {
  const { locale, plan } = view;
  for (const stop of plan.stops) {
    const values = {
      class: text(locale, `class.${stop.class}`),
      due: String(stop.due),
      limit: String(stop.limit),
      held: heldPeople(view, stop),
    };
    page.row([2], [{ text: '!', as: 'bad' }, text(locale, 'plan.stop', values)]);
    page.line(text(locale, 'release.override'), 2);
    page.line(text(locale, 'plan.digest', { digest: stop.digest }), 2);
  }
}

/** Findings that are critical (all with `full`), and the number of the others. */
export function writeFindings(page: Page, view: ReportView, full: boolean): void {
  const { locale, plan } = view;
  const loud = plan.findings.filter((finding) => full || finding.severity === 'critical');
  for (const finding of loud) page.row([2], [{ text: '*', as: 'bad' }, `${findingText(locale, finding)}: ${todoText(locale, finding)}`]);
  const others = plan.findings.length - loud.length;
  if (others > 0) page.line(text(locale, 'plan.findings-others', { n: String(others) }));
}

/** `Limits: surprise 1 of 36 · fresh 0 of 180` */
export function writeLimits(page: Page, view: ReportView): void {
  const { locale, plan } = view;
  const parts = plan.limits.map((limit) =>
    text(locale, 'plan.limit-line', { name: limit.name, value: String(limit.value), limit: String(limit.limit) }),
  );
  if (parts.length > 0) page.row([8], [text(locale, 'plan.limits'), parts.join(' · ')]);
}
