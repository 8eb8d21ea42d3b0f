/** `npm run race -- --rounds 25`: races of twelve, and holders that are stopped and robbed, with the figures. */
import process from 'node:process';
import { parseArgs } from 'node:util';
import { copyMini, makeMini, worldOf } from '../faults/mini.ts';
import { runMini } from '../faults/mini-night.ts';
import { NIGHT, POINTS, race, stopAndSteal } from './race.ts';

const { values } = parseArgs({
  options: {
    rounds: { type: 'string', default: '25' },
    racers: { type: 'string', default: '12' },
    stops: { type: 'string', default: '40' },
  },
});
const [rounds, racers, stops] = [Number(values.rounds), Number(values.racers), Number(values.stops)];
const say = (line: string) => process.stdout.write(`${line}\n`);

const eve = await makeMini();
const whole = copyMini(eve);
await runMini(whole, NIGHT);
const wanted = JSON.stringify(worldOf(whole));

let wrong = 0;
for (let round = 1; round <= rounds; round += 1) {
  const one = await race(eve, racers);
  const isRight =
    one.exits.join() === [0, ...Array.from({ length: racers - 1 }, () => 7)].join() &&
    one.writers === 1 &&
    one.named === racers - 1 &&
    one.twice + one.unsettled === 0 &&
    one.verifies &&
    JSON.stringify(one.world) === wanted;
  if (!isRight) wrong += 1;
  say(
    `round ${round}: exits ${one.exits.join(' ')}, ${one.writers} wrote, ${one.named} named the holder, ${one.done} done, ${one.twice} twice${isRight ? '' : ' WRONG'}`,
  );
}

let late = 0;
let most = 0;
for (let round = 1; round <= stops; round += 1) {
  const point = POINTS[(round - 1) % POINTS.length] ?? 2;
  const one = await stopAndSteal(eve, point);
  late += one.late;
  most = Math.max(most, one.late);
  if (one.late > 1 || one.begun > 0 || one.twice + one.unsettled > 0 || !one.verifies || !one.isDone) wrong += 1;
  say(`stopped at point ${point}: ${one.late} writes after the lock was taken, ${one.begun} of them begun then, ${one.twice} twice`);
}

say(
  `${rounds} rounds of ${racers}; ${stops} stopped holders wrote ${late} times after they were robbed, at most ${most} each; ${wrong} wrong`,
);
process.exitCode = wrong === 0 ? 0 : 1;
