/** `npm run mutate -- --areas guardrails,journal --jobs 2`: changes the code of an area line by line, in a copy, and looks whether a test notices. Ends with 1 below 85 per cent. */
import { spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, dirname, join } from 'node:path';
import process from 'node:process';
import { parseArgs } from 'node:util';
import { AREAS, type Area } from './areas.ts';
import { percentOf, readScore, type Score } from './score.ts';

const LEAST = 85;
const ROOT = join(import.meta.dirname, '../..');
const OWN = 'test/mutation';
const PATH = [dirname(process.execPath), join(ROOT, 'node_modules/.bin'), process.env['PATH'] ?? ''].join(delimiter);

const { values } = parseArgs({
  options: {
    areas: { type: 'string', default: Object.keys(AREAS).join(',') },
    jobs: { type: 'string', default: '2' },
    /** Where reports are put; the ones that are there already are only read. */
    reports: { type: 'string' },
  },
});

function call(command: string, words: readonly string[], about: { readonly cwd: string; readonly tests?: readonly string[] }): string {
  const env = { ...process.env, PATH, LASTDAY_MUTATION_TESTS: JSON.stringify(about.tests ?? []) };
  // What takes half an hour says how far it is.
  const stdio = about.tests === undefined ? 'pipe' : 'inherit';
  const done = spawnSync(command, words, { cwd: about.cwd, env, encoding: 'utf8', maxBuffer: 1 << 28, stdio });
  if (done.status !== 0) throw new Error(`${command} ${words.join(' ')} ended with ${done.status}:\n${done.stdout}${done.stderr}`);
  return done.stdout;
}

/** A copy of everything that git would keep, beside the packages of the original: the code in it is overwritten. */
function copyProject(folder: string): void {
  const files = call('git', ['ls-files', '-z', '--cached', '--others', '--exclude-standard'], { cwd: ROOT }).split('\0');
  for (const file of files.filter((one) => one !== '' && existsSync(join(ROOT, one)))) {
    mkdirSync(dirname(join(folder, file)), { recursive: true });
    cpSync(join(ROOT, file), join(folder, file));
  }
  symlinkSync(join(ROOT, 'node_modules'), join(folder, 'node_modules'));
  symlinkSync(join(ROOT, OWN, 'node_modules'), join(folder, OWN, 'node_modules'));
}

function configOf({ mutate }: Area, report: string): object {
  return {
    testRunner: 'vitest',
    plugins: [join(ROOT, OWN, 'node_modules/@stryker-mutator/vitest-runner/dist/src/index.js')],
    vitest: { configFile: `${OWN}/vitest.config.ts`, related: false },
    mutate,
    coverageAnalysis: 'perTest',
    // Code that runs once when it is loaded would need the tests anew for each change.
    ignoreStatic: true,
    inPlace: true,
    concurrency: Number(values.jobs),
    disableTypeChecks: false,
    reporters: ['json', 'progress-append-only'],
    jsonReporter: { fileName: report },
    tempDirName: `${OWN}/.stryker-tmp`,
    timeoutMS: 60_000,
    timeoutFactor: 5,
    logLevel: 'warn',
  };
}

function scoreOf(name: string, area: Area, report: string): Score {
  if (existsSync(report)) return readScore(report);
  const folder = mkdtempSync(join(tmpdir(), 'lastday-mutation-'));
  try {
    copyProject(folder);
    const config = join(folder, OWN, `${name}.json`);
    writeFileSync(config, JSON.stringify(configOf(area, report)));
    const stryker = join(ROOT, OWN, 'node_modules/@stryker-mutator/core/bin/stryker.js');
    call(process.execPath, [stryker, 'run', config], { cwd: folder, tests: area.tests });
    return readScore(report);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

if (!existsSync(join(ROOT, OWN, 'node_modules'))) call('npm', ['install', '--no-audit', '--no-fund'], { cwd: join(ROOT, OWN) });
const reports = values.reports ?? mkdtempSync(join(tmpdir(), 'lastday-mutation-reports-'));
mkdirSync(reports, { recursive: true });
for (const name of values.areas.split(',')) {
  const area = AREAS[name];
  if (area === undefined) throw new Error(`no area "${name}"; there are ${Object.keys(AREAS).join(', ')}`);
  const begun = performance.now();
  const score = scoreOf(name, area, join(reports, `${name}.json`));
  const { noticed, survived, ignored, survivors } = score;
  const minutes = ((performance.now() - begun) / 60_000).toFixed(1);
  process.stdout.write(`${survivors.join('\n')}\n`);
  process.stdout.write(
    `| ${name} | ${noticed + survived} | ${noticed} | ${survived} | ${ignored} | ${percentOf(score)} % |  ${minutes} min\n`,
  );
  if (percentOf(score) < LEAST) process.exitCode = 1;
}
process.stdout.write(`reports: ${reports}\n`);
