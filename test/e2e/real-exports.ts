/** The exports that another project publishes as samples, and what they say, read without any code of the product. */
import { existsSync, readdirSync, readFileSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { plainRows } from './plain-csv.ts';

/** Where they are, beside the working copy; not everybody has them. */
export const DATA = join(import.meta.dirname, '../../../shared/data/snipe-it');

/** The three exports. */
export const FILES = { people: 'users-sample.csv', assets: 'assets-sample.csv', licences: 'licenses-sample.csv' } as const;

/** One of the three. */
export type ExportName = keyof typeof FILES;

/** True when all of them are there. */
export const isThere: boolean = Object.values(FILES).every((file) => existsSync(join(DATA, file)));

/** One export as it was published. */
export function textOf(name: ExportName): string {
  return readFileSync(join(DATA, FILES[name]), 'utf8');
}

/** Puts an export where the systems read it, as of an instant. */
export function deliver(folder: string, what: { readonly name: ExportName; readonly text: string; readonly at: string }): void {
  const path = join(folder, FILES[what.name]);
  writeFileSync(path, what.text);
  utimesSync(path, new Date(what.at), new Date(what.at));
}

/** Employee ids by sign-in name, from the text of the files below a repository's root. */
export function idsByLogin(root: string): ReadonlyMap<string, string> {
  const found = new Map<string, string>();
  const folder = join(root, 'state/employees');
  for (const file of readdirSync(folder)) {
    const login = /login: "?([^",}\n]+)/u.exec(readFileSync(join(folder, file), 'utf8'))?.[1];
    if (login !== undefined) found.set(login, file.replace('.yaml', ''));
  }
  return found;
}

/** Ids of the people whose end date is before that day; with `isActive` only those whose account is on (or off). */
export function gone(root: string, day: string, isActive?: boolean): string[] {
  const ids = idsByLogin(root);
  return plainRows(textOf('people'))
    .filter((row) => row['End Date'] !== '' && (row['End Date'] ?? '') < day)
    .filter((row) => isActive === undefined || (row['Activated'] === 'true') === isActive)
    .map((row) => ids.get(row['Username'] ?? '') ?? `no file for ${row['Username']}`)
    .toSorted();
}
