/** What GitHub and Gitea answer in the same form: only the fields used, everything else ignored. */
import { z } from 'zod';

/** An account; `type` is told by GitHub only. */
export const WireUser = z.object({ login: z.string(), type: z.string().nullish() });

/** A comment on an issue or pull request; `user` is null when the account is gone. */
export const WireComment = z.object({ body: z.string().nullish(), user: WireUser.nullish() });
export type WireComment = z.infer<typeof WireComment>;

/** An issue; with `pull_request` it is a pull request. */
export const WireIssue = z.object({
  number: z.int(),
  state: z.enum(['open', 'closed']),
  title: z.string(),
  body: z.string().nullish(),
  html_url: z.string(),
  user: WireUser.nullish(),
  pull_request: z.unknown().optional(),
});
export type WireIssue = z.infer<typeof WireIssue>;

/** What a pull request has at both. */
export const PULL = {
  number: z.int(),
  state: z.enum(['open', 'closed']),
  title: z.string(),
  body: z.string().nullish(),
  html_url: z.string(),
  merged_at: z.string().nullish(),
  user: WireUser.nullish(),
  base: z.object({ ref: z.string() }),
} as const;

/** What our token may do in the repository; absent for some kinds of token. */
export const WireRepository = z.object({
  permissions: z.object({ push: z.boolean().optional(), admin: z.boolean().optional() }).nullish(),
});

/** A branch. */
export const WireBranch = z.object({ protected: z.boolean().nullish() });
