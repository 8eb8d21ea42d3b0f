/** The forms of Snipe-IT's answers, open: only what is used is looked at, and every reference may be null. */
import { z } from 'zod';
import { decodeEntities } from './text.ts';

/** A text, as it was typed in. */
const Text = z.string().transform((text) => decodeEntities(text).trim());

const Id = z.int().min(1);

/** A list: `total` is over all pages. Rows are read one by one, so that a bad one spoils only itself. */
export const List = z.object({ total: z.int().min(0), rows: z.array(z.unknown()) });

/** The answer of a write, and of nearly every failure, with HTTP 200. `messages` is a text, a number, lists by field, or null. */
export const Envelope = z.object({
  status: z.enum(['success', 'error']),
  messages: z.unknown().optional(),
  payload: z.unknown().optional(),
});
export type Envelope = z.infer<typeof Envelope>;

/** The id of any row. */
export const WithId = z.object({ id: Id });

/** A user. `deleted_at` is set in one that was deleted and kept. */
export const User = z.object({
  id: Id,
  username: Text.nullish(),
  email: Text.nullish(),
  activated: z.boolean().nullish(),
  groups: z.object({ rows: z.array(z.object({ name: Text })) }).nullish(),
  last_login: z.unknown().optional(),
  licenses_count: z.int().min(0).nullish(),
  deleted_at: z.unknown().optional(),
});
export type User = z.infer<typeof User>;

/** A status label as it stands in a device. */
const Label = z.object({ id: Id, name: Text, status_type: z.string().nullish() });

/** A device. `assigned_to` is a user, a location or another device: its id means something only together with its type. */
export const Hardware = z.object({
  id: Id,
  asset_tag: Text.nullish(),
  serial: Text.nullish(),
  status_label: Label.nullish(),
  assigned_to: z.object({ type: z.string(), id: Id, username: Text.nullish() }).nullable().optional(),
  deleted_at: z.unknown().optional(),
});
export type Hardware = z.infer<typeof Hardware>;

/** A licence: a product with seats. */
export const Licence = z.object({ id: Id, name: Text, seats: z.int().min(0).nullish(), reassignable: z.boolean().nullish() });
export type Licence = z.infer<typeof Licence>;

const Assigned = z.object({ id: Id }).nullish();

/** One seat. It may be held by a user, a device, or both. */
export const Seat = z.object({ id: Id, assigned_user: Assigned, assigned_asset: Assigned });
export type Seat = z.infer<typeof Seat>;

/** A status label in its own list. */
export const StatusLabel = z.object({ id: Id, name: Text, type: z.string().nullish() });
