/** `npm run crash -- --from 1 --to 800 --every 1 --ways killed,failing --jobs 2`, `--effects` for the calls that change something: the practice nightly disturbed at its port calls, run to the end, and compared with one that nobody disturbed. Its heap is kept small: a process that forks git by the thousand pays for every page. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import process from 'node:process';
import { parseArgs } from 'node:util';
import { buildEve } from './company.ts';
import type { Disturbance, Way } from './counted.ts';
import { type Ends, isEffect, type Judged, liveWhole, tryPoint, waysAt } from './point.ts';

const { values } = parseArgs({
  options: {
    from: { type: 'string', default: '1' },
    to: { type: 'string' },
    every: { type: 'string', default: '1' },
    ways: { type: 'string', default: 'killed,killed-within,failing,unanswered,failing-on' },
    /** Only calls that change something, and the one after each. */
    effects: { type: 'boolean', default: false },
    jobs: { type: 'string', default: '2' },
    /** Where the company is built, or lies from an earlier run. */
    eve: { type: 'string' },
  },
});

const folder = mkdtempSync(join(tmpdir(), 'lastday-crash-'));
const say = (line: string) => process.stdout.write(`${line}\n`);
const begun = performance.now();
const eve = await buildEve(values.eve ?? join(folder, 'eve'));
const whole = await liveWhole(eve, join(folder, 'whole'));
const last = Math.min(Number(values.to ?? whole.calls.length), whole.calls.length);
const ways = new Set(values.ways.split(',')) as ReadonlySet<Way>;
say(`K = ${whole.calls.length} calls; trying ${values.from} to ${last}, every ${values.every}, ${[...ways].join(', ')}`);

const callAt = (at: number) => whole.calls[at - 1] ?? '';
const waiting: Disturbance[] = [];
for (let at = Number(values.from); at <= last; at += Number(values.every))
  if (!values.effects || isEffect(callAt(at)) || isEffect(callAt(at - 1)))
    for (const way of waysAt(callAt(at))) if (ways.has(way)) waiting.push({ at, way });

const ends: Ends = new Map();
const judged: Judged[] = [];

async function lane(): Promise<void> {
  for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) {
    const one = await tryPoint({ eve, whole, ends, folder: join(folder, `${next.way}-${next.at}`) }, next);
    judged.push(one);
    if (one.wrong.length > 0)
      say(`${one.disturbance.at} ${one.disturbance.way} (${one.call}), exit ${one.exit}:\n  ${one.wrong.join('\n  ')}`);
    if (judged.length % 50 === 0) say(`${judged.length} tried, ${ends.size} states, ${Math.round((performance.now() - begun) / 1000)} s`);
  }
}

await Promise.all(Array.from({ length: Number(values.jobs) }, lane));
const wrong = judged.filter((one) => one.wrong.length > 0);
for (const way of ways) {
  const of = judged.filter((one) => one.disturbance.way === way);
  say(`${way}: ${of.length} points, ${of.filter((one) => one.wrong.length === 0).length} clean`);
}
const seconds = Math.round((performance.now() - begun) / 1000);
say(
  `K = ${whole.calls.length}; ${judged.length} tried in ${seconds} s, ${ends.size} different states left behind and run to their end; ${wrong.length} wrong`,
);
if (wrong.length > 0) say(`what is left of them: ${folder}`);
else rmSync(folder, { recursive: true });
process.exitCode = wrong.length === 0 ? 0 : 1;
