/** The forms of Google's answers, open: only what is used is looked at. */
import { z } from 'zod';

/** Ids are numbers of 21 digits and never read as numbers: the last digits would be lost. */
const NumericId = z.string().regex(/^[0-9]{1,30}$/u);

/** A user. `suspended` has to be there: left out of an answer by mistake, everybody would look active. Absent flags else mean no. */
export const User = z.object({
  id: NumericId,
  customerId: z.string().nullish(),
  primaryEmail: z.string().min(3),
  aliases: z.array(z.string()).nullish(),
  nonEditableAliases: z.array(z.string()).nullish(),
  name: z.object({ fullName: z.string().nullish() }).nullish(),
  suspended: z.boolean(),
  archived: z.boolean().nullish(),
  isAdmin: z.boolean().nullish(),
  isDelegatedAdmin: z.boolean().nullish(),
  isGuestUser: z.boolean().nullish(),
  lastLoginTime: z.string().nullish(),
  creationTime: z.string().nullish(),
  deletionTime: z.string().nullish(),
  orgUnitPath: z.string().nullish(),
});
export type User = z.infer<typeof User>;

/** The properties of a user that are asked for; a list without this mask costs more quota and names more of everybody. */
export const USER_FIELDS =
  'id,customerId,primaryEmail,aliases,nonEditableAliases,name/fullName,suspended,archived,isAdmin,isDelegatedAdmin,isGuestUser,lastLoginTime,creationTime,deletionTime,orgUnitPath';

/** A group. */
export const Group = z.object({ id: z.string().min(1), email: z.string().min(3) });
export type Group = z.infer<typeof Group>;

/** A membership. Members may be groups, a whole customer, or of elsewhere; those have ids of their own or none. */
export const Member = z.object({ id: z.string().nullish(), role: z.string().nullish(), type: z.string().nullish() });
export type Member = z.infer<typeof Member>;

/** Who has a licence: by the present primary address, never by the id. */
export const LicenceItem = z.object({ productId: z.string(), skuId: z.string(), userId: z.string() });
export type LicenceItem = z.infer<typeof LicenceItem>;

/** A token that a user gave to an application. */
export const TokenItem = z.object({ clientId: z.string().min(1) });

/** An app password. */
export const AppPassword = z.object({ codeId: z.union([z.int().min(0), z.string().regex(/^[0-9]{1,10}$/u)]) });

/** A list that comes whole, without pages. */
export const Items = z.object({ items: z.array(z.unknown()).optional() });

/** One user's line in the usage reports. */
export const UsageReport = z.object({
  entity: z.object({ profileId: NumericId }),
  parameters: z.array(z.object({ name: z.string(), datetimeValue: z.string().nullish() })).optional(),
});
