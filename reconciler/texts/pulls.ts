/** What pull requests by the reconciler, their comments and the board say, in three languages. */
import type { Locale } from '../../schemas/primitives.ts';
import { pulls as danish } from './da/pulls.ts';
import { pulls as english, type PullTable } from './en/pulls.ts';
import { languageOf } from './format.ts';
import { pulls as swedish } from './sv/pulls.ts';
import { render, type Values } from './template.ts';

/** The three tables. */
export const pullTables: Readonly<Record<'sv' | 'da' | 'en', PullTable>> = { sv: swedish, da: danish, en: english };

/** A key of these texts. */
export type PullKey = keyof typeof english;

/** The sentence in the reader's language, filled with values (days, amounts and numbers as files write them). */
export function pullWords(locale: Locale, key: PullKey, values: Values = {}): string {
  return render(locale, pullTables[languageOf(locale)][key], values);
}
