/** A month end in a company of 5,000 on a SCIM protocol layer of somebody else: quiet nights, bad ones, 45 leavers, the next runs, undo. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { INSTALL, isScimmyInstalled, type Kept, type Scimmy, startScimmy, TOKEN, type Trouble } from '../counterparts/scimmy.ts';
import { lastday } from '../fakes/command-line.ts';
import {
  account,
  beginCompany,
  type Company,
  employee,
  GROUPS,
  groupsOf,
  inGroups,
  LEAVERS,
  type Night,
  PEOPLE,
  personFile,
  usersOf,
} from './scim-company.ts';

const PATIENCE = 300_000;
/** Pages of users and groups, the three documents of discovery, and the group that the tenant is known by. */
const READS = Math.ceil(PEOPLE / 20) + Math.ceil(GROUPS.length / 20) + 3 + 1;
/** A leaver who stays after all. */
const STAYS = 110;

let service: Scimmy;
let company: Company;

/** What the service says to a client that knows nothing of ours. */
async function seen(path: string): Promise<Kept> {
  const response = await fetch(`${service.address}${path}`, { headers: { authorization: `Bearer ${TOKEN}` } });
  expect(response.status).toBe(200);
  return (await response.json()) as Kept;
}

async function membersOf(group: string): Promise<readonly string[]> {
  return ((await seen(`/Groups/g-${group}`))['members'] as { value: string }[] | undefined)?.map(({ value }) => value) ?? [];
}

async function everyGroup(): Promise<Readonly<Record<string, readonly string[]>>> {
  return Object.fromEntries(await Promise.all(GROUPS.map(async (name) => [name, await membersOf(name)] as const)));
}

function kindsOf({ outcomes }: Night): Readonly<Record<string, number>> {
  const counts: Record<string, number> = {};
  for (const { kind, outcome } of outcomes) counts[`${kind} ${outcome}`] = (counts[`${kind} ${outcome}`] ?? 0) + 1;
  return counts;
}

const SOUND: Trouble = { blind: false, losesFrom: null, shrinks: false, ignoresIndex: false, diesAt: null };

it('scimmy is installed, or this is no CI', () => {
  expect(isScimmyInstalled || process.env['CI'] !== 'true', `CI needs it: ${INSTALL}`).toBe(true);
});

describe.runIf(isScimmyInstalled)('5,000 people on SCIM', () => {
  beforeAll(async () => {
    service = await startScimmy(usersOf(), groupsOf());
    company = await beginCompany(service);
  }, PATIENCE);
  afterAll(() => service?.stop());

  it.each(['2026-12-18T02:00:00Z', '2026-12-19T02:00:00Z', '2026-12-20T02:00:00Z'])(
    '%s is quiet: so many pages and a handful of questions, and no write',
    async (at) => {
      const quiet = await company.night(at);

      expect(quiet.plan.sources).toMatchObject([{ system: 'saas', doubts: [] }]);
      expect(quiet).toMatchObject({ exit: 0, reads: READS, writes: [], outcomes: [] });
    },
    PATIENCE,
  );

  it.each<readonly [string, string, Partial<Trouble>]>([
    ['2027-01-01T00:00:00Z', 'shows nobody, and says that this is all', { blind: true }],
    ['2027-01-01T00:10:00Z', 'loses its pages from the third on', { losesFrom: 40 }],
    ['2027-01-01T00:20:00Z', 'has fewer people on each page', { shrinks: true }],
    ['2027-01-01T00:30:00Z', 'gives its first page for ever', { ignoresIndex: true }],
    ['2027-01-01T00:40:00Z', 'is gone from the fortieth request on', { diesAt: 40 }],
  ])(
    '%s writes nothing: the service %s',
    async (at, _, trouble) => {
      Object.assign(service.trouble, trouble);

      const bad = await company.night(at);
      Object.assign(service.trouble, SOUND);

      expect(bad.plan.sources[0]?.doubts.length).toBeGreaterThan(0);
      expect(bad).toMatchObject({ exit: 9, writes: [], outcomes: [] });
    },
    PATIENCE,
  );

  it(
    'ends 45 sign-ins on the month end, as another client sees it',
    async () => {
      const after = await company.night('2027-01-01T02:00:00Z');

      expect(kindsOf(after)).toEqual({ 'disable verified': 45 });
      expect([after.exit, after.writes.length]).toEqual([0, 45]);
      for (const index of LEAVERS) expect(await seen(`/Users/${account(index)}`)).toMatchObject({ active: false });
      for (const index of LEAVERS) expect(await seen(`/Users/${account(index - 1)}`)).toMatchObject({ active: true });
    },
    PATIENCE,
  );

  it(
    'takes them out of their groups and frees their seats, and nobody else',
    async () => {
      const before = await everyGroup();
      const after = await company.night('2027-01-01T03:00:00Z');
      const leaving = new Set(LEAVERS.map(account));

      expect(kindsOf(after)).toEqual({ 'groups verified': 45, 'licences verified': 45 });
      expect([after.exit, after.writes.length]).toEqual([0, 3 * 45]);
      const staying = Object.entries(before).map(([name, ids]) => [name, ids.filter((id) => !leaving.has(id))]);
      expect(await everyGroup()).toEqual(Object.fromEntries(staying));
      for (const index of LEAVERS) expect((await seen(`/Users/${account(index)}`))['entitlements'] ?? []).toEqual([]);
      expect(await seen(`/Users/${account(109)}`)).toMatchObject({ active: true, entitlements: [{ value: 'SEAT' }] });
    },
    PATIENCE,
  );

  it(
    'does nothing in the next run',
    async () => {
      const again = await company.night('2027-01-01T04:00:00Z');

      expect(again).toMatchObject({ exit: 0, reads: READS, writes: [], outcomes: [] });
    },
    PATIENCE,
  );

  it(
    'puts back exactly what one of them had, once their last day has moved',
    async () => {
      const before = await everyGroup();
      const file = `state/employees/${employee(STAYS)}.yaml`;
      company.repository.commit({ [file]: personFile(STAYS, '2027-06-30') }, { message: 'Extend', at: '2027-01-01T04:30:00Z' });

      for (const [index, run] of (await company.runs()).slice(-3, -1).entries()) {
        const undone = await lastday(company.shell(`2027-01-01T05:0${index * 4}:00Z`), 'undo', run, employee(STAYS));
        expect([undone.exit, undone.err]).toEqual([0, '']);
      }

      const back = Object.entries(before).map(([name, ids]) => [name, inGroups(STAYS).includes(name) ? [...ids, account(STAYS)] : ids]);
      expect(await everyGroup()).toEqual(Object.fromEntries(back));
      expect(await seen(`/Users/${account(STAYS)}`)).toMatchObject({ active: true, entitlements: [{ value: 'SEAT' }] });
    },
    PATIENCE,
  );
});
