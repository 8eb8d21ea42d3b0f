/** A company of 5,000 whose people sign in to a service that speaks SCIM: files, users and groups, and 45 who leave on one day. */
import { mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import type { Outcome } from '../../reconciler/model/outcome.ts';
import type { Plan } from '../../reconciler/model/plan.ts';
import { type Kept, type Scimmy, TOKEN } from '../counterparts/scimmy.ts';
import { lastday, lastdayJson, type Shell } from '../fakes/command-line.ts';
import { makeRepository, type TestRepository } from '../fakes/repository.ts';

export const PEOPLE = 5000;
export const LAST_DAY = '2026-12-31';

const TEAMS = 20;
const STAYING = [7, 8, 9, 10, 11];

/** Who leaves: 45, spread over all pages. */
export const LEAVERS: readonly number[] = Array.from({ length: 45 }, (_, index) => 110 * (index + 1));

export const employee = (index: number) => `e-${String(index).padStart(5, '0')}`;
export const account = (index: number) => `u${String(index).padStart(5, '0')}`;
const teamOf = (index: number) => `team-${index % TEAMS}`;

/** Groups have a few hundred members in all: the leavers, and some who stay beside them. */
export function inGroups(index: number): readonly string[] {
  if (LEAVERS.includes(index)) return [teamOf(index), 'vpn'];
  return STAYING.includes(index % 500) ? [teamOf(index), 'vpn'] : [];
}

const everybody = Array.from({ length: PEOPLE }, (_, index) => index + 1);
const META = { created: '2024-02-01T08:00:00.000Z', lastModified: '2024-02-01T08:00:00.000Z' };
const CORE = 'urn:ietf:params:scim:schemas:core:2.0';

/** The users of the service. */
export function usersOf(): readonly Kept[] {
  return everybody.map((index) => ({
    schemas: [`${CORE}:User`],
    id: account(index),
    userName: `login${index}`,
    active: true,
    entitlements: [{ value: 'SEAT', display: 'Paid seat' }],
    meta: { resourceType: 'User', ...META },
  }));
}

/** Its groups; nobody is in the one that the tenant is known by. */
export function groupsOf(): readonly Kept[] {
  const members = new Map<string, string[]>([['anchor', []]]);
  for (const index of everybody) for (const name of inGroups(index)) members.set(name, [...(members.get(name) ?? []), account(index)]);
  return [...members].map(([displayName, ids]) => ({
    schemas: [`${CORE}:Group`],
    id: `g-${displayName}`,
    displayName,
    members: ids.map((value) => ({ value, type: 'User' })),
    meta: { resourceType: 'Group', ...META },
  }));
}

/** The names of all groups. */
export const GROUPS: readonly string[] = groupsOf().map((group) => String(group['displayName']));

/** The file of a person. */
export function personFile(index: number, lastDay = LEAVERS.includes(index) ? LAST_DAY : null): string {
  const grants = inGroups(index);
  const held = `${grants.length === 0 ? '' : `, grants: [${grants.join(', ')}]`}, licences: [SEAT]`;
  return `id: ${employee(index)}
person: {name: Påhittad Person ${index}}
kind: employee
unit: office
firstDay: 2024-02-01
${lastDay === null ? '' : `lastDay: ${lastDay}\n`}accounts:
  - {system: saas, id: ${account(index)}, login: login${index}${held}}
`;
}

function systemFile(service: Scimmy): string {
  const { host, pathname } = new URL(service.address);
  return `kind: scim
id: saas
mode: enforce
address: ${service.address}
tenant: ${host}${pathname}#Groups/g-anchor
holds: [accounts]
desk: it
identityProvider: true
credential: {read: saas-read, write: saas-write}
requestsPerMinute: 60000
licences:
  - {id: SEAT, price: 120.00 SEK, per: month, seats: ${PEOPLE}}
canaries:
  - {id: ${account(1)}, enabled: true}
  - {id: ${account(2500)}, enabled: true}
  - {id: ${account(PEOPLE)}, enabled: true}
`;
}

/** What a night did, and what it asked of the service. */
export interface Night {
  readonly exit: number;
  readonly plan: Plan;
  readonly outcomes: readonly Outcome[];
  readonly reads: number;
  readonly writes: readonly string[];
}

/** The company, with its state repository. */
export interface Company {
  readonly repository: TestRepository;
  shell(at: string): Shell;
  /** One night. */
  night(at: string): Promise<Night>;
  /** The runs of the nights so far, oldest first. */
  runs(): Promise<readonly string[]>;
}

/** Begins the company: the files, and a service that shows the same. */
export async function beginCompany(service: Scimmy): Promise<Company> {
  const repository = makeRepository();
  const credentials = { 'saas-read': TOKEN, 'saas-write': TOKEN };
  const shell = (at: string): Shell => ({ folder: repository.root, at, credentials });
  mkdirSync(join(repository.folder, 'exports'));
  const started = await lastday(shell('2026-12-01T08:00:00Z'), 'init', '--yes', '--example', '--name', 'Exempel AB');
  if (started.exit !== 0) throw new Error(started.err);
  rmSync(join(repository.folder, 'exports'), { recursive: true });
  const people = everybody.map((index): [string, string] => [`state/employees/${employee(index)}.yaml`, personFile(index)]);
  repository.commit(
    {
      ...Object.fromEntries(people),
      'policies/systems/saas.yaml': systemFile(service),
      'policies/access.yaml': 'ladder: {groups: P0D, licences: P0D}\n',
    },
    { message: 'Begin', at: '2026-12-01T09:00:00Z' },
  );
  return {
    repository,
    shell,
    async runs() {
      const { json } = await lastdayJson(shell('2027-01-01T04:40:00Z'), 'audit', 'log');
      return [...new Set((json as { run: string }[]).map(({ run }) => run))];
    },
    async night(at) {
      const before = service.requests.length;
      const { json, exit } = await lastdayJson(shell(at), 'reconcile');
      const asked = service.requests.slice(before);
      const writes = asked.filter((one) => !one.startsWith('GET '));
      return { ...(json as Pick<Night, 'plan' | 'outcomes'>), exit, reads: asked.length - writes.length, writes };
    },
  };
}
