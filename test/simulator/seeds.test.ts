/** Worlds out of seeds, a fixed number of them; `npm run simulate -- --seeds N --from K` lives through more. */
import { describe, expect, it } from 'vitest';
import { liveSeed, type SeedResult } from './worlds/seed.ts';

const PATIENCE = 240_000;
const FIRST = 1;
const SEEDS = 40;

describe(`seeds ${FIRST} to ${FIRST + SEEDS - 1}`, () => {
  it(
    'keep every invariant, whatever people do and whatever fails',
    async () => {
      const results: SeedResult[] = [];
      for (let seed = FIRST; seed < FIRST + SEEDS; seed += 1) results.push(await liveSeed(seed));
      const sum = (pick: (one: SeedResult) => number) => results.reduce((total, one) => total + pick(one), 0);

      expect(
        results.flatMap(({ seed, troubles }) => troubles.map((text) => `npm run simulate -- --seeds 1 --from ${seed}: ${text}`)),
      ).toEqual([]);
      expect(sum((one) => one.writes)).toBeGreaterThan(SEEDS * 3);
      expect(sum((one) => one.faults)).toBeGreaterThan(SEEDS);
      expect(sum((one) => one.crashes)).toBeGreaterThan(0);
      expect(sum((one) => one.undos)).toBeGreaterThan(0);
    },
    PATIENCE,
  );

  it('are the same every time', async () => {
    expect(await liveSeed(3)).toEqual(await liveSeed(3));
  });
});
