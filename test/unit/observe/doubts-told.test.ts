/** Doubts are told in words and figures that somebody can check in the system: reports and `status` print them as they are. */
import { describe, expect, it } from 'vitest';
import { judge } from '../../../reconciler/observe/completeness.ts';
import type { Instant } from '../../../schemas/primitives.ts';
import { recalledMemory } from '../../fakes/memory.ts';
import { type FakeSystem, fakeSystem, type Spoil } from '../../fakes/system.ts';
import { accounts, afterGoodNights, desiredOf, directory, holders, later, NIGHT, Nights } from './ground.ts';

type Told = readonly [attribute: string, code: string, message: string];

async function toldOf(nights: Nights, fake: FakeSystem): Promise<Told[]> {
  const { doubts } = await nights.night(fake);
  return doubts.map((one) => [one.attribute, one.code, one.message]);
}

describe('after good nights', () => {
  it.each<[string, Spoil, readonly Told[]]>([
    [
      'the end did not come',
      { truncateAt: 58 },
      [
        ['all', 'not-ended', 'the last page or the end of the file did not come'],
        ['all', 'total-differs', '58 different records came; the system says that it has 60'],
      ],
    ],
    [
      'half is shown',
      { halve: true },
      [
        ['all', 'absences', '30 accounts are gone without a reason that files or journal know; at most 2 may be'],
        ['all', 'shrunk', '30 records, and 0 gone for known reasons, are less than 90 % of the 60 of an earlier reading'],
      ],
    ],
    [
      'nothing is shown',
      { empty: true },
      [
        ['all', 'empty', 'no accounts came'],
        ['all', 'absences', '60 accounts are gone without a reason that files or journal know; at most 2 may be'],
        ['all', 'shrunk', '0 records, and 0 gone for known reasons, are less than 90 % of the 60 of an earlier reading'],
      ],
    ],
    [
      'one came twice, another not',
      { twice: 'a-00001' },
      [
        ['all', 'duplicate-id', '1 records came twice'],
        ['all', 'total-differs', '59 different records came; the system says that it has 60'],
      ],
    ],
    ['more is claimed', { total: 61 }, [['all', 'total-differs', '60 different records came; the system says that it has 61']]],
    [
      'another tenant answers',
      { tenant: 'somebody-else' },
      [['all', 'wrong-tenant', 'not the tenant that the system file names answered']],
    ],
    ['a page could not be read', { problems: ['page 2 cannot be read'] }, [['all', 'fault', 'page 2 cannot be read']]],
    ['nobody says how old it is', { freshAt: null }, [['all', 'stale', 'the age of the content is not known']]],
    [
      'it is old',
      { freshAt: '2027-01-01T00:00:00Z' as Instant },
      [['all', 'stale', 'the content is of 2027-01-01T00:00:00Z, older than P2D']],
    ],
    [
      'it lies ahead',
      { freshAt: '2027-02-01T00:00:00Z' as Instant },
      [['all', 'stale', 'the content is of 2027-02-01T00:00:00Z, which lies ahead']],
    ],
    ['groups are blank', { blank: ['groups'] }, [['groups', 'share-of-null', 'known for 0 of 60 records; it was known for 60 of 60']]],
    [
      'status is blank',
      { blank: ['status'] },
      [
        ['status', 'share-of-null', 'known for 0 of 60 records; it was known for 60 of 60'],
        ['status', 'share-of-enabled', '0 of 60 accounts are enabled; it was 60 of 60, and 0 changed for known reasons'],
      ],
    ],
  ])('%s', async (_, spoil, expected) => {
    const { nights, fake } = await afterGoodNights(60);
    fake.spoil = spoil;

    expect(await toldOf(nights, fake)).toEqual(expected);
  });

  it('it went back', async () => {
    const nights = new Nights({}, directory({ maxAge: 'P14D' }));
    const fake = fakeSystem({ accounts: accounts(5) });
    await nights.night(fake);
    fake.spoil = { freshAt: later(nights.at, -1) };
    fake.put({ id: 'a-00006' });

    expect(await toldOf(nights, fake)).toEqual([
      ['all', 'went-back', 'the content is of 2027-01-04T01:00:00Z, older than what was read before'],
    ]);
  });

  it('it has grown', async () => {
    const { nights, fake } = await afterGoodNights(60);
    for (let more = 0; more < 31; more += 1)
      fake.put({ id: `new-${more}`, groups: ['staff'], roles: ['user'], licences: ['E3'], lastUse: '2027-01-01' });

    expect(await toldOf(nights, fake)).toEqual([['all', 'grown', '91 records are more than 150 % of the 60 of the last good reading']]);
  });

  it('many are disabled', async () => {
    const { nights, fake } = await afterGoodNights(60);
    for (const { id } of accounts(60).slice(0, 10)) fake.edit(id, { enabled: false });

    expect(await toldOf(nights, fake)).toEqual([
      ['status', 'share-of-enabled', '50 of 60 accounts are enabled; it was 60 of 60, and 0 changed for known reasons'],
    ]);
  });

  it('an attribute does not come any more', async () => {
    const { nights } = await afterGoodNights(60);
    const less = fakeSystem({ accounts: accounts(60), provides: ['existence', 'status', 'groups', 'roles', 'lastUse'] });

    expect(await toldOf(nights, less)).toEqual([['licences', 'not-provided', 'the reading no longer has licences']]);
  });
});

describe('of a first reading', () => {
  it('too few of the declared records came', async () => {
    expect(await toldOf(new Nights(holders(60), directory()), fakeSystem({ accounts: accounts(50) }))).toEqual([
      ['all', 'first-reading', 'a first reading must show 95 % of the declared records; 10 of 60 are not in it'],
    ]);
  });

  it.each<[string, object, readonly Told[]]>([
    ['a canary is not seen', { id: 'canary-9' }, [['all', 'canary', 'a record that every complete reading shows was not seen']]],
    ['a canary of elsewhere is seen', { id: 'a-00001', absent: true }, [['all', 'canary', 'a record that belongs elsewhere was seen']]],
    ['a canary is disabled', { id: 'a-00001', enabled: false }, [['status', 'canary', 'a canary is not enabled as it must be']]],
    [
      'a canary has lost its group',
      { id: 'a-00001', groups: ['canaries'] },
      [['groups', 'canary', 'a canary is not seen in a group that it is in']],
    ],
  ])('%s', async (_, canary, expected) => {
    expect(await toldOf(new Nights({}, directory({ canaries: [canary] })), fakeSystem({ accounts: accounts(5) }))).toEqual(expected);
  });

  it('what files and policy expect is shown for nobody', async () => {
    const people = holders(3).people?.map((one) => ({
      ...one,
      accounts: one.accounts?.map((line) => ({ ...line, grants: ['staff'], licences: ['E3'] })),
    }));
    const guardrails = { administrators: [{ system: 'ad', role: 'Domain Admins' }] };
    const bare = accounts(3, { groups: [], roles: [], licences: [] });
    const system = directory();
    const desired = desiredOf({ people: people as never, systems: [system], guardrails });
    const provides = ['existence', 'status', 'groups', 'roles', 'licences'] as const;
    const reading = await fakeSystem({ accounts: bare, provides }).read(NIGHT);

    const { doubts } = judge(reading, { system, desired, memory: recalledMemory({ kind: 'first' }), asOf: NIGHT });

    expect(doubts.map((one) => [one.attribute, one.code, one.message])).toEqual([
      ['groups', 'share-of-null', 'files or policy expect groups, and the reading shows none for anybody'],
      ['roles', 'share-of-null', 'files or policy expect roles, and the reading shows none for anybody'],
      ['licences', 'share-of-null', 'files or policy expect licences, and the reading shows none for anybody'],
    ]);
  });
});
