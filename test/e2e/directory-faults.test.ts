/** What goes wrong with a real directory while a night runs, one thing at a time: nothing is written that should not be, and the run says so. */
import process from 'node:process';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
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
} from '../counterparts/slapd.ts';
import { type LdapBetween, type Message, type Passage, startLdapBetween, withoutControls } from '../fakes/ldap-between.ts';
import { type DirectoryCompany, idOf, loginOf, makeDirectoryCompany, type Night } from './directory-company.ts';

/** Two pages of 500 and a bit; of these the first one leaves. */
const SOME = [1, ...Array.from({ length: 1199 }, (_, at) => at + 101)];
const dnOf = (number: number) => `uid=${loginOf(number)},${STAFF}`;
const ENTRIES = [
  ...SOME.map((number) => slapdPerson(loginOf(number), { entryUUID: idOf(number) })),
  ldif(`cn=alla,${GROUPS}`, { objectClass: 'groupOfNames', cn: 'alla', member: SOME.map(dnOf) }),
].join('');

const PAGING = '1.2.840.113556.1.4.319';

/** Minutes since the nights after the end of the month began. */
let minutes = 0;

let slapd: Slapd;
let between: LdapBetween;
let company: DirectoryCompany;

function file(reader: string): string {
  return `kind: ldap
id: directory
mode: enforce
tenant: ${slapd.tenant}
holds: [accounts]
identityProvider: true
desk: it
flavour: openldap
address: ${between.address}
certificate: authority
credential: {read: reading, write: writing}
bind: {read: "${bindName(reader as never)}", write: "${bindName('writer')}"}
people: {bases: ["ou=accounts,${TREE}"]}
groups: {bases: ["${GROUPS}"]}
timeZone: Europe/Stockholm
`;
}

/** A page that was asked for, counted from 1. */
function pages(each: (page: number, message: Message) => Passage): (message: Message) => Passage {
  let page = 0;
  return (message) => {
    if (message.kind === 'search') page = message.bytes.includes(PAGING) ? page + 1 : 0;
    return page === 0 ? 'pass' : each(page, message);
  };
}

/** What the answer to the first page was; every page that is asked for later is answered with it. */
function samePageAgain(): (message: Message) => Passage {
  const kept: Buffer[] = [];
  let asked: Buffer = Buffer.alloc(0);
  return pages((page, message) => {
    if (message.kind === 'search') asked = message.bytes;
    if (page === 1 && message.kind !== 'search') kept.push(message.bytes);
    if (page === 1 || message.kind === 'search') return 'pass';
    if (message.kind === 'entry') return Buffer.alloc(0);
    // Each message carries the number of the request that it answers, behind two or four bytes of its head.
    const number = asked.readUInt8(asked.readUInt8(1) < 0x80 ? 4 : asked.readUInt8(1) === 0x81 ? 5 : 6);
    return Buffer.concat(kept.map((bytes) => numbered(bytes, number)));
  });
}

function numbered(bytes: Buffer, number: number): Buffer {
  const copy = Buffer.from(bytes);
  copy.writeUInt8(number, copy.readUInt8(1) < 0x80 ? 4 : copy.readUInt8(1) === 0x81 ? 5 : 6);
  return copy;
}

/** An instant after the end of the month, ten minutes after the one before. */
function later(): string {
  minutes += 10;
  return `2027-02-01T0${2 + Math.floor(minutes / 60)}:${String(minutes % 60).padStart(2, '0')}:00Z`;
}

async function night(at = later()): Promise<Night> {
  return company.night(at);
}

async function isOff(number: number): Promise<boolean> {
  return slapd.asRoot(async (root) => {
    const { searchEntries } = await root.search(dnOf(number), { scope: 'base', attributes: ['pwdAccountLockedTime'] });
    return searchEntries[0]?.['pwdAccountLockedTime'] === '000001010000Z';
  });
}

describe.runIf(isSlapdInstalled || process.env['CI'] === 'true')('a directory that fails in the night', { timeout: 120_000 }, () => {
  beforeAll(async () => {
    slapd = await startSlapd(ENTRIES);
    between = await startLdapBetween(slapd);
    const credentials = { authority: slapd.authority, reading: PASSWORD, writing: PASSWORD };
    company = await makeDirectoryCompany({ file: file('reader'), credentials, requests: () => between.requests(), people: SOME });
    for (const day of ['28', '29', '30']) await night(`2027-01-${day}T02:00:00Z`);
  }, 120_000);
  afterEach(() => {
    between.before = () => 'pass';
  });
  afterAll(async () => {
    await between?.stop();
    await slapd?.stop();
  });

  it.each<[string, () => (message: Message) => Passage]>([
    ['a page that is lost on its way', () => pages((page, { kind }) => (page === 2 && kind === 'entry' ? Buffer.alloc(0) : 'pass'))],
    ['a server that goes away in the middle of a list', () => pages((page, { kind }) => (page === 2 && kind === 'entry' ? 'cut' : 'pass'))],
    ['a server that does not know of pages', () => pages((_, { kind, bytes }) => (kind === 'done' ? withoutControls(bytes) : 'pass'))],
    ['a page that comes again and again', samePageAgain],
  ])('%s: nothing is concluded and nothing written', async (_, trouble) => {
    between.before = trouble();

    const failed = await night();

    expect([failed.writes, failed.outcomes, await isOff(1)]).toEqual([0, [], false]);
    expect(failed.plan.sources).toMatchObject([{ complete: [] }]);
    expect(failed.exit).toBe(9);
  });

  it.each(['blind', 'cut'])(
    'who reads as "%s", whom the server shows nobody or only a part: nothing is concluded and nothing written',
    async (reader) => {
      company.repository.commit({ 'policies/systems/directory.yaml': file(reader) }, { message: reader, at: later() });

      const failed = await night();

      company.repository.commit({ 'policies/systems/directory.yaml': file('reader') }, { message: 'back', at: later() });
      expect([failed.writes, failed.outcomes, await isOff(1)]).toEqual([0, [], false]);
      expect(failed.plan.sources).toMatchObject([{ complete: [] }]);
      expect(failed.exit).toBe(9);
    },
  );

  it('a server that goes away in the middle of a write: what it did is found and not done again', async () => {
    let cuts = 0;
    between.before = ({ kind, request }) => {
      if (kind !== 'done' || request !== 'modify' || cuts > 0) return 'pass';
      cuts += 1;
      return 'cut';
    };

    const lost = await night();
    const again = await night();

    expect(lost.outcomes).toMatchObject([{ kind: 'disable', outcome: 'verified', detail: 'answer-lost' }]);
    expect([lost.writes, await isOff(1)]).toEqual([1, true]);
    expect([again.exit, again.writes, again.outcomes]).toEqual([0, 0, []]);
  });

  it('a server that is dead: the night ends, and says so', async () => {
    await slapd.server.kill();

    const failed = await night('2027-02-02T02:00:00Z');

    expect([failed.writes, failed.outcomes]).toEqual([0, []]);
    expect(failed.plan.sources).toMatchObject([{ complete: [] }]);
  });
});
