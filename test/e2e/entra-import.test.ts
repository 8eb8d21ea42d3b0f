/** A first look at an Entra tenant: people and accounts become files, guests for a while, nothing differs in the night after, and nothing is written there. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Plan } from '../../reconciler/model/plan.ts';
import { fakeClock } from '../fakes/clock.ts';
import { lastday, lastdayJson } from '../fakes/command-line.ts';
import { assigned, fakeGroup, fakeUser, fakeWorld, guid, TENANT } from '../fakes/entra/world.ts';
import { type FakeEntra, startEntra } from '../fakes/entra.ts';
import { makeRepository, type TestRepository } from '../fakes/repository.ts';

const DIFFERENCES = /^(orphan-account|unlinked-account|disputed-account|.*-missing|undeclared-.*|system-not-read)$/u;
const SECRET = 'read~secret.of-tests';
const READ = ['User.Read.All', 'Organization.Read.All', 'GroupMember.Read.All', 'RoleManagement.Read.Directory', 'AuditLog.Read.All'];

let repository: TestRepository;
let tenant: FakeEntra;

function files(): Readonly<Record<string, string>> {
  return {
    'state/organisation.yaml':
      'name: Exempel AB\ntimeZone: Europe/Stockholm\nlocale: en\ncompanies:\n  - {id: se, name: Exempel AB, country: SE, currency: SEK}\nunits: []\ndesks: {it: {name: IT}}\n',
    'policies/access.yaml': 'cutOff: "24:00"\n',
    'policies/systems/entra.yaml': `kind: entra
id: entra
mode: observe
tenant: ${TENANT}
holds: [accounts]
identityProvider: true
credential: {read: entra-read}
clients: {read: ${guid('client', 1)}}
address: ${tenant.address}
login: ${tenant.address}
writes: [sign-in, sessions, groups, licences]
groups:
  - {name: staff, id: ${guid('group', 1)}}
`,
    'state/employees/e-0001.yaml':
      'id: e-0001\nperson: {name: Test Testsson, email: user1@exempel.example}\nkind: employee\naccounts: []\n',
  };
}

// The runner has no key to write with: the first contact needs none.
const shellAt = (at: string) => ({ folder: repository.root, at, credentials: { 'entra-read': SECRET } });
const textOf = (id: string) => readFileSync(join(repository.root, 'state/employees', `${id}.yaml`), 'utf8');

beforeAll(async () => {
  const used = { lastSuccessfulSignInDateTime: '2027-01-02T08:00:00Z' };
  const users = [
    fakeUser(1, { licences: [assigned(1), assigned(2, 2)], signIns: used }),
    fakeUser(2, { licences: [assigned(1)], signIns: used, synced: true }),
    fakeUser(3, { type: 'Guest', external: 'Accepted', mail: 'guest@kund.example', signIns: used }),
    fakeUser(4, { enabled: false }),
  ];
  const groups = [fakeGroup(1, [1, 2, 3]), fakeGroup(2, [1], { skus: [guid('sku', 2)] }), fakeGroup(3, [2])];
  const skus = ['SPE_E3', 'VISIOCLIENT'].map((part, index) => ({ id: guid('sku', index + 1), part, bought: 9, appliesTo: 'User' }));
  tenant = await startEntra(fakeWorld({ users, groups, skus }), fakeClock());
  tenant.clients.set(guid('client', 1), { id: guid('client', 1), secret: SECRET, subject: null, roles: READ });
  repository = makeRepository(files());
});

afterAll(async () => {
  await tenant.stop();
  expect(tenant.violations).toEqual([]);
});

it('makes files of everybody who can sign in, and names by the id who cannot', async () => {
  const called = await lastday(shellAt('2027-01-04T08:00:00Z'), 'import', 'entra');

  expect([called.exit, called.err]).toEqual([1, 'entra 4 of 4 (1 pages) complete\n']);
  expect(called.out.replaceAll(/\s+/gu, ' ')).toContain(guid('user', 4));
  expect(called.out).not.toContain('@');
});

it('declares groups by their names, licences of groups too, and a guest as somebody external with a day to look again', () => {
  const all = ['e-0001', 'e-0002', 'e-0003'].map(textOf);
  const guest = all.find((one) => one.includes(guid('user', 3))) ?? '';

  expect(all[0]).toMatch(/grants: \[staff\][^]*licences: \[SPE_E3, VISIOCLIENT\]/u);
  expect(all.join('')).toContain(guid('group', 3));
  expect(guest).toMatch(/kind: affiliate\n[^]*reviewBy: 2027-/u);
  expect(all.filter((one) => one.includes('kind: employee'))).toHaveLength(2);
});

it('leaves files without anything wrong, and a night that differs in nothing but who was named', async () => {
  repository.git('add', '-A');
  repository.git('commit', '-qm', 'Import');
  repository.git('push', '-q', 'origin', 'HEAD');

  const valid = await lastday(shellAt('2027-01-04T09:00:00Z'), 'validate');
  const { json, exit } = await lastdayJson(shellAt('2027-01-05T02:00:00Z'), 'reconcile');

  const { plan, outcomes } = json as { plan: Plan; outcomes: readonly object[] };
  const found = plan.findings.filter((one) => DIFFERENCES.test(one.code)).map((one) => `${one.code} ${one.subject.account}`);
  expect([valid.exit, valid.out.includes('warning')]).toEqual([0, false]);
  expect({ exit, found, doubts: plan.sources.flatMap((one) => one.doubts), changes: [...plan.changes, ...plan.held], outcomes }).toEqual({
    exit: 0,
    found: [`orphan-account ${guid('user', 4)}`],
    doubts: [],
    changes: [],
    outcomes: [],
  });
});

it('changed nothing there', () => {
  const changes = tenant.calls.map((call) => call.name).filter((name) => !/GET |^POST (token|\/\$batch)$/u.test(name));

  expect(changes).toEqual([]);
});
