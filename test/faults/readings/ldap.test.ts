/** The table of faults: a directory, OpenLDAP, with a way before it on which each message can go wrong. */
import process from 'node:process';
import { Attribute, Change } from 'ldapts';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Snapshot } from '../../../reconciler/model/observed.ts';
import { openReader, openWriter } from '../../../reconciler/systems/registry.ts';
import type { System } from '../../../schemas/system.ts';
import {
  bindName,
  GROUPS,
  isSlapdInstalled,
  ldif,
  PASSWORD,
  type Slapd,
  STAFF,
  slapdPerson,
  startSlapd,
  TREE,
} from '../../counterparts/slapd.ts';
import { idOf, loginOf } from '../../e2e/directory-company.ts';
import { fakeClock } from '../../fakes/clock.ts';
import { type LdapBetween, startLdapBetween } from '../../fakes/ldap-between.ts';
import { NIGHT } from '../../unit/plan/world-parts.ts';
import { type CellNight, cellNight } from './cell.ts';
import { DIRECTORY_FAULTS, type DirectoryFault } from './ldap-faults.ts';
import { expectColumn } from './page.ts';
import type { Opened } from './subjects.ts';

const NUMBERS = [1, 2, 3, 4, 5, 6, 7, 8];
const HELD = { holds: 'accounts', ids: NUMBERS.map(idOf) } as const;
const LOCK = 'pwdAccountLockedTime';
const dnOf = (number: number) => `uid=${loginOf(number)},${STAFF}`;
const ENTRIES = [
  ...NUMBERS.map((number) => slapdPerson(loginOf(number), { entryUUID: idOf(number) })),
  ldif(`cn=alla,${GROUPS}`, { objectClass: 'groupOfNames', cn: 'alla', member: NUMBERS.map(dnOf) }),
].join('');

type Place = 'reading' | 'target' | 'write';

describe.runIf(isSlapdInstalled || process.env['CI'] === 'true')('faults in answers of a directory', () => {
  let slapd: Slapd;
  let between: LdapBetween;
  let good: Snapshot;
  const tables = { reading: new Map<string, string>(), target: new Map<string, string>(), write: new Map<string, string>() };

  async function open(): Promise<Opened> {
    const clock = fakeClock(NIGHT);
    const system = {
      id: 'directory',
      kind: 'ldap',
      mode: 'enforce',
      tenant: slapd.tenant,
      holds: ['accounts'],
      desk: 'it',
      flavour: 'openldap',
      address: between.address,
      certificate: 'authority',
      credential: { read: 'reading', write: 'writing' },
      bind: { read: bindName('reader'), write: bindName('writer') },
      people: { bases: [`ou=accounts,${TREE}`] },
      groups: { bases: [GROUPS] },
      timeZone: 'Europe/Stockholm',
    } as unknown as System;
    const runtime = { exports: null, credential: (name: string) => (name === 'authority' ? slapd.authority : PASSWORD), clock };
    return { system, clock, reader: await openReader(system, runtime), writer: await openWriter(system, runtime) };
  }

  async function locked(): Promise<readonly number[]> {
    return slapd.asRoot(async (root) => {
      const { searchEntries } = await root.search(STAFF, { scope: 'one', filter: `(${LOCK}=*)`, attributes: ['uid'] });
      return NUMBERS.filter((number) => searchEntries.some((one) => one['uid'] === loginOf(number)));
    });
  }

  async function unlock(): Promise<void> {
    for (const number of await locked()) await slapd.asRoot((root) => root.modify(dnOf(number), unlocking()));
  }

  /** One night with the fault in the readings, in the single reads, or in the answers to writes. */
  async function live(fault: DirectoryFault, place: Place): Promise<CellNight & { readonly off: readonly number[] }> {
    await unlock();
    const opened = await open();
    const twist = fault.begin();
    let isWriting = false;
    const begin = () => {
      between.before = (message) => {
        if (message.kind === 'modify') isWriting = true;
        if (message.kind === 'search') isWriting = false;
        return place === 'write' && !isWriting ? 'pass' : twist(message);
      };
    };
    if (place === 'reading') begin();
    const night = await cellNight(HELD, opened, { good, ...(place === 'reading' ? {} : { beforeApply: begin }) });
    between.before = () => 'pass';
    return { ...night, off: await locked() };
  }

  beforeAll(async () => {
    slapd = await startSlapd(ENTRIES);
    between = await startLdapBetween(slapd);
    const { snapshot, exit, outcomes } = await cellNight(HELD, await open(), { good: null });
    expect([exit, outcomes.map((one) => one.outcome)]).toEqual([0, ['verified']]);
    expect(await locked()).toEqual([1]);
    good = snapshot;
  }, 120_000);
  afterAll(async () => {
    await between?.stop();
    await slapd?.stop();
  });

  it.each(DIRECTORY_FAULTS)(
    '$name',
    async (fault) => {
      for (const place of fault.isOfLists === true ? (['reading'] as const) : (['reading', 'target', 'write'] as const)) {
        const { snapshot, outcomes, exit, off } = await live(fault, place);
        const isWhole = snapshot.complete.has('existence');
        const doubts = snapshot.doubts.filter(({ code }) => code !== 'not-provided');
        const [first] = outcomes;

        expect(
          [1, ...off].filter((number) => number !== 1),
          'nobody else was touched',
        ).toEqual([]);
        if (place === 'reading' && !isWhole) expect([off, outcomes], 'nothing is concluded from it').toEqual([[], []]);
        if (place === 'reading' && fault.isHarmless !== true) expect(isWhole, 'it is seen').toBe(false);
        if (doubts.length > 0) expect(exit).toBe(9);
        for (const { message } of doubts) expect(message).not.toMatch(/127\.0\.0\.1|exempel|Hemlig|undefined|\[object|at .*\.ts/u);
        if (place === 'target') expect(off, 'nothing is written to what cannot be read').toEqual([]);
        if (first?.outcome === 'verified') expect(off, 'what is called done is done').toEqual([1]);
        const cell =
          place === 'reading'
            ? `${isWhole ? 'whole' : doubts[0]?.code}`
            : `${first?.outcome}${first?.detail == null ? '' : ` (${first.detail})`}`;
        tables[place].set(fault.name, `${exit} ${cell}`);
      }
    },
    60_000,
  );

  it('the page says so', () => {
    for (const place of ['reading', 'target', 'write'] as const) {
      const found = new Map(DIRECTORY_FAULTS.map(({ name }) => [name, tables[place].get(name) ?? '–']));
      expectColumn('directories', place, found);
    }
  });
});

function unlocking(): Change {
  return new Change({ operation: 'replace', modification: new Attribute({ type: LOCK, values: [] }) });
}
