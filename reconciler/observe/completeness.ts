/** How far a reading may be trusted, attribute by attribute. Pure. */
import type { Day, ForeignId } from '../../schemas/primitives.ts';
import type { Canary } from '../../schemas/system.ts';
import { addDays, addPeriod, dayOf } from '../calendar.ts';
import type { GoodReading } from '../model/memory.ts';
import type { Account, Asset, Attribute, Doubt, Reading, Snapshot } from '../model/observed.ts';
import type { Ground } from './explained.ts';
import { type Figures, figuresOf, PARTS } from './figures.ts';
import { type Comparison, compare, judgeNumbers } from './plausible.ts';

function doubt(code: Doubt['code'], message: string, attribute: Doubt['attribute'] = 'all'): Doubt {
  return { attribute, code, message };
}

/** The chain ended, everything was parsed, nothing came twice, and there is as much as the system claims. */
function judgeWhole(reading: Reading, figures: Figures): Doubt[] {
  const doubts = reading.problems.slice(0, 5).map((problem) => doubt('fault', problem));
  const more = reading.problems.length - doubts.length;
  if (more > 0) doubts.push(doubt('fault', `and ${more} more of that kind`));
  for (const { attribute, message } of reading.gaps ?? []) doubts.push(doubt('fault', message, attribute));
  if (!reading.ended) doubts.push(doubt('not-ended', 'the last page or the end of the file did not come'));
  const records = reading.accounts.length + reading.assets.length + reading.people.length;
  if (records > figures.count) doubts.push(doubt('duplicate-id', `${records - figures.count} records came twice`));
  if (reading.total !== null && reading.total !== figures.count) {
    doubts.push(doubt('total-differs', `${figures.count} different records came; the system says that it has ${reading.total}`));
  }
  return doubts;
}

/** The right tenant answered, and it is not empty. */
function judgeTenant(reading: Reading, figures: Figures, ground: Ground): Doubt[] {
  const doubts: Doubt[] = [];
  if (reading.tenant !== ground.system.tenant) doubts.push(doubt('wrong-tenant', 'not the tenant that the system file names answered'));
  for (const part of PARTS) {
    if (ground.system.holds.includes(part) && figures.parts[part] === 0) doubts.push(doubt('empty', `no ${part} came`));
  }
  return doubts;
}

/** The newest date that any good reading had; '' when none had one. */
function newestDate(good: readonly GoodReading[]): string {
  let newest = '';
  for (const { freshAt } of good) if (freshAt !== null && freshAt > newest) newest = freshAt;
  return newest;
}

/** The content is no older than what was read before, no older than allowed, and not from the future. */
function judgeFreshness({ reading, good, ground }: Comparison): Doubt[] {
  const { freshAt } = reading;
  if (freshAt === null) return [doubt('stale', 'the age of the content is not known')];
  const maxAge = ground.system.maxAge ?? ('P2D' as NonNullable<typeof ground.system.maxAge>);
  const day = freshAt.slice(0, 10) as Day;
  const doubts: Doubt[] = [];
  if (`${addPeriod(day, maxAge)}${freshAt.slice(10)}` < ground.asOf) {
    doubts.push(doubt('stale', `the content is of ${freshAt}, older than ${maxAge}`));
  }
  if (`${addDays(day, -1)}${freshAt.slice(10)}` > ground.asOf) {
    doubts.push(doubt('stale', `the content is of ${freshAt}, which lies ahead`));
  }
  const isSame = reading.digest === good.at(-1)?.digest;
  if (freshAt < newestDate(good) && !isSame)
    doubts.push(doubt('went-back', `the content is of ${freshAt}, older than what was read before`));
  return doubts;
}

/** Every canary is seen as it must be; a canary of somewhere else is not seen at all. */
function judgeCanary(canary: Canary, account: Account | undefined, asset: Asset | undefined): Doubt[] {
  const isSeen = account !== undefined || asset !== undefined;
  if (canary.absent === true) return isSeen ? [doubt('canary', 'a record that belongs elsewhere was seen')] : [];
  if (!isSeen) return [doubt('canary', 'a record that every complete reading shows was not seen')];
  const doubts: Doubt[] = [];
  if (canary.enabled !== undefined && account?.enabled !== canary.enabled) {
    doubts.push(doubt('canary', 'a canary is not enabled as it must be', 'status'));
  }
  const groups = account?.groups ?? [];
  if (canary.groups?.some((group) => !groups.includes(group)) === true) {
    doubts.push(doubt('canary', 'a canary is not seen in a group that it is in', 'groups'));
  }
  return doubts;
}

/** What the last good reading was complete in must still be delivered. */
function judgeProvided(comparison: Comparison): Doubt[] {
  const { reading } = comparison;
  const before = comparison.good.at(-1)?.complete ?? [];
  return before
    .filter((attribute) => !reading.provides.includes(attribute))
    .map((attribute) => doubt('not-provided', `the reading no longer has ${attribute}`, attribute));
}

/** True when a person accepted exactly this reading, and the acceptance is valid today. */
function isAccepted(reading: Reading, figures: Figures, ground: Ground): boolean {
  const accepted = ground.desired.readings.get(ground.system.id);
  if (accepted === undefined) return false;
  const today = dayOf(ground.asOf, ground.desired.organisation.timeZone);
  const isValid = accepted.from <= today && today <= accepted.until && accepted.until <= addDays(accepted.from, 1);
  return isValid && accepted.count === figures.count && accepted.digest === reading.digest;
}

function completeIn(reading: Reading, figures: Figures, doubts: readonly Doubt[]): ReadonlySet<Attribute> {
  const doubted = new Set(doubts.map((one) => one.attribute));
  if (doubted.has('all') || doubted.has('existence')) return new Set();
  return new Set(reading.provides.filter((attribute) => !doubted.has(attribute) && figures.known[attribute] > 0));
}

/** An export that was read before is no news: same content, unless its own date moved on. A live system is always news. */
function isNews({ reading, good, ground }: Comparison): boolean {
  if (ground.system.kind !== 'csv' || good.at(-1)?.digest !== reading.digest) return true;
  const hasOwnDate = ground.system.tables.every((table) => table.freshness.file === undefined);
  return hasOwnDate && reading.freshAt !== null && reading.freshAt > newestDate(good);
}

/** After three complete readings on three days under this tenant pin a system may remove; work on exports is handed over from the first. */
function mayRemove(ground: Ground): boolean {
  const { system, memory, desired, asOf } = ground;
  if (system.kind === 'csv') return true;
  const today = dayOf(asOf, desired.organisation.timeZone);
  const days = new Set(memory.readingDays.get(`${system.id}/${system.tenant}`));
  return [...days].filter((day) => day < today).length >= 3;
}

function mapBy<K, T>(records: readonly T[], key: (one: T) => K | null): ReadonlyMap<K, T> {
  const map = new Map<K, T>();
  for (const one of records) {
    const name = key(one);
    if (name !== null && !map.has(name)) map.set(name, one);
  }
  return map;
}

/**
 * Judges a reading by the rules of "A reading is complete". A doubt about one attribute takes away that attribute; a doubt about
 * `all` or `existence` takes away everything. Total: every reading gets a snapshot.
 */
export function judge(reading: Reading, ground: Ground): Snapshot {
  const figures = figuresOf(reading, ground.system);
  const comparison = compare(reading, figures, ground);
  const byId = mapBy<ForeignId, Account>(reading.accounts, (one) => one.id);
  const byTag = mapBy<string, Asset>(reading.assets, (one) => one.tag);
  const byAssetId = mapBy<string, Asset>(reading.assets, (one) => one.id);
  const isUnread = reading.problems.length > 0 && figures.count === 0 && reading.pages === 0;
  const doubts = judgeWhole(reading, figures);
  if (!isUnread) {
    doubts.push(...judgeTenant(reading, figures, ground), ...judgeFreshness(comparison), ...judgeProvided(comparison));
    for (const canary of ground.system.canaries ?? []) doubts.push(...judgeCanary(canary, byId.get(canary.id), byAssetId.get(canary.id)));
    if (!isAccepted(reading, figures, ground)) doubts.push(...judgeNumbers(comparison));
  }
  return {
    reading,
    complete: completeIn(reading, figures, doubts),
    doubts,
    isNew: isNews(comparison),
    mayRemove: mayRemove(ground),
    byId,
    byTag,
  };
}
