/** Many at once, in real processes: a round of the races, and holders that are stopped at chosen moments. `npm run race` runs more of them. */
import { beforeAll, describe, expect, it } from 'vitest';
import { copyMini, makeMini, worldOf } from '../faults/mini.ts';
import { type Mini, runMini } from '../faults/mini-night.ts';
import { NIGHT, POINTS, race, stopAndSteal } from './race.ts';

const PATIENCE = 240_000;
const RACERS = 12;
const ROUNDS = Number(process.env['LASTDAY_RACE_ROUNDS'] ?? 1);
const STOPS = Number(process.env['LASTDAY_RACE_STOPS'] ?? 3);

/** Before its intents, before a write and before its outcomes come first; more of them are all points, one after another. */
const FIRST = [2, 4, 16];
const STOPPED_AT = Array.from({ length: STOPS }, (_, index) => (STOPS <= FIRST.length ? FIRST[index] : POINTS[index % POINTS.length]) ?? 2);

let eve: Mini;
let wanted: Readonly<Record<string, string>>;
beforeAll(async () => {
  eve = await makeMini();
  const whole = copyMini(eve);
  await runMini(whole, NIGHT);
  wanted = worldOf(whole);
}, PATIENCE);

describe('twelve runs in one moment', () => {
  it.each(Array.from({ length: ROUNDS }, (_, index) => index + 1))(
    'round %i: one applies, and the others end with 7 and name it',
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
  it.each(STOPPED_AT)(
    'at point %i: begins no write, and ends at most the one on its way',
    async (point) => {
      const { late, ...came } = await stopAndSteal(eve, point);

      expect(late).toBeLessThanOrEqual(1);
      expect(came).toEqual({ begun: 0, twice: 0, unsettled: 0, verifies: true, isDone: true });
    },
    PATIENCE,
  );
});
