/** Nights of a small company whose directory is Entra: quiet ones, leavers of three sorts, the ladder, undo, and the second run of each. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Outcome } from '../../reconciler/model/outcome.ts';
import type { Plan } from '../../reconciler/model/plan.ts';
import { fakeClock } from '../fakes/clock.ts';
import { lastdayJson } from '../fakes/command-line.ts';
import { assertionOf } from '../fakes/entra/login.ts';
import { assigned, fakeGroup, fakeUser, fakeWorld, guid } from '../fakes/entra/world.ts';
import { type FakeEntra, startEntra } from '../fakes/entra.ts';
import type { TestRepository } from '../fakes/repository.ts';
import { beginRepository, personFile } from './begin-repository.ts';
import { entraFile } from './system-files.ts';

const LAST_DAY = '2027-01-08';
const SUBJECT = 'repo:exempel/people:environment:nightly';
const SECRET = 'read~secret.of-tests';
const READ = [
  'User.Read.All',
  'Organization.Read.All',
  'GroupMember.Read.All',
  'RoleManagement.Read.Directory',
  'AuditLog.Read.All',
  'MailboxSettings.Read',
];
const WRITE = [
  'User.Read.All',
  'User.EnableDisableAccount.All',
  'User.RevokeSessions.All',
  'GroupMember.ReadWrite.All',
  'LicenseAssignment.ReadWrite.All',
  'Organization.Read.All',
  'MailboxSettings.ReadWrite',
];

const MAILBOX = {
  status: 'disabled',
  externalAudience: 'none',
  scheduledEndDateTime: { dateTime: '2027-01-01T00:00:00.0000000', timeZone: 'UTC' },
  internalReplyMessage: '',
  externalReplyMessage: '',
};

interface Night {
  readonly plan: Plan;
  readonly outcomes: readonly Outcome[];
}

let repository: TestRepository;
let tenant: FakeEntra;

function person(number: number, more = ''): string {
  const line = `{system: entra, id: ${guid('user', number)}, login: user${number}@exempel.example, grants: [staff], licences: [SPE_E3]}`;
  return personFile(number, line, more);
}

const shellAt = (at: string) => ({
  folder: repository.root,
  at,
  credentials: { 'entra-read': SECRET, 'entra-write': assertionOf(SUBJECT), [`capture-${at.slice(0, 7)}`]: 'ab'.repeat(32) },
});

const isWrite = (name: string) => !/GET |^POST (token|\/\$batch)$/u.test(name);

/** One night, and the calls that it made, without those for tokens and those inside of batches. */
async function night(at: string): Promise<Night & { readonly reads: readonly string[]; readonly writes: readonly string[] }> {
  const before = tenant.calls.length;
  const { json, err, exit } = await lastdayJson(shellAt(at), 'reconcile');
  if (exit !== 0) throw new Error(`${at}: exit ${exit} ${err} ${JSON.stringify(json).slice(0, 3000)}`);
  const names = tenant.calls.slice(before).map((call) => call.name);
  const reads = names.filter((name) => !isWrite(name) && name !== 'POST token' && !name.startsWith('batch '));
  return { ...(json as Night), reads, writes: names.filter(isWrite) };
}

const told = (outcomes: readonly Outcome[]) => outcomes.map((one) => [one.kind, one.person, one.outcome].join(' ')).sort();

beforeAll(async () => {
  const users = [1, 2, 3, 4, 5].map((number) =>
    fakeUser(number, {
      licences: [assigned(1), ...(number === 2 ? [assigned(2, 2)] : [])],
      // Seats that nobody used would be looked at again, six seconds each.
      signIns: { lastSuccessfulSignInDateTime: '2027-01-05T08:00:00Z' },
      synced: number === 3,
      type: number === 4 ? 'Guest' : 'Member',
      mailbox: number === 4 ? null : { ...MAILBOX },
    }),
  );
  const groups = [fakeGroup(1, [1, 2, 3, 4, 5]), fakeGroup(2, [2], { skus: [guid('sku', 2)] }), fakeGroup(3, [2, 5])];
  const skus = ['SPE_E3', 'VISIOCLIENT'].map((part, index) => ({ id: guid('sku', index + 1), part, bought: 9, appliesTo: 'User' }));
  tenant = await startEntra(fakeWorld({ users, groups, skus }), fakeClock());
  tenant.clients.set(guid('client', 1), { id: guid('client', 1), secret: SECRET, subject: null, roles: READ });
  tenant.clients.set(guid('client', 2), { id: guid('client', 2), secret: null, subject: SUBJECT, roles: WRITE });
  repository = await beginRepository({
    'policies/systems/entra.yaml': entraFile(tenant.address),
    'state/employees/e-0001.yaml': person(1),
    'state/employees/e-0002.yaml': person(2, `lastDay: ${LAST_DAY}\n`),
    'state/employees/e-0003.yaml': person(3, `lastDay: ${LAST_DAY}\n`),
    'state/employees/e-0004.yaml': person(4, `lastDay: ${LAST_DAY}\n`),
    'state/employees/e-0005.yaml': person(5),
  });
});

afterAll(async () => {
  await tenant.stop();
  expect(tenant.violations).toEqual([]);
});

describe('nights with Entra', () => {
  it.each(['2027-01-06T02:00:00Z', '2027-01-07T02:00:00Z', '2027-01-08T02:00:00Z'])(
    '%s is quiet: it reads and writes nothing',
    async (at) => {
      const quiet = await night(at);

      expect(quiet.plan.sources).toMatchObject([{ system: 'entra', doubts: [] }]);
      expect([quiet.writes, quiet.outcomes]).toEqual([[], []]);
      // A page of users, their number, a page with sign-ins; tenant, products, groups, roles; members.
      expect(quiet.reads.toSorted()).toEqual([
        'GET /directoryRoles',
        'GET /groups',
        'GET /organization',
        'GET /subscribedSkus',
        'GET /users',
        'GET /users',
        'GET /users',
        'POST /$batch',
      ]);
    },
  );

  it('ends sign-in and sessions of those who have left, as far as each can be ended here, and verified', async () => {
    const after = await night('2027-01-09T02:00:00Z');

    expect(told(after.outcomes)).toEqual([
      'convert e-0002 handed-over',
      'convert e-0003 handed-over',
      'disable e-0002 verified',
      'disable e-0004 verified',
      'mailbox e-0002 verified',
      'mailbox e-0003 verified',
      'sessions e-0002 verified',
      'sessions e-0003 verified',
    ]);
    expect(after.writes.toSorted()).toEqual([
      `PATCH /users/${guid('user', 2)}`,
      `PATCH /users/${guid('user', 2)}/mailboxSettings`,
      `PATCH /users/${guid('user', 3)}/mailboxSettings`,
      `PATCH /users/${guid('user', 4)}`,
      `POST /users/${guid('user', 2)}/revokeSignInSessions`,
      `POST /users/${guid('user', 3)}/revokeSignInSessions`,
    ]);
    expect([...tenant.world.users.values()].map((one) => one.enabled)).toEqual([true, false, true, false, true]);
  });

  it('writes nothing in a second run, and says who is still open because another directory has not closed it', async () => {
    const again = await night('2027-01-09T03:00:00Z');

    expect([again.writes, again.outcomes]).toEqual([[], []]);
    expect(again.plan.findings.filter((one) => one.code === 'account-after-cut-off').map((one) => one.subject.employee)).toEqual([
      'e-0003',
    ]);
  });

  it('confirms what the other directory has closed, without a write', async () => {
    Object.assign(tenant.world.users.get(guid('user', 3)) ?? {}, { enabled: false });

    const after = await night('2027-01-10T02:00:00Z');

    expect(told(after.outcomes)).toEqual(['disable e-0003 already-so']);
    expect(after.writes).toEqual([]);
  });

  it('takes groups on their day: those that can be taken, and no licence group', async () => {
    const names: string[] = [];
    for (const day of ['16', '17']) names.push(...(await night(`2027-01-${day}T02:00:00Z`)).writes);

    expect(names.toSorted()).toEqual([
      `DELETE /groups/${guid('group', 1)}/members/${guid('user', 2)}/$ref`,
      `DELETE /groups/${guid('group', 1)}/members/${guid('user', 3)}/$ref`,
      `DELETE /groups/${guid('group', 1)}/members/${guid('user', 4)}/$ref`,
      `DELETE /groups/${guid('group', 3)}/members/${guid('user', 2)}/$ref`,
    ]);
    const members = [...tenant.world.groups.values()].map((group) => [...group.members]);
    expect(members).toEqual([[guid('user', 1), guid('user', 5)], [guid('user', 2)], [guid('user', 5)]]);
  });

  it('frees seats on their day, and when the mailbox has closed: those that were assigned, and none that comes from a group', async () => {
    const names: string[] = [];
    for (const day of ['01-23', '01-24', '02-09']) names.push(...(await night(`2027-${day}T02:00:00Z`)).writes);

    expect(names).toEqual([4, 2, 3].map((number) => `POST /users/${guid('user', number)}/assignLicense`));
    expect(tenant.world.users.get(guid('user', 2))?.licences.map((one) => one.group)).toEqual([guid('group', 2)]);
    expect(tenant.world.users.get(guid('user', 1))?.licences).toHaveLength(1);
  });

  it('tells nothing of secrets, names or addresses to the journal', () => {
    const journal = repository.remoteGit('log', '-p', 'lastday/journal');

    expect(journal).toContain('"disable"');
    expect(journal).not.toMatch(/eyJ|Bearer|read~secret|user[0-9]@|Påhittad/u);
  });
});
