/** Tables and requests for tests of the import. */
import type { Existing, ImportRequest, ImportTable } from '../../../reconciler/import/ground.ts';
import type { Imported } from '../../../reconciler/import/import-csv.ts';
import { snipeIt } from '../../../reconciler/import/layouts/snipe-it.ts';
import { loadFiles } from '../../../reconciler/load/load.ts';
import type { Loaded } from '../../../reconciler/model/desired.ts';
import type { EditValue } from '../../../reconciler/model/proposal.ts';
import { editYaml } from '../../../reconciler/record/edit-yaml.ts';
import { newYaml } from '../../../reconciler/record/new-yaml.ts';
import { parseTable } from '../../../reconciler/tables/csv.ts';
import { decode } from '../../../reconciler/tables/encoding.ts';

/** A repository with nothing in it. */
export const NOTHING: Existing = { organisation: null, employees: new Map(), devices: new Map(), systems: new Map(), paths: new Set() };

/** A table from its text or its bytes. */
export function tableFrom(content: string | Uint8Array, file = 'export.csv'): ImportTable {
  const decoded = typeof content === 'string' ? { text: content } : decode(content, 'auto');
  if ('fault' in decoded) throw new Error(decoded.fault);
  return { file, table: parseTable(decoded.text, 'auto') };
}

/** A request of the Snipe-IT layout; `more` overrides. */
export function request(more: Partial<ImportRequest> = {}): ImportRequest {
  const beginning = { name: 'Exempelgruppen', timeZone: 'Europe/Stockholm', locale: 'en', country: 'SE', currency: 'USD' } as const;
  return { mapping: snipeIt, people: null, assets: null, licences: null, existing: NOTHING, createHolders: false, beginning, ...more };
}

/** The texts of a repository after an import, on top of the texts before. */
export function textsAfter(imported: Imported, before: ReadonlyMap<string, string> = new Map()): Map<string, string> {
  const texts = new Map(before);
  for (const [path, { kind, value }] of imported.files) texts.set(path, newYaml(kind, path, value as EditValue));
  for (const { file, edits } of imported.edits) {
    const edited = editYaml(texts.get(file) ?? '', edits, file.startsWith('policies/') ? 'system' : 'employee');
    if ('refused' in edited) throw new Error(edited.refused);
    texts.set(file, edited.text);
  }
  return texts;
}

/** Loads texts as the loader loads a work tree. */
export function loadTexts(texts: ReadonlyMap<string, string>): Loaded {
  const encoder = new TextEncoder();
  return loadFiles(
    [...texts].map(([path, text]) => ({ path, mode: '100644', id: '0'.repeat(40), bytes: encoder.encode(text) })),
    null,
  );
}

/** What a second import finds. */
export function existingFrom(texts: ReadonlyMap<string, string>): Existing {
  const { desired } = loadTexts(texts);
  if (desired === null) throw new Error('the files are not valid');
  const { organisation, employees, devices, systems } = desired;
  return { organisation, employees, devices, systems, paths: new Set(texts.keys()) };
}

/** `line reason column` of every note of a table. */
export function notesOf(imported: Imported, table: string): string[] {
  return imported.report.rows
    .filter((row) => row.table === table)
    .flatMap((row) => row.notes.map((note) => `${row.line} ${row.outcome} ${note.reason} ${note.column ?? ''}`.trim()));
}

/** Headings of people. */
export const USERS = 'First Name,Last Name,Email,Username,Activated,Manager,Start Date,End Date,Notes';
const ASSETS =
  'Asset Tag,Model,Category,Purchase Date,Purchase Cost,Checkout Type,Checked Out To: Username,Checked Out To: First Name,Checked Out To: Last Name,Checked Out To: Email,Checked Out To: Location,Status,Serial';
const LICENCES = 'Username,Item name,serial number,purchase cost,expiration date,maintained,seats';

/** A table of people in the Snipe-IT layout. */
export function people(...rows: string[]) {
  return tableFrom([USERS, ...rows, ''].join('\n'), 'users.csv');
}

/** A table of devices. */
export function assets(...rows: string[]) {
  return tableFrom([ASSETS, ...rows, ''].join('\n'), 'assets.csv');
}

/** A table of licences. */
export function licences(...rows: string[]) {
  return tableFrom([LICENCES, ...rows, ''].join('\n'), 'licences.csv');
}

/** Two people, the second reporting to the first. */
export const TWO = ['Test,Person,test@exempel.example,testper,true,,2021-03-01,,', 'Ada,Exempel,,testada,false,Test Person,,12/31/2026,x'];
