/** What we read of Gitea's and Forgejo's answers: only the fields used, everything else ignored. Lists may be null instead of empty. */
import { z } from 'zod';
import { PULL, WireUser } from '../rest/wire.ts';

/** A label; pull requests and issues name labels by number. */
export const WireLabel = z.object({ id: z.int(), name: z.string() });
export type WireLabel = z.infer<typeof WireLabel>;

const Labels = z
  .array(WireLabel)
  .nullish()
  .transform((labels) => labels ?? []);

/** A pull request. `head.repo` is null when the fork is gone. */
export const WirePull = z.object({
  ...PULL,
  created_at: z.string().nullish(),
  merged: z.boolean().nullish(),
  labels: Labels,
  head: z.object({ ref: z.string(), sha: z.string().nullish(), repo: z.object({ full_name: z.string() }).nullish() }),
});
export type WirePull = z.infer<typeof WirePull>;

/** The same with what only one alone shows. */
export const WirePullNow = WirePull.extend({ draft: z.boolean().nullish(), mergeable: z.boolean().nullish() });

/** A review. */
export const WireReview = z.object({ state: z.string(), user: WireUser.nullish(), dismissed: z.boolean().nullish() });

/** All checks of a commit in one word. */
export const WireStatus = z.object({ state: z.string().nullish(), statuses: z.array(z.unknown()).nullish() });

/** Ways of merging that a repository allows. */
export const WireStyles = z.object({ allow_merge_commits: z.boolean().nullish(), default_merge_style: z.string().nullish() });
