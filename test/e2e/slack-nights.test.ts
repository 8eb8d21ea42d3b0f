/** Nights of a small company with an Enterprise organisation in Slack: quiet ones, a leaver, and the second run of each. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { JsonServer } from '../fakes/json-server.ts';
import { type FakeSlack, fakeSlack, slackMember, startSlack } from '../fakes/slack.ts';
import { areQuiet, type Begun, beginAccounts, tellsNothing } from './account-company.ts';

let slack: FakeSlack;
let server: JsonServer;
let company: Begun;

beforeAll(async () => {
  slack = fakeSlack(
    [1, 2, 3, 4].map((number) => slackMember(`U${number}`, { name: `login${number}` })),
    'E1',
  );
  server = await startSlack(slack);
  const file = `kind: slack
id: slack
mode: enforce
tenant: E1
holds: [accounts]
desk: it
credential: {read: slack-read, write: slack-write}
plan: enterprise
address: ${server.address}/api
scimAddress: ${server.address}/scim/v2
`;
  company = await beginAccounts({
    file,
    system: 'slack',
    line: (number) => `{system: slack, id: U${number}, login: login${number}}`,
    server,
    credentials: { 'slack-read': slack.token, 'slack-write': slack.token },
  });
});

afterAll(async () => {
  await server.stop();
  expect(server.violations).toEqual([]);
});

describe('nights with Slack', () => {
  areQuiet(() => company, 'slack', 3);

  it('deactivates who has left, once and verified; the sessions ended with it', async () => {
    const after = await company.night('2027-01-09T02:00:00Z');
    const again = await company.night('2027-01-09T03:00:00Z');

    expect(after.outcomes).toMatchObject([
      { kind: 'disable', person: 'e-0002', outcome: 'verified' },
      { kind: 'sessions', person: 'e-0002', outcome: 'already-so' },
    ]);
    expect(after.writes).toEqual(['PATCH /scim/v2/Users/U2']);
    expect([...slack.members.values()].map(({ deleted }) => deleted)).toEqual([false, true, false, false, false]);
    expect([again.writes, again.outcomes]).toEqual([[], []]);
  });

  tellsNothing(() => company, /xoxp|Bearer|login[0-9]|Namn/u);
});
