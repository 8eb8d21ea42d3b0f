/** What freed seats save: seats that were verified as freed lately, once each, at today's prices. */
import { describe, expect, it } from 'vitest';
import { freedSeats, savedMonthly } from '../../../reconciler/report/saved.ts';
import { statusText } from '../../../reconciler/report/status.ts';
import { as, desired, memory, plan, view } from './sample.ts';

const systems = new Map([
  [
    'm365',
    {
      licences: [
        { id: 'E3', price: '389.00 SEK', per: 'month' },
        { id: 'RITA', price: '7788.00 EUR', per: 'year' },
      ],
    },
  ],
  ['bare', {}],
]);

function freed(before: object | null, more: object = {}, account: object | null = null) {
  const change = { person: 'e-1', system: 'm365', account: 'm-1', kind: 'licences', at: '2026-12-10T01:00:00Z', before, ...more };
  const correlation = {
    links: [
      { system: 'm365', account },
      { system: 'm365', account: null },
    ],
    strangers: [],
  };
  return view({
    plan,
    desired: { ...desired, systems: as(systems) },
    memory: {
      ...memory,
      verified: new Map([
        ['c-1', as(change)],
        ['c-2', as({ ...change, account: 'm-2' })],
      ]),
    } as never,
    correlation: as(correlation),
  });
}

describe('freed seats', () => {
  it('are counted by licence, with what they save a month; a year is floored to twelfths', () => {
    const told = freed({ licences: ['E3', 'RITA'] });

    expect(freedSeats(told)).toEqual([
      { system: 'm365', licence: 'E3', count: 2, monthly: '778.00 SEK', from: null },
      { system: 'm365', licence: 'RITA', count: 2, monthly: '1298.00 EUR', from: null },
    ]);
    expect(savedMonthly(freedSeats(told))).toEqual(['1298.00 EUR', '778.00 SEK']);
    expect(statusText({ view: told, as: 'cfo' }).replaceAll(/ +/gu, ' ')).toContain(
      '778.00 SEK 2 seats E3 (m365)\n 1 298.00 EUR 2 seats RITA (m365)\n 1 298.00 EUR saved, in all, a month',
    );
  });

  it.each([
    ['2027-01-04', '2027-01-05', []],
    ['2027-01-03', null, ['100.00 SEK']],
  ])('of a term until %s save from %s', (until, from, saved) => {
    const told = freed({ licences: ['TERM'] }, { system: 'term', account: 'm-2' });
    const terms = new Map([['term', { licences: [{ id: 'TERM', price: '50.00 SEK', per: 'month', commitment: { until, quantity: 9 } }] }]]);
    const view_ = { ...told, desired: { ...told.desired, systems: as(terms) } };

    expect(freedSeats(view_)).toMatchObject([{ from }]);
    expect(savedMonthly(freedSeats(view_))).toEqual(saved);
  });

  it('that were given again are not saved', () => {
    expect(freedSeats(freed({ licences: ['E3'] }, {}, { id: 'm-1', licences: [{ id: 'E3' }] }))).toMatchObject([{ count: 1 }]);
    expect(freedSeats(freed({ licences: ['E3'] }, {}, { id: 'm-1', licences: null }))).toMatchObject([{ count: 2 }]);
  });

  it.each([
    ['without a price', { licences: ['OTHER'] }, {}],
    ['in a system without prices', { licences: ['E3'] }, { system: 'bare' }],
  ])('%s are counted, and nothing is said to be saved', (_what, before, more) => {
    const told = freed(before, more);

    expect(freedSeats(told)).toMatchObject([{ count: 2, monthly: null }]);
    expect(statusText({ view: told, as: 'cfo' })).toContain('2 seats');
  });

  it.each([
    ['longer ago than thirty days', { licences: ['E3'] }, { at: '2026-12-04T22:00:00Z' }],
    ['of another kind', { licences: ['E3'] }, { kind: 'groups' }],
    ['of which nothing was captured', null, {}],
    ['of which no licences were captured', { groups: ['g'] }, {}],
  ])('%s do not count', (_what, before, more) => {
    expect(freedSeats(freed(before, more))).toEqual([]);
  });

  it('of a night without a journal: none', () => {
    expect(freedSeats(view({ memory: null, correlation: null }))).toEqual([]);
  });
});
