/** `npm run simulate -- --seeds N --from K`: worlds out of seeds, in as many threads as there are processors; `--planted` tries the planted bugs, each in the seed that shows it; with `--seeds N`, in the first N. `--bug TEXT`: only those named so. */
import { availableParallelism } from 'node:os';
import { parseArgs } from 'node:util';
import { isMainThread, parentPort, Worker, workerData } from 'node:worker_threads';
import { type Counts, countSeed, noCounts, tell } from './counts.ts';
import { tryPlanted } from './planted.ts';
import { invariantOf, shrink, tellStep } from './shrink.ts';
import { liveSeed, type SeedResult } from './worlds/seed.ts';

/** Which seeds one thread lives through: every `step`-th from `from` on. */
interface Share {
  readonly from: number;
  readonly to: number;
  readonly step: number;
}

async function liveGuarded(seed: number): Promise<SeedResult> {
  try {
    return await liveSeed(seed);
  } catch (error) {
    const text = error instanceof Error ? (error.stack ?? error.message) : String(error);
    const nothing = { people: 0, personDays: 0, runs: 0, faults: 0, crashes: 0, writes: 0, undos: 0 };
    return { seed, ...nothing, troubles: [`simulator ${text}`] };
  }
}

async function work(share: Share, report: (result: SeedResult) => void): Promise<void> {
  for (let seed = share.from; seed < share.to; seed += share.step) report(await liveGuarded(seed));
}

/** What stands on the screen of a failing seed: what broke, the command that shows it again, and the steps that are needed. */
async function explain({ seed, troubles }: SeedResult): Promise<void> {
  console.log(
    `seed ${seed} fails:\n${troubles.map((text) => `  ${text}`).join('\n')}\n  again: npm run simulate -- --seeds 1 --from ${seed}`,
  );
  const steps = await shrink(seed, invariantOf(troubles[0]), 20_000);
  console.log(`  needed:\n${steps.map((step) => `    ${tellStep(step)}`).join('\n')}`);
}

function spread(from: number, count: number, jobs: number): Promise<readonly SeedResult[]> {
  const failing: SeedResult[] = [];
  const counts: Counts = noCounts();
  const started = performance.now();
  const seconds = () => (performance.now() - started) / 1000;
  const each = (result: SeedResult) => {
    countSeed(counts, result);
    if (result.troubles.length > 0) {
      failing.push(result);
      console.log(`seed ${result.seed}: ${result.troubles[0] ?? ''}`);
    }
    if (counts.seeds % 500 === 0) console.log(tell(counts, seconds()));
  };
  const threads = Array.from({ length: jobs }, (_, index) => {
    const data: Share = { from: from + index, to: from + count, step: jobs };
    const worker = new Worker(new URL(import.meta.url), { workerData: data, resourceLimits: { maxYoungGenerationSizeMb: 64 } });
    worker.on('message', each);
    return new Promise<void>((done, fail) => {
      worker.on('error', fail);
      worker.on('exit', () => done());
    });
  });
  return Promise.all(threads).then(() => {
    console.log(tell(counts, seconds()));
    return failing;
  });
}

async function main(): Promise<number> {
  const options = {
    seeds: { type: 'string' },
    from: { type: 'string', default: '1' },
    jobs: { type: 'string' },
    planted: { type: 'boolean' },
    bug: { type: 'string', default: '' },
  } as const;
  const { values } = parseArgs({ options });
  const from = Number(values.from);
  if (values.planted === true) {
    const search = values.seeds === undefined ? null : { from, most: Number(values.seeds) };
    return tryPlanted(console.log, { named: values.bug, search });
  }
  const count = Number(values.seeds ?? 100);
  const jobs = Math.min(count, values.jobs === undefined ? availableParallelism() : Number(values.jobs));
  const failing = await spread(from, count, jobs);
  for (const result of failing.slice(0, 5)) await explain(result);
  return failing.length === 0 ? 0 : 1;
}

if (isMainThread) process.exitCode = await main();
else await work(workerData as Share, (result) => parentPort?.postMessage(result, []));
