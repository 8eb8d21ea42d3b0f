/** The forms of Slack's answers, open: only what is used is looked at. */
import { z } from 'zod';

const Id = z.string().min(1);

/** Every answer of the Web API: most failures come with HTTP 200 and `ok: false`. */
export const Envelope = z.union([
  z.object({ ok: z.literal(true), response_metadata: z.object({ next_cursor: z.string().nullish() }).nullish() }),
  z.object({ ok: z.literal(false), error: z.string(), needed: z.string().nullish() }),
]);

/** Whose token it is, and of which workspace or organisation. */
export const Own = z.object({ user_id: Id, team_id: Id.nullish(), enterprise_id: Id.nullish() });
export type Own = z.infer<typeof Own>;

/** Seconds since 1970, until the year 2100; 0 for never. */
const Seconds = z.int().min(0).max(4_102_444_800);

const Flags = {
  id: Id,
  is_bot: z.boolean().nullish(),
  is_admin: z.boolean().nullish(),
  is_owner: z.boolean().nullish(),
  is_primary_owner: z.boolean().nullish(),
  is_restricted: z.boolean().nullish(),
  is_ultra_restricted: z.boolean().nullish(),
};

const Profile = z.object({ email: z.string().nullish(), real_name: z.string().nullish() });

/** A member as a workspace shows them. Rows of deactivated ones have next to nothing in them. */
export const Member = z.object({
  ...Flags,
  name: z.string().nullish(),
  deleted: z.boolean().nullish(),
  profile: Profile.nullish(),
  team_id: z.string().nullish(),
  is_stranger: z.boolean().nullish(),
  enterprise_user: z.object({ enterprise_id: z.string().nullish() }).nullish(),
});
export type Member = z.infer<typeof Member>;

/** A member as the administration of an Enterprise organisation shows them. */
export const Managed = z.object({
  ...Flags,
  username: z.string().nullish(),
  email: z.string().nullish(),
  full_name: z.string().nullish(),
  is_active: z.boolean().nullish(),
  expiration_ts: Seconds.nullish(),
});
export type Managed = z.infer<typeof Managed>;

/** Pages of the two lists. */
export const MemberPage = z.object({ members: z.array(z.unknown()) });
export const ManagedPage = z.object({ users: z.array(z.unknown()) });

/** When a guest is deactivated. */
export const Expiration = z.object({ expiration_ts: Seconds.nullish() });

/** Whether somebody is billed. */
export const Billable = z.object({ billing_active: z.boolean() });

/** Who is billed, by the id of the member. */
export const BillablePage = z.object({ billable_info: z.record(z.string(), z.unknown()) });

/** One member. */
export const OneMember = z.object({ user: Member });
