/** Four hundred seats that nobody needs, among twenty thousand that somebody does: all of them are found, with what they cost, and no other. */
import { describe, expect, it } from 'vitest';
import { plan } from '../../reconciler/plan/plan.ts';
import { statusText } from '../../reconciler/report/status.ts';
import { makeInput } from '../unit/plan/world.ts';
import { makeSeatsWorld, type Planted, PRICES } from './seats-world.ts';

const CODES = new Set<string>(['stale-licence', 'leaver-licence', 'orphan-account']);

function keysOf(seats: readonly { readonly code: string; readonly account: string }[]): string[] {
  return seats.map(({ code, account }) => `${code} ${account}`).toSorted();
}

function sumOf(planted: readonly Planted[], currency: string): string {
  const minor = planted.reduce((sum, { where }) => sum + (PRICES[where].currency === currency ? PRICES[where].monthly : 0n), 0n);
  return `${minor / 100n}.${String(minor % 100n).padStart(2, '0')} ${currency}`;
}

describe.each([1, 2, 3])('with chance number %d', (seed) => {
  const { world, planted } = makeSeatsWorld(seed);
  const input = makeInput(world);
  const found = plan(input).findings.filter((one) => CODES.has(one.code));

  it('finds all four hundred and none too many', () => {
    expect(planted).toHaveLength(400);
    expect(keysOf(found.map((one) => ({ code: one.code, account: one.subject.account ?? '' })))).toEqual(keysOf(planted));
  });

  it('says of each what it costs', () => {
    for (const one of found) {
      const { price, per, monthly } = PRICES[one.subject.system as keyof typeof PRICES];
      const expected = per === 'month' ? price : `${monthly / 100n}.${String(monthly % 100n).padStart(2, '0')} ${price.slice(-3)}`;
      expect(one.cost?.monthly).toBe(expected);
      expect(one.cost?.from).toBe(one.subject.system === 'm365' ? '2027-07-01' : null);
    }
  });

  it('tells finance the sums, currencies apart', () => {
    const view = {
      plan: plan(input),
      outcomes: [],
      pulls: [],
      desired: input.desired,
      memory: null,
      deskRecord: [],
      correlation: input.correlation,
    } as const;
    const more = { locale: 'en', names: false, exit: 0, exits: [], run: null, journal: 'none' } as const;
    const told = statusText({ view: { ...view, ...more }, as: 'cfo' });

    for (const currency of ['SEK', 'EUR']) {
      const [whole = '', rest = ''] = sumOf(planted, currency).split('.');
      const seats = planted.filter(({ where }) => PRICES[where].currency === currency).length;
      expect(told).toContain(`${whole.replaceAll(/\B(?=(\d{3})+$)/gu, ' ')}.${rest}  ${seats} seats nobody needs, in all`);
    }
    expect(told.match(/c-\d{4}/gu)).toHaveLength(5);
  });
});

it('is a page that can be forwarded', async () => {
  const { world } = makeSeatsWorld(1);
  const input = makeInput(world);
  const view = {
    plan: plan(input),
    outcomes: [],
    pulls: [],
    desired: input.desired,
    memory: null,
    deskRecord: [],
    correlation: input.correlation,
  } as const;
  const more = { locale: 'en', names: false, exit: 0, exits: [], run: null, journal: 'none' } as const;

  await expect(statusText({ view: { ...view, ...more }, as: 'cfo' })).toMatchFileSnapshot('goldens/four-hundred-seats.txt');
});
