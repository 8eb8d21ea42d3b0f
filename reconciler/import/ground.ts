/** What an import starts from and adds to: tables, what is there already, and the documents made so far. Pure. */
import type { Device } from '../../schemas/device.ts';
import type { Employee } from '../../schemas/employee.ts';
import type { Organisation } from '../../schemas/organisation.ts';
import type { Kind } from '../../schemas/places.ts';
import type { AssetTag, EmployeeId, Id, SystemId } from '../../schemas/primitives.ts';
import type { System } from '../../schemas/system.ts';
import type { FileEdits } from '../model/proposal.ts';
import { findColumn, type Row, type Table } from '../tables/csv.ts';
import type { Mapping } from './mapping.ts';
import type { RowReport } from './report.ts';

/** One export, parsed. `file` is its path below the export folder, for the system that reads it from then on. */
export interface ImportTable {
  readonly file: string;
  readonly table: Table;
}

/** What the repository holds before the import; null organisation when there is none yet. */
export interface Existing {
  readonly organisation: Organisation | null;
  readonly employees: ReadonlyMap<EmployeeId, Employee>;
  readonly devices: ReadonlyMap<AssetTag, Device>;
  readonly systems: ReadonlyMap<SystemId, System>;
  /** Paths that are taken, of every kind. */
  readonly paths: ReadonlySet<string>;
}

/** Words for an organisation that is not there yet, and the currency of sums that name none. */
export interface Beginning {
  readonly name: string;
  readonly timeZone: string;
  readonly locale: 'sv' | 'da' | 'en';
  readonly country: string;
  readonly currency: string;
}

/** An import. */
export interface ImportRequest {
  readonly mapping: Mapping;
  readonly people: ImportTable | null;
  readonly assets: ImportTable | null;
  readonly licences: ImportTable | null;
  readonly existing: Existing;
  readonly createHolders: boolean;
  readonly beginning: Beginning;
}

/** A document that the import makes. */
export interface NewDocument {
  readonly kind: Kind;
  readonly value: unknown;
}

/** A person while the import goes on; `isNew` when the repository does not have them yet. */
export interface Somebody {
  readonly id: EmployeeId;
  readonly isNew: boolean;
  employee: Employee;
}

/** Everything made so far. */
export interface Making {
  readonly request: ImportRequest;
  /** Ids of the systems that are written for the tables. */
  readonly systems: { readonly accounts: SystemId; readonly people: SystemId; readonly assets: SystemId };
  readonly company: Id;
  readonly people: Map<EmployeeId, Somebody>;
  readonly byLogin: Map<string, EmployeeId>;
  readonly byEmail: Map<string, EmployeeId>;
  readonly devices: Device[];
  readonly prices: NonNullable<System['licences']>;
  readonly edits: FileEdits[];
  readonly rows: RowReport[];
  nextId: number;
}

/** The path of a record's file, as the loader expects it. */
export function pathFor(organisation: Organisation | null, folder: string, id: string): string {
  if (organisation?.shardFolders !== true) return `${folder}/${id}.yaml`;
  const shard = id
    .toLowerCase()
    .replaceAll(/[^a-z0-9]/gu, '')
    .slice(-2);
  return `${folder}/${shard}/${id}.yaml`;
}

/** The cell of a row below a heading; '' when there is no such heading. */
export function reading(table: Table): (row: Row, heading: string | undefined) => string {
  const positions = new Map<string, number | null>();
  return (row, heading) => {
    if (heading === undefined) return '';
    let at = positions.get(heading);
    if (at === undefined) {
      at = findColumn(table.headings, heading);
      positions.set(heading, at);
    }
    return at === null ? '' : (row.cells[at] ?? '');
  };
}

/** The next free id of a person, `e-0001` and on. */
export function nextEmployeeId(making: Making): EmployeeId {
  making.nextId += 1;
  return `e-${String(making.nextId).padStart(4, '0')}` as EmployeeId;
}

/** Small letters, digits and hyphens from any text; the words that an id of ours may be. */
export function slug(text: string): Id {
  const plain = text
    .normalize('NFKD')
    .replaceAll(/\p{Mark}/gu, '')
    .toLowerCase();
  const words = plain.replaceAll(/['’]/gu, '').replaceAll(/[^a-z0-9]+/gu, '-');
  const trimmed = words
    .replaceAll(/^-+|-+$/gu, '')
    .slice(0, 63)
    .replace(/-+$/u, '');
  return (trimmed === '' ? 'unnamed' : trimmed) as Id;
}
