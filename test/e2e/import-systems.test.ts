/** A first user's way in: systems that run, a repository without people; import, and nothing differs afterwards. */
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import type { Plan } from '../../reconciler/model/plan.ts';
import { lastday, lastdayJson, type Shell } from '../fakes/command-line.ts';
import { makeRepository, type TestRepository } from '../fakes/repository.ts';

const DIFFERENCES = [
  'orphan-account',
  'unlinked-account',
  'disputed-account',
  'account-missing',
  'grant-missing',
  'licence-missing',
  'undeclared-grant',
  'undeclared-licence',
  'system-not-read',
];

const system = (id: string, more = '') =>
  `kind: practice\nid: ${id}\nmode: observe\ntenant: exempel-${id}\nholds: [accounts]\n${more}world: ${id}.json\n`;

const FILES = {
  'state/organisation.yaml':
    'name: Exempel AB\ntimeZone: Europe/Stockholm\nlocale: en\ncompanies:\n  - {id: se, name: Exempel AB, country: SE, currency: SEK}\nunits: []\ndesks: {it: {name: IT}}\n',
  'policies/access.yaml': 'cutOff: "24:00"\n',
  'policies/guardrails.yaml': 'service:\n  - {system: ad, id: a-svc, owner: e-0001, purpose: printing}\n',
  'policies/systems/ad.yaml': system('ad', 'identityProvider: true\n'),
  'policies/systems/mail.yaml': system('mail'),
  'policies/systems/quiet.yaml': system('quiet').replace('observe', 'off'),
  'state/employees/e-0001.yaml':
    'id: e-0001\nperson: {name: Test Testsson, email: test@exempel.example}\nkind: employee\n# who was here first\naccounts: []\n',
};

const account = (id: string, more: object = {}) => ({
  id,
  login: id,
  enabled: true,
  groups: ['alla'],
  roles: [],
  licences: [],
  lastUse: '2027-01-02',
  ...more,
});

const AD = [
  account('a-test', { login: 'test@exempel.example' }),
  account('a-per', { login: 'per@exempel.example', groups: ['vpn', 'alla'] }),
  account('a-ada', { login: 'ada@exempel.example' }),
  account('a-old', { enabled: false }),
  account('a-svc'),
];
const MAIL = [
  account('m-per', {
    login: 'PER@exempel.example',
    licences: [
      { id: 'E3', viaGroup: null, assignedOn: null },
      { id: 'RITA', viaGroup: 'alla', assignedOn: null },
    ],
  }),
  account('m-ada', { login: 'ada@exempel.example' }),
];

let repository: TestRepository;
let exports: string;

function shell(): Shell {
  return { folder: repository.root, at: '2027-01-04T08:00:00Z', exports };
}

function deliver(id: string, accounts: readonly object[]): void {
  writeFileSync(join(exports, `${id}.json`), JSON.stringify({ tenant: `exempel-${id}`, accounts }));
}

beforeAll(() => {
  repository = makeRepository(FILES);
  exports = join(repository.folder, 'exports');
  mkdirSync(exports);
  deliver('ad', AD);
  deliver('mail', MAIL);
});

const people = () => readdirSync(join(repository.root, 'state/employees')).toSorted();

describe('what is refused', () => {
  it.each([
    ['no system', [], 64],
    ['a system there is not', ['add'], 64],
    ['a system that is off', ['quiet'], 64],
    ['two wishes that contradict', ['ad', '--only-known', '--with-disabled'], 64],
  ])('%s', async (_what, words, exit) => {
    const called = await lastday(shell(), 'import', ...words);

    expect(called.exit).toBe(exit);
    expect(called.err).not.toMatch(/^ +at /mu);
    expect(people()).toEqual(['e-0001.yaml']);
  });

  it('a system that was not read whole: nothing is written, exit 9', async () => {
    writeFileSync(join(exports, 'mail.json'), JSON.stringify({ tenant: 'exempel-other', accounts: MAIL }));

    const called = await lastday(shell(), 'import', 'ad', 'mail');
    deliver('mail', MAIL);

    expect(called).toMatchObject({ exit: 9 });
    expect(called.err).toContain('mail was not read whole');
    expect(people()).toEqual(['e-0001.yaml']);
  });
});

describe('an import', () => {
  it('tells what it would do and writes nothing with --dry-run', async () => {
    const called = await lastday(shell(), 'import', 'ad', 'mail', '--dry-run');

    expect(called.exit).toBe(1);
    expect(called.out).toContain('7 accounts read, 2 people made');
    expect(called.out).toContain('files would be written');
    expect(people()).toEqual(['e-0001.yaml']);
  });

  it('names accounts by id only, and says what is left over', async () => {
    const called = await lastday(shell(), 'import', 'ad', 'mail');

    expect(called.out.replaceAll(/\n {4}/gu, ' ')).toContain(
      'ad: 1 NOT USED, of nobody: write a person, declare it in policies/guardrails.yaml, or put it on a clean-up list: a-old',
    );
    expect(called.out).not.toContain('@');
    expect(called.exit).toBe(1);
    expect(people()).toEqual(['e-0001.yaml', 'e-0002.yaml', 'e-0003.yaml']);
  });

  it('keeps what stood in a file and adds the line', () => {
    const text = readFileSync(join(repository.root, 'state/employees/e-0001.yaml'), 'utf8');

    expect(text).toContain('# who was here first');
    expect(text).toContain('id: a-test');
  });

  it('joins systems by exact sign-in name, and declares what a group does not give', () => {
    const text = readFileSync(join(repository.root, 'state/employees/e-0003.yaml'), 'utf8');

    expect(text).toContain('id: m-per');
    expect(text).toContain('E3');
    expect(text).not.toContain('RITA');
  });

  it('leaves no difference but the one it named', async () => {
    repository.git('add', '-A');
    repository.git('commit', '-qm', 'Import');
    repository.git('push', '-q', 'origin', 'HEAD');
    const { json, exit } = await lastdayJson(shell(), 'plan');

    const found = (json as { plan: Plan }).plan.findings
      .filter((one) => DIFFERENCES.includes(one.code))
      .map((one) => `${one.code} ${one.subject.account}`);
    expect({ exit, found }).toEqual({ exit: 0, found: ['orphan-account a-old'] });
  });

  it('again finds everything there', async () => {
    const called = await lastday(shell(), 'import', 'ad', 'mail');

    expect(called.out).toContain('0 files written');
    expect(repository.git('status', '--short')).toBe('');
  });

  it('with --with-disabled leaves nothing over, as JSON too', async () => {
    const { json, exit } = await lastdayJson(shell(), 'import', 'ad', 'mail', '--with-disabled');

    expect(exit).toBe(0);
    expect(json).toMatchObject({ files: ['state/employees/e-0004.yaml'], dryRun: false, problems: [] });
  });
});
