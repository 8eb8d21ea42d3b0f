/** Nights of a small company whose people sign in through Okta: quiet ones, a leaver, and the second run of each. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { JsonServer } from '../fakes/json-server.ts';
import { type FakeOkta, fakeOkta, oktaUser } from '../fakes/okta/world.ts';
import { startOkta } from '../fakes/okta.ts';
import { areQuiet, type Begun, beginAccounts, tellsNothing } from './account-company.ts';
import { oktaFile } from './system-files.ts';

let org: FakeOkta;
let okta: JsonServer;
let company: Begun;

beforeAll(async () => {
  org = fakeOkta(
    [1, 2, 3, 4].map((number) =>
      oktaUser(`00u${number}`, { login: `login${number}@exempel.example`, lastLogin: '2027-01-04T08:00:00.000Z' }),
    ),
  );
  const people = ['00u1', '00u2', '00u3', '00u4'];
  org.groups.set('00g0', { id: '00g0', name: 'vpn', type: 'OKTA_GROUP', people: new Set(people) });
  org.apps.set('0oa1', { id: '0oa1', people: new Set(people), groups: new Set() });
  okta = await startOkta(org);
  const file = oktaFile(okta.address, 'apps:\n  - {id: 0oa1, licence: SLACK}\n');
  company = await beginAccounts({
    file,
    system: 'okta',
    line: (number) => `{system: okta, id: 00u${number}, login: login${number}@exempel.example, grants: [vpn], licences: [SLACK]}`,
    server: okta,
    credentials: { 'okta-read': org.token, 'okta-write': org.token },
  });
});

afterAll(async () => {
  await okta.stop();
  expect(okta.violations).toEqual([]);
});

describe('nights with Okta', () => {
  areQuiet(() => company, 'okta', 10);

  it('suspends who has left and ends their sessions, once', async () => {
    const after = await company.night('2027-01-09T02:00:00Z');
    const again = await company.night('2027-01-09T03:00:00Z');

    expect(after.outcomes).toMatchObject([
      { kind: 'disable', person: 'e-0002', outcome: 'verified' },
      { kind: 'sessions', person: 'e-0002', outcome: 'accepted' },
    ]);
    expect(after.writes).toEqual(['POST /api/v1/users/00u2/lifecycle/suspend', 'DELETE /api/v1/users/00u2/sessions']);
    expect([...org.users.values()].map(({ status }) => status)).toEqual(['ACTIVE', 'SUSPENDED', 'ACTIVE', 'ACTIVE', 'ACTIVE']);
    expect([again.writes, again.outcomes]).toEqual([[], []]);
  });

  it('takes the group and the seat off when their days come, and nothing of anybody else', async () => {
    const writes: string[] = [];
    for (const day of ['15', '16', '17', '22', '23', '24']) writes.push(...(await company.night(`2027-01-${day}T02:00:00Z`)).writes);

    expect(writes).toEqual(['DELETE /api/v1/groups/00g0/users/00u2', 'DELETE /api/v1/apps/0oa1/users/00u2']);
    expect([...(org.groups.get('00g0')?.people ?? [])]).toEqual(['00u1', '00u3', '00u4']);
  });

  tellsNothing(() => company, /00practice|SSWS|login[0-9]/u);
});

describe('doctor', () => {
  const lines = async (at: string) => (await company.call(at, 'doctor')).out.replaceAll(/\n {27}/gu, ' ').split('\n');

  it('says what the tokens may really do, for reading and for writing', async () => {
    const told = (await lines('2027-02-01T08:00:00Z')).filter((line) => line.includes('system okta'));

    expect(told.length).toBeGreaterThan(1);
    for (const who of ['reading', 'writing']) expect(told.some((line) => line.includes(`for ${who} it `))).toBe(true);
  });

  it('says when the clocks differ', async () => {
    expect((await lines('2027-02-01T08:00:00Z')).join('\n')).toMatch(/^mend +system okta +its clock and ours are \d+ minutes apart/mu);
  });
});
