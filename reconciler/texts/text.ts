/** The sentences that people read, by key, in their language. */
import type { Locale } from '../../schemas/primitives.ts';
import { table as danish } from './da/table.ts';
import { table as english } from './en/table.ts';
import { languageOf } from './format.ts';
import { table as swedish } from './sv/table.ts';
import { render, type Values } from './template.ts';

/** A key that every language has a text for. */
export type TextKey = keyof typeof english;

/** All texts, by language. Norwegian, Finnish and German readers get English. */
export const tables: Readonly<Record<'sv' | 'da' | 'en', Readonly<Record<TextKey, string>>>> = {
  sv: swedish,
  da: danish,
  en: english,
};

/** Tables that plans name keys of without the table's name (`release-awaited`, `return`, `next-night`), in this order. */
const FAMILIES = ['line', 'remark', 'check', 'release', 'rule'] as const;

/** Values that are words of ours, by name, and the table that says them in the reader's language. */
const WORDS: Readonly<Record<string, string>> = {
  missing: 'step',
  next: 'step',
  open: 'step',
  kind: 'kind',
  type: 'type',
  ownership: 'ownership',
  answer: 'answer',
  status: 'device',
  shown: 'device',
  why: 'refusal',
  wanted: 'disposition',
  vat: 'vat',
  settle: 'settle',
  ticked: 'check',
  codes: 'doubt',
  by: 'by',
};

function isKey(key: string): key is TextKey {
  return Object.hasOwn(english, key);
}

/** The full key of a text: the key itself, or the first family that has it; null when there is no such text. */
export function findKey(key: string): TextKey | null {
  if (isKey(key)) return key;
  for (const family of FAMILIES) {
    const full = `${family}.${key}`;
    if (isKey(full)) return full;
  }
  return null;
}

/** What holds a change, in the reader's language: `guardrail:surprise`, `hold:m-7`, `observe`. */
export function byText(locale: Locale, by: string): string {
  const [kind = '', ...rest] = by.split(':');
  const of = rest.join(':');
  const key = `by.${kind}`;
  if (!isKey(key)) return by;
  const named = `class.${of}`;
  return render(locale, tables[languageOf(locale)][key], { of: kind === 'guardrail' && isKey(named) ? text(locale, named) : of });
}

function translate(locale: Locale, name: string, value: string): string {
  const family = Object.hasOwn(WORDS, name) ? WORDS[name] : undefined;
  if (family === undefined || value === '') return value;
  if (family === 'by') return byText(locale, value);
  const words = value.split(', ').map((word) => `${family}.${word}`);
  return words.every(isKey) ? words.map((word) => tables[languageOf(locale)][word]).join(', ') : value;
}

/**
 * The sentence in the reader's language, filled with values: days, amounts and numbers as files write them, words of ours
 * (types, steps, reasons) by their code. A key that is unknown, as one from a newer plan file may be, comes back as it is.
 */
export function text(locale: Locale, key: string, values: Values = {}): string {
  const full = findKey(key);
  if (full === null) return key;
  const said = Object.fromEntries(Object.entries(values).map(([name, value]) => [name, translate(locale, name, value)]));
  return render(locale, tables[languageOf(locale)][full], said);
}
