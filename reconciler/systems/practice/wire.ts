/** The form of a practice world file. Closed: a wrong word in training is told, not ignored. */
import { z } from 'zod';
import { AssetTag, Day, Entitlement, ForeignId } from '../../../schemas/primitives.ts';

const WorldLicence = z.strictObject({
  id: Entitlement,
  viaGroup: Entitlement.nullable().optional(),
  assignedOn: Day.nullable().optional(),
});

/** An account. What is absent is unknown. `sessions` counts live sign-ins. */
export const WorldAccount = z.strictObject({
  id: ForeignId,
  login: z.string().max(200).nullable().optional(),
  email: z.string().max(300).nullable().optional(),
  enabled: z.boolean().nullable().optional(),
  groups: z.array(Entitlement).nullable().optional(),
  roles: z.array(Entitlement).nullable().optional(),
  licences: z.array(WorldLicence).nullable().optional(),
  sessions: z.int().min(0).optional(),
  lastUse: z
    .union([Day, z.literal('never')])
    .nullable()
    .optional(),
  createdOn: Day.nullable().optional(),
  /** Absent where the directory keeps no last days. */
  endDay: Day.nullable().optional(),
  place: z.string().max(255).nullable().optional(),
  /** Last day of automatic replies, and what they say; absent where the directory has no mailboxes. */
  replyUntil: Day.nullable().optional(),
  reply: z.string().max(2000).nullable().optional(),
});
export type WorldAccount = z.infer<typeof WorldAccount>;

/** A device. `holder` is a sign-in name, '' when it is checked in. */
export const WorldAsset = z.strictObject({
  id: z.union([z.string().min(1).max(255), z.int().min(1)]),
  tag: AssetTag.nullable().optional(),
  serial: z.string().max(255).nullable().optional(),
  holder: z.string().max(200).nullable().optional(),
  status: z.string().max(200).nullable().optional(),
});
export type WorldAsset = z.infer<typeof WorldAsset>;

/** A person as an HR system shows them. */
export const WorldPerson = z.strictObject({
  id: z.string().min(1).max(255),
  login: z.string().max(200).nullable().optional(),
  firstDay: Day.nullable().optional(),
  lastDay: Day.nullable().optional(),
  unit: z.string().max(200).nullable().optional(),
});

/** Seats bought of one licence. */
export const WorldSeats = z.strictObject({ licence: Entitlement, bought: z.int().min(0) });

/** What goes wrong on purpose, for training. */
export const WorldFaults = z.strictObject({
  /** Every reading is refused, as with a credential that ran out. */
  refuseReading: z.boolean().optional(),
  /** The page chain breaks after that many pages. */
  stopAfterPage: z.int().min(0).optional(),
  /** This page (from 1) comes twice, and the one after it never. */
  repeatPage: z.int().min(1).optional(),
  /** Only every n-th record may be seen, and the total agrees. */
  seeEvery: z.int().min(2).optional(),
  /** These attributes come empty for everybody. */
  blank: z.array(z.enum(['status', 'groups', 'roles', 'licences', 'lastUse', 'holder'])).optional(),
  /** Writes to these accounts or devices are refused. */
  refuseWrites: z.array(z.string()).optional(),
  /** Writes to these accounts or devices are carried out, and no answer comes. */
  loseAnswers: z.array(z.string()).optional(),
});
export type WorldFaults = z.infer<typeof WorldFaults>;

/** What the directory can do besides: keep last days, move leavers, answer mail, and what becomes of accounts that are disabled. */
export const WorldAbilities = z.strictObject({
  lastDays: z.boolean().optional(),
  mailboxes: z.boolean().optional(),
  leaversPlace: z.string().max(255).optional(),
  disabled: z.enum(['disabled', 'hidden', 'deleted']).optional(),
});
export type WorldAbilities = z.infer<typeof WorldAbilities>;

/** The file: records stay as they are until each is read by itself, so that one bad record spoils only itself. */
export const World = z.strictObject({
  tenant: ForeignId,
  accounts: z.array(z.unknown()).optional(),
  seats: z.array(WorldSeats).optional(),
  assets: z.array(z.unknown()).optional(),
  people: z.array(z.unknown()).optional(),
  abilities: WorldAbilities.optional(),
  faults: WorldFaults.optional(),
});
export type World = z.infer<typeof World>;
