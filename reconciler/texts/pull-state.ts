/** What became of a pull request, and why one that may merge itself was not merged. Pure. */
import type { Locale } from '../../schemas/primitives.ts';
import type { PullOutcome } from '../model/outcome.ts';
import { text } from './text.ts';

const WAITS = 'waits-';

/** Why the machine did not merge what it may merge; null for all others. */
function waitsFor({ outcome, detail }: PullOutcome): string | null {
  return outcome === 'untouched' && detail?.startsWith(WAITS) === true ? detail.slice(WAITS.length) : null;
}

/** True when a person must merge it although it may merge itself; one that is only new is merged by a later run. */
export function isLeftToPerson(pull: PullOutcome): boolean {
  const why = waitsFor(pull);
  return why !== null && why !== 'new';
}

/** In words. */
export function pullState(locale: Locale, pull: PullOutcome): string {
  const why = waitsFor(pull);
  return why === null ? text(locale, `outcome.${pull.outcome}`) : text(locale, 'outcome.waits', { why: text(locale, `waits.${why}`) });
}
