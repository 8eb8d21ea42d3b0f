/** Where the journal lies: its branch, the names of its runs, the path of a run's file. */
import type { Digest, Instant } from '../../schemas/primitives.ts';

/** Full name of the branch; an orphan, pushed by the reconciler only. */
export const JOURNAL_REF = 'refs/heads/lastday/journal';

/** What stands for the digest before the first record. */
export const NO_DIGEST = '0'.repeat(64) as Digest;

/** Who journal commits are by: never a person, never taken from git's configuration. */
export const JOURNAL_AUTHOR = { name: 'lastday', email: 'lastday@noreply.invalid' } as const;

const NONCE = /^[0-9a-f]{32}$/u;
const RUN = /^(?<year>[0-9]{4})(?<month>[0-9]{2})[0-9]{2}T[0-9]{6}Z-[0-9a-f]{8}$/u;

/** True for a nonce: 128 random bits as 32 hex digits. */
export function isNonce(text: string): boolean {
  return NONCE.test(text);
}

/** True for the id of a run. */
export function isRunId(text: string): boolean {
  return RUN.test(text);
}

/** The id of a run that claims at this instant with this nonce: `20270104T010000Z-1a2b3c4d`. */
export function runId(at: Instant, nonce: string): string {
  return `${at.replaceAll(/[-:]/gu, '')}-${nonce.slice(0, 8)}`;
}

/** The path of a run's file: `runs/<year>/<month>/<run>.ndjson`. */
export function runPath(run: string): string {
  const { year, month } = RUN.exec(run)?.groups ?? {};
  return `runs/${year}/${month}/${run}.ndjson`;
}

/** The run whose file lies at this path; null when the path is not one of a run. */
export function runAt(path: string): string | null {
  const run = /^runs\/[0-9]{4}\/[0-9]{2}\/(?<run>[0-9TZ]+-[0-9a-f]{8})\.ndjson$/u.exec(path)?.groups?.['run'] ?? null;
  return run !== null && isRunId(run) && runPath(run) === path ? run : null;
}
