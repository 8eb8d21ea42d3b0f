/** Ratios of whole processes of the bundled package, run in pairs so that a machine that drifts does not matter. `node test/bench/bench.ts` */
import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { generate, type Large } from './generate.ts';

const root = join(import.meta.dirname, '../..');
const lastday = join(root, 'dist/lastday.js');
const runs = Number(process.env['BENCH_RUNS'] ?? 7);

/** One finished process: seconds of wall time, and the peak of its memory in MiB. */
interface Finished {
  readonly seconds: number;
  readonly peak: number;
}

type Run = () => Finished;

function run(words: readonly string[], folder: string, environment: Readonly<Record<string, string>> = {}): Finished {
  const begun = performance.now();
  // VmHWM of the child is asked by a preloaded line, because no other way is the same on every system.
  const report = `process.on('exit',()=>{try{process.stderr.write('\\nPEAK '+Math.round(process.resourceUsage().maxRSS/1024)+'\\n')}catch{}})`;
  const done = spawnSync(process.execPath, ['--import', `data:text/javascript,${encodeURIComponent(report)}`, ...words], {
    cwd: folder,
    env: { ...process.env, ...environment },
    encoding: 'utf8',
    maxBuffer: 1 << 28,
  });
  const seconds = (performance.now() - begun) / 1000;
  if (done.status !== 0 && done.status !== 9 && done.status !== 5)
    throw new Error(`${words.join(' ')} ended with ${done.status}: ${done.stderr.slice(-2000)}${done.stdout.slice(-500)}`);
  return { seconds, peak: Number(/PEAK (\d+)/u.exec(done.stderr)?.[1] ?? 0) };
}

function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? Number.NaN;
}

/** Medians of pairs: A, B, A, B …; the ratio is the median of each pair's. `before` runs before each A. */
function pair(a: Run, b: Run, before: () => void = () => {}): { a: number; b: number; ratio: number; peak: number } {
  const pairs = Array.from({ length: runs }, () => {
    before();
    return [a(), b()] as const;
  });
  return {
    a: median(pairs.map(([x]) => x.seconds)),
    b: median(pairs.map(([, y]) => y.seconds)),
    ratio: median(pairs.map(([x, y]) => x.seconds / y.seconds)),
    peak: median(pairs.map(([x]) => x.peak)),
  };
}

const results: { name: string; value: string; bound: string; holds: boolean }[] = [];

function judge(name: string, value: number, about: { bound: number; unit: string }): void {
  results.push({ name, value: `${value.toFixed(2)} ${about.unit}`, bound: `< ${about.bound} ${about.unit}`, holds: value < about.bound });
}

/** `git cat-file --batch` of everything and parsing it with `yaml`: what a cold validation is measured by. */
function floorScript(): string {
  const path = join(tmpdir(), `lastday-bench-floor-${process.pid}.mjs`);
  const yaml = join(root, 'node_modules/yaml/dist/index.js');
  writeFileSync(
    path,
    `import{execFileSync as x}from'node:child_process';import y from'${yaml}';const ls=x('git',['ls-tree','-r','-z','HEAD'],{maxBuffer:1<<28}).toString().split('\\0').filter(Boolean).map(l=>l.split(/[ \\t]/));const ids=ls.filter(l=>/\\.yaml$/.test(l[3])).map(l=>l[2]);const out=x('git',['cat-file','--batch','--buffer'],{input:ids.join('\\n')+'\\n',maxBuffer:1<<29});let at=0,n=0;while(at<out.length){const nl=out.indexOf(10,at);const size=Number(out.subarray(at,nl).toString().split(' ')[2]);y.parse(out.subarray(nl+1,nl+1+size).toString());n++;at=nl+1+size+1}`,
  );
  return path;
}

function measure(large: Large): void {
  const empty: Run = () => run(['-e', '0'], large.root);
  const environment = { LASTDAY_EXPORTS: large.exports, CI: '' };
  const cache = join(large.root, '.git/lastday-parse-cache');
  const forget = () => rmSync(cache, { force: true });
  const floor = floorScript();
  const validate: Run = () => run([lastday, 'validate', '--commit', 'HEAD'], large.root, environment);
  const plan: Run = () => run([lastday, 'plan'], large.root, environment);

  judge('--help / empty node', pair(() => run([lastday, '--help'], large.root), empty).ratio, { bound: 1.6, unit: 'x' });
  const cold = pair(validate, () => run([floor], large.root), forget);
  judge('validate cold / cat-file and yaml', cold.ratio, { bound: 1.5, unit: 'x' });
  validate();
  const warm = pair(validate, empty);
  judge('validate warm / cold', (100 * warm.a) / cold.a, { bound: 15, unit: '%' });
  judge(
    'check of 50 changed files / empty node',
    pair(() => run([lastday, 'validate', '--base', 'HEAD~1', '--commit', 'HEAD'], large.root, environment), empty).ratio,
    { bound: 6, unit: 'x' },
  );
  const coldPlan = pair(plan, empty, forget);
  judge('plan cold, memory', coldPlan.peak, { bound: 260, unit: 'MiB' });
  plan();
  const warmPlan = pair(plan, empty);
  judge('plan warm', warmPlan.a, { bound: 2, unit: 's' });
  judge('plan warm, memory', warmPlan.peak, { bound: 160, unit: 'MiB' });
  process.stdout.write(
    `seconds: validate cold ${cold.a.toFixed(2)} warm ${warm.a.toFixed(2)}, plan cold ${coldPlan.a.toFixed(2)} warm ${warmPlan.a.toFixed(2)}\n`,
  );
}

if (!existsSync(lastday)) execFileSync(process.execPath, ['build.ts'], { cwd: root, stdio: 'inherit' });
const folder = join(tmpdir(), `lastday-bench-${process.pid}`);
try {
  const large = generate(folder, Number(process.env['BENCH_PEOPLE'] ?? 3600));
  process.stdout.write(`${large.people} people, ${large.devices} devices, ${large.accounts} accounts; medians of ${runs} pairs\n`);
  measure(large);
} finally {
  rmSync(folder, { recursive: true, force: true });
}
for (const { name, value, bound, holds } of results)
  process.stdout.write(`${holds ? 'ok  ' : 'MISS'} ${name.padEnd(42)} ${value.padStart(12)}   ${bound}\n`);
process.exitCode = results.every((one) => one.holds) ? 0 : 1;
