/** Nights of a small company whose identity provider is Google Workspace: quiet ones, a leaver, the rungs of the ladder, and the second run of each. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Outcome } from '../../reconciler/model/outcome.ts';
import type { Plan } from '../../reconciler/model/plan.ts';
import { lastday, lastdayJson } from '../fakes/command-line.ts';
import { keyFile } from '../fakes/google/tokens.ts';
import { fakeGoogleWorld, fakeGroup, fakeUser, idFor } from '../fakes/google/world.ts';
import { type FakeGoogle, startGoogle } from '../fakes/google.ts';
import type { TestRepository } from '../fakes/repository.ts';
import { furnish, READER, READS_AS, WRITER, WRITES_AS } from '../unit/systems/google/workspace.ts';
import { beginRepository, personFile } from './begin-repository.ts';

const LAST_DAY = '2027-01-08';
const LICENCE = 'Google-Apps/sku1010020020';
const PEOPLE = [1, 2, 3, 4];
const LEAVER = `/admin/directory/v1/users/${idFor(2)}`;

interface Night {
  readonly run: string;
  readonly plan: Plan;
  readonly outcomes: readonly Outcome[];
}

let repository: TestRepository;
let google: FakeGoogle;
/** Runs that took something from e-0002. */
const takers: string[] = [];

function person(number: number, more = ''): string {
  const line = `{system: workspace, id: "${idFor(number)}", login: login${number}@exempel.example, grants: [staff@exempel.example], licences: [${LICENCE}]}`;
  return personFile(number, line, more);
}

function workspace(mode: string): string {
  return `kind: google
id: workspace
mode: ${mode}
tenant: C0exempel1
holds: [accounts]
identityProvider: true
desk: it
canaries: [{id: "${idFor(1)}", enabled: true, groups: [staff@exempel.example]}]
licences:
  - {id: ${LICENCE}, name: Enterprise Plus, price: 250.00 SEK, per: month, seats: 4}
credential: {read: google-read, write: google-write}
actsAs: {read: ${READS_AS}, write: ${WRITES_AS}}
leaversPlace: /Leavers
products: [Google-Apps]
showSessions: true
address: ${google.address}
`;
}

const shellAt = (at: string) => ({
  folder: repository.root,
  at,
  credentials: { 'google-read': keyFile(READER), 'google-write': keyFile(WRITER) },
  captureKey: new Uint8Array(32).fill(7),
});

/** One night, and the calls that it made. */
async function night(at: string): Promise<Night & { readonly reads: readonly string[]; readonly writes: readonly string[] }> {
  google.world.settings.now = Date.parse(at);
  const before = google.calls.length;
  const { json, err, exit } = await lastdayJson(shellAt(at), 'reconcile');
  if (exit !== 0) throw new Error(`${at}: exit ${exit} ${err} ${JSON.stringify(json).slice(0, 3000)}`);
  const names = google.calls.slice(before).map((call) => call.name);
  const { run, outcomes } = json as Night;
  if (outcomes.some((one) => one.person === 'e-0002' && one.outcome === 'verified')) takers.push(run);
  const isRead = (name: string) => name.startsWith('GET ');
  return { ...(json as Night), reads: names.filter(isRead), writes: names.filter((name) => !isRead(name)) };
}

const short = (outcomes: readonly Outcome[]) => outcomes.map(({ kind, person: whose, outcome }) => `${kind} ${whose} ${outcome}`);

beforeAll(async () => {
  const world = fakeGoogleWorld({
    users: PEOPLE.map((number) => fakeUser(number)),
    groups: [
      fakeGroup('g1', 'staff@exempel.example', Object.fromEntries(PEOPLE.map((number) => [idFor(number), 'MEMBER']))),
      fakeGroup('g2', 'extra@exempel.example', { [idFor(2)]: 'OWNER', [idFor(3)]: 'MEMBER' }),
    ],
    licences: PEOPLE.map((number) => ({ productId: 'Google-Apps', skuId: '1010020020', user: idFor(number) })),
  });
  furnish(world);
  google = await startGoogle(world);
  repository = await beginRepository({
    'policies/systems/workspace.yaml': workspace('enforce'),
    'state/employees/e-0001.yaml': person(1),
    'state/employees/e-0002.yaml': person(2, `lastDay: ${LAST_DAY}\n`),
    'state/employees/e-0003.yaml': person(3),
    'state/employees/e-0004.yaml': person(4),
  });
});

afterAll(async () => {
  await google.stop();
  expect(google.violations).toEqual([]);
});

describe('nights with Google Workspace', () => {
  it.each(['2027-01-06T02:00:00Z', '2027-01-07T02:00:00Z', '2027-01-08T02:00:00Z'])(
    '%s is quiet: a page of users, groups, members of each, and licences, and nothing written',
    async (at) => {
      const quiet = await night(at);

      expect(quiet.plan.sources).toMatchObject([{ system: 'workspace', doubts: [] }]);
      expect(quiet.reads).toEqual([
        'GET /admin/directory/v1/users',
        'GET /admin/directory/v1/groups',
        'GET /admin/directory/v1/groups/g1/members',
        'GET /admin/directory/v1/groups/g2/members',
        'GET /apps/licensing/v1/product/Google-Apps/users',
      ]);
      expect([quiet.writes, quiet.outcomes]).toEqual([[], []]);
    },
  );

  it('ends the sign-in and the sessions of who has left, verified, and once', async () => {
    const after = await night('2027-01-09T02:00:00Z');
    const again = await night('2027-01-09T03:00:00Z');

    expect(short(after.outcomes).slice(0, 2)).toEqual(['disable e-0002 verified', 'sessions e-0002 verified']);
    expect(after.writes.slice(0, 5)).toEqual([
      `POST ${LEAVER}/verificationCodes/invalidate`,
      `PATCH ${LEAVER}`,
      `POST ${LEAVER}/signOut`,
      `DELETE ${LEAVER}/tokens/app-2.apps.example`,
      `DELETE ${LEAVER}/asps/1`,
    ]);
    expect(google.world.users.get(idFor(2))).toMatchObject({ suspended: true, tokens: [], asps: [] });
    expect([again.writes, again.outcomes]).toEqual([[], []]);
  });

  it('leaves everybody else signed in', () => {
    const others = [...google.world.users.values()].filter(({ id }) => id !== idFor(2));

    expect(others.map(({ suspended, signOuts }) => [suspended, signOuts])).toEqual(others.map(() => [false, 0]));
  });

  it('takes groups off after a week and the licence after two, each once', async () => {
    const writes: string[] = [];
    for (const day of ['16', '17', '23', '24']) writes.push(...(await night(`2027-01-${day}T02:00:00Z`)).writes);

    expect(writes.filter((one) => one.includes('/groups/')).toSorted()).toEqual([
      `DELETE /admin/directory/v1/groups/g1/members/${idFor(2)}`,
      `DELETE /admin/directory/v1/groups/g2/members/${idFor(2)}`,
    ]);
    expect(writes.filter((one) => one.includes('/licensing/'))).toEqual([
      'DELETE /apps/licensing/v1/product/Google-Apps/sku/1010020020/user/login2%40exempel.example',
    ]);
    expect(google.world.licences.map(({ user }) => user)).toEqual([idFor(1), idFor(3), idFor(4)]);
    expect(google.world.groups.get('g2')?.members.size).toBe(1);
  });

  it('leaves the account with those of leavers', () => {
    expect(google.world.users.get(idFor(2))?.orgUnitPath).toBe('/Leavers');
  });

  it('then stands still', async () => {
    expect((await night('2027-01-25T02:00:00Z')).writes).toEqual([]);
  });

  it('tells nothing of keys, tokens, names or groups that nobody declared to the journal', () => {
    const journal = repository.remoteGit('log', '-p', 'lastday/journal');

    expect(journal).toContain('disable');
    expect(journal).not.toMatch(/PRIVATE KEY|ya29|Bearer|login[0-9]|Påhittad|extra@|lastday-(read|write)@/u);
  });
});

describe('undo, once the last day has moved', () => {
  it('puts everything back as it was: the sign-in, each group with its role, the licence', async () => {
    // What nobody declared does not come back: so the group that they own is declared, with the role.
    const stays = person(2, 'lastDay: 2027-03-31\n').replace('grants: [', 'grants: [extra@exempel.example#owner, ');
    repository.commit({ 'state/employees/e-0002.yaml': stays }, { message: 'Stay', at: '2027-01-25T08:00:00Z' });

    for (const [index, run] of takers.entries()) {
      const at = `2027-01-25T1${index}:00:00Z`;
      google.world.settings.now = Date.parse(at);
      const undone = await lastday(shellAt(at), 'undo', run, 'e-0002');
      expect([undone.exit, undone.err]).toEqual([0, '']);
    }

    const membersOf = (group: string) => google.world.groups.get(group)?.members.get(idFor(2));
    expect(google.world.users.get(idFor(2))?.suspended).toBe(false);
    expect([membersOf('g1')?.role, membersOf('g2')?.role]).toEqual(['MEMBER', 'OWNER']);
    expect(google.world.licences.filter(({ user }) => user === idFor(2))).toHaveLength(1);
    expect((await night('2027-01-26T01:00:00Z')).writes).toEqual([]);
  });
});

describe('a night in which another customer answers', () => {
  it('writes nothing and says so', async () => {
    for (const user of google.world.users.values()) user.customerId = 'C0elsewhere';
    google.world.settings.now = Date.parse('2027-01-26T02:00:00Z');
    const before = google.calls.length;

    const { json, exit } = await lastdayJson(shellAt('2027-01-26T02:00:00Z'), 'reconcile');

    expect(exit).toBe(9);
    expect((json as Night).plan.sources).toMatchObject([
      { system: 'workspace', doubts: expect.arrayContaining([expect.objectContaining({ code: 'wrong-tenant' })]) },
    ]);
    expect(google.calls.slice(before).map((call) => call.name)).toEqual(['GET /admin/directory/v1/users']);
  });
});
