/** What we read of GitLab's answers: only the fields used, everything else ignored. */
import { z } from 'zod';

const User = z.object({ username: z.string() });

const Label = z.union([z.string(), z.object({ name: z.string() }).transform((label) => label.name)]);

/** A merge request. `locked` is the moment of a merge. */
export const WireMerge = z.object({
  iid: z.int(),
  state: z.enum(['opened', 'closed', 'locked', 'merged']),
  title: z.string(),
  description: z.string().nullish(),
  web_url: z.string(),
  created_at: z.string(),
  merged_at: z.string().nullish(),
  author: User.nullish(),
  source_branch: z.string(),
  target_branch: z.string(),
  source_project_id: z.int().nullish(),
  target_project_id: z.int().nullish(),
  sha: z.string().nullish(),
  labels: z.array(Label).nullish(),
});
export type WireMerge = z.infer<typeof WireMerge>;

/** The same with what only one alone shows. */
export const WireMergeNow = WireMerge.extend({
  draft: z.boolean().nullish(),
  detailed_merge_status: z.string().nullish(),
  merge_status: z.string().nullish(),
  head_pipeline: z.object({ status: z.string() }).nullish(),
});
export type WireMergeNow = z.infer<typeof WireMergeNow>;

/** A comment; `system` ones are the forge's own remarks. */
export const WireNote = z.object({ body: z.string().nullish(), author: User.nullish(), system: z.boolean().nullish() });

/** An issue. */
export const WireIssue = z.object({
  iid: z.int(),
  state: z.enum(['opened', 'closed']),
  title: z.string(),
  description: z.string().nullish(),
  web_url: z.string(),
  author: User.nullish(),
});
export type WireIssue = z.infer<typeof WireIssue>;

/** The account that a token belongs to. */
export const WireUser = User;

/** Our own token. */
export const WireToken = z.object({ scopes: z.array(z.string()) });

/** A rule that protects the branches its name means. */
export const WireProtected = z.object({ name: z.string(), allow_force_push: z.boolean().nullish() });

/** An account that a search for its name brings. */
export const WireFound = z.object({ id: z.int(), username: z.string() });
