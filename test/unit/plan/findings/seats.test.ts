/** Seats: when they count as unused, whose they are, and what is bought and not held. */
import { describe, expect, it } from 'vitest';
import { account, line, person, seat, system, type World } from '../world.ts';
import { one, only } from './look.ts';

const priced = system('m365', { licences: [{ id: 'E3', price: '389.00 SEK', per: 'month' }], desk: 'it' });

function world(held: object, extra: object = {}, rest: World = {}): World {
  return {
    people: [person('e-1', { accounts: [line('m365', 'm-1', { licences: ['E3'] })], manager: 'e-boss', ...extra })],
    systems: [priced],
    accounts: { m365: [account('m-1', { licences: [seat('E3')], ...held })] },
    ...rest,
  };
}

describe('stale-licence', () => {
  const CODE = 'stale-licence';

  it.each([
    ['last used 45 days ago', { lastUse: '2026-11-20' }, '45'],
    ['never used, given 45 days ago', { lastUse: 'never', licences: [seat('E3', null, '2026-11-20')] }, '45'],
    ['never used, account made long ago', { lastUse: 'never', createdOn: '2026-10-01' }, '95'],
    ['disabled, and last used long ago', { lastUse: '2026-11-01', enabled: false }, '64'],
    ['disabled, and given long ago', { lastUse: null, enabled: false, licences: [seat('E3', null, '2026-10-01')] }, '95'],
    ['last used before it was given', { lastUse: '2020-01-01', licences: [seat('E3', null, '2026-11-19')] }, '46'],
  ])('%s', (_what, held, days) => {
    expect(one(CODE, world(held))).toMatchObject({
      who: 'e-boss',
      values: { days },
      cost: { monthly: '389.00 SEK', once: null, from: null },
    });
  });

  it.each([
    ['used 44 days ago', world({ lastUse: '2026-11-21' })],
    ['of unknown use', world({ lastUse: null })],
    ['never used, and nobody knows since when', world({ lastUse: 'never' })],
    ['given 44 days ago', world({ lastUse: '2020-01-01', licences: [seat('E3', null, '2026-11-21')] })],
    ['disabled lately', world({ lastUse: '2026-11-21', enabled: false })],
    ['disabled, and nobody knows since when it is there', world({ lastUse: null, enabled: false })],
    ['perhaps disabled', world({ lastUse: '2026-01-01', enabled: null })],
    [
      'disabled, in a reading without all states',
      world({ lastUse: '2026-01-01', enabled: false }, {}, { snapshots: { m365: { complete: ['existence', 'licences', 'lastUse'] } } }),
    ],
    ['on leave', world({ lastUse: '2026-01-01' }, { leaves: [{ from: '2026-11-01', to: '2027-08-31' }] })],
    ['back from leave since a week', world({ lastUse: '2026-01-01' }, { leaves: [{ from: '2026-02-01', to: '2026-12-27' }] })],
    ['not started', world({ lastUse: '2026-01-01' }, { firstDay: '2027-02-01' })],
    ['disputed', world({ lastUse: '2026-01-01' }, {}, { situations: { 'e-1/m365': 'disputed' } })],
    ['not read', world({ lastUse: '2026-01-01' }, {}, { unread: ['m365'] })],
    ['of unknown licences', world({ lastUse: '2026-01-01', licences: null })],
    ['read without all last uses', world({ lastUse: '2026-01-01' }, {}, { snapshots: { m365: { complete: ['existence', 'licences'] } } })],
  ])('is silent about an account that is %s', (_what, given) => {
    expect(only(CODE, given)).toEqual([]);
  });

  it('shows the group that gives it', () => {
    expect(one(CODE, world({ lastUse: '2026-01-01', licences: [seat('E3', 'g-e3')] })).values['viaGroup']).toBe('g-e3');
  });

  it('counts from the end of the newest leave that is over', () => {
    const leaves = [
      { from: '2026-01-01', to: '2026-10-01' },
      { from: '2026-05-01', to: '2026-06-01' },
      { from: '2027-05-01', to: '2027-06-01' },
    ];

    expect(one(CODE, world({ lastUse: '2026-01-01' }, { leaves })).day).toBe('2026-10-01');
  });

  it('without a price has no cost', () => {
    const given = world({ lastUse: '2026-01-01' }, {}, { systems: [system('m365')] });

    expect(one(CODE, given)).toMatchObject({ cost: null, values: { monthly: '', paid: '' } });
  });

  it('follows the threshold of policy, or 45 days when policy has none', () => {
    const given = world({ lastUse: '2026-12-15' });

    expect(only(CODE, given)).toEqual([]);
    expect(only(CODE, { ...given, policies: { drift: { [CODE]: { after: 'P20D' } } } })).toHaveLength(1);
  });

  it('of somebody who left, where we only look on, is for the desk of the system', () => {
    const systems = [{ ...priced, mode: 'observe' as const }];
    const given = world({ lastUse: '2026-01-01' }, { lastDay: '2026-11-30' }, { systems });

    expect(one(CODE, given)).toMatchObject({ who: 'desk:it', values: { lastUse: '2026-01-01', months: '1', paid: '389.00 SEK' } });
    expect(only('leaver-licence', given)).toEqual([]);
  });
});

describe('leaver-licence', () => {
  const CODE = 'leaver-licence';

  it('counts from 14 days after the last day', () => {
    expect(one(CODE, world({}, { lastDay: '2026-12-21' })).values).toMatchObject({ days: '14', lastDay: '2026-12-21' });
    expect(only(CODE, world({}, { lastDay: '2026-12-22' }))).toEqual([]);
  });

  it('where we only look on, counts when use is not known', () => {
    const systems = [{ ...priced, mode: 'observe' as const }];

    expect(only(CODE, world({ lastUse: null }, { lastDay: '2026-11-30' }, { systems }))).toHaveLength(1);
  });

  it('cannot sum up prices in two currencies', () => {
    const two = {
      ...world({ licences: [seat('E3'), seat('CRM')] }, { lastDay: '2025-11-30' }),
      systems: [
        system('m365', {
          licences: [
            { id: 'E3', price: '389.00 SEK', per: 'month' },
            { id: 'CRM', price: '69.00 EUR', per: 'month' },
          ],
        }),
      ],
    } as World;

    expect(only(CODE, two).map((finding) => finding.values['paidInAll'])).toEqual(['', '']);
  });
});

describe('unused-seats', () => {
  const CODE = 'unused-seats';
  const bought = (count: number, rest: World = {}) =>
    world({}, {}, { snapshots: { m365: { seats: [{ licence: 'E3' as never, bought: count }] } }, ...rest });

  it('are bought and held by nobody', () => {
    expect(one(CODE, bought(3)).values).toMatchObject({ bought: '3', used: '1', unused: '2', monthly: '778.00 SEK', from: '' });
    expect(one(CODE, bought(3)).because).toMatchObject({ file: 'policies/systems/m365.yaml', pointer: '/licences/0' });
  });

  it.each([
    ['all are held', bought(1)],
    ['more are held than bought', bought(0)],
    [
      'the reading lacks accounts',
      bought(3, { snapshots: { m365: { seats: [{ licence: 'E3' as never, bought: 3 }], complete: ['licences'] } } }),
    ],
    [
      'the reading lacks seats',
      bought(3, { snapshots: { m365: { seats: [{ licence: 'E3' as never, bought: 3 }], complete: ['existence'] } } }),
    ],
  ])('are none when %s', (_what, given) => {
    expect(only(CODE, given)).toEqual([]);
  });

  it('what the system says goes before what the file says; a licence without a price has no cost', () => {
    const systems = [system('m365', { licences: [{ id: 'E3', price: '1.00 SEK', per: 'month', seats: 9 }] })];
    const seats = [
      { licence: 'E3' as never, bought: 1 },
      { licence: 'FREE' as never, bought: 2 },
    ];
    const unknown = account('m-2', { licences: null });

    const found = one(CODE, {
      ...bought(0),
      systems,
      snapshots: { m365: { seats } },
      accounts: { m365: [account('m-1', { licences: [seat('E3')] }), unknown] },
    });

    expect(found).toMatchObject({ key: 'unused-seats/m365/FREE', cost: null, who: null, because: { pointer: '/licences' } });
  });
});
