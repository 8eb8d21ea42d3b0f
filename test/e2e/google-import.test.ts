/** A first look at a Google Workspace: people and accounts become files, nothing differs afterwards, and nothing is written there. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Plan } from '../../reconciler/model/plan.ts';
import { lastday, lastdayJson } from '../fakes/command-line.ts';
import { keyFile } from '../fakes/google/tokens.ts';
import { fakeGoogleWorld, fakeGroup, fakeUser, idFor } from '../fakes/google/world.ts';
import { type FakeGoogle, startGoogle } from '../fakes/google.ts';
import { makeRepository, type TestRepository } from '../fakes/repository.ts';
import { furnish, READER, READS_AS, WRITES_AS } from '../unit/systems/google/workspace.ts';

const DIFFERENCES = /^(orphan-account|unlinked-account|disputed-account|.*-missing|undeclared-.*|system-not-read)$/u;
const AT = '2027-01-04T08:00:00Z';

let repository: TestRepository;
let google: FakeGoogle;

function files(): Readonly<Record<string, string>> {
  return {
    'state/organisation.yaml':
      'name: Exempel AB\ntimeZone: Europe/Stockholm\nlocale: en\ncompanies:\n  - {id: se, name: Exempel AB, country: SE, currency: SEK}\nunits: []\ndesks: {it: {name: IT}}\n',
    'policies/access.yaml': 'cutOff: "24:00"\n',
    'policies/guardrails.yaml': `service:
  - {system: workspace, id: "${idFor(990_001)}", owner: e-0001, purpose: lastday}
  - {system: workspace, id: "${idFor(990_002)}", owner: e-0001, purpose: lastday}
`,
    'policies/systems/workspace.yaml': `kind: google
id: workspace
mode: observe
tenant: C0exempel1
holds: [accounts]
identityProvider: true
credential: {read: google-read}
actsAs: {read: ${READS_AS}, write: ${WRITES_AS}}
products: [Google-Apps]
automaticLicences: [{licence: Google-Apps/sku1010020026, place: /Staff}]
address: ${google.address}
`,
    'state/employees/e-0001.yaml':
      'id: e-0001\nperson: {name: Test Testsson, email: login1@exempel.example}\nkind: employee\naccounts: []\n',
  };
}

// The runner has no key to write with: the first contact needs none.
const shell = () => ({ folder: repository.root, at: AT, credentials: { 'google-read': keyFile(READER) } });

beforeAll(async () => {
  const direct = { productId: 'Google-Apps', skuId: '1010020020' };
  const world = fakeGoogleWorld({
    users: [fakeUser(1), fakeUser(2), fakeUser(3), fakeUser(4, { suspended: true })],
    groups: [fakeGroup('g1', 'Staff@exempel.example', { [idFor(1)]: 'MEMBER', [idFor(2)]: 'OWNER', [idFor(3)]: 'MANAGER' })],
    licences: [1, 2, 3].flatMap((number) => [
      { ...direct, user: idFor(number) },
      { productId: 'Google-Apps', skuId: '1010020026', user: idFor(number) },
    ]),
  });
  furnish(world);
  google = await startGoogle(world);
  google.world.settings.now = Date.parse(AT);
  repository = makeRepository(files());
});

afterAll(async () => {
  await google.stop();
  expect(google.violations).toEqual([]);
});

describe('an import from Google Workspace', () => {
  it('makes files of everybody who is active, and names who is left by the id', async () => {
    const called = await lastday(shell(), 'import', 'workspace');

    expect(called.out.replaceAll(/\s+/gu, ' ')).toContain(idFor(4));
    expect([called.exit, called.err]).toEqual([1, 'workspace 6 (4 pages) complete\n']);
    expect(called.out).not.toContain('@');
  });

  it('declares groups with their roles, and licences, those that Google assigns by itself among them: no group gives them', () => {
    const text = ['e-0001', 'e-0002', 'e-0003']
      .map((id) => readFileSync(join(repository.root, 'state/employees', `${id}.yaml`), 'utf8'))
      .join('');

    expect(text).toContain('staff@exempel.example#owner');
    expect(text).toContain('staff@exempel.example#manager');
    expect(text).toContain('Google-Apps/sku1010020020');
    expect(text).toContain('Google-Apps/sku1010020026');
  });

  it('leaves files that are valid, and no difference but the one it named', async () => {
    repository.git('add', '-A');
    repository.git('commit', '-qm', 'Import');
    repository.git('push', '-q', 'origin', 'HEAD');

    const { json, exit } = await lastdayJson(shell(), 'plan');

    const found = (json as { plan: Plan }).plan.findings.filter((one) => DIFFERENCES.test(one.code));
    expect({ exit, found: found.map((one) => `${one.code} ${one.subject.account}`) }).toEqual({
      exit: 0,
      found: [`orphan-account ${idFor(4)}`],
    });
  });

  it('changed nothing there', () => {
    expect(google.calls.filter(({ name }) => !name.startsWith('GET '))).toEqual([]);
    expect(google.world.users.get(idFor(4))?.suspended).toBe(true);
  });
});
