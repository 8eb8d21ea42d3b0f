/** The shape of records, checked by a table when the journal is read: a record that was written by nobody of ours must not steer anything. */
import { isNonce, isRunId } from './journal-places.ts';

type Check = (value: unknown) => boolean;

const INSTANT = /^[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}Z$/u;

const isText: Check = (value) => typeof value === 'string';
const isInstant: Check = (value) => typeof value === 'string' && INSTANT.test(value) && !Number.isNaN(Date.parse(value));
const isRun: Check = (value) => typeof value === 'string' && isRunId(value);
const isCount: Check = (value) => Number.isSafeInteger(value);
const isBoolean: Check = (value) => typeof value === 'boolean';
const isMap: Check = (value) => typeof value === 'object' && value !== null && !Array.isArray(value);
const isDigest: Check = (value) => typeof value === 'string' && /^[0-9a-f]{64}$/u.test(value);

function orNull(check: Check): Check {
  return (value) => value === null || check(value);
}

function listOf(check: Check): Check {
  return (value) => Array.isArray(value) && value.every(check);
}

function mapOf(check: Check): Check {
  return (value) => isMap(value) && Object.values(value as object).every(check);
}

function having(fields: Readonly<Record<string, Check>>): Check {
  return (value) => isMap(value) && fieldFault(value as Record<string, unknown>, fields) === null;
}

const reading = having({
  system: isText,
  tenant: orNull(isText),
  count: isCount,
  declaredEnabled: isCount,
  enabled: isCount,
  known: mapOf(isCount),
  complete: listOf(isText),
  digest: isDigest,
  freshAt: orNull(isInstant),
  readAt: isInstant,
  isNew: isBoolean,
  came: listOf(isText),
  went: listOf(isText),
});

const forecastLine = having({ person: isText, cause: isText, cutOff: isInstant, systems: listOf(isText) });
const every = { run: isRun, at: isInstant };
const isPlainText: Check = (value) => typeof value === 'string' && value !== '';

const SHAPES: Readonly<Record<string, Readonly<Record<string, Check>>>> = {
  claim: {
    ...every,
    journal: (value) => value === 1,
    attempt: isCount,
    nonce: (value) => typeof value === 'string' && isNonce(value),
    kind: isPlainText,
    home: orNull(isText),
    commit: isPlainText,
    versions: mapOf(isText),
    policy: isText,
    plan: orNull(isDigest),
    asOf: isInstant,
    only: orNull(isText),
    readings: listOf(reading),
  },
  heartbeat: every,
  intent: {
    ...every,
    change: isPlainText,
    kind: isPlainText,
    person: orNull(isText),
    spell: orNull(isText),
    cause: isText,
    system: isText,
    account: isText,
    class: isText,
    after: isMap,
    because: having({ rule: isText, file: isText, pointer: isText }),
    approval: isText,
    capture: having({
      open: isMap,
      sealed: orNull(having({ key: isText, bytes: isText })),
      complete: isBoolean,
    }),
  },
  outcome: {
    ...every,
    change: isPlainText,
    kind: orNull(isText),
    person: orNull(isText),
    system: orNull(isText),
    account: orNull(isText),
    outcome: isPlainText,
    detail: orNull(isText),
    fingerprint: orNull(isText),
  },
  forecast: {
    ...every,
    entries: listOf(forecastLine),
    stops: listOf(isMap),
    baselines: listOf(having({ system: isText, accounts: listOf(isText) })),
    ids: having({ set: mapOf(isText), gone: listOf(isText) }),
    people: having({ came: listOf(isText), went: listOf(isText) }),
    overrides: listOf(isText),
  },
  late: { ...every, of: isRun, change: isPlainText, outcome: isPlainText, detail: orNull(isText) },
  'notice-intent': {
    ...every,
    notice: isPlainText,
    kind: isPlainText,
    person: isPlainText,
    to: isPlainText,
    content: isDigest,
    because: having({ rule: isText, file: isText, pointer: isText }),
  },
  'notice-outcome': { ...every, notice: isPlainText, person: isPlainText, outcome: isPlainText, detail: orNull(isText) },
  close: {
    ...every,
    exit: isCount,
    exits: listOf(isCount),
    unread: listOf(having({ system: isText, why: isText })),
    counts: mapOf(isCount),
    only: orNull(isText),
    plan: orNull(isDigest),
  },
};

function fieldFault(record: Readonly<Record<string, unknown>>, fields: Readonly<Record<string, Check>>): string | null {
  for (const [name, check] of Object.entries(fields)) if (!check(record[name])) return name;
  return null;
}

/** What is wrong with a record, or null. Fields that a newer minor version added are let through; a type of record that is not known is not. */
export function shapeFault(record: Readonly<Record<string, unknown>>): string | null {
  const type = record['type'];
  const fields = typeof type === 'string' && Object.hasOwn(SHAPES, type) ? SHAPES[type] : undefined;
  if (fields === undefined) return 'the type of the record is not known; a newer version may have written it';
  const name = fieldFault(record, fields);
  return name === null ? null : `the record's field ${name} is not what it must be`;
}
