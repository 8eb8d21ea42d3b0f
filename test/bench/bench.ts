/** Ratios of whole processes of the bundled package, run in pairs so that a machine that drifts does not matter. `node test/bench/bench.ts` */
import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync, rmSync, writeFileSync } from 'node:fs';
import { loadavg, tmpdir } from 'node:os';
import { join } from 'node:path';
import { generate, type Large } from './generate.ts';

const root = join(import.meta.dirname, '../..');
const lastday = join(root, 'dist/lastday.js');
const runs = Number(process.env['BENCH_RUNS'] ?? 7);

/** Exit codes of a process that did its work: 5 and 9 say that a plan holds something back. */
const DONE: ReadonlySet<number | null> = new Set([0, 5, 9]);

/** One whole process; resolves to what it said. */
type Run = () => { readonly stdout: string; readonly stderr: string };

function runner(words: readonly string[], folder: string, environment: Readonly<Record<string, string>> = {}): Run {
  return () => {
    const env = { ...process.env, ...environment };
    const { status, stdout, stderr } = spawnSync(process.execPath, words, { cwd: folder, env, encoding: 'utf8', maxBuffer: 1 << 28 });
    if (!DONE.has(status)) throw new Error(`${words.join(' ')} ended with ${status}: ${stderr.slice(-2000)}${stdout.slice(-500)}`);
    return { stdout, stderr };
  };
}

function secondsOf(run: Run): number {
  const begun = performance.now();
  run();
  return (performance.now() - begun) / 1000;
}

function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN;
}

interface Pairs {
  /** Median seconds of each. */
  readonly a: number;
  readonly b: number;
  /** Median of each pair's ratio. */
  readonly ratio: number;
}

/** A, B, A, B …; `before` runs before each A. The first pair, which finds nothing in the memory of the machine, is not counted. */
function pairs(a: Run, b: Run, before: () => void = () => {}): Pairs {
  before();
  a();
  b();
  const measured = Array.from({ length: runs }, () => {
    before();
    return [secondsOf(a), secondsOf(b)] as const;
  });
  return {
    a: median(measured.map(([x]) => x)),
    b: median(measured.map(([, y]) => y)),
    ratio: median(measured.map(([x, y]) => x / y)),
  };
}

/** Most memory (MiB) that the process itself held, its children apart. Where the system does not tell since when it counts, the process's own figure. */
function peakOf(
  words: readonly string[],
  about: { folder: string; environment: Readonly<Record<string, string>>; before?: () => void },
): number {
  const report = [
    "import{readFileSync}from'node:fs';process.on('exit',()=>{let kib=process.resourceUsage().maxRSS;",
    "try{kib=Number(/VmHWM:\\s+(\\d+)/u.exec(readFileSync('/proc/self/status','utf8'))[1])}catch{}",
    'process.stderr.write(`\\nPEAK ${kib}\\n`)})',
  ].join('');
  const run = runner(['--import', `data:text/javascript,${encodeURIComponent(report)}`, ...words], about.folder, about.environment);
  const peaks = Array.from({ length: Math.min(runs, 5) }, () => {
    about.before?.();
    return Number(/PEAK (\d+)/u.exec(run().stderr)?.[1]) / 1024;
  });
  return median(peaks);
}

/** `git cat-file --batch` of everything and parsing it with `yaml`: what a cold validation is measured by. */
const FLOOR = `
import { execFileSync } from 'node:child_process';
import { parse } from ${JSON.stringify(join(root, 'node_modules/yaml/dist/index.js'))};
const git = (args, input) => execFileSync('git', args, { input, maxBuffer: 1 << 29 });
const listed = git(['ls-tree', '-r', '-z', 'HEAD']).toString().split('\\0').filter(Boolean).map((line) => line.split(/[ \\t]/u));
const ids = listed.filter(([, , , path]) => path.endsWith('.yaml')).map(([, , id]) => id);
const bytes = git(['cat-file', '--batch', '--buffer'], ids.join('\\n') + '\\n');
for (let at = 0; at < bytes.length; ) {
  const end = bytes.indexOf(10, at);
  const size = Number(bytes.subarray(at, end).toString().split(' ')[2]);
  parse(bytes.subarray(end + 1, end + 1 + size).toString());
  at = end + 1 + size + 1;
}
`;

interface Result {
  readonly name: string;
  readonly value: number;
  readonly bound: number;
  readonly unit: string;
}

function measure(large: Large, scratch: string): readonly Result[] {
  const { root: folder } = large;
  const environment = { LASTDAY_EXPORTS: large.exports, CI: '' };
  const nothing = join(scratch, 'nothing.mjs');
  const floor = join(scratch, 'floor.mjs');
  writeFileSync(nothing, '');
  writeFileSync(floor, FLOOR);
  const forget = () => rmSync(join(folder, '.git/lastday-parse-cache'), { force: true });
  const empty = runner([nothing], folder);
  const validate = runner([lastday, 'validate', '--commit', 'HEAD'], folder, environment);
  const said = validate().stdout;
  if (said !== 'Everything is valid.\n') throw new Error(`the generated company is not valid: ${said.slice(0, 2000)}`);

  const help = pairs(runner([lastday, '--help'], folder), empty);
  const cold = pairs(validate, runner([floor], folder), forget);
  // The first of each pair leaves the cache that the second finds.
  const warm = pairs(validate, validate, forget);
  const check = pairs(runner([lastday, 'validate', '--base', 'HEAD~1', '--commit', 'HEAD'], folder, environment), empty);
  const plan = pairs(runner([lastday, 'plan'], folder, environment), runner([lastday, 'plan'], folder, environment), forget);
  const about = { folder, environment };
  const peakCold = peakOf([lastday, 'plan'], { ...about, before: forget });
  const peakWarm = peakOf([lastday, 'plan'], about);
  const seconds = {
    'empty node': help.b,
    'validate cold': cold.a,
    'validate warm': warm.b,
    'check of a change': check.a,
    'plan cold': plan.a,
  };
  for (const [name, value] of Object.entries(seconds)) process.stdout.write(`     ${name.padEnd(40)} ${value.toFixed(3).padStart(8)} s\n`);
  return [
    { name: '--help / empty node', value: help.ratio, bound: 1.6, unit: 'x' },
    { name: 'validate cold / cat-file and yaml', value: cold.ratio, bound: 1.5, unit: 'x' },
    { name: 'validate warm / cold', value: 100 / warm.ratio, bound: 15, unit: '%' },
    { name: 'check of 50 changed files / empty node', value: check.ratio, bound: 6, unit: 'x' },
    { name: 'plan warm', value: plan.b, bound: 2, unit: 's' },
    { name: 'plan warm, memory', value: peakWarm, bound: 160, unit: 'MiB' },
    { name: 'plan cold, memory', value: peakCold, bound: 260, unit: 'MiB' },
  ];
}

if (!existsSync(lastday)) execFileSync(process.execPath, ['build.ts'], { cwd: root, stdio: 'inherit' });
const scratch = join(tmpdir(), `lastday-bench-${process.pid}`);
try {
  const large = generate(scratch, Number(process.env['BENCH_PEOPLE'] ?? 3600));
  const load = loadavg().map((one) => one.toFixed(1));
  process.stdout.write(
    `${large.people} people, ${large.devices} devices, ${large.accounts} accounts; ${runs} pairs; load ${load.join(' ')}\n`,
  );
  const results = measure(large, scratch);
  for (const { name, value, bound, unit } of results)
    process.stdout.write(
      `${value < bound ? 'ok  ' : 'MISS'} ${name.padEnd(40)} ${value.toFixed(2).padStart(8)} ${unit.padEnd(4)} < ${bound}\n`,
    );
  process.exitCode = results.every(({ value, bound }) => value < bound) ? 0 : 1;
} finally {
  rmSync(scratch, { recursive: true, force: true });
}
