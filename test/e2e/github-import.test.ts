/** A first look at an organisation on GitHub: its accounts are joined to people who are known already, nothing differs afterwards, and nothing is written there. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Plan } from '../../reconciler/model/plan.ts';
import { lastday, lastdayJson } from '../fakes/command-line.ts';
import { type FakeOrganisation, fakeOrganisation } from '../fakes/github-org/world.ts';
import { startGithub } from '../fakes/github-org.ts';
import type { JsonServer } from '../fakes/json-server.ts';
import { makeRepository, type TestRepository } from '../fakes/repository.ts';

const DIFFERENCES = /^(orphan-account|unlinked-account|disputed-account|.*-missing|undeclared-.*|system-not-read)$/u;

let org: FakeOrganisation;
let repository: TestRepository;
let github: JsonServer;

const person = (number: number, more: string) =>
  `id: e-000${number}\nperson: {name: Påhittad Person ${number}, email: person${number}@exempel.example}\nkind: employee\n${more}`;

function files(): Readonly<Record<string, string>> {
  return {
    'state/organisation.yaml':
      'name: Exempel AB\ntimeZone: Europe/Stockholm\nlocale: en\ncompanies:\n  - {id: se, name: Exempel AB, country: SE, currency: SEK}\nunits: []\ndesks: {it: {name: IT}}\n',
    'policies/access.yaml': 'cutOff: "24:00"\n',
    'policies/guardrails.yaml': 'service:\n  - {system: github, id: "90000", owner: e-0001, purpose: lastday}\n',
    'policies/systems/github.yaml': `kind: github
id: github
mode: observe
tenant: "4711"
holds: [accounts]
desk: it
credential: {read: github-read}
organisation: exempel
address: ${github.address}
copilot: true
saml: true
enterprise: {name: koncern, credential: github-enterprise}
`,
    // Known by a recorded id, by the name at the identity provider, and by an address that the enterprise has verified.
    'state/employees/e-0001.yaml': person(1, 'accounts:\n  - {system: github, id: "1", grants: [alla], licences: [copilot, enterprise]}\n'),
    'state/employees/e-0002.yaml': person(2, '# joined by single sign-on\naccounts: []\n'),
    'state/employees/e-0003.yaml': person(3, 'accounts: []\n'),
  };
}

// The runner has no token to write with: the first contact needs none.
const credentials = { 'github-read': 'ghp_practice', 'github-enterprise': 'ghp_enterprise' };
const shellAt = (at: string) => ({ folder: repository.root, at, credentials });
const shell = () => shellAt('2027-01-04T08:00:00Z');
const textOf = (id: string) => readFileSync(join(repository.root, 'state/employees', `${id}.yaml`), 'utf8');

beforeAll(async () => {
  org = fakeOrganisation(['per-renamed', 'ada', 'bo', 'stranger']);
  org.teams.set(70, { id: 70, slug: 'alla', parent: null, people: new Map([1, 2, 3].map((user) => [user, 'member' as const])) });
  org.teams.set(71, { id: 71, slug: 'drift', parent: null, people: new Map([[2, 'member' as const]]) });
  for (const user of [1, 2])
    org.seats.push({ user, team: user === 2 ? 'drift' : null, created: '2026-03-01T09:00:00Z', lastActivity: null, cancelled: null });
  org.identities.push({ user: 2, nameId: 'Person2@exempel.example' }, { user: null, nameId: 'person3@exempel.example' });
  org.enterprise = {
    token: 'ghp_enterprise',
    purchased: 5,
    people: [
      { github_com_login: 'per-renamed', license_type: 'Enterprise' },
      { github_com_login: 'bo', license_type: 'Enterprise', github_com_verified_domain_emails: ['person3@exempel.example'] },
    ],
  };
  github = await startGithub(org);
  repository = makeRepository(files());
});

afterAll(async () => {
  await github.stop();
  expect(github.violations).toEqual([]);
});

describe('an import from GitHub', () => {
  it('with --only-known joins people by recorded id, single sign-on and verified address, and makes nobody', async () => {
    const called = await lastday(shell(), 'import', 'github', '--only-known');

    expect(called.out.replaceAll(/\s+/gu, ' ')).toContain('1 NOT USED');
    expect(called.out).not.toMatch(/@|per-renamed|stranger/u);
    expect([called.exit, called.err]).toEqual([1, expect.stringMatching(/^github 5 \(\d+ pages\) complete\n$/u)]);
    expect(textOf('e-0002')).toContain('# joined by single sign-on');
    expect(textOf('e-0002')).toMatch(/id: "?2"?/u);
    expect(textOf('e-0003')).toMatch(/id: "?3"?/u);
    expect(textOf('e-0003')).toContain('enterprise');
  });

  it('leaves files that are valid', async () => {
    repository.git('add', '-A');
    repository.git('commit', '-qm', 'Import');
    repository.git('push', '-q', 'origin', 'HEAD');

    expect(await lastday(shell(), 'validate')).toMatchObject({ exit: 0 });
  });

  it('again finds everything there', async () => {
    const called = await lastday(shell(), 'import', 'github', '--only-known');

    expect(called.out).toContain('0 files written');
    expect(repository.git('status', '--short')).toBe('');
  });

  it('is followed by nights that find no difference but the account of nobody, and change nothing', async () => {
    for (const day of ['05', '06']) {
      const { json, exit } = await lastdayJson(shellAt(`2027-01-${day}T02:00:00Z`), 'reconcile');

      const { plan, outcomes } = json as { plan: Plan; outcomes: readonly unknown[] };
      const found = plan.findings.filter((one) => DIFFERENCES.test(one.code)).map((one) => `${one.code} ${one.subject.account}`);
      expect({ exit, found, outcomes }).toEqual({ exit: 0, found: ['orphan-account 4'], outcomes: [] });
    }
    expect(github.changes()).toEqual([]);
  });
});
