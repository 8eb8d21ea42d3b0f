/** The part of memory that completed runs publish: readings, cut-offs, ids, people, baselines, spent overrides. Pure. */
import type { Day, Digest, EmployeeId, ForeignId, Instant, SystemId, Zone } from '../../schemas/primitives.ts';
import { dayOf, minutesBetween } from '../calendar.ts';
import type { ClaimRecord, ForecastRecord, ReadingRecord } from '../model/journal.ts';
import type { GoodReading, Memory, Published } from '../model/memory.ts';

const DAY_MINUTES = 24 * 60;
const READING_DAYS = 35;

/** Under way. */
export interface NightsFold {
  readonly readings: Map<SystemId, GoodReading[]>;
  readonly ids: Map<SystemId, Set<ForeignId>>;
  readonly days: Map<string, Set<Day>>;
  published: Map<string, Published>;
  readonly knownIds: Map<string, ForeignId>;
  readonly knownEmployees: Set<EmployeeId>;
  readonly baseline: Map<SystemId, ReadonlySet<ForeignId>>;
  readonly baselineTenants: Map<SystemId, string>;
  readonly spentOverrides: Set<Digest>;
}

/** Nothing published yet. */
export function startNights(): NightsFold {
  return {
    readings: new Map(),
    ids: new Map(),
    days: new Map(),
    published: new Map(),
    knownIds: new Map(),
    knownEmployees: new Set(),
    baseline: new Map(),
    baselineTenants: new Map(),
    spentOverrides: new Set(),
  };
}

/** Adds the readings of a completed run. Only those complete in existence are good; an export seen before adds no further day. */
export function foldReadings(fold: NightsFold, claim: ClaimRecord, zone: Zone): void {
  for (const reading of claim.readings) {
    const ids = fold.ids.get(reading.system) ?? new Set<ForeignId>();
    for (const id of reading.went) ids.delete(id);
    for (const id of reading.came) ids.add(id);
    fold.ids.set(reading.system, ids);
    if (!reading.complete.includes('existence')) continue;
    const good = fold.readings.get(reading.system) ?? [];
    good.push(goodReading(claim.run, reading));
    fold.readings.set(reading.system, good);
    if (!reading.isNew) continue;
    const key = `${reading.system}/${reading.tenant ?? ''}`;
    const days = fold.days.get(key) ?? new Set<Day>();
    fold.days.set(key, days.add(dayOf(reading.readAt, zone)));
  }
}

function goodReading(run: string, reading: ReadingRecord): GoodReading {
  const { readAt, tenant, count, declaredEnabled, known, enabled, complete, digest, freshAt } = reading;
  return { run, at: readAt, tenant: tenant ?? '', count, declaredEnabled, known, enabled, complete, digest, freshAt, ids: [] };
}

/** Adds what a completed run published. A cut-off keeps its `since` only while every completed run repeats it. */
export function foldPublished(fold: NightsFold, forecast: ForecastRecord, endedAt: Instant): void {
  const published = new Map<string, Published>();
  for (const { person, cause, cutOff } of forecast.entries) {
    const key = `${person}/${cause}`;
    const before = fold.published.get(key);
    const since = before?.cutOff === cutOff ? before.since : endedAt;
    published.set(key, { person, cause, cutOff, since });
  }
  fold.published = published;
  for (const key of forecast.ids.gone) fold.knownIds.delete(key);
  for (const [key, id] of Object.entries(forecast.ids.set)) fold.knownIds.set(key, id);
  for (const person of forecast.people.went) fold.knownEmployees.delete(person);
  for (const person of forecast.people.came) fold.knownEmployees.add(person);
  for (const { system, accounts } of forecast.baselines) {
    fold.baseline.set(system, new Set(accounts));
    const tenant = fold.readings.get(system)?.at(-1)?.tenant;
    if (tenant !== undefined) fold.baselineTenants.set(system, tenant);
  }
  for (const digest of forecast.overrides) fold.spentOverrides.add(digest);
}

/** The finished part. Readings of the last 35 days, and the newest one however old: to forget it would make a shrunken system look like a first reading. */
export function rememberedNights(
  fold: NightsFold,
  asOf: Instant,
): Pick<
  Memory,
  'goodReadings' | 'readingDays' | 'published' | 'knownIds' | 'knownEmployees' | 'baseline' | 'baselineTenants' | 'spentOverrides'
> {
  const goodReadings = new Map<SystemId, readonly GoodReading[]>();
  for (const [system, all] of fold.readings) {
    const recent = all.filter((one, index) => index === all.length - 1 || minutesBetween(one.at, asOf) <= READING_DAYS * DAY_MINUTES);
    const newest = recent.pop();
    if (newest !== undefined) goodReadings.set(system, [...recent, { ...newest, ids: [...(fold.ids.get(system) ?? [])].sort() }]);
  }
  return {
    goodReadings,
    readingDays: new Map([...fold.days].map(([key, days]) => [key, [...days].sort()])),
    published: fold.published,
    knownIds: fold.knownIds,
    knownEmployees: fold.knownEmployees,
    baseline: fold.baseline,
    baselineTenants: fold.baselineTenants,
    spentOverrides: fold.spentOverrides,
  };
}
