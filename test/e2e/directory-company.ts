/** A company of 5,000 whose sign-in is one directory: 45 leave at the end of a month. The same for both kinds of directory. */
import { mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import type { Outcome } from '../../reconciler/model/outcome.ts';
import type { Plan } from '../../reconciler/model/plan.ts';
import { lastday, lastdayJson, type Shell } from '../fakes/command-line.ts';
import type { RequestKind } from '../fakes/ldap-between.ts';
import { makeRepository, type TestRepository } from '../fakes/repository.ts';

/** How many there are, how many of them leave, and how many the large group has. */
export const PEOPLE = 5000;
export const LEAVING = 45;
export const IN_ALL = 2000;
export const GROUPS = 200;

/** The last day of all leavers: the end of a month. */
export const LAST_DAY = '2027-01-31';

/** Numbers of everybody, and of the leavers. */
export const EVERYBODY = Array.from({ length: PEOPLE }, (_, at) => at + 1);
export const LEAVERS = EVERYBODY.slice(0, LEAVING);

/** The sign-in name of a number. */
export function loginOf(number: number): string {
  return `anstalld${number}`;
}

/** The immutable id of a number's account. */
export function idOf(number: number): string {
  return `0000abcd-0000-4000-8000-${String(number).padStart(12, '0')}`;
}

/** The id of a number in the files. */
export function personOf(number: number): string {
  return `e-${String(number).padStart(5, '0')}`;
}

/**
 * Members of each group, by number: one of 2,000, 197 of 25 each, one that has a single member, and one that has the large one inside.
 * The last is empty here: what is in it is a group.
 */
export const MEMBERS: ReadonlyMap<string, readonly number[]> = new Map([
  ['alla', EVERYBODY.slice(0, IN_ALL)],
  ['ensam', [LEAVING]],
  ...Array.from(
    { length: GROUPS - 3 },
    (_, at) => [`grupp-${at + 1}`, EVERYBODY.filter((number) => number % (GROUPS - 3) === at)] as const,
  ),
  ['yttre', []],
]);

/** Groups that a number is in itself, sorted. */
export function groupsOf(number: number): readonly string[] {
  return [...MEMBERS].flatMap(([name, numbers]) => (numbers.includes(number) ? [name] : [])).sort();
}

/** A file of an employee: groups are declared of leavers, all of them, so that they may come back. */
function employee(number: number, lastDay: string | null, isLeaver: boolean): string {
  const grants = isLeaver ? `, grants: [${groupsOf(number).join(', ')}]` : '';
  return `id: ${personOf(number)}
person: {name: Påhittad Person ${number}}
kind: employee
unit: office
firstDay: 2024-02-01
${lastDay === null ? '' : `lastDay: ${lastDay}\n`}accounts:
  - {system: directory, id: ${idOf(number)}, login: ${loginOf(number)}${grants}}
`;
}

/** What a night was, and what it asked of the directory. */
export interface Night {
  readonly exit: number;
  readonly run: string | null;
  readonly plan: Plan;
  readonly outcomes: readonly Outcome[];
  readonly reads: number;
  readonly writes: number;
}

/** The company. */
export interface DirectoryCompany {
  readonly repository: TestRepository;
  /** With the key that captures are sealed with, or without. */
  shell(at: string, withKey?: boolean): Shell;
  night(at: string, withKey?: boolean): Promise<Night>;
  /** Writes another last day. */
  extend(number: number, lastDay: string, at: string): void;
}

/** The company in a repository, with this as the system's file. `requests` tells what was asked since it was asked last. */
export async function makeDirectoryCompany(about: {
  readonly file: string;
  readonly credentials: Readonly<Record<string, string>>;
  readonly requests: () => readonly RequestKind[];
  /** Who there is; everybody when left out. */
  readonly people?: readonly number[];
  /** Who leaves, and when; at the end of the month those of the 5,000 when left out. */
  readonly leavers?: ReadonlyMap<number, string>;
}): Promise<DirectoryCompany> {
  const repository = makeRepository();
  mkdirSync(join(repository.folder, 'exports'));
  const captureKey = new Uint8Array(32).fill(7);
  const leavers = about.leavers ?? new Map(LEAVERS.map((number) => [number, LAST_DAY]));
  const shell = (at: string, withKey = true): Shell => ({
    folder: repository.root,
    at,
    credentials: about.credentials,
    skipsWaits: true,
    ...(withKey ? { captureKey } : {}),
  });
  const started = await lastday(shell('2027-01-05T08:00:00Z'), 'init', '--yes', '--example', '--name', 'Exempel AB');
  if (started.exit !== 0) throw new Error(started.err);
  rmSync(join(repository.folder, 'exports'), { recursive: true });
  const people = (about.people ?? EVERYBODY).map((number) => [
    `state/employees/${personOf(number)}.yaml`,
    employee(number, leavers.get(number) ?? null, leavers.has(number)),
  ]);
  const files = { 'policies/systems/directory.yaml': about.file, ...(Object.fromEntries(people) as Record<string, string>) };
  repository.commit(files, { message: 'Begin', at: '2027-01-05T09:00:00Z' });
  return {
    repository,
    shell,
    async night(at, withKey) {
      about.requests();
      const { json, err, exit } = await lastdayJson(shell(at, withKey), 'reconcile');
      const view = json as Pick<Night, 'run' | 'plan' | 'outcomes'> | null;
      if (view?.plan === undefined) throw new Error(`${at}: exit ${exit} ${err}`);
      const asked = about.requests();
      const writes = asked.filter((kind) => kind === 'modify' || kind === 'move').length;
      return { ...view, exit, writes, reads: asked.length - writes };
    },
    extend(number, lastDay, at) {
      repository.commit({ [`state/employees/${personOf(number)}.yaml`]: employee(number, lastDay, true) }, { at, message: 'Stays longer' });
    },
  };
}
