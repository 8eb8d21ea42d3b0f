/** A few people on a real Active Directory whose nights go wrong: faults on the way, a writing account of few rights, an administrator, a key that is missing. */
import { beforeAll, describe, expect, it } from 'vitest';
import { guidBytes } from '../contract/systems/samba-world.ts';
import {
  type Identity,
  PASSWORD,
  type Samba,
  sambaGroup,
  sambaPerson,
  TROUBLE,
  TROUBLE_GROUPS,
  TROUBLE_LEAVERS,
  upn,
} from '../counterparts/samba.ts';
import { run } from '../counterparts/server.ts';
import { lastday } from '../fakes/command-line.ts';
import type { LdapBetween } from '../fakes/ldap-between.ts';
import { type DirectoryCompany, idOf, loginOf, makeDirectoryCompany, type Night, personOf } from './directory-company.ts';
import { directoryFaults } from './directory-fault-nights.ts';
import { firstImport } from './first-import.ts';

const SOME = Array.from({ length: 16 }, (_, at) => 90_001 + at);
/** The first leaver, on whom the faults are tried; some who leave a few days later; the one among them who is an administrator; and the last. */
const FIRST = 90_001;
const LATER = [90_002, 90_003, 90_004, 90_005];
const ADMINISTRATOR = 90_006;
const LAST = 90_007;
const STAYING = 90_008;
const LAST_DAYS: ReadonlyMap<number, string> = new Map([
  [FIRST, '2027-01-31'],
  ...[...LATER, ADMINISTRATOR].map((number) => [number, '2027-02-05'] as const),
  [LAST, '2027-02-10'],
]);

const dnOf = (number: number, container = TROUBLE) => `CN=${loginOf(number)},${container}`;

/** Groups in a chain; the first leaver is in the innermost and, directly too, in the outermost. */
const CHAIN: Readonly<Record<string, readonly string[]>> = {
  innerst: [dnOf(FIRST), dnOf(STAYING)],
  mitten: [`CN=innerst,${TROUBLE_GROUPS}`],
  ytterst: [`CN=mitten,${TROUBLE_GROUPS}`, dnOf(FIRST)],
};

/** Accounts that the domain guards. */
export const GUARDED = [dnOf(ADMINISTRATOR)];
export const HIDDEN = [TROUBLE, TROUBLE_LEAVERS];

/** What is loaded for them. */
export const TROUBLE_ENTRIES = [
  ...SOME.map((number) => {
    const more = number === ADMINISTRATOR ? { adminCount: '1' } : {};
    return sambaPerson(loginOf(number), more, { container: TROUBLE, guid: guidBytes(idOf(number)) });
  }),
  ...Object.entries(CHAIN).map(([name, members]) => sambaGroup(name, members, TROUBLE_GROUPS)),
].join('');

interface Place {
  readonly samba: () => Samba;
  readonly between: () => LdapBetween;
}

function file({ samba, between }: Place, who: { reader?: string; writer?: Identity; isMoving?: boolean } = {}): string {
  const { reader = '', writer = 'svc-writer', isMoving = false } = who;
  return `kind: ldap
id: directory
mode: enforce
tenant: ${samba().tenant}
holds: [accounts]
identityProvider: true
desk: it
flavour: active-directory
address: ${between().address}
certificate: authority
credential: {read: reading, write: writing}
bind: {read: ${upn(reader === '' ? 'svc-reader' : reader)}, write: ${upn(writer)}}
people: {bases: ["${TROUBLE}"]}
groups: {bases: ["${TROUBLE_GROUPS}"]}
pageSize: 5
timeZone: Europe/Stockholm
${isMoving ? `leavers: ${TROUBLE_LEAVERS}\n` : ''}`;
}

function said({ outcomes }: Night): readonly string[] {
  return outcomes.map(({ kind, person, outcome, detail }) => `${kind} ${person} ${outcome} ${detail}`).toSorted();
}

function each(kind: string, numbers: readonly number[], ending: string): readonly string[] {
  return numbers.map((number) => `${kind} ${personOf(number)} ${ending}`);
}

/** The nights, one after another. */
export function activeDirectoryTrouble(place: Place): void {
  const { samba, between } = place;
  let company: DirectoryCompany;

  async function entryOf(number: number) {
    const filter = `(sAMAccountName=${loginOf(number)})`;
    const { searchEntries } = await samba().asRoot((root) => root.search(TROUBLE, { filter, attributes: ['userAccountControl'] }));
    const [entry] = searchEntries;
    return { dn: String(entry?.dn), isOff: (Number(entry?.['userAccountControl']) & 2) === 2 };
  }

  async function membersOf(group: string): Promise<readonly string[]> {
    const dn = `CN=${group},${TROUBLE_GROUPS}`;
    const { searchEntries } = await samba().asRoot((root) => root.search(dn, { scope: 'base', attributes: ['member'] }));
    return [searchEntries[0]?.['member'] ?? []].flat().map(String).toSorted();
  }

  function write(files: Readonly<Record<string, string>>, at: string): void {
    company.repository.commit(files, { message: 'Change', at });
  }

  beforeAll(async () => {
    const credentials = { authority: samba().authority, reading: PASSWORD, writing: PASSWORD };
    const about = { credentials, requests: () => between().requests(), people: SOME, leavers: LAST_DAYS };
    company = await makeDirectoryCompany({ ...about, file: file(place) });
  });

  directoryFaults({
    company: () => company,
    between,
    isOff: async () => (await entryOf(FIRST)).isOff,
    file: (reader) => file(place, { reader }),
    shortSighted: ['svc-blind'],
    end: () => {
      between().before = () => 'cut';
    },
  });

  describe('a night of a few people', { timeout: 60_000 }, () => {
    it('ends the sign-ins of all leavers by an account that may do nothing else, and says of the rest which right is missing', async () => {
      write({ 'policies/systems/directory.yaml': file(place, { writer: 'svc-narrow', isMoving: true }) }, '2027-02-05T12:00:00Z');
      const moves: number[] = [];
      between().before = ({ kind }) => {
        if (kind === 'move') moves.push(1);
        return 'pass';
      };

      const narrow = await company.night('2027-02-06T02:00:00Z');

      expect(said(narrow)).toEqual(
        [
          ...each('disable', LATER, 'verified null'),
          ...each('disable', [ADMINISTRATOR], 'failed no-right'),
          ...each('place', [FIRST, ...LATER], 'failed no-right'),
          ...each('place', [ADMINISTRATOR], 'skipped dependency'),
        ].toSorted(),
      );
      between().before = () => 'pass';
      expect(narrow.exit).toBe(3);
      // Told once that it may not move, it does not ask again in this container.
      expect(moves).toEqual([1]);
      for (const number of SOME) expect([number, (await entryOf(number)).isOff]).toEqual([number, [FIRST, ...LATER].includes(number)]);
    });

    it('lets an administrator be who the domain guards, where the files protect them', async () => {
      const policy = 'protected: [{system: directory, role: adminCount}]\n';
      write(
        { 'policies/systems/directory.yaml': file(place, { isMoving: true }), 'policies/guardrails.yaml': policy },
        '2027-02-06T12:00:00Z',
      );

      const after = await company.night('2027-02-07T02:00:00Z');

      expect(said(after)).toEqual(each('place', [FIRST, ...LATER], 'verified null'));
      expect(after.plan.held.map(({ change, by }) => `${change.kind} ${change.person} ${by}`)).toContainEqual(
        expect.stringMatching(new RegExp(`^disable ${personOf(ADMINISTRATOR)} protected`, 'u')),
      );
      expect(await entryOf(ADMINISTRATOR)).toEqual({ dn: dnOf(ADMINISTRATOR), isOff: false });
    });

    it('takes a leaver out of the groups that they are in themselves, and leaves the groups within groups as they are', async () => {
      const before = await company.night('2027-02-07T03:00:00Z');
      const taken = await company.night('2027-02-08T02:00:00Z');

      expect([before.outcomes, said(taken)]).toEqual([[], each('groups', [FIRST], 'verified null')]);
      expect(taken.plan.changes.map(({ before: had }) => ('groups' in had ? had.groups : null))).toEqual([['innerst', 'ytterst']]);
      expect([await membersOf('innerst'), await membersOf('mitten'), await membersOf('ytterst')]).toEqual([
        [dnOf(STAYING)],
        CHAIN['mitten'],
        [`CN=mitten,${TROUBLE_GROUPS}`],
      ]);
    });

    it('moves without a key too, says beforehand that this comes back in part only, and leaves the account where it lies', async () => {
      const moved = await company.night('2027-02-11T02:00:00Z', false);
      const move = moved.plan.changes.find(({ kind }) => kind === 'place');
      company.extend(LAST, '2027-06-30', '2027-02-11T09:00:00Z');

      const undone = await lastday(company.shell('2027-02-11T10:00:00Z'), 'undo', moved.run ?? '', personOf(LAST));

      expect(said(moved)).toEqual([...each('disable', [LAST], 'verified null'), ...each('place', [LAST], 'verified null')]);
      expect(move?.reversible).toBe('partly');
      expect([undone.exit, undone.err]).toEqual([0, '']);
      expect(undone.out).toMatch(new RegExp(`${personOf(LAST)} +not put back: what was there before is not known`, 'u'));
      expect(await entryOf(LAST)).toEqual({ dn: dnOf(LAST, TROUBLE_LEAVERS), isOff: false });
    });

    it('tells the journal no container, with a key and without', () => {
      const journal = run('git', ['-C', company.repository.remote, 'log', '-p', 'lastday/journal']);

      expect(journal).toContain('capture-2027-02');
      expect(journal).not.toMatch(/OU=[A-Z]|anstalld|innerst/u);
    });
  });

  firstImport({
    system: 'directory',
    file: () =>
      file(place, { isMoving: true })
        .replace('enforce', 'observe')
        .replace(/, writ(er|ing|e): [^}]+/gu, ''),
    credentials: () => ({ authority: samba().authority, reading: PASSWORD }),
    people: SOME.length - 1 - LATER.length,
    off: [FIRST, ...LATER].map(idOf),
    declared: ['innerst', idOf(STAYING), idOf(ADMINISTRATOR)],
    undeclared: ['mitten', 'ytterst', idOf(FIRST)],
    writes: () =>
      between()
        .requests()
        .filter((kind) => !['bind', 'search'].includes(kind)),
  });
}
