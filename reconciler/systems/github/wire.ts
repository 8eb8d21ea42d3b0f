/** The forms of GitHub's answers, open: only what is used is looked at. */
import { z } from 'zod';

const Id = z.int().min(1);

/** Somebody as lists show them. */
export const User = z.object({ id: Id, login: z.string().min(1) });
export type User = z.infer<typeof User>;

/** The organisation. */
export const Organisation = z.object({ id: Id, login: z.string().min(1) });

/** Somebody's membership: `pending` while the invitation is open. */
export const Membership = z.object({ state: z.enum(['active', 'pending']), role: z.string(), user: User });
export type Membership = z.infer<typeof Membership>;

/** An open invitation. `login` is null for one that was sent to an e-mail address. */
export const Invitation = z.object({ id: Id, login: z.string().min(1).nullish(), email: z.string().min(1).nullish() });
export type Invitation = z.infer<typeof Invitation>;

/** A team with the team that it lies in. */
export const Team = z.object({ id: Id, slug: z.string().min(1), parent: z.object({ id: Id }).nullish() });
export type Team = z.infer<typeof Team>;

/** A Copilot seat. The one who has it is null when the account is gone. */
export const Seat = z.object({
  assignee: User.nullish(),
  assigning_team: z.object({ slug: z.string().min(1) }).nullish(),
  created_at: z.string().nullish(),
  pending_cancellation_date: z.string().nullish(),
  last_activity_at: z.string().nullish(),
  last_authenticated_at: z.string().nullish(),
});
export type Seat = z.infer<typeof Seat>;

/** A page of seats. */
export const SeatPage = z.object({ total_seats: z.int().min(0), seats: z.array(z.unknown()) });

/** What was cancelled. */
export const Cancelled = z.object({ seats_cancelled: z.int().min(0) });

/** A token or key that somebody authorised for single sign-on. */
export const Authorisation = z.object({ credential_id: Id, login: z.string().min(1) });
export type Authorisation = z.infer<typeof Authorisation>;

/** Somebody in the enterprise who uses a licence; nearly everything of it may be missing. */
export const Licensed = z.object({
  github_com_login: z.string().nullish(),
  license_type: z.string().nullish(),
  github_com_saml_name_id: z.string().nullish(),
  github_com_verified_domain_emails: z.array(z.string()).nullish(),
});
export type Licensed = z.infer<typeof Licensed>;

/** A page of them. */
export const LicensedPage = z.object({
  total_seats_consumed: z.int().min(0),
  total_seats_purchased: z.int().min(0),
  users: z.array(z.unknown()),
});

/** Milliseconds since 1970, until the year 2100. */
const Milliseconds = z.int().min(0).max(4_102_444_800_000);

/** An entry of the audit log. */
export const AuditEntry = z.object({
  actor: z.string().nullish(),
  actor_id: z.number().nullish(),
  created_at: Milliseconds.nullish(),
  '@timestamp': Milliseconds.nullish(),
});

const PageInfo = z.object({ hasNextPage: z.boolean(), endCursor: z.string().nullish() });

/** An answer of GraphQL: with HTTP 200 also when it failed. */
export const GraphAnswer = z.object({ data: z.unknown().optional(), errors: z.array(z.object({ type: z.string().nullish() })).nullish() });

/** Who somebody is for the identity provider; `user` is null until they have linked it. */
export const Identity = z.object({
  user: z.object({ databaseId: Id.nullish() }).nullish(),
  samlIdentity: z.object({ nameId: z.string().nullish() }).nullish(),
  scimIdentity: z.object({ username: z.string().nullish() }).nullish(),
});
export type Identity = z.infer<typeof Identity>;

/** A page of identities; the provider is null where there is no single sign-on, or the token may not see it. */
export const IdentityPage = z.object({
  organization: z.object({
    samlIdentityProvider: z.object({ externalIdentities: z.object({ pageInfo: PageInfo, nodes: z.array(z.unknown()) }) }).nullable(),
  }),
});
export type IdentityPage = z.infer<typeof IdentityPage>;

const TeamNode = z.object({
  databaseId: Id,
  slug: z.string().min(1),
  ancestors: z.object({ nodes: z.array(z.object({ databaseId: Id })) }),
});

/** A page of the teams that somebody is in. */
export const TeamsOfUser = z.object({ organization: z.object({ teams: z.object({ pageInfo: PageInfo, nodes: z.array(TeamNode) }) }) });
export type TeamsOfUser = z.infer<typeof TeamsOfUser>;
