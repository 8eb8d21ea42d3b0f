/** T5 in every field: a plan file forged anywhere and signed anew has nothing written that planning at the default branch would not write. */
import { describe, expect, it } from 'vitest';
import { applyText, forgeriesOf, honestPlan, type Judged, signed } from './forged-plan.ts';

const PATIENCE = 900_000;

/** Forgeries between two of the tried ones. With 1 all are tried. */
const EVERY = Number(process.env['LASTDAY_FORGED_EVERY'] ?? 97);

/** Exit codes that a forged plan may end with: carried out as far as it holds, partly, stopped by a limit, refused as stale, a clock that is wrong. */
const EXITS = [0, 3, 5, 6, 9];

describe('T5 a plan forged in every field', () => {
  it(
    'T5 has nothing written but what the honest plan has',
    async () => {
      const plan = await honestPlan();
      const honest = await applyText(JSON.stringify(plan));
      const wanted = new Set(honest.writes);
      const forged = [...forgeriesOf(plan)].filter((_, index) => index % EVERY === 0);
      const came: Record<string, number> = {};
      const wrong: (Judged & { readonly name: string })[] = [];
      for (const { name, text } of forged) {
        const judged = await applyText(text);
        came[String(judged.exit)] = (came[String(judged.exit)] ?? 0) + 1;
        const isWrong = judged.writes.some((one) => !wanted.has(one)) || judged.troubles.length > 0 || !EXITS.includes(judged.exit ?? 70);
        if (isWrong) wrong.push({ name, ...judged });
      }
      if (EVERY === 1) console.log(`${forged.length} forgeries; by exit code ${JSON.stringify(came)}`);

      expect([honest.exit, honest.troubles, honest.writes.length]).toEqual([0, [], 20]);
      expect(wrong.map(({ name, exit, troubles }) => [name, exit, troubles])).toEqual([]);
      // Some are refused, and some are carried out as far as they hold: else nothing was tried.
      expect(Object.keys(came)).toEqual(expect.arrayContaining(['0', '6']));
    },
    PATIENCE,
  );
});

it.each([
  ['a zone that is none', { zone: 'UTCx' }],
  ['findings of its own', { findings: [], upcoming: [], forecast: [] }],
])('T5 %s is no bug, and nothing is lost', async (_name, forged) => {
  const plan = await honestPlan();

  const judged = await applyText(signed({ ...plan, ...forged }));

  expect([judged.exit, judged.writes.length]).toEqual([0, 20]);
});

describe('the time that a plan file says it was made at', () => {
  // It is applied three minutes later.
  it.each([
    ['so far ahead as two clocks may differ', 7 * 60 + 50, 0],
    ['seconds further ahead', 8 * 60 + 20, 9],
    ['an hour ahead', 63 * 60, 9],
    ['almost a day ago', -(24 * 60 - 5) * 60, 0],
    ['more than a day ago, though it claims to be good for longer', -24 * 3_600, 6],
  ])('%s', async (_name, seconds, exit) => {
    const plan = await honestPlan();
    const asOf = new Date(Date.parse(plan.asOf) + seconds * 1000).toISOString().replace('.000Z', 'Z');

    const judged = await applyText(signed({ ...plan, asOf, expiresAt: '2099-01-01T00:00:00Z' }));

    expect([judged.exit, judged.writes.length > 0]).toEqual([exit, exit === 0]);
  });
});
