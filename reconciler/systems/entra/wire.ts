/** The forms of Microsoft Graph's answers, open: only what is used is looked at, and nearly everything may be null or missing. */
import { z } from 'zod';

/** Ids come in small and large letters. */
const Id = z
  .string()
  .regex(/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/iu)
  .toLowerCase();

const Text = z.string().nullish();
const Flag = z.boolean().nullish();

/** A page of a list. Rows are read one by one, so that a bad one spoils only itself. */
export const Page = z.object({
  value: z.array(z.unknown()),
  '@odata.nextLink': z.string().optional(),
  '@odata.deltaLink': z.string().optional(),
  '@odata.count': z.int().min(0).optional(),
});

/** What is said when something is refused. The message names people and is never shown. */
export const Refusal = z.object({ error: z.object({ code: z.string(), message: z.string().nullish() }) });

/** The organisation that answers. */
export const Organisation = z.object({ id: Id });

/** A licence that a user has by an assignment; `assignedByGroup` is the group that it comes from. */
const LicenceState = z.object({
  skuId: Id,
  assignedByGroup: Id.nullish(),
  state: z.string(),
  lastUpdatedDateTime: Text,
  disabledPlans: z.array(Id).nullish(),
});

/** A user. Lists that were asked for and do not come are unknown, not empty. */
export const User = z.object({
  id: Id,
  userPrincipalName: Text,
  mail: Text,
  displayName: Text,
  accountEnabled: Flag,
  userType: Text,
  externalUserState: Text,
  createdDateTime: Text,
  onPremisesSyncEnabled: Flag,
  usageLocation: Text,
  signInSessionsValidFromDateTime: Text,
  assignedLicenses: z.array(z.object({ skuId: Id, disabledPlans: z.array(Id).nullish() })).nullish(),
  licenseAssignmentStates: z.array(LicenceState).nullish(),
});
export type User = z.infer<typeof User>;

/** When a user last signed in. Absent is unknown: it is also left out by mistake. */
export const UserSignIns = z.object({
  id: Id,
  signInActivity: z
    .object({ lastSuccessfulSignInDateTime: Text, lastSignInDateTime: Text, lastNonInteractiveSignInDateTime: Text })
    .nullish(),
});
export type UserSignIns = z.infer<typeof UserSignIns>;

/** A row of a list of changes. Only who changed is taken from it: how a user is now is asked for by itself. */
export const Changed = z.object({ id: Id, '@removed': z.object({ reason: z.enum(['changed', 'deleted']) }).optional() });

/** A product that was bought. */
export const Sku = z.object({
  skuId: Id,
  skuPartNumber: z.string(),
  appliesTo: Text,
  consumedUnits: z.int().min(0).nullish(),
  prepaidUnits: z.object({ enabled: z.int().min(0).nullish() }).nullish(),
});
export type Sku = z.infer<typeof Sku>;

/** A group, with all that decides whether its members can be changed here. */
export const Group = z.object({
  id: Id,
  groupTypes: z.array(z.string()),
  mailEnabled: Flag,
  securityEnabled: Flag,
  membershipRule: Text,
  onPremisesSyncEnabled: Flag,
  isAssignableToRole: Flag,
  assignedLicenses: z.array(z.unknown()).nullish(),
});
export type Group = z.infer<typeof Group>;

/** A directory role that somebody has. */
export const Role = z.object({ id: Id, displayName: z.string() });
export type Role = z.infer<typeof Role>;

/** A member of a group or role. */
export const Member = z.object({ id: Id, '@odata.type': z.string() });
export type Member = z.infer<typeof Member>;

/** The answers of a batch, in any order, each with a status of its own. */
export const BatchAnswer = z.object({
  responses: z.array(
    z.object({
      id: z.string(),
      status: z.int(),
      headers: z.record(z.string(), z.string()).nullish(),
      body: z.unknown().optional(),
    }),
  ),
});

const When = z.object({ dateTime: z.string(), timeZone: z.string() }).nullish();

/** Automatic replies of a mailbox. */
export const Replies = z.object({
  status: z.string(),
  externalAudience: Text,
  scheduledEndDateTime: When,
  internalReplyMessage: Text,
  externalReplyMessage: Text,
});
export type Replies = z.infer<typeof Replies>;

/** What a token says of itself. */
export const Claims = z.object({ tid: Id, roles: z.array(z.string()).optional() });
export type Claims = z.infer<typeof Claims>;
