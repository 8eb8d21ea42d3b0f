/** The form of what Request Tracker answers, as far as it is read. Open: later versions may say more. */
import { z } from 'zod';

const Id = z.union([z.string().min(1), z.int()]).transform(String);

/** Another record, named: a user's id is the sign-in name. */
const Named = z.object({ type: z.string(), id: Id });
export type Named = z.infer<typeof Named>;

/** An asset. */
export const AssetAnswer = z.object({
  id: Id,
  Name: z.string().nullish(),
  Status: z.string().min(1),
  Catalog: Named,
  // Several may hold an asset; where a role has one member only, it stands alone.
  HeldBy: z.union([z.array(Named), Named]).nullish(),
  CustomFields: z.array(z.object({ name: z.string(), values: z.array(z.unknown()) })).nullish(),
});
export type AssetAnswer = z.infer<typeof AssetAnswer>;

/** What it says of something that is not there; a 404 of something that stands in front says nothing about a record. */
export const MissingAnswer = z.object({ message: z.string() });

/** A page of a list. `total` is null for an account that may not see everything. */
export const PageAnswer = z.object({ total: z.int().min(0).nullish(), items: z.array(z.unknown()) });

/** A catalog. The link to itself begins with the address that the server calls its own. */
export const CatalogAnswer = z.object({
  id: Id,
  Name: z.string(),
  Disabled: z.union([z.string(), z.int(), z.boolean()]).nullish(),
  _hyperlinks: z.array(z.object({ ref: z.string(), _url: z.string().optional() })),
});

/** A user; the link to itself has the number. */
export const UserAnswer = z.object({
  Name: z.string(),
  _hyperlinks: z.array(z.object({ ref: z.string(), type: z.string().optional(), id: Id.optional() })),
});
