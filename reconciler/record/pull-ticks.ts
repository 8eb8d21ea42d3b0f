/** The boxes of a pull request's body: written as lines, and what people ticked read back. Pure. */
import type { Locale } from '../../schemas/primitives.ts';
import { escapeMarkdown } from '../escape/markdown.ts';
import { tables, text } from '../texts/text.ts';

/** Steps that are ticked, as text keys (`return`, `unlock`), by device. */
export type Ticks = ReadonlyMap<string, ReadonlySet<string>>;

const FAMILY = 'check.';

/** One box. */
export function boxLine(locale: Locale, step: string, isDone: boolean): string {
  return `- [${isDone ? 'x' : ' '}] ${escapeMarkdown(text(locale, FAMILY + step))}`;
}

/** From the words of a box to its step, in every language: the organisation's may have changed since the body was written. */
function stepsByWords(): ReadonlyMap<string, string> {
  const steps = new Map<string, string>();
  for (const table of Object.values(tables)) {
    for (const [key, words] of Object.entries(table))
      if (key.startsWith(FAMILY)) steps.set(escapeMarkdown(words), key.slice(FAMILY.length));
  }
  return steps;
}

const DEVICE = /^\*\*`([^`]+)`\*\*\s*$/u;
const TICKED = /^\s*[-*+] \[[xX]\] (.+)$/u;

/** What is ticked in a body. Words that no language of ours has are nothing; neither is a box below no device. */
export function ticksIn(body: string): Ticks {
  const steps = stepsByWords();
  const found = new Map<string, Set<string>>();
  let device: string | null = null;
  for (const line of body.split(/\r?\n/u)) {
    const heading = DEVICE.exec(line)?.[1];
    if (heading !== undefined) device = heading;
    else if (line.startsWith('#')) device = null;
    const step = steps.get(TICKED.exec(line)?.[1]?.trimEnd() ?? '');
    if (step !== undefined && device !== null) found.set(device, (found.get(device) ?? new Set<string>()).add(step));
  }
  return found;
}
