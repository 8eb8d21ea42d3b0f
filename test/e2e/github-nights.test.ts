/** Nights of a small company whose organisation is on GitHub: quiet ones, a leaver, and the second run of each. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type FakeOrganisation, fakeOrganisation } from '../fakes/github-org/world.ts';
import { startGithub } from '../fakes/github-org.ts';
import type { JsonServer } from '../fakes/json-server.ts';
import { areQuiet, type Begun, beginAccounts, tellsNothing } from './account-company.ts';

let org: FakeOrganisation;
let github: JsonServer;
let company: Begun;
let run: string;

beforeAll(async () => {
  org = fakeOrganisation(['login1', 'login2', 'login3', 'login4']);
  org.teams.set(70, { id: 70, slug: 'vpn', parent: null, people: new Map([1, 2, 3, 4].map((user) => [user, 'member' as const])) });
  for (const user of [1, 2]) {
    org.seats.push({ user, team: null, created: '2026-03-01T09:00:00Z', lastActivity: '2027-01-04T10:00:00Z', cancelled: null });
    org.authorisations.push({ id: 10 + user, user });
  }
  github = await startGithub(org);
  const file = `kind: github
id: github
mode: enforce
tenant: "4711"
holds: [accounts]
desk: it
credential: {read: github-read, write: github-write}
organisation: exempel
address: ${github.address}
copilot: true
saml: true
`;
  company = await beginAccounts({
    file,
    system: 'github',
    line: (number) => `{system: github, id: "${number}", login: login${number}, grants: [vpn]${number < 3 ? ', licences: [copilot]' : ''}}`,
    server: github,
    credentials: { 'github-read': org.token, 'github-write': org.token },
  });
});

afterAll(async () => {
  await github.stop();
  expect(github.violations).toEqual([]);
});

describe('nights with GitHub', () => {
  areQuiet(() => company, 'github', 10);

  it('removes who has left, once and verified; their teams, seat and credentials go with the membership', async () => {
    const after = await company.night('2027-01-09T02:00:00Z');
    const again = await company.night('2027-01-09T03:00:00Z');

    ({ run } = after);
    expect(after.outcomes).toMatchObject([{ kind: 'disable', person: 'e-0002', outcome: 'verified' }]);
    expect(after.writes).toEqual(['DELETE /orgs/exempel/memberships/login2']);
    expect([...org.members.keys()]).toEqual([1, 3, 4, 90_000]);
    expect([again.writes, again.outcomes]).toEqual([[], []]);
  });

  it('has nothing more to do on the days of the later rungs: leaving took teams and seat with it', async () => {
    for (const day of ['16', '23', '24']) expect((await company.night(`2027-01-${day}T02:00:00Z`)).writes).toEqual([]);
  });

  it('invites again who stays after all, by the number, with what GitHub kept', async () => {
    const file = company.repository.git('show', 'HEAD:state/employees/e-0002.yaml').replace(/lastDay: .*\n/u, '');
    company.repository.commit({ 'state/employees/e-0002.yaml': `${file}\n` }, { message: 'Stays', at: '2027-01-24T10:00:00Z' });
    const before = github.changes().length;

    const undone = await company.call('2027-01-24T11:00:00Z', 'undo', run, 'e-0002');

    expect([undone.exit, undone.out, undone.err]).toEqual([0, expect.any(String), '']);
    expect(github.changes().slice(before)).toEqual(['POST /orgs/exempel/invitations']);
    expect([...org.invitations.values()]).toEqual([{ user: 2, email: null }]);
  });

  tellsNothing(() => company, /ghp_|Bearer|login[0-9]/u);
});
