/** A finding as a sentence, and who must do what about it. */
import type { Locale } from '../../schemas/primitives.ts';
import type { Finding } from '../model/finding.ts';
import type { Values } from './template.ts';
import { text } from './text.ts';

/** Everything a finding's texts may name: its subject, who and when, its cost, and its own values, which win. */
export function valuesOf(finding: Finding): Values {
  const { subject, cost, who, day } = finding;
  const values: Record<string, string> = {};
  for (const [name, value] of Object.entries(subject)) values[name] = value;
  if (who !== null) values['who'] = who;
  if (day !== null) values['day'] = day;
  if (cost?.monthly != null) values['monthly'] = cost.monthly;
  if (cost?.once != null) values['once'] = cost.once;
  if (cost?.from != null) values['from'] = cost.from;
  return { ...values, ...finding.values };
}

/** What the finding says. */
export function findingText(locale: Locale, finding: Finding): string {
  return text(locale, `finding.${finding.code}`, valuesOf(finding));
}

/** What is to be done about it. */
export function todoText(locale: Locale, finding: Finding): string {
  return text(locale, `todo.${finding.code}`, valuesOf(finding));
}
