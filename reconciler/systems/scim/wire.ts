/** The forms of SCIM answers, as services really give them: open, and absent is unknown. */
import { z } from 'zod';

const Id = z.union([z.string().min(1), z.int()]).transform(String);
const Text = z.string().transform((text) => text.trim());
const Soft = Text.nullish().catch(null);
const Whole = z.union([
  z.int(),
  z
    .string()
    .regex(/^[0-9]{1,9}$/u)
    .transform(Number),
]);

/** A boolean, also as the texts that some write; null for everything else. */
export const Switch = z
  .unknown()
  .optional()
  .transform((value) => {
    const text = typeof value === 'string' ? value.trim().toLowerCase() : value;
    if (text === true || text === 'true' || text === '1' || text === 1) return true;
    return text === false || text === 'false' || text === '0' || text === 0 ? false : null;
  });

/** One value of a list, which poor services give as a bare text. */
const Valued = z.union([
  z.string().transform((value) => ({ value, type: null, primary: null, display: null })),
  z
    .looseObject({ value: Id.nullish(), type: Soft, primary: z.unknown().optional(), display: Soft })
    .transform(({ value, type, primary, display }) => ({
      value: value ?? null,
      type: type ?? null,
      primary: Switch.parse(primary),
      display: display ?? null,
    })),
]);
export type Valued = z.infer<typeof Valued>;

/** A list of values; absent stays absent, because some services leave out what they do not show. */
const List = z.array(Valued).nullish();

const Meta = z.looseObject({ created: Soft, location: Soft, version: Soft }).nullish().catch(null);

/** What every resource has. */
export const WithId = z.looseObject({ id: Id, meta: Meta });

/** A user. */
export const User = z.looseObject({
  id: Id,
  userName: Soft,
  displayName: Soft,
  name: z.looseObject({ formatted: Soft, givenName: Soft, familyName: Soft }).nullish().catch(null),
  active: Switch,
  userType: Soft,
  emails: List.catch(null),
  roles: List,
  entitlements: List,
  groups: List,
  meta: Meta,
});
export type User = z.infer<typeof User>;

/** A group. Members may be groups too. */
export const Group = z.looseObject({ id: Id, displayName: Soft, members: List });
export type Group = z.infer<typeof Group>;

/** A page of a list. `Resources` may be left out when it would be empty. */
export const Page = z.looseObject({
  totalResults: Whole.nullish().catch(null),
  Resources: z.array(z.unknown()).nullish(),
  nextCursor: Text.nullish(),
});
export type Page = z.infer<typeof Page>;

/** An error. `status` is a text in the standard and a number elsewhere. */
export const Failure = z.looseObject({
  schemas: z.array(z.string()).nullish().catch(null),
  status: z.union([z.string(), z.number()]).nullish().catch(null),
  scimType: Soft,
});

const Supported = z.looseObject({ supported: Switch }).nullish().catch(null);

/** What a service says that it can do (RFC 7643, 5; RFC 9865, 4). */
export const ProviderConfig = z.looseObject({
  patch: Supported,
  filter: Supported,
  etag: Supported,
  sort: Supported,
  pagination: z
    .looseObject({ cursor: Switch, index: Switch, maxPageSize: Whole.nullish().catch(null) })
    .nullish()
    .catch(null),
});

/** A kind of resource and where it is. */
export const ResourceType = z.looseObject({ id: Soft, name: Soft, endpoint: Text });

/** The attributes of a kind of resource. */
export const Schema = z.looseObject({
  id: Text,
  attributes: z.array(z.looseObject({ name: Text, mutability: Soft })).catch([]),
});
