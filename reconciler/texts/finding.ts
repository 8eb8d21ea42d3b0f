/** A finding as a sentence, and who must do what about it. */
import type { Locale } from '../../schemas/primitives.ts';
import type { Finding } from '../model/finding.ts';
import type { Values } from './template.ts';
import { findKey, text } from './text.ts';

/** Everything a finding's texts may name: its subject, who and when, and its own values, which win. */
export function valuesOf(finding: Finding): Values {
  const values: Record<string, string> = {};
  for (const [name, value] of Object.entries(finding.subject)) values[name] = value;
  if (finding.who !== null) values['who'] = finding.who;
  if (finding.day !== null) values['day'] = finding.day;
  return { ...values, ...finding.values };
}

/** What the finding says; a variant has a sentence of its own. */
export function findingText(locale: Locale, finding: Finding): string {
  const key = `finding.${finding.code}`;
  const variant = `${key}.${finding.values['variant'] ?? ''}`;
  return text(locale, findKey(variant) === null ? key : variant, valuesOf(finding));
}

/** What is to be done about it. */
export function todoText(locale: Locale, finding: Finding): string {
  return text(locale, `todo.${finding.code}`, valuesOf(finding));
}
