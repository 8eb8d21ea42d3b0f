/** What is wrong with the files, on stderr: a night that goes on without them must say why it ends with 8. */
import type { Ground } from './ground.ts';

/** More than these are only counted. */
const MOST = 10;

/** Prints the errors of the ground's files, each with its place and the next step. */
export function sayErrors({ context, diagnostics }: Pick<Ground, 'context' | 'diagnostics'>): void {
  const errors = diagnostics.filter((one) => one.severity === 'error');
  for (const { file, line, message, hint } of errors.slice(0, MOST)) {
    const place = line === 0 ? file : `${file}:${line}`;
    context.world.err(`lastday: ${place}: ${message}\n${hint === undefined ? '' : `  ${hint}\n`}`);
  }
  if (errors.length > MOST) context.world.err(`lastday: and ${errors.length - MOST} more: lastday validate\n`);
}
