/** Sentences of a summary as data, so that a terminal and a pull request each have them in their reader's language. */
import type { Locale } from '../../../schemas/primitives.ts';
import { escapeMarkdown } from '../../escape/markdown.ts';
import { makePage, type Style } from '../../report/page.ts';
import type { Values } from '../../texts/template.ts';
import { text } from '../../texts/text.ts';

/** One sentence, by its text key. Values that are sentences themselves stand in `parts`; `level` 1 stands below the one before. */
export interface Said {
  readonly text: string;
  readonly values: Values;
  readonly parts?: Readonly<Record<string, Said>>;
  readonly level?: 0 | 1;
}

/** A sentence. */
export function say(
  key: string,
  values: Readonly<Record<string, string | undefined>> = {},
  more: Pick<Said, 'parts' | 'level'> = {},
): Said {
  return { text: key, values: Object.fromEntries(Object.entries(values).map(([name, value]) => [name, value ?? ''])), ...more };
}

/** The sentence in a language. */
export function saidText(locale: Locale, said: Said): string {
  const parts = Object.entries(said.parts ?? {}).map(([name, part]) => [name, saidText(locale, part)]);
  return text(locale, said.text, { ...said.values, ...Object.fromEntries(parts) });
}

/** All sentences as text of 80 columns. */
export function saidPage(locale: Locale, lines: readonly Said[], style: Style): string {
  const page = makePage(style);
  for (const line of lines) page.line(saidText(locale, line), line.level === 1 ? 4 : 0);
  return page.text();
}

/** All sentences as a list in Markdown. */
export function saidMarkdown(locale: Locale, lines: readonly Said[]): string {
  return lines.map((line) => `${line.level === 1 ? '  ' : ''}- ${escapeMarkdown(saidText(locale, line))}`).join('\n');
}
