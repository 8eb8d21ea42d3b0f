/** A company of four whose one system holds accounts, and its nights: what each reads, writes and concludes. */
import { expect, it } from 'vitest';
import type { Outcome } from '../../reconciler/model/outcome.ts';
import type { Plan } from '../../reconciler/model/plan.ts';
import { type Called, lastday, lastdayJson } from '../fakes/command-line.ts';
import type { JsonServer } from '../fakes/json-server.ts';
import type { TestRepository } from '../fakes/repository.ts';
import { beginRepository, personFile } from './begin-repository.ts';

/** The last day of e-0002. */
export const LAST_DAY = '2027-01-08';

/** Three nights before anything is due. */
const QUIET = ['2027-01-06T02:00:00Z', '2027-01-07T02:00:00Z', '2027-01-08T02:00:00Z'] as const;

/** What the company is made of. */
export interface AccountCompany {
  /** The text of `policies/systems/<system>.yaml`. */
  readonly file: string;
  readonly system: string;
  /** The account line of a person, by their number from 1 to 4. */
  readonly line: (number: number) => string;
  readonly server: JsonServer;
  readonly credentials: Readonly<Record<string, string>>;
  /** Where the runner keeps readings, and the key that they are sealed with. */
  readonly keeps?: { readonly folder: string; readonly key: () => Uint8Array };
}

/** One night. */
export interface Night {
  readonly plan: Plan;
  readonly outcomes: readonly Outcome[];
  readonly run: string;
  readonly reads: number;
  readonly writes: readonly string[];
}

/** The company, begun. */
export interface Begun {
  readonly repository: TestRepository;
  /** One night; it ends well (0). */
  night(at: string): Promise<Night>;
  /** Calls a command at an instant. */
  call(at: string, ...words: readonly string[]): Promise<Called>;
  /** Everything that the journal holds, as text. */
  journal(): string;
}

function person(number: number, line: string): string {
  const more = number === 2 ? `lastDay: ${LAST_DAY}\n` : '';
  return personFile(number, line, more);
}

/** Makes the repository of the company. */
export async function beginAccounts(company: AccountCompany): Promise<Begun> {
  const people = [1, 2, 3, 4].map((number) => [`state/employees/e-000${number}.yaml`, person(number, company.line(number))]);
  const files = { [`policies/systems/${company.system}.yaml`]: company.file, ...Object.fromEntries(people) };
  const repository = await beginRepository(files);
  const { keeps } = company;
  const shellAt = (at: string) => ({
    folder: repository.root,
    at,
    credentials: company.credentials,
    ...(keeps === undefined ? {} : { environment: { LASTDAY_CACHE: keeps.folder }, captureKey: keeps.key() }),
  });
  return {
    repository,
    async night(at) {
      const before = company.server.calls.length;
      const changed = company.server.changes().length;
      const { json, err, exit } = await lastdayJson(shellAt(at), 'reconcile');
      if (exit !== 0) throw new Error(`${at}: exit ${exit} ${err} ${JSON.stringify(json).slice(0, 3000)}`);
      const writes = company.server.changes().slice(changed);
      return { ...(json as Pick<Night, 'plan' | 'outcomes' | 'run'>), reads: company.server.calls.length - before - writes.length, writes };
    },
    call: (at, ...words) => lastday(shellAt(at), ...words),
    journal: () => repository.remoteGit('log', '-p', 'lastday/journal'),
  };
}

/** The nights before anything is due: everything is read, in so many requests, and nothing is written. */
export function areQuiet(company: () => Begun, system: string, reads: number): void {
  it.each(QUIET)(`%s is quiet: ${reads} requests, and nothing is written`, async (at) => {
    const quiet = await company().night(at);

    expect(quiet.plan.sources).toMatchObject([{ system, doubts: [] }]);
    expect(quiet).toMatchObject({ reads, writes: [], outcomes: [] });
  });
}

/** What the journal holds of the nights: what was done, and nothing that is secret or a name. */
export function tellsNothing(company: () => Begun, secret: RegExp): void {
  it('tells nothing of the token or of names to the journal', () => {
    expect(company().journal()).toContain('disable');
    expect(company().journal()).not.toMatch(secret);
  });
}
