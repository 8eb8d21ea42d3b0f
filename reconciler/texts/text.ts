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

/** The sentence in the reader's language, filled with values (days, amounts and numbers as files write them). A key that is unknown, as one from a newer plan file may be, comes back as it is. */
export function text(locale: Locale, key: string, values: Values = {}): string {
  const full = findKey(key);
  return full === null ? key : render(locale, tables[languageOf(locale)][full], values);
}
