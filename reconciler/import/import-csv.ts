/** Exports of somebody else's system -> the documents of a state repository, and a report of every row. Pure. */
import type { Employee } from '../../schemas/employee.ts';
import type { Id, SystemId } from '../../schemas/primitives.ts';
import type { FileEdits } from '../model/proposal.ts';
import { findColumn } from '../tables/csv.ts';
import { takeDevices } from './devices.ts';
import { newOrganisation, newSystems } from './documents.ts';
import { type ImportRequest, type ImportTable, type Making, type NewDocument, pathFor } from './ground.ts';
import { takeLicences } from './licences.ts';
import { takePeople } from './people.ts';
import type { ImportReport } from './report.ts';

/** What an import makes: new files by path, edits of files that are there, and the report. */
export interface Imported {
  readonly files: ReadonlyMap<string, NewDocument>;
  readonly edits: readonly FileEdits[];
  readonly report: ImportReport;
}

type TableName = 'people' | 'assets' | 'licences';
const TABLES: readonly TableName[] = ['people', 'assets', 'licences'];

function begin(request: ImportRequest): Making {
  const { mapping, existing, beginning } = request;
  const numbers = [...existing.employees.keys()].map((id) => Number(/^e-(\d{1,9})$/u.exec(id)?.[1] ?? 0));
  const company = (existing.organisation ?? newOrganisation(beginning)).companies[0]?.id ?? ('se' as Id);
  const making: Making = {
    request,
    systems: {
      accounts: `${mapping.name}-users` as SystemId,
      people: `${mapping.name}-people` as SystemId,
      assets: `${mapping.name}-assets` as SystemId,
    },
    company,
    people: new Map(),
    byLogin: new Map(),
    byEmail: new Map(),
    devices: [],
    prices: [],
    edits: [],
    rows: [],
    nextId: Math.max(0, ...numbers),
  };
  for (const employee of existing.employees.values()) rememberExisting(making, employee);
  return making;
}

function rememberExisting(making: Making, employee: Employee): void {
  making.people.set(employee.id, { id: employee.id, isNew: false, employee });
  for (const line of employee.accounts ?? []) {
    const login = line.login?.toLowerCase();
    if (login !== undefined && !making.byLogin.has(login)) making.byLogin.set(login, employee.id);
  }
  if (employee.person !== 'withheld' && employee.person.email !== undefined) {
    const email = employee.person.email.toLowerCase();
    if (!making.byEmail.has(email)) making.byEmail.set(email, employee.id);
  }
}

/** Headings of a layout's table that are needed and not there, and what is wrong with the table itself. */
function problemsOf(request: ImportRequest): ImportReport['problems'] {
  const problems: { table: string; text: string }[] = [];
  for (const name of TABLES) {
    const source = request[name];
    const columns = request.mapping[name];
    if (source === null) continue;
    for (const text of source.table.problems) problems.push({ table: name, text });
    if (!source.table.ended && source.table.problems.length === 0) problems.push({ table: name, text: 'the file breaks off' });
    if (columns === undefined) problems.push({ table: name, text: 'the layout does not say what its columns are' });
    else {
      const needed =
        'login' in columns && name === 'people' ? columns.login : 'tag' in columns ? columns.tag : 'id' in columns ? columns.id : '';
      if (findColumn(source.table.headings, needed) === null) problems.push({ table: name, text: `there is no one column "${needed}"` });
    }
    if (!/^[A-Za-z0-9][A-Za-z0-9._-]{0,99}(\/[A-Za-z0-9][A-Za-z0-9._-]{0,99}){0,5}$/u.test(source.file)) {
      problems.push({ table: name, text: 'the name of the file has signs that a system file cannot hold; rename it' });
    }
  }
  return problems;
}

function usedHeadings(request: ImportRequest, name: TableName): ReadonlySet<string> {
  const columns = Object.values(request.mapping[name] ?? {}).flat() as string[];
  return new Set(columns.map((heading) => heading.trim().toLowerCase()));
}

function unusedIn(name: TableName, source: ImportTable, request: ImportRequest): ImportReport['unused'] {
  const used = usedHeadings(request, name);
  return source.table.headings.flatMap((column, index) => {
    const rows = source.table.rows.filter((row) => row.cells[index] !== '').length;
    return used.has(column.toLowerCase()) || rows === 0 ? [] : [{ table: name, column, rows }];
  });
}

function documentsOf(making: Making): ReadonlyMap<string, NewDocument> {
  const { existing, beginning } = making.request;
  const files = new Map<string, NewDocument>();
  const add = (path: string, document: NewDocument) => {
    if (!existing.paths.has(path)) files.set(path, document);
  };
  if (existing.organisation === null) add('state/organisation.yaml', { kind: 'organisation', value: newOrganisation(beginning) });
  add('policies/access.yaml', { kind: 'access', value: { cutOff: '24:00' } });
  for (const system of newSystems(making)) add(pathFor(null, 'policies/systems', system.id), { kind: 'system', value: system });
  for (const { id, isNew, employee } of making.people.values()) {
    if (isNew) add(pathFor(existing.organisation, 'state/employees', id), { kind: 'employee', value: employee });
  }
  for (const device of making.devices) add(pathFor(existing.organisation, 'state/devices', device.id), { kind: 'device', value: device });
  return files;
}

function reportOf(making: Making, problems: ImportReport['problems']): ImportReport {
  const holders = making.rows.filter((row) => row.notes.some((note) => note.reason === 'holder-created')).length;
  const made = [...making.people.values()].filter((one) => one.isNew).length;
  const unused = TABLES.flatMap((name) => {
    const source = making.request[name];
    return source === null ? [] : unusedIn(name, source, making.request);
  });
  const counts = { employees: made - holders, holders, devices: making.devices.length, licences: making.prices.length };
  return { rows: making.rows, problems, unused, counts };
}

/**
 * Turns the tables of a request into documents. Nothing is made from a table that is broken; every row of the others is either used
 * or reported with its reason, and what of a used row could not be taken over is reported as well.
 */
export function importCsv(request: ImportRequest): Imported {
  const problems = problemsOf(request);
  const broken = new Set(problems.map((problem) => problem.table));
  const sound = (name: TableName) => (broken.has(name) ? null : request[name]);
  const { people, assets, licences } = { people: sound('people'), assets: sound('assets'), licences: sound('licences') };
  const making = begin({ ...request, people, assets, licences });
  const { mapping } = request;
  if (people !== null && mapping.people !== undefined) takePeople(people, mapping.people, making);
  if (assets !== null && mapping.assets !== undefined) takeDevices(assets, mapping.assets, making);
  if (licences !== null && mapping.licences !== undefined) takeLicences(licences, mapping.licences, making);
  return { files: making.rows.length === 0 ? new Map() : documentsOf(making), edits: making.edits, report: reportOf(making, problems) };
}
