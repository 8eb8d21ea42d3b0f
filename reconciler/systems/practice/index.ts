/** A JSON file that behaves like a directory and an inventory: for demonstration, training and tests. */
import { createHash } from 'node:crypto';
import { DeviceStatus } from '../../../schemas/device.ts';
import type { Digest, ForeignId, Instant } from '../../../schemas/primitives.ts';
import type { Abilities, Account, Asset, Attribute, Reading, SourcePerson } from '../../model/observed.ts';
import { type Clock, type ExportFolder, Fault, type SystemReader, type SystemWriter } from '../../ports.ts';
import { contentText } from '../../tables/content.ts';
import { openWorld, type PracticeSystem } from './client.ts';
import { toAccount, toAsset, toPerson } from './records.ts';
import type { World } from './wire.ts';
import { writeWorld } from './writes.ts';

const PROVIDED: Readonly<Record<PracticeSystem['holds'][number], readonly Attribute[]>> = {
  accounts: ['existence', 'status', 'groups', 'roles', 'licences', 'lastUse'],
  assets: ['existence', 'status', 'holder'],
  people: ['existence', 'dates'],
};

const WRITES: Abilities['writes'] = ['disable', 'enable', 'sessions', 'groups', 'licences', 'check-in', 'check-out', 'status'];

/** A world uses the words of the files; what else stands in it is its own. */
const STATUSES: NonNullable<Reading['statuses']> = Object.fromEntries(DeviceStatus.options.map((status) => [status, status]));

/** What a world can do: what every one can, and what its file says. */
function abilitiesOf(abilities: World['abilities']): Abilities {
  const { lastDays, mailboxes, leaversPlace, disabled } = abilities ?? {};
  const more: Abilities['writes'] = [
    ...(lastDays === true ? (['end-day'] as const) : []),
    ...(mailboxes === true ? (['mailbox'] as const) : []),
    ...(leaversPlace === undefined ? [] : (['place'] as const)),
  ];
  return { writes: [...WRITES, ...more], disabled: disabled ?? 'disabled', leaversPlace: leaversPlace ?? null };
}

/** True for an account that the world does not list any more, because it is disabled. */
function isHidden(world: World, kind: string, record: unknown): boolean {
  if (world.abilities?.disabled !== 'hidden' || kind !== 'accounts') return false;
  return typeof record === 'object' && record !== null && 'enabled' in record && record.enabled === false;
}

interface Page {
  readonly kind: PracticeSystem['holds'][number];
  readonly records: readonly unknown[];
}

/** All records of what the system holds, cut into pages; `total` is what the system claims to have. */
function pagesOf(world: World, system: PracticeSystem): { pages: Page[]; total: number } {
  const size = system.pageSize ?? 50;
  const every = world.faults?.seeEvery ?? 1;
  const pages: Page[] = [];
  let total = 0;
  for (const kind of system.holds) {
    const shown = (world[kind] ?? []).filter((record) => !isHidden(world, kind, record));
    const records = shown.filter((_, index) => index % every === 0);
    total += records.length;
    for (let from = 0; from < records.length; from += size) pages.push({ kind, records: records.slice(from, from + size) });
  }
  return { pages, total };
}

/** The pages that come, after what the faults of the world do to the chain. */
function arriving(pages: readonly Page[], faults: World['faults']): { pages: readonly Page[]; ended: boolean } {
  const stop = faults?.stopAfterPage;
  if (stop !== undefined && stop < pages.length) return { pages: pages.slice(0, stop), ended: false };
  const twice = faults?.repeatPage;
  const page = twice === undefined ? undefined : pages[twice - 1];
  if (twice === undefined || page === undefined || twice >= pages.length) return { pages, ended: true };
  return { pages: pages.with(twice, page), ended: true };
}

interface Records {
  readonly accounts: Account[];
  readonly assets: Asset[];
  readonly people: SourcePerson[];
  readonly problems: string[];
}

function keep<T>(list: T[], record: T | null, problem: () => void): void {
  if (record === null) problem();
  else list.push(record);
}

function recordsOf(pages: readonly Page[], blank: NonNullable<World['faults']>['blank']): Records {
  const records: Records = { accounts: [], assets: [], people: [], problems: [] };
  for (const [number, page] of pages.entries()) {
    for (const [index, record] of page.records.entries()) {
      const tell = () => records.problems.push(`record ${index + 1} of page ${number + 1} (${page.kind}) cannot be read`);
      if (page.kind === 'accounts') keep(records.accounts, toAccount(record, blank), tell);
      else if (page.kind === 'assets') keep(records.assets, toAsset(record, blank), tell);
      else keep(records.people, toPerson(record), tell);
    }
  }
  return records;
}

/** Last use and sessions move every night and say nothing of who is there; without them a person can accept a reading by its digest. */
function digestOf(content: Pick<Reading, 'accounts' | 'assets' | 'people' | 'seats'>): Digest {
  return createHash('sha256')
    .update(contentText({ ...content }, ['lastUse', 'sessions']))
    .digest('hex') as Digest;
}

function readWorld(world: World, system: PracticeSystem, at: Instant): Reading {
  const { pages, total } = pagesOf(world, system);
  const came = arriving(pages, world.faults);
  const { problems, ...records } = recordsOf(came.pages, world.faults?.blank);
  const content = { ...records, seats: world.seats ?? [] };
  const absent = system.holds.filter((kind) => world[kind] === undefined).map((kind) => `the world file has no ${kind}`);
  return {
    system: system.id,
    tenant: world.tenant,
    readAt: at,
    freshAt: at,
    total,
    ended: came.ended,
    pages: came.pages.length,
    ...content,
    provides: [...new Set(system.holds.flatMap((kind) => PROVIDED[kind]))],
    abilities: abilitiesOf(world.abilities),
    statuses: STATUSES,
    problems: [...problems, ...absent],
    digest: digestOf(content),
  };
}

/** What a reader brings home when the system could not be asked at all. */
function nothing(system: PracticeSystem, at: Instant, problem: string): Reading {
  const content = { accounts: [], assets: [], people: [], seats: [] };
  const about = { system: system.id, tenant: null, readAt: at, freshAt: null, total: null, ended: false, pages: 0 };
  return { ...about, ...content, provides: [], abilities: abilitiesOf(undefined), problems: [problem], digest: digestOf(content) };
}

function idOf(record: unknown): string | null {
  if (typeof record !== 'object' || record === null || !('id' in record)) return null;
  return typeof record.id === 'string' || typeof record.id === 'number' ? String(record.id) : null;
}

/** Opens a practice world for reading. */
export function openPracticeReader(system: PracticeSystem, exports: ExportFolder): SystemReader {
  const world = openWorld(system, exports);
  async function readOne<T>(kind: 'accounts' | 'assets', id: string, parse: (record: unknown) => T | null): Promise<T | null> {
    const now = await world.load();
    const operation = 'read one';
    if (now.faults?.refuseReading === true)
      throw new Fault('the system refused to be read', { where: system.id, operation, refused: true });
    if (now.tenant !== system.tenant) throw new Fault('another tenant answered', { where: system.id, operation });
    const record = (now[kind] ?? []).find((one) => idOf(one) === id && !isHidden(now, kind, one));
    if (record === undefined) return null;
    const parsed = parse(record);
    if (parsed === null) throw new Fault('the record cannot be read', { where: system.id, operation });
    return parsed;
  }
  return {
    system: system.id,
    async read(at) {
      try {
        const now = await world.loadOnce();
        return now.faults?.refuseReading === true ? nothing(system, at, 'the system refused to be read') : readWorld(now, system, at);
      } catch (error) {
        if (error instanceof Fault) return nothing(system, at, error.message);
        throw error;
      }
    },
    readAccount: (id: ForeignId) => readOne('accounts', id, (record) => toAccount(record)),
    readAsset: (id: string) => readOne('assets', id, (record) => toAsset(record)),
  };
}

/** Opens a practice world for writing; writes are carried out one after another. */
export function openPracticeWriter(system: PracticeSystem, runtime: { exports: ExportFolder; clock: Clock }): SystemWriter {
  const world = openWorld(system, runtime.exports);
  let last: Promise<void> = Promise.resolve();
  return {
    system: system.id,
    write(write) {
      const next = last.then(() => writeWorld(world, write, { system, today: runtime.clock.now().slice(0, 10) }));
      last = next.catch(() => {});
      return next;
    },
  };
}
