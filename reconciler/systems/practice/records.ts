/** Records of a practice world -> the model; a record that cannot be read becomes a problem that names nobody. Pure. */
import type { z } from 'zod';
import type { Account, Asset, SourcePerson } from '../../model/observed.ts';
import { isPlainAccount, isPlainAsset } from './plain.ts';
import { WorldAccount, WorldAsset, type WorldFaults, WorldPerson } from './wire.ts';

type Blank = WorldFaults['blank'];

/** An account as the model has it; null when the record cannot be read. */
export function toAccount(record: unknown, blank: Blank = []): Account | null {
  const one = isPlainAccount(record) ? record : WorldAccount.safeParse(record).data;
  if (one === undefined) return null;
  const unless = <T>(attribute: NonNullable<Blank>[number], value: T | null | undefined): T | null =>
    blank.includes(attribute) ? null : (value ?? null);
  const licences = unless('licences', one.licences);
  return {
    id: one.id,
    login: one.login ?? null,
    email: one.email ?? null,
    enabled: unless('status', one.enabled),
    groups: unless('groups', one.groups),
    roles: unless('roles', one.roles),
    licences: licences?.map((held) => ({ id: held.id, viaGroup: held.viaGroup ?? null, assignedOn: held.assignedOn ?? null })) ?? null,
    lastUse: unless('lastUse', one.lastUse),
    createdOn: one.createdOn ?? null,
    sessions: one.sessions ?? null,
    ...(one.endDay === undefined ? {} : { endDay: one.endDay }),
    ...(one.place === undefined ? {} : { place: one.place }),
    ...(one.replyUntil === undefined ? {} : { replyUntil: one.replyUntil }),
  };
}

/** A device as the model has it; null when the record cannot be read. */
export function toAsset(record: unknown, blank: Blank = []): Asset | null {
  const one = isPlainAsset(record) ? record : WorldAsset.safeParse(record).data;
  if (one === undefined) return null;
  return {
    id: String(one.id),
    tag: one.tag ?? null,
    serial: one.serial ?? null,
    holder: blank.includes('holder') ? null : (one.holder ?? null),
    status: blank.includes('status') ? null : (one.status ?? null),
  };
}

/** A person as the model has them; null when the record cannot be read. */
export function toPerson(record: unknown): SourcePerson | null {
  const parsed: z.ZodSafeParseResult<z.infer<typeof WorldPerson>> = WorldPerson.safeParse(record);
  if (!parsed.success) return null;
  const { id, login, firstDay, lastDay, unit } = parsed.data;
  return { id, login: login ?? null, firstDay: firstDay ?? null, lastDay: lastDay ?? null, unit: unit ?? null };
}
