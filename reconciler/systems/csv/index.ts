/** Exports below the export folder, read as a system; it cannot be written, so that its changes are handed over to a desk. */
import { createHash } from 'node:crypto';
import type { Digest, ForeignId, Instant } from '../../../schemas/primitives.ts';
import type { System } from '../../../schemas/system.ts';
import type { Asset, Attribute, Reading } from '../../model/observed.ts';
import { type ExportFolder, Fault, type SystemReader } from '../../ports.ts';
import { contentText } from '../../tables/content.ts';
import { type ReadTable, readTable } from './client.ts';

/** A system of kind `csv`. */
export type CsvSystem = Extract<System, { kind: 'csv' }>;

/** What every table of a kind can tell is what the system can tell of that kind. */
function providedBy(system: CsvSystem, tables: readonly ReadTable[]): readonly Attribute[] {
  const provided = new Set<Attribute>();
  const lacking = new Set<Attribute>();
  for (const kind of system.holds) {
    const mine = tables.filter((_, index) => system.tables[index]?.holds === kind);
    for (const one of mine) {
      for (const attribute of one.provides) {
        if (mine.every((other) => other.provides.includes(attribute))) provided.add(attribute);
        else lacking.add(attribute);
      }
    }
    if (mine.some((one) => !one.provides.includes('existence'))) lacking.add('existence');
  }
  return [...provided].filter((attribute) => !lacking.has(attribute));
}

type Named = NonNullable<CsvSystem['statuses']>[number];

/** The first status that an export's word means. */
function meaningOf(named: readonly Named[], word: string): Named['means'] | null {
  return named.find(({ name }) => name.toLowerCase() === word.toLowerCase())?.means ?? null;
}

/** The device with its status in the word of the files, where the system file names one. */
function withMeaning(named: readonly Named[], asset: Asset): Asset {
  const means = asset.status === null ? null : meaningOf(named, asset.status);
  return means === null ? asset : { ...asset, status: means };
}

/** What the reading shows of a device with each status: of several with one word, the first. */
function shownStatuses({ statuses }: CsvSystem): Pick<Reading, 'statuses'> {
  if (statuses === undefined) return {};
  return { statuses: Object.fromEntries(statuses.map(({ means, name }) => [means, meaningOf(statuses, name)])) };
}

function oldest(tables: readonly ReadTable[]): Instant | null {
  const instants = tables.map((table) => table.freshAt);
  if (instants.includes(null)) return null;
  return instants.reduce((a, b) => ((a ?? '') < (b ?? '') ? a : b), instants[0] ?? null);
}

async function readAll(system: CsvSystem, exports: ExportFolder, at: Instant): Promise<Reading> {
  const tables: ReadTable[] = [];
  for (const table of system.tables) tables.push(await readTable(table, exports, at));
  const content = {
    accounts: tables.flatMap((table) => table.accounts),
    assets: tables.flatMap((table) => table.assets).map((asset) => withMeaning(system.statuses ?? [], asset)),
    people: tables.flatMap((table) => table.people),
    seats: [],
  };
  const untold = system.holds.filter((kind) => !system.tables.some((table) => table.holds === kind));
  const isRead = tables.some((table) => table.provides.length > 0);
  return {
    system: system.id,
    tenant: system.tenant,
    readAt: at,
    freshAt: oldest(tables),
    total: null,
    ended: tables.every((table) => table.ended),
    pages: isRead ? tables.length : 0,
    ...content,
    ...shownStatuses(system),
    provides: providedBy(system, tables),
    problems: [...tables.flatMap((table) => table.problems), ...untold.map((kind) => `no table of this system holds ${kind}`)],
    digest: createHash('sha256').update(contentText(content)).digest('hex') as Digest,
  };
}

/** Opens exports for reading. One record is read by reading its export again; an export that cannot be read whole then is a Fault. */
export function openCsvReader(system: CsvSystem, exports: ExportFolder): SystemReader {
  async function again(): Promise<Reading> {
    const reading = await readAll(system, exports, '9999-12-31T23:59:59Z' as Instant);
    const [problem] = reading.problems;
    if (problem !== undefined || !reading.ended) {
      throw new Fault(problem ?? 'the export breaks off', { where: system.id, operation: 'read one' });
    }
    return reading;
  }
  return {
    system: system.id,
    read: (at) => readAll(system, exports, at),
    readAccount: async (id: ForeignId) => (await again()).accounts.find((one) => one.id === id) ?? null,
    readAsset: async (id: string) => (await again()).assets.find((one) => one.id === id) ?? null,
  };
}
