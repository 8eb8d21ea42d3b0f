/** What we read of GitHub's answers: only the fields used, everything else ignored. */
import { z } from 'zod';
import { PULL, WireUser } from '../rest/wire.ts';

const Label = z.union([z.string(), z.object({ name: z.string().nullish() })]);

/** Names of labels, whichever form they come in. */
export function labelNames(labels: readonly z.infer<typeof Label>[]): string[] {
  return labels.map((label) => (typeof label === 'string' ? label : (label.name ?? ''))).filter((name) => name !== '');
}

/** A pull request. `user` is null when the account is gone, `head.repo` when the fork is. */
export const WirePull = z.object({
  ...PULL,
  created_at: z.string(),
  labels: z.array(Label).default([]),
  head: z.object({ ref: z.string(), sha: z.string(), repo: z.object({ full_name: z.string() }).nullish() }),
});
export type WirePull = z.infer<typeof WirePull>;

/** The same with what only one alone shows. `mergeable_state` is `unknown` until GitHub has worked it out. */
export const WirePullNow = WirePull.extend({ draft: z.boolean().nullish(), mergeable_state: z.string().nullish() });

/** A review: APPROVED, CHANGES_REQUESTED, COMMENTED, DISMISSED or PENDING. */
export const WireReview = z.object({ state: z.string(), user: WireUser.nullish() });

/** Ways of merging that a repository allows; absent for those who may not know. */
export const WireStyles = z.object({ allow_merge_commit: z.boolean().optional(), allow_squash_merge: z.boolean().optional() });

/** That a merge was made. */
export const WireMerged = z.object({ merged: z.literal(true) });

/** Whom GraphQL takes us for; `data` is null where it refuses. */
export const WireViewer = z.object({ data: z.object({ viewer: WireUser }).nullish() });

/** GitHub's words about an error. `errors` comes as a list, an object or a text. */
export const WireError = z.object({ message: z.string().default(''), errors: z.unknown().optional() });
