/** Annotations of GitHub Actions: the loudest findings, what was stopped, what could not be done, at the place in the files. */

import type { Severity } from '../../schemas/vocabulary.ts';
import { escapeAnnotation, escapeAnnotationProperty } from '../escape/annotation.ts';
import { makeVisible } from '../escape/visible.ts';
import type { Reason } from '../model/change.ts';
import { findingText, todoText } from '../texts/finding.ts';
import { isToLookAt, outcomeText } from '../texts/outcome.ts';
import { text } from '../texts/text.ts';
import { heldText } from './change-text.ts';
import { isBesideSignIn } from './counts.ts';
import { isTellable } from './facts.ts';
import { heldPeople } from './plan-parts.ts';
import type { ReportView } from './view.ts';

type Level = 'error' | 'warning' | 'notice';

interface Annotation {
  readonly level: Level;
  readonly title: string;
  readonly message: string;
  readonly because: Reason | null;
}

/** GitHub shows at most ten of each level per step. */
const MOST = 10;

const LEVELS: Readonly<Record<Severity, Level>> = { critical: 'error', error: 'error', warning: 'warning', info: 'notice' };

function lineOf({ level, title, message, because }: Annotation): string {
  const place = because === null || because.file === '' ? [] : [`file=${escapeAnnotationProperty(makeVisible(because.file))}`];
  if (place.length > 0 && because !== null && because.line > 0) place.push(`line=${because.line}`);
  const properties = [...place, `title=${escapeAnnotationProperty(makeVisible(title))}`];
  return `::${level} ${properties.join(',')}::${escapeAnnotation(makeVisible(message))}`;
}

function allOf(view: ReportView): readonly Annotation[] {
  const { locale, plan } = view;
  const stops = plan.stops.map((stop): Annotation => {
    const values = {
      class: text(locale, `class.${stop.class}`),
      due: String(stop.due),
      limit: String(stop.limit),
      held: heldPeople(view, stop),
    };
    const message = text(locale, 'annotation.stop', { ...values, what: text(locale, 'release.override') });
    return { level: 'error', title: `guardrail:${stop.class}`, message, because: null };
  });
  const failed = view.outcomes
    .filter((one) => one.outcome === 'failed' || one.outcome === 'unverifiable' || isToLookAt(one))
    .map((one): Annotation => {
      const message = `${one.person ?? ''} ${one.system}: ${text(locale, `change.${one.kind}`)}: ${outcomeText(locale, one)}`;
      return {
        level: 'error',
        title: one.outcome,
        message,
        because: plan.changes.find((change) => change.id === one.change)?.because ?? null,
      };
    });
  const findings = plan.findings
    .filter((one) => isTellable(view, one))
    .map((finding): Annotation => {
      const message = `${findingText(locale, finding)}: ${todoText(locale, finding)}`;
      return { level: LEVELS[finding.severity], title: finding.code, message, because: finding.because };
    });
  const held = plan.held
    .filter((one) => !one.by.startsWith('guardrail:') && !isBesideSignIn(one) && one.change.due <= plan.asOf)
    .map((one): Annotation => {
      const message = `${one.change.person ?? ''} ${one.change.system}: ${text(locale, `change.${one.change.kind}`)}: ${heldText(locale, one)}`;
      return { level: 'notice', title: one.by, message, because: one.change.because };
    });
  return [...stops, ...failed, ...findings, ...held];
}

/** One workflow command per line, at most ten of each level, the rest as a number. Empty when there is nothing to say. */
export function annotations(view: ReportView): string {
  const all = allOf(view);
  const lines: string[] = [];
  for (const level of ['error', 'warning', 'notice'] as const) {
    const some = all.filter((one) => one.level === level);
    const shown = some.length > MOST ? some.slice(0, MOST - 1) : some;
    lines.push(...shown.map(lineOf));
    const left = some.length - shown.length;
    if (left > 0)
      lines.push(lineOf({ level, title: 'lastday', message: text(view.locale, 'annotation.more', { n: String(left) }), because: null }));
  }
  return lines.map((line) => `${line}\n`).join('');
}
