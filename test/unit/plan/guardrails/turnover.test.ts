/** The limits are a delay, and no wall: in a year of any company nobody stays open for good, although nobody lets anything go by hand. */
import { describe, expect, it } from 'vitest';
import { COMPANIES, liveYear } from './turnover.ts';

/** The largest are lived with the most trouble alone, unless all are asked for. */
const ALL = process.env['LASTDAY_TURNOVER'] === 'all';

/** Nights that somebody may wait at most, where so many of a hundred are written down late. */
const MOST = { 5: 3, 25: 3, 50: 4 } as const;

describe('a year of people leaving, with three nights of a hundred that do not run, and no override', () => {
  const years = COMPANIES.flatMap((company) => ([5, 25, 50] as const).map((late) => [company.name, late, company] as const));

  it.each(years.filter(([, late, { people, turnover }]) => ALL || people < 3000 || (late === 50 && turnover === 40)))(
    '%s, %i of 100 late: nobody is stuck',
    (name, late, company) => {
      const year = liveYear(company, late, { seed: 7, publishes: true });
      if (ALL) console.log(`${name}, ${late} late: ${JSON.stringify(year)}`);

      expect(year.stuck).toBe(0);
      expect(year.worst).toBeLessThanOrEqual(MOST[late]);
    },
  );

  it('would wait for weeks, were it not that what a night holds is published and goes the next', () => {
    const shops = COMPANIES.find(({ people }) => people === 400);
    const year = shops === undefined ? null : liveYear(shops, 50, { seed: 7, publishes: false });

    expect(year?.worst).toBeGreaterThan(21);
  });
});
