/** Records as nearly all of them are, known at a glance: what is accepted here, the definitions in `wire.ts` accept as it stands; all others go to them. */
import { DAY } from '../../../schemas/day-format.ts';
import type { WorldAccount, WorldAsset } from './wire.ts';

type Check = (value: unknown) => boolean;

/** Stricter than any id, group or tag has to be. */
const ID = /^[A-Za-z0-9][A-Za-z0-9_.@-]{0,61}$/u;
const TAG = /^[A-Za-z0-9][A-Za-z0-9-]{0,61}$/u;

const isId: Check = (value) => typeof value === 'string' && ID.test(value);
const isText: Check = (value) => value === null || (typeof value === 'string' && value.length <= 200);
const isDay: Check = (value) => value === null || (typeof value === 'string' && DAY.test(value));
const isIds: Check = (value) => value === null || (Array.isArray(value) && value.every(isId));
const isNumber: Check = (value) => Number.isSafeInteger(value) && (value as number) >= 0;

function madeOf(checks: Readonly<Record<string, Check>>): Check {
  const known = new Map(Object.entries(checks));
  return (value) => {
    if (typeof value !== 'object' || value === null || !('id' in value)) return false;
    for (const key in value) if (known.get(key)?.((value as Readonly<Record<string, unknown>>)[key]) !== true) return false;
    return true;
  };
}

const isLicence = madeOf({ id: isId, viaGroup: (value) => value === null || isId(value), assignedOn: isDay });

const isAccount = madeOf({
  id: isId,
  login: isText,
  email: isText,
  enabled: (value) => value === null || typeof value === 'boolean',
  groups: isIds,
  roles: isIds,
  licences: (value) => value === null || (Array.isArray(value) && value.every(isLicence)),
  sessions: isNumber,
  lastUse: (value) => value === 'never' || isDay(value),
  createdOn: isDay,
  endDay: isDay,
  place: isText,
  replyUntil: isDay,
});

const isAsset = madeOf({
  id: (value) => isId(value) || (isNumber(value) && value !== 0),
  tag: (value) => value === null || (typeof value === 'string' && TAG.test(value)),
  serial: isText,
  holder: isText,
  status: isText,
});

/** True for a record that is surely an account; false says nothing. */
export function isPlainAccount(record: unknown): record is WorldAccount {
  return isAccount(record);
}

/** True for a record that is surely a device; false says nothing. */
export function isPlainAsset(record: unknown): record is WorldAsset {
  return isAsset(record);
}
