/** Nights of two small companies whose directories are read by changes: a leaver among what changed, a kept reading that was spoilt, another month, another key. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { fakeClock } from '../fakes/clock.ts';
import { lastday, lastdayJson } from '../fakes/command-line.ts';
import { assigned, fakeGroup, fakeUser, fakeWorld, guid } from '../fakes/entra/world.ts';
import { type FakeEntra, startEntra } from '../fakes/entra.ts';
import type { JsonServer } from '../fakes/json-server.ts';
import { type FakeOkta, fakeOkta, oktaUser } from '../fakes/okta/world.ts';
import { startOkta } from '../fakes/okta.ts';
import { quietGit, type TestRepository } from '../fakes/repository.ts';
import { CLIENTS, READ_RIGHTS, SECRETS, WRITE_RIGHTS } from '../unit/systems/entra/tenant.ts';
import { type Begun, beginAccounts, LAST_DAY, type Night } from './account-company.ts';
import { beginRepository, personFile } from './begin-repository.ts';
import { entraFile, oktaFile } from './system-files.ts';

const MAIN = join(import.meta.dirname, '../../reconciler/main.ts');
const QUIET = ['2027-01-07T02:00:00Z', '2027-01-08T02:00:00Z'];

const folder = mkdtempSync(join(tmpdir(), 'lastday-kept-'));
let key = 7;
const captureKey = () => new Uint8Array(32).fill(key);

afterAll(() => rmSync(folder, { recursive: true }));

/** What lies in the folder, in every form in which something could be read in it. */
function keptText(): string {
  const files = readdirSync(folder).map((file) => readFileSync(join(folder, file), 'latin1'));
  return files.map((text) => `${text} ${Buffer.from(text, 'base64').toString('latin1')}`).join(' ');
}

function spoil(system: string): void {
  const path = join(folder, `${system}.sealed`);
  const text = readFileSync(path, 'utf8');
  writeFileSync(path, `${text.slice(0, 100)}${text[100] === 'A' ? 'B' : 'A'}${text.slice(101)}`);
}

describe('nights with Entra', () => {
  let repository: TestRepository;
  let tenant: FakeEntra;

  const shellAt = (at: string, cache: string = folder) => ({
    folder: repository.root,
    at,
    credentials: SECRETS,
    captureKey: captureKey(),
    environment: { LASTDAY_CACHE: cache },
  });

  async function night(at: string): Promise<Pick<Night, 'plan' | 'outcomes' | 'writes'> & { readonly isWhole: boolean }> {
    const before = tenant.calls.length;
    const { json, err, exit } = await lastdayJson(shellAt(at), 'reconcile');
    if (exit !== 0) throw new Error(`${at}: exit ${exit} ${err}`);
    const calls = tenant.calls.slice(before);
    const isWhole = calls.some(({ name, query }) => name === 'GET /users' && query.includes('%24top=999'));
    const writes = calls.map(({ name }) => name).filter((name) => !/GET |^POST (token|\/\$batch)$/u.test(name));
    return { ...(json as Night), isWhole, writes };
  }

  beforeAll(async () => {
    const signIns = { lastSignInDateTime: '2027-01-05T08:00:00Z', lastSuccessfulSignInDateTime: '2027-01-05T08:00:00Z' };
    const users = [1, 2, 3, 4].map((number) => fakeUser(number, { signIns, licences: [assigned(1)] }));
    const skus = [{ id: guid('sku', 1), part: 'SPE_E3', bought: 9, appliesTo: 'User' }];
    tenant = await startEntra(fakeWorld({ users, skus, groups: [fakeGroup(1, [1, 2, 3, 4])] }), fakeClock());
    tenant.clients.set(CLIENTS.read, { id: CLIENTS.read, secret: SECRETS['entra-read'], subject: null, roles: READ_RIGHTS });
    const subject = 'repo:exempel/people:environment:nightly';
    tenant.clients.set(CLIENTS.write, { id: CLIENTS.write, secret: null, subject, roles: WRITE_RIGHTS });
    const lines = [1, 2, 3, 4].map((number) => {
      const line = `{system: entra, id: ${guid('user', number)}, login: user${number}@exempel.example, grants: [staff], licences: [SPE_E3]}`;
      return [`state/employees/e-000${number}.yaml`, personFile(number, line, number === 2 ? `lastDay: ${LAST_DAY}\n` : '')];
    });
    const file = entraFile(tenant.address, 'reads: changes\nwrites: [sign-in, sessions, groups]\n');
    repository = await beginRepository({ 'policies/systems/entra.yaml': file, ...(Object.fromEntries(lines) as Record<string, string>) });
  });

  afterAll(async () => {
    await tenant.stop();
    expect(tenant.violations).toEqual([]);
  });

  it('reads the first night whole and the quiet ones by changes, and concludes the same', async () => {
    const nights = [await night('2027-01-06T02:00:00Z')];
    for (const at of QUIET) nights.push(await night(at));

    expect(nights.map(({ isWhole }) => isWhole)).toEqual([true, false, false]);
    for (const { plan, writes } of nights) {
      expect(plan.sources).toMatchObject([{ system: 'entra', doubts: [] }]);
      expect(writes).toEqual([]);
    }
  });

  it('ends the access of who has left, although nothing had changed there, and is silent after that', async () => {
    const after = await night('2027-01-09T02:00:00Z');
    const again = await night('2027-01-09T03:00:00Z');

    expect([after.isWhole, again.isWhole]).toEqual([false, false]);
    expect(after.outcomes).toMatchObject([
      { kind: 'disable', person: 'e-0002', outcome: 'verified' },
      { kind: 'sessions', person: 'e-0002', outcome: 'verified' },
    ]);
    expect([...tenant.world.users.values()].map(({ enabled }) => enabled)).toEqual([true, false, true, true]);
    expect([again.writes, again.outcomes]).toEqual([[], []]);
  });

  it('sees by changes that somebody switched a leaver on again', async () => {
    Object.assign(tenant.world.users.get(guid('user', 2)) ?? {}, { enabled: true });

    const { isWhole, plan } = await night('2027-01-10T02:00:00Z');

    expect(isWhole).toBe(false);
    expect(plan.findings.map(({ code, subject }) => [code, subject.employee])).toContainEqual(['account-re-enabled', 'e-0002']);
  });

  it('reads whole when what was kept is spoilt, and concludes nothing wrong from it', async () => {
    spoil('entra');

    const [whole, after] = [await night('2027-01-11T02:00:00Z'), await night('2027-01-12T02:00:00Z')];

    expect([whole.isWhole, after.isWhole]).toEqual([true, false]);
    expect(whole.plan.sources).toMatchObject([{ system: 'entra', doubts: [] }]);
  });

  it('reads whole with another key, and in another month', async () => {
    key = 8;
    const another = await night('2027-01-13T02:00:00Z');
    const same = await night('2027-01-13T03:00:00Z');
    const month = await night('2027-02-01T02:00:00Z');

    expect([another.isWhole, same.isWhole, month.isWhole]).toEqual([true, false, true]);
  });

  it('keeps nothing that anybody without the key could read', () => {
    expect(readdirSync(folder)).toEqual(['entra.sealed']);
    expect(keptText()).not.toMatch(/exempel|user[0-9]|Påhittad|P.{1,2}hittad|aaaaaaaa-|deltatoken|eyJ|secret/u);
  });

  it('lets doctor say when it is to be read by changes and cannot', async () => {
    const say = async (cache: string) => (await lastday(shellAt('2027-02-02T08:00:00Z', cache), 'doctor')).out.replaceAll(/\s+/gu, ' ');

    expect(await say('')).toContain(
      'it is to be read by changes, and is read whole every time: the runner names no folder in LASTDAY_CACHE',
    );
    expect(await say(folder)).not.toContain('read by changes');
  });

  it('is kept by the real process in a file of its own, whole, for nobody else to read', async () => {
    const cache = join(folder, 'real');
    const month = new Date().toISOString().slice(0, 7).replace('-', '_');
    const environment = {
      ...quietGit,
      PATH: process.env['PATH'],
      LASTDAY_CACHE: cache,
      LASTDAY_CREDENTIAL_ENTRA_READ: SECRETS['entra-read'],
      [`LASTDAY_CREDENTIAL_CAPTURE_${month}`]: 'ab'.repeat(32),
    };
    const before = tenant.calls.length;
    for (const _ of [1, 2]) {
      const child = spawn(process.execPath, [MAIN, '-C', repository.root, 'plan'], { env: environment, stdio: 'ignore' });
      await once(child, 'close');
    }

    const calls = tenant.calls.slice(before);
    expect(calls.filter(({ name, query }) => name === 'GET /users/delta' && query.includes('latest'))).toHaveLength(1);
    expect(calls.filter(({ name }) => name === 'GET /users/delta')).toHaveLength(2);
    expect(readdirSync(cache).map((file) => [file, statSync(join(cache, file)).mode & 0o777])).toEqual([['entra.sealed', 0o600]]);
    rmSync(cache, { recursive: true });
  });
});

describe('nights with Okta', () => {
  let org: FakeOkta;
  let okta: JsonServer;
  let company: Begun;
  let now = Date.parse('2027-01-05T08:00:00Z') / 1000;

  async function night(at: string): Promise<Night & { readonly isWhole: boolean }> {
    now = Date.parse(at) / 1000;
    const before = okta.calls.length;
    const came = await company.night(at);
    const isWhole = okta.calls.slice(before).some(({ query }) => query['filter']?.startsWith('status') === true);
    return { ...came, isWhole };
  }

  beforeAll(async () => {
    org = fakeOkta([1, 2, 3, 4].map((number) => oktaUser(`00u${number}`, { login: `login${number}@exempel.example` })));
    okta = await startOkta(org, () => now);
    const file = oktaFile(okta.address, 'reads: changes\n');
    company = await beginAccounts({
      file,
      system: 'okta',
      line: (number) => `{system: okta, id: 00u${number}, login: login${number}@exempel.example}`,
      server: okta,
      credentials: { 'okta-read': org.token, 'okta-write': org.token },
      keeps: { folder, key: captureKey },
    });
  });

  afterAll(async () => {
    await okta.stop();
    expect(okta.violations).toEqual([]);
  });

  it('reads the first night whole and the quiet ones by changes, and ends the access of who has left', async () => {
    const nights = [await night('2027-01-06T02:00:00Z')];
    for (const at of [...QUIET, '2027-01-09T02:00:00Z', '2027-01-09T03:00:00Z']) nights.push(await night(at));

    expect(nights.map(({ isWhole }) => isWhole)).toEqual([true, false, false, false, false]);
    expect(nights.map(({ writes }) => writes.length)).toEqual([0, 0, 0, 2, 0]);
    expect(nights[3]?.outcomes).toMatchObject([
      { kind: 'disable', person: 'e-0002', outcome: 'verified' },
      { kind: 'sessions', person: 'e-0002', outcome: 'accepted' },
    ]);
    expect(org.users.get('00u2')?.status).toBe('SUSPENDED');
  });

  it('reads whole when what was kept is spoilt, and tells of somebody who was deleted meanwhile all the same', async () => {
    spoil('okta');
    org.users.delete('00u4');

    const whole = await night('2027-01-10T02:00:00Z');

    expect(whole.isWhole).toBe(true);
    expect(whole.plan.findings.map(({ code, subject }) => [code, subject.employee])).toContainEqual(['account-missing', 'e-0004']);
    expect(keptText()).not.toMatch(/exempel|login[0-9]|00u1|00practice/u);
  });
});
