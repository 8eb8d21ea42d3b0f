/** The documents that are no person and no device: organisation, policy, and the systems that read the same exports from then on. Pure. */
import type { Organisation } from '../../schemas/organisation.ts';
import type { Id, SystemId } from '../../schemas/primitives.ts';
import type { CsvTable, System } from '../../schemas/system.ts';
import { findColumn } from '../tables/csv.ts';
import type { Beginning, Existing, ImportRequest, ImportTable, Making } from './ground.ts';
import { slug } from './ground.ts';

/** An organisation with one company and one desk, for a repository that has none. */
export function newOrganisation(beginning: Beginning): Organisation {
  const { name, timeZone, locale, country, currency } = beginning;
  const company = { id: slug(country), name, country, currency };
  return { name, timeZone, locale, companies: [company], units: [], desks: { it: { name: 'IT' } } } as unknown as Organisation;
}

/** The desk that work is handed to: `it`, else the first. */
function deskOf(existing: Existing): Id | null {
  if (existing.organisation === null) return 'it' as Id;
  const desks = Object.keys(existing.organisation.desks ?? {});
  return ((desks.includes('it') ? 'it' : desks[0]) as Id | undefined) ?? null;
}

type Columns = CsvTable['columns'];

/** Only columns that the table has; the system would otherwise look for them in vain. */
function present({ table }: ImportTable, columns: Readonly<Record<string, string | undefined>>): Columns {
  const found = Object.entries(columns).filter(([, heading]) => heading !== undefined && findColumn(table.headings, heading) !== null);
  return Object.fromEntries(found) as unknown as Columns;
}

interface Wanted {
  readonly id: SystemId;
  readonly holds: CsvTable['holds'];
  readonly source: ImportTable;
  readonly columns: Readonly<Record<string, string | undefined>>;
}

function wantedSystems(making: Making): readonly Wanted[] {
  const { mapping, people, assets } = making.request;
  const wanted: Wanted[] = [];
  if (people !== null && mapping.people !== undefined) {
    const { login, email, enabled, firstDay, lastDay } = mapping.people;
    wanted.push({ id: making.systems.accounts, holds: 'accounts', source: people, columns: { id: login, login, email, enabled } });
    wanted.push({ id: making.systems.people, holds: 'people', source: people, columns: { id: login, login, firstDay, lastDay } });
  }
  if (assets !== null && mapping.assets !== undefined) {
    const { tag, serial, status, holder } = mapping.assets;
    wanted.push({ id: making.systems.assets, holds: 'assets', source: assets, columns: { id: tag, tag, serial, status, holder } });
  }
  return wanted;
}

function tableOf(one: Wanted, request: ImportRequest): CsvTable {
  const words = one.holds === 'accounts' ? { enabledWhen: ['true', 'yes', '1'], disabledWhen: ['false', 'no', '0'] } : {};
  return {
    holds: one.holds,
    file: one.source.file,
    columns: present(one.source, one.columns),
    ...words,
    dates: request.mapping.dates,
    freshness: { file: 'modified' },
  };
}

/**
 * Systems of kind `csv` that read the same files. They cannot be written, so `enforce` means that their changes are handed over to a
 * desk. Systems that are there already stay as they are.
 */
export function newSystems(making: Making): readonly System[] {
  const { request } = making;
  const desk = deskOf(request.existing);
  return wantedSystems(making)
    .filter((one) => !request.existing.systems.has(one.id))
    .map((one) => {
      const prices = one.holds === 'accounts' && making.prices.length > 0 ? { licences: making.prices } : {};
      const system = {
        kind: 'csv',
        id: one.id,
        mode: 'enforce',
        tenant: one.id,
        holds: [one.holds],
        ...(desk === null ? {} : { desk }),
        maxAge: 'P31D',
        ...prices,
        tables: [tableOf(one, request)],
      };
      return system as unknown as System;
    });
}
