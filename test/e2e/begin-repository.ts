/** The state repository of a small company that has one system: as `init` makes it, without the practice company, and with these files. */
import { mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { lastday } from '../fakes/command-line.ts';
import { makeRepository, type TestRepository } from '../fakes/repository.ts';

/** Begins it on 5 January 2027. */
export async function beginRepository(files: Readonly<Record<string, string>>): Promise<TestRepository> {
  const repository = makeRepository();
  mkdirSync(join(repository.folder, 'exports'));
  const shell = { folder: repository.root, at: '2027-01-05T08:00:00Z' };
  const started = await lastday(shell, 'init', '--yes', '--example', '--name', 'Exempel AB');
  if (started.exit !== 0) throw new Error(started.err);
  rmSync(join(repository.folder, 'exports'), { recursive: true });
  repository.commit(files, { message: 'Begin', at: '2027-01-05T09:00:00Z' });
  return repository;
}

/** The file of an invented person with one account line; `more` are lines before the accounts. */
export function personFile(number: number, line: string, more = ''): string {
  return `id: e-000${number}
person: {name: Påhittad Person ${number}}
kind: employee
unit: office
firstDay: 2024-02-01
${more}accounts:
  - ${line}
`;
}
