/** What speaks against a merge by the machine, as far as it is the same at every forge that is asked over HTTP. */
import { Fault, type MergeResult, type MergeStop, type PullRequest } from '../../ports.ts';
import { isOurLabel, isSame } from './body.ts';

/** Something that was said on a pull request; `user` is null when the account is gone. */
export interface Said {
  readonly user: string | null;
  /** True when the forge says that it is no person. */
  readonly isBot: boolean;
}

/** True for what a person said: neither we, nor a bot. */
export function isPersons({ user, isBot }: Said, me: string): boolean {
  return !isBot && !isSame(user, me);
}

/** What the pull request itself says: that it is over, is another by now, or bears a label of a person. */
export function objectionIn(now: PullRequest, about: { readonly head: string; readonly isDraft: boolean }): MergeStop | null {
  if (now.state !== 'open') return 'ended';
  // Without a fingerprint it waits for another branch than the default one, or somebody took our mark out of its text.
  if (now.head !== about.head || now.fingerprint === null) return 'moved';
  if (about.isDraft) return 'draft';
  return now.labels.every(isOurLabel) ? null : 'label';
}

/** A review, oldest first in its list. */
export interface Review extends Said {
  readonly isConsent: boolean;
}

/** True when the last review of some person is no consent. */
export function isObjected(reviews: readonly Review[], me: string): boolean {
  const last = new Map(reviews.filter((one) => isPersons(one, me)).map((one) => [one.user, one.isConsent]));
  return [...last.values()].includes(false);
}

/** How often a forge is asked again that does not know yet, and milliseconds in between. */
const PATIENCE = { times: 3, pause: 2000 } as const;

/** One forge's part of a merge. */
export interface Merging {
  /** Why not; null when nothing speaks against it. */
  look(): Promise<MergeStop | null>;
  merge(): Promise<unknown>;
  isMerged(): Promise<boolean>;
  pause(milliseconds: number): Promise<boolean>;
}

/** What our faults say of 403, and of 401: GitLab answers so to a token that may do everything else. */
const RIGHTS = /^the token may not do this| refused the token:/u;

/** Looks, merges, and looks what became of it where the answer is lost or a refusal. What is merged already is merged. */
export async function mergeWith(merging: Merging): Promise<MergeResult> {
  let why = await merging.look();
  for (let tried = 0; why === 'unknown' && tried < PATIENCE.times && (await merging.pause(PATIENCE.pause)); tried += 1) {
    why = await merging.look();
  }
  if (why === 'ended' && (await merging.isMerged())) return { state: 'merged' };
  if (why !== null) return { state: 'left', why };
  try {
    await merging.merge();
    return { state: 'merged' };
  } catch (error) {
    if (!(error instanceof Fault)) throw error;
    if (await merging.isMerged()) return { state: 'merged' };
    if (!error.refused || error.retryable) throw error;
    if (RIGHTS.test(error.message)) return { state: 'left', why: 'rights' };
    return { state: 'left', why: (await merging.look()) ?? 'protected' };
  }
}
