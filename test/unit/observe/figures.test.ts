/** A reading in numbers: which record is of which kind, and what is known of how many. */
import { describe, expect, it } from 'vitest';
import { declaredIn, figuresOf, partOf, partsWith, recordKey } from '../../../reconciler/observe/figures.ts';
import type { SystemId } from '../../../schemas/primitives.ts';
import { fakeSystem } from '../../fakes/system.ts';
import { desiredOf, directory, NIGHT, person } from './ground.ts';

const several = directory({ holds: ['accounts', 'assets', 'people'] });
const accounts = directory({ holds: ['accounts'] });
const PARTS = ['accounts', 'assets', 'people'] as const;

describe('keys', () => {
  it('name the kind of the record where a system holds several', () => {
    expect(PARTS.map((part) => recordKey(several, part, '7'))).toEqual(['7', 'asset:7', 'person:7']);
    expect(PARTS.map((part) => partOf(several, recordKey(several, part, '7')))).toEqual([...PARTS]);
    expect(partOf(several, '7-person:')).toBe('accounts');
  });

  it('are the id where a system holds one kind, whatever the id looks like', () => {
    const assets = directory({ holds: ['assets'] });

    expect(recordKey(assets, 'assets', '7')).toBe('7');
    expect(partOf(assets, 'person:7')).toBe('assets');
    expect(partOf(accounts, 'asset:7')).toBe('accounts');
  });
});

it('attributes are of the kinds of records that have them', () => {
  const table = (['existence', 'status', 'holder', 'dates', 'groups', 'roles', 'licences', 'lastUse'] as const).map((one) => [
    one,
    partsWith(one).join(' '),
  ]);

  expect(Object.fromEntries(table)).toEqual({
    existence: 'accounts assets people',
    status: 'accounts assets',
    holder: 'assets',
    dates: 'people',
    groups: 'accounts',
    roles: 'accounts',
    licences: 'accounts',
    lastUse: 'accounts',
  });
});

it('figures count each kind, each record once, and what is known', async () => {
  const fake = fakeSystem({
    accounts: [
      { id: '1', groups: ['staff'], roles: [], licences: null, lastUse: 'never' },
      { id: '2', enabled: false, groups: null, roles: null, licences: null, lastUse: null },
      { id: '3', enabled: null, groups: [], roles: null, licences: ['E3'], lastUse: null },
    ],
    assets: [
      { id: '1', tag: 'LT-1', status: 'in-use', holder: 'anna' },
      { id: '2', tag: 'LT-2', status: null, holder: null },
    ],
    people: [{ id: '1', firstDay: '2027-01-01' }, { id: '2' }],
  });
  const reading = await fake.read(NIGHT);

  const { count, parts, enabled, known } = figuresOf(reading, several);

  expect({ count, parts, enabled }).toEqual({ count: 7, parts: { accounts: 3, assets: 2, people: 2 }, enabled: 1 });
  expect(known).toMatchObject({ existence: 7, status: 3, groups: 2, roles: 1, licences: 1, lastUse: 1, holder: 1, dates: 1 });
  const twice = { ...reading, assets: [...reading.assets, ...reading.assets] };
  expect(figuresOf(twice, several)).toMatchObject({ count: 7, parts: { assets: 2 } });
});

it('ids and sign-in names are those that account lines of this very system name', () => {
  const people = [
    person('e-1', {
      accounts: [
        { system: 'ad', id: 'a-1', login: 'One' },
        { system: 'm365', id: 'm-1' },
      ],
    }),
    person('e-2', {
      accounts: [
        { system: 'ad', login: 'Two' },
        { system: 'm365', login: 'other' },
      ],
    }),
    person('e-3'),
  ];

  const { ids, logins } = declaredIn(desiredOf({ people }), 'ad' as SystemId);

  expect([[...ids], [...logins]]).toEqual([['a-1'], ['two']]);
});
