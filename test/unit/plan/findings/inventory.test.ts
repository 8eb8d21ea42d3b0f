/** Where files and inventory do not agree. */
import { describe, expect, it } from 'vitest';
import { findAtPerson } from '../../../../reconciler/plan/findings.ts';
import { line, person, system, type World } from '../world.ts';
import { asset, handed } from './known.ts';
import { contextOf, device, one, only } from './look.ts';

describe('the inventory', () => {
  const inventory = system('inventory', { holds: ['assets'], desk: 'it' });
  const people = [
    person('e-1', {
      person: { name: 'Exempel', email: 'Ex@exempel.example' },
      accounts: [line('ad', 'ad-e-1', { login: 'exem' })],
      manager: 'e-boss',
    }),
    person('e-2', { accounts: [line('ad', 'ad-e-2', { login: 'other' })] }),
  ];
  const world = (holder: object | string | null, seen: string | null, own: object = {}, rest: World = {}): World => ({
    people,
    systems: [system('ad'), inventory],
    devices: [device('LT-1', holder, { inventory: { system: 'inventory', id: 7 }, ...own })],
    snapshots: { inventory: { assets: [asset('7', 'LT-1', seen)] } },
    ...rest,
  });

  it.each([
    ['the same holder by name', world('e-1', 'EXEM')],
    ['the same holder by address', world('e-1', 'ex@exempel.example')],
    ['nobody in both', world(null, '')],
    ['an unknown holder there', world('e-1', null)],
    ['a shared device checked out to something', world({ pool: 'syd' }, 'pool-syd')],
    ['still checked out to whom it is awaited from', world(null, 'exem', { status: 'awaited', awaitedFrom: 'e-1' })],
    [
      'a reading that lacks holders',
      world('e-1', '', {}, { snapshots: { inventory: { assets: [asset('7', 'LT-1', '')], complete: ['existence'] } } }),
    ],
    ['no reading', world('e-1', '', {}, { unread: ['inventory'] })],
    ['no record named in the file', { ...world('e-1', ''), devices: [device('LT-1', 'e-1')] }],
  ])('agrees: %s', (_what, given) => {
    expect(only('holder-mismatch', given)).toEqual([]);
  });

  it.each([
    ['checked in there', world('e-1', ''), 'checked-in', ''],
    ['somebody else there', world('e-1', 'other'), 'other-holder', 'e-2'],
    ['a stranger there', world('e-1', 'nobody'), 'other-holder', ''],
    ['nobody here', world(null, 'exem', { status: 'available' }), 'not-released', 'e-1'],
    ['nobody here, a stranger there', world(null, 'nobody', { status: 'available' }), 'not-released', ''],
    ['shared here', world({ pool: 'syd' }, 'exem'), 'not-released', 'e-1'],
    ['awaited from another', world(null, 'other', { status: 'awaited', awaitedFrom: 'e-1' }), 'not-released', 'e-2'],
  ])('differs: %s', (_what, given, variant, found) => {
    expect(one('holder-mismatch', given)).toMatchObject({ who: 'desk:it', values: { variant, found } });
  });

  it.each([
    ['a person here, a place there', world('e-1', null), [{ variant: 'other-holder', found: '' }]],
    ['nobody here, a place there', world(null, null, { status: 'available' }), []],
  ])('a place or another device has it there: %s', (_what, given, expected) => {
    const shown = { ...asset('7', 'LT-1', null), isElsewhere: true };

    const found = only('holder-mismatch', { ...given, snapshots: { inventory: { assets: [shown] } } });

    expect(found.map(({ values }) => ({ variant: values['variant'], found: values['found'] }))).toEqual(expected);
  });

  it.each([
    ['another status that it has a word for', { status: 'hold' }, { status: 'available' }, [['hold', 'available']]],
    ['a status of its own', { status: 'hold' }, { status: 'in the cellar' }, []],
    ['the same status', { status: 'hold' }, { status: 'hold' }, []],
    ['statuses that were not read whole', { status: 'hold' }, { status: 'available', complete: ['existence', 'holder'] }, []],
  ])('shows of a device that nobody has %s', (_what, own, { status, complete }: { status: string; complete?: string[] }, expected) => {
    const statuses = { hold: 'hold', available: 'available' };
    const shown = { assets: [{ ...asset('7', 'LT-1', ''), status }], statuses, ...(complete === undefined ? {} : { complete }) };

    const found = only('holder-mismatch', { ...world(null, '', own), snapshots: { inventory: shown as never } });

    expect(found.map(({ values }) => [values['status'], values['shown']])).toEqual(expected);
  });

  it('a name that two people have belongs to neither', () => {
    const twins = [...people, person('e-3', { accounts: [line('ad', 'ad-e-3', { login: 'exem' })] })];

    expect(one('holder-mismatch', world('e-1', 'exem', {}, { people: twins })).values['found']).toBe('');
  });

  it('somebody without accounts has no name to be found by', () => {
    const { accounts: _none, ...bare } = person('e-4');

    expect(one('holder-mismatch', world('e-4', 'exem', {}, { people: [...people, bare as never] })).values['found']).toBe('e-1');
  });

  it('a disputed account lends nobody its name', () => {
    const given = world(
      'e-1',
      'exem',
      {},
      {
        people: [person('e-1')],
        accounts: {
          ad: [
            {
              id: 'ad-e-1',
              login: 'exem',
              email: null,
              enabled: true,
              groups: [],
              roles: [],
              licences: [],
              lastUse: null,
              createdOn: null,
            } as never,
          ],
        },
      },
    );

    expect(only('holder-mismatch', given)).toEqual([]);
    expect(only('holder-mismatch', { ...given, situations: { 'e-1/ad': 'disputed' } })).toHaveLength(1);
  });

  it.each(['check-in', 'check-out'])('is silent while tonight makes a %s', (kind) => {
    expect(only('holder-mismatch', world('e-1', ''), { changes: [{ kind, system: 'inventory', asset: '7' }] })).toEqual([]);
  });

  it.each(['check-in', 'check-out'])('is silent while a desk is at a %s', (kind) => {
    const memory = { handedOver: handed('e-1', 'inventory', { kind, account: '7' }) };

    expect(only('holder-mismatch', world('e-1', '', {}, { memory }))).toEqual([]);
  });

  it('finds the record by tag when its number is another', () => {
    const given = world('e-1', '', {}, { snapshots: { inventory: { assets: [asset('8', 'LT-1', '')] } } });

    expect(only('holder-mismatch', given)).toHaveLength(1);
    expect(only('unknown-device', given)).toEqual([]);
  });

  it('misses a record in a complete reading only, and not of a device that is gone', () => {
    const none = { snapshots: { inventory: { assets: [] } } };

    expect(one('missing-device', world('e-1', '', {}, none))).toMatchObject({ values: { asset: '7', employee: 'e-1' } });
    expect(only('missing-device', world('e-1', '', {}, { snapshots: { inventory: { assets: [], complete: ['holder'] } } }))).toEqual([]);
    expect(only('missing-device', world(null, '', { status: 'destroyed' }, none))).toEqual([]);
  });

  it('shows a device nobody has a file for to the manager of who has it', () => {
    const seen = (tag: string | null, holder: string | null): World => ({
      people: [{ ...people[0], lastDay: '2027-01-05' } as never],
      systems: [system('ad'), inventory],
      snapshots: { inventory: { assets: [asset('9', tag, holder)] } },
    });

    expect(one('unknown-device', seen('LT-0999', 'exem'))).toMatchObject({
      key: 'unknown-device/inventory/LT-0999',
      who: 'e-boss',
      day: '2027-01-05',
      values: { asset: '9', device: 'LT-0999', employee: 'e-1', lastDay: '2027-01-05' },
    });
    expect(one('unknown-device', seen(null, 'exem')).key).toBe('unknown-device/inventory/9');
    expect(one('unknown-device', seen('LT-0999', null))).toMatchObject({ who: 'desk:it', values: { employee: '' } });
    expect(one('unknown-device', seen('LT-0999', 'nobody'))).toMatchObject({ who: 'desk:it', day: null });
  });

  it('knows a tag regardless of case', () => {
    const given: World = {
      systems: [inventory],
      devices: [device('lt-1', null)],
      snapshots: { inventory: { assets: [asset('9', 'LT-1', '')] } },
    };

    expect(only('unknown-device', given)).toEqual([]);
  });
});

describe('of one person, for whoever decides about their devices now', () => {
  const inventory = system('inventory', { holds: ['assets'], desk: 'it' });
  const people = [
    person('e-1', { accounts: [line('ad', 'ad-e-1', { login: 'exem' })] }),
    person('e-2', { accounts: [line('ad', 'ad-e-2', { login: 'other' })] }),
  ];
  const at = (id: string, tag: string, holder: string | null) => asset(id, tag, holder);
  const world: World = {
    people,
    systems: [system('ad'), inventory],
    devices: [
      device('LT-1', 'e-1', { inventory: { system: 'inventory', id: 1 } }),
      device('LT-2', 'e-2', { inventory: { system: 'inventory', id: 2 } }),
      device('LT-3', 'e-2', { inventory: { system: 'inventory', id: 3 } }),
      device('LT-4', 'e-1', { inventory: { system: 'inventory', id: 4 } }),
      device('LT-5', null, { status: 'available', inventory: { system: 'inventory', id: 5 } }),
    ],
    snapshots: {
      inventory: {
        assets: [
          at('1', 'LT-1', 'other'),
          at('2', 'LT-2', 'exem'),
          at('3', 'LT-3', ''),
          at('5', 'LT-5', 'exem'),
          at('9', 'LT-9', 'exem'),
          at('8', 'LT-8', 'other'),
        ],
      },
    },
    policies: { drift: { 'holder-mismatch': { on: false } } },
  };

  it('shows what differs of what they have, here or there, also what policy does not want to hear of', () => {
    expect(findAtPerson(contextOf(world), 'e-1' as never).map(({ key }) => key)).toEqual([
      'holder-mismatch/LT-1',
      'holder-mismatch/LT-2',
      'holder-mismatch/LT-5',
      'missing-device/LT-4',
      'unknown-device/inventory/LT-9',
    ]);
  });

  it('shows nothing of somebody with whom all agrees', () => {
    expect(findAtPerson(contextOf({ ...world, snapshots: { inventory: { assets: [] } }, devices: [] }), 'e-1' as never)).toEqual([]);
  });
});
