/** Whether a reading's numbers are plausible against the last good reading, the best of thirty days and the files. Pure; integers only. */
import type { Day, ForeignId, Instant } from '../../schemas/primitives.ts';
import type { System } from '../../schemas/system.ts';
import { addMinutes, dayOf } from '../calendar.ts';
import type { GoodReading } from '../model/memory.ts';
import type { Attribute, Doubt, Reading } from '../model/observed.ts';
import {
  type Declared,
  declaredRecords,
  explainedDays,
  explainedFrom,
  explainedSwitches,
  type Ground,
  type OwnWork,
  ownWork,
} from './explained.ts';
import { type Figures, PARTS, type Part, partOf, partsWith } from './figures.ts';

/** So few records may always differ: percentages of small systems are too coarse. */
const FLOOR = 2;

/** A reading with everything it is compared with. */
export interface Comparison {
  readonly reading: Reading;
  readonly figures: Figures;
  readonly ground: Ground;
  /** Good readings under the present tenant pin, oldest first. */
  readonly good: readonly GoodReading[];
  readonly declared: readonly Declared[];
  readonly work: OwnWork;
  /** Days on which the absence of a record became explained. */
  readonly days: ReadonlyMap<ForeignId, Day>;
}

/** Gathers what a reading is compared with. O(n). */
export function compare(reading: Reading, figures: Figures, ground: Ground): Comparison {
  const declared = declaredRecords(ground);
  const work = ownWork(ground);
  const all = ground.memory.goodReadings.get(ground.system.id) ?? [];
  const good = all.filter((one) => one.tenant === ground.system.tenant);
  return { reading, figures, ground, good, declared, work, days: explainedDays(declared, work, ground) };
}

/** The newest good reading that was complete in the attribute. */
export function lastGood(comparison: Comparison, attribute: Attribute): GoodReading | null {
  return comparison.good.findLast((one) => one.complete.includes(attribute)) ?? null;
}

function doubt(code: Doubt['code'], message: string, attribute: Doubt['attribute'] = 'all'): Doubt {
  return { attribute, code, message };
}

function loginsOf(reading: Reading): ReadonlySet<string> {
  return new Set(reading.accounts.flatMap((one) => (one.login === null ? [] : [one.login.toLowerCase()])));
}

function isSeen(one: Declared, figures: Figures, logins: ReadonlySet<string>): boolean {
  return one.key === null ? logins.has(one.login) : figures.keys.has(one.key);
}

/** A first reading must show 95 % of the records that the files declare and that are meant to be there. */
function judgeFirst({ reading, figures, declared }: Comparison): Doubt[] {
  const logins = loginsOf(reading);
  const expected = declared.filter((one) => one.endedOn === null && one.isExpected);
  const missing = expected.filter((one) => !isSeen(one, figures, logins)).length;
  if (missing * 100 <= expected.length * 5) return [];
  return [doubt('first-reading', `a first reading must show 95 % of the declared records; ${missing} of ${expected.length} are not in it`)];
}

interface Absences {
  readonly unexplained: number;
  /** Absent records whose absence is explained, among those that the last good reading showed. */
  readonly explained: ReadonlySet<ForeignId>;
  readonly base: number;
}

/**
 * Records that are missing without a reason: those of the last good reading, and those that the files declare since then.
 * What was declared and absent already at the last good reading was judged then and stands as a finding; it is not counted again.
 */
function countAbsences(comparison: Comparison, last: GoodReading, part: Part): Absences {
  const { figures, declared, days, ground } = comparison;
  const before = new Set(last.ids);
  const known = new Set<string>(ground.memory.knownIds.values());
  const explained = new Set<ForeignId>();
  let base = 0;
  let unexplained = 0;
  for (const key of before) {
    if (partOf(ground.system, key) !== part) continue;
    base += 1;
    if (figures.keys.has(key)) continue;
    if (days.has(key)) explained.add(key);
    else unexplained += 1;
  }
  for (const { key, endedOn, isExpected } of declared) {
    if (key === null || endedOn !== null || !isExpected || partOf(ground.system, key) !== part || before.has(key)) continue;
    const isOld = part === 'accounts' ? known.has(key) : before.size > 0;
    if (isOld || figures.keys.has(key)) continue;
    base += 1;
    unexplained += 1;
  }
  return { unexplained, explained, base };
}

function judgeAbsences(
  comparison: Comparison,
  last: GoodReading,
): { readonly doubts: Doubt[]; readonly explained: ReadonlySet<ForeignId> } {
  const doubts: Doubt[] = [];
  const all = new Set<ForeignId>();
  for (const part of PARTS) {
    const { unexplained, explained, base } = countAbsences(comparison, last, part);
    for (const key of explained) all.add(key);
    const limit = Math.max(FLOOR, Math.floor(base / 100));
    if (unexplained <= limit) continue;
    doubts.push(doubt('absences', `${unexplained} ${part} are gone without a reason that files or journal know; at most ${limit} may be`));
  }
  return { doubts, explained: all };
}

/**
 * The reading that a count is measured against: the best of thirty days, or the newest, `last`, however old. A good reading far below
 * the ones before it was explained or accepted by a person; the best begins anew with it.
 */
export function bestOf(good: readonly GoodReading[], last: GoodReading, asOf: Instant): GoodReading {
  const from = addMinutes(asOf, -30 * 24 * 60);
  let best = last;
  let isBegun = false;
  for (const one of good) {
    if (!one.complete.includes('existence') || one.at < from) continue;
    if (!isBegun || one.count >= best.count || isFarBelow(one.count, best.count)) best = one;
    isBegun = true;
  }
  return best;
}

function isFarBelow(count: number, base: number): boolean {
  return count * 100 < base * 90 && base - count > FLOOR;
}

function judgeShrink(comparison: Comparison, last: GoodReading, explained: ReadonlySet<ForeignId>): Doubt[] {
  const { figures, good, ground, days } = comparison;
  const best = bestOf(good, last, ground.asOf);
  const from = explainedFrom(best.at, ground);
  let gone = explained.size;
  for (const [key, day] of days) if (day >= from && !figures.keys.has(key) && !explained.has(key)) gone += 1;
  if (!isFarBelow(figures.count + gone, best.count)) return [];
  const text = `${figures.count} records, and ${gone} gone for known reasons, are less than 90 % of the ${best.count} of an earlier reading`;
  return [doubt('shrunk', text)];
}

function countOfPart(reading: GoodReading, part: Part, system: System): number | null {
  if (system.holds.length === 1) return part === system.holds[0] ? reading.count : 0;
  if (reading.ids.length === 0) return null;
  return reading.ids.filter((key) => partOf(system, key) === part).length;
}

function judgeGrowth({ figures, ground }: Comparison, last: GoodReading): Doubt[] {
  const isGrown = (now: number, before: number) => now * 100 > before * 150 && now - before > FLOOR;
  const doubts: Doubt[] = [];
  if (isGrown(figures.count, last.count)) {
    doubts.push(doubt('grown', `${figures.count} records are more than 150 % of the ${last.count} of the last good reading`));
  }
  for (const part of PARTS) {
    const before = countOfPart(last, part, ground.system);
    if (doubts.length > 0 || before === null || !isGrown(figures.parts[part], before)) continue;
    doubts.push(doubt('grown', `${figures.parts[part]} ${part} are more than 150 % of the ${before} of the last good reading`));
  }
  return doubts;
}

interface Share {
  readonly known: number;
  readonly of: number;
}

/** True when the share fell by more than ten points, and by more than a handful of records. */
function hasFallen(now: Share, before: Share): boolean {
  if (before.of === 0 || now.of === 0) return false;
  const points = before.known * now.of * 100 - now.known * before.of * 100;
  if (points <= 10 * before.of * now.of) return false;
  return before.known * now.of - now.known * before.of > FLOOR * before.of;
}

/** True when nothing is left of something, or too little. */
function isLost(now: Share, before: Share): boolean {
  return (now.known === 0 && now.of > 0 && before.known > FLOOR) || hasFallen(now, before);
}

/** Records that an attribute is of: of its kinds when both readings can tell them apart, else of all kinds. */
function populations(comparison: Comparison, last: GoodReading, attribute: Attribute): { now: number; before: number } {
  const { figures, ground } = comparison;
  let now = 0;
  let before = 0;
  for (const part of partsWith(attribute)) {
    const count = countOfPart(last, part, ground.system);
    if (count === null) return { now: figures.count, before: last.count };
    now += figures.parts[part];
    before += count;
  }
  return { now, before };
}

function judgeNulls(comparison: Comparison): Doubt[] {
  const doubts: Doubt[] = [];
  for (const attribute of comparison.reading.provides) {
    const last = lastGood(comparison, attribute);
    if (last === null) continue;
    const { now, before } = populations(comparison, last, attribute);
    const share = { known: comparison.figures.known[attribute], of: now };
    const earlier = { known: last.known[attribute] ?? 0, of: before };
    if (!isLost(share, earlier)) continue;
    const text = `known for ${share.known} of ${now} records; it was known for ${earlier.known} of ${before}`;
    doubts.push(doubt('share-of-null', text, attribute));
  }
  return doubts;
}

function judgeEnabled(comparison: Comparison): Doubt[] {
  const { reading, figures, ground, days, work } = comparison;
  const last = lastGood(comparison, 'status');
  if (last === null || reading.accounts.length === 0) return [];
  const zone = ground.desired.organisation.timeZone;
  const switches = explainedSwitches(reading.accounts, { days, work, since: last.at, sinceDay: dayOf(last.at, zone) });
  const apart = countOfPart(last, 'accounts', ground.system);
  const now = apart === null ? figures.count : figures.parts.accounts;
  const before = apart ?? last.count;
  const on = { known: figures.enabled + switches.off, of: now };
  const off = { known: now - figures.enabled + switches.on, of: now };
  const wasOff = { known: before - last.enabled, of: before };
  if (!isLost(on, { known: last.enabled, of: before }) && !hasFallen(off, wasOff)) return [];
  const text = `${figures.enabled} of ${now} accounts are enabled; it was ${last.enabled} of ${before}, and ${switches.off + switches.on} changed for known reasons`;
  return [doubt('share-of-enabled', text, 'status')];
}

/**
 * Entitlements that files or policy expect in this system while the reading shows none for anybody: the right to read them is gone,
 * and an empty list is what the system answers instead. Needs no memory.
 */
function judgeExpected({ reading, ground }: Comparison): Doubt[] {
  const declared = { groups: 0, licences: 0 };
  for (const employee of ground.desired.employees.values()) {
    for (const line of employee.accounts ?? []) {
      if (line.system !== ground.system.id || employee.lastDay !== undefined) continue;
      if ((line.grants ?? []).length > 0) declared.groups += 1;
      if ((line.licences ?? []).length > 0) declared.licences += 1;
    }
  }
  const { policy } = ground.desired;
  const [hasAdministrators, hasApprovers] = [policy.administrators, policy.approvers].map((list) =>
    list.some((one) => one.system === ground.system.id),
  );
  const expected = {
    groups: declared.groups > FLOOR || hasApprovers === true,
    licences: declared.licences > FLOOR,
    roles: hasAdministrators === true,
  };
  const doubts: Doubt[] = [];
  for (const attribute of ['groups', 'roles', 'licences'] as const) {
    const isShown = reading.accounts.some((one) => (one[attribute] ?? []).length > 0);
    if (!expected[attribute] || isShown || !reading.provides.includes(attribute)) continue;
    doubts.push(doubt('share-of-null', `files or policy expect ${attribute}, and the reading shows none for anybody`, attribute));
  }
  return doubts;
}

/** Everything that the numbers of a reading give reason to doubt. */
export function judgeNumbers(comparison: Comparison): Doubt[] {
  const last = lastGood(comparison, 'existence');
  if (last === null) return [...judgeFirst(comparison), ...judgeExpected(comparison)];
  const { doubts, explained } = judgeAbsences(comparison, last);
  return [
    ...doubts,
    ...judgeShrink(comparison, last, explained),
    ...judgeGrowth(comparison, last),
    ...judgeNulls(comparison),
    ...judgeEnabled(comparison),
    ...judgeExpected(comparison),
  ];
}
