/** Many at once, in real processes: a round of the races, and holders that are stopped at chosen moments. `npm run race` runs more of them. */
import { beforeAll, describe, expect, it } from 'vitest';
import { copyMini, makeMini, worldOf } from '../faults/mini.ts';
import { type Mini, runMini } from '../faults/mini-night.ts';
import { NIGHT, race, stopAndSteal } from './race.ts';

const PATIENCE = 240_000;
const RACERS = 12;

let eve: Mini;
let wanted: Readonly<Record<string, string>>;
beforeAll(async () => {
  eve = await makeMini();
  const whole = copyMini(eve);
  await runMini(whole, NIGHT);
  wanted = worldOf(whole);
}, PATIENCE);

describe('twelve runs in one moment', () => {
  it(
    'of which one applies, and the others end with 7 and name it',
    async () => {
      const came = await race(eve, RACERS);

      expect(came).toMatchObject({ writers: 1, named: RACERS - 1, twice: 0, unsettled: 0, verifies: true });
      expect(came.exits).toEqual([0, ...Array.from({ length: RACERS - 1 }, () => 7)]);
      expect(came.world).toEqual(wanted);
    },
    PATIENCE,
  );
});

describe('a holder that is stopped, robbed and woken', () => {
  // Before its intents, before a write, before its outcomes.
  it.each([2, 4, 16])(
    'at point %i: begins no write, and ends at most the one on its way',
    async (point) => {
      const { late, ...came } = await stopAndSteal(eve, point);

      expect(late).toBeLessThanOrEqual(1);
      expect(came).toEqual({ begun: 0, twice: 0, unsettled: 0, verifies: true, isDone: true });
    },
    PATIENCE,
  );
});
