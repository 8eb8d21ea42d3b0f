/** What is wrong with the files, on stderr: a night that goes on without them must say why it ends with 8. */
import { escapeTerminal } from '../escape/terminal.ts';
import type { Ground } from './ground.ts';

/** More than these are only counted. */
const MOST = 10;

/** Prints the errors of the ground's files, each with its place and the next step. No excerpts: people's names stand in the files, and this may be a log of CI. */
export function sayErrors({ context, diagnostics }: Pick<Ground, 'context' | 'diagnostics'>): void {
  const errors = diagnostics.filter((one) => one.severity === 'error');
  for (const { file, line, message, hint } of errors.slice(0, MOST)) {
    const place = line === 0 ? file : `${file}:${line}`;
    const next = hint === undefined ? '' : `  ${escapeTerminal(hint)}\n`;
    context.world.err(`lastday: ${escapeTerminal(place)}: ${escapeTerminal(message)}\n${next}`);
  }
  if (errors.length > MOST) context.world.err(`lastday: and ${errors.length - MOST} more: lastday validate\n`);
}
