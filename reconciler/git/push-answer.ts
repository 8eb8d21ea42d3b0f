/** What the answer of `git push --porcelain` says about one ref: taken, refused, or nobody knows. */
import type { PushResult } from '../ports.ts';
import { Fault } from '../ports.ts';
import type { GitAnswer } from './spawn.ts';
import { shorten } from './spawn.ts';

/** Refusals that are none: the other side went silent after it had been told what to do. */
const SILENT = /remote failure|failed to report status/u;

/** How the push ended. Without a word on the ref the outcome is unknown: the remote may have taken it before the line broke. */
export function readPush(answer: GitAnswer): PushResult {
  const line = answer.stdout
    .toString('utf8')
    .split('\n')
    .find((one) => /^[ +\-*=!]\t/u.test(one));
  if (answer.code === 0 && line !== undefined && !line.startsWith('!')) return { state: 'pushed' };
  const [, , summary = ''] = line?.split('\t') ?? [];
  if (line?.startsWith('!') === true && !SILENT.test(summary)) {
    return { state: 'rejected', text: [summary, ...rulesNamed(answer.stderr)].join(' | ').slice(0, 400) };
  }
  const why = answer.code === null ? 'no answer came in time' : shorten(answer.stderr);
  return { state: 'unknown', fault: new Fault(`the push got no answer: ${why}`, { where: 'remote', operation: 'push', retryable: true }) };
}

/** What hook or forge said about the refusal. */
function rulesNamed(stderr: string): string[] {
  const lines = stderr.split('\n').filter((line) => line.startsWith('remote:'));
  return lines
    .map((line) => line.slice('remote:'.length).trim())
    .filter(Boolean)
    .slice(0, 4);
}
