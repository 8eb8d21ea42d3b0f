/** The practice company with the real nightly: the night of 4 January, its second run, the night after, and what five readers see. */
import { cpSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { addMinutes } from '../../reconciler/calendar.ts';
import { runProgram } from '../../reconciler/cli/program.ts';
import { planMarkdown } from '../../reconciler/report/markdown.ts';
import { nightText } from '../../reconciler/report/summary.ts';
import type { ReportView } from '../../reconciler/report/view.ts';
import { copyPractice } from '../crash/company.ts';
import type { Way } from '../crash/counted.ts';
import { type Ends, liveWhole, tryPoint, type Whole } from '../crash/point.ts';
import { testContext } from '../fakes/process-world.ts';
import { git, temporaryFolder } from '../fakes/repository.ts';
import { buildPractice, type Night, nightOf, type Practice } from '../practice/build.ts';
import { differences, figuresOf, THE_NIGHT_SHOWS, THE_SECOND_RUN_SHOWS } from '../practice/figures.ts';
import { runPracticeNight } from '../practice/nights.ts';

const READERS = ['hr', 'manager:e-1012', 'supplier:driftpahitt', 'cfo', 'auditor'] as const;

let practice: Practice;
let eve: Practice;
let night: ReportView;
let second: ReportView;
let after: ReportView;
const quiet: ReportView[] = [];

/** The company as it is after the night's second run, to be looked at while the original lives on. */
function copyOf(original: Practice): Practice {
  const folder = join(temporaryFolder('lastday-practice'), 'copy');
  cpSync(join(original.root, '..'), folder, { recursive: true, preserveTimestamps: true });
  const copy = { root: join(folder, 'people'), exports: join(folder, 'exports'), remote: join(folder, 'people.git') };
  git(copy.root, ['remote', 'set-url', 'origin', copy.remote]);
  git(copy.root, ['fetch', '--quiet', 'origin', '+refs/heads/lastday/*:refs/remotes/origin/lastday/*']);
  return copy;
}

async function liveThrough(one: Night): Promise<void> {
  if (one.at === nightOf('2027-01-04')) {
    eve = copyPractice({ ...one, remote: join(one.root, '../people.git') }, join(temporaryFolder('lastday-eve'), 'eve'));
  }
  const view = await runPracticeNight(one, 'en');
  if (one.quiet) quiet.push(view);
  else if (one.at > nightOf('2027-01-04')) after = view;
  else {
    night = view;
    second = await runPracticeNight({ ...one, at: addMinutes(one.at, 20) }, 'en');
    practice = copyOf({ ...one, remote: join(one.root, '../people.git') });
  }
}

beforeAll(async () => {
  await buildPractice({
    folder: join(temporaryFolder('lastday-practice'), 'practice'),
    until: nightOf('2027-01-05'),
    nightly: liveThrough,
  });
}, 600_000);

/** Runs a command as its user would, and returns what it prints. Times and ids that differ from run to run are blanked. */
async function printedBy(words: readonly string[], locale: 'en' | 'sv' = 'en'): Promise<string> {
  const { world, printed, complained } = testContext({
    folder: practice.root,
    exports: practice.exports,
    environment: { LASTDAY_LANG: locale },
  });
  const exit = await runProgram(words, world);
  if (exit > 9) throw new Error(`${exit} ${complained()}`);
  return steady(printed());
}

function steady(text: string): string {
  return text
    .replaceAll(/\b\d{8}T\d{6}Z-[0-9a-f]{8}\b/gu, '<run>')
    .replaceAll(/\b02:00:\d\d\b/gu, '02:00:..')
    .replaceAll(/\b[0-9a-f]{40,64}\b/gu, '<id>')
    .replaceAll(/\b(commit|Commit|begynt|plan|from|fra|från) [0-9a-f]{7,12}\b/gu, '$1 <id>');
}

describe('the night of 4 January', () => {
  it('runs quietly through the nights before', () => {
    expect(quiet.map((view) => view.exit)).toEqual(quiet.map(() => 0));
    expect(quiet).toHaveLength(19);
  });

  it('shows the settled figures', () => {
    expect(differences(figuresOf(night), THE_NIGHT_SHOWS)).toEqual([]);
  });

  it('shows in its second run that nothing is left to do', () => {
    expect(differences(figuresOf(second), THE_SECOND_RUN_SHOWS)).toEqual([]);
    expect(second.outcomes).toEqual([]);
    expect(second.pulls.map((pull) => pull.outcome).filter((outcome) => outcome !== 'untouched')).toEqual([]);
  });

  it('is told on one page', async () => {
    await expect(steady(nightText(night, { invented: true, second }))).toMatchFileSnapshot('goldens/night.en.txt');
    await expect(steady(nightText({ ...night, locale: 'sv' }, { invented: true }))).toMatchFileSnapshot('goldens/night.sv.txt');
    await expect(steady(nightText({ ...night, locale: 'da' }, { invented: true }))).toMatchFileSnapshot('goldens/night.da.txt');
  });

  it('keeps within 80 columns', () => {
    const wide = nightText(night, { invented: true, second })
      .split('\n')
      .filter((line) => line.length > 80);

    expect(wide).toEqual([]);
  });

  it('is told in Markdown', async () => {
    await expect(steady(planMarkdown(night))).toMatchFileSnapshot('goldens/night.md');
  });

  it.each(READERS)('reads for %s as the golden does', async (reader) => {
    const text = await printedBy(['status', '--as', reader, '--on', '2027-01-04T02:30']);

    await expect(text).toMatchFileSnapshot(`goldens/status.${reader.split(':')[0]}.txt`);
  });

  it('names nobody: not the withheld, not the others', async () => {
    const texts = await Promise.all([
      ...READERS.map((reader) => printedBy(['status', '--as', reader, '--on', '2027-01-04T02:30'])),
      printedBy(['plan', '--full']),
    ]);
    const all = [...texts, nightText(night), planMarkdown(night)].join('\n');

    for (const name of ['Låtsasson', 'Påhittsson', 'Exempelsdotter', 'Fiktivsson', 'Ledsam']) expect(all).not.toContain(name);
  });

  it('prints next commands that work', async () => {
    expect(await printedBy(['status', 'e-1007', '--on', '2027-01-04'])).toContain('3 050.00');
    expect(await printedBy(['plan', '--on', '2027-01-31'])).toContain('Plan for');
    expect(git(practice.remote, ['log', '--oneline', 'lastday/journal']).split('\n').length).toBeGreaterThan(40);
  });

  it('brings by the month end exactly the people whose last day comes', async () => {
    const text = await printedBy(['--json', 'plan', '--on', '2027-01-31']);
    const { plan } = JSON.parse(text) as { plan: { changes: { kind: string; person: string; cause: string }[]; stops: unknown[] } };

    const people = new Set(plan.changes.filter((change) => change.kind === 'disable').map((change) => change.person));
    expect([...people].sort()).toEqual([
      'e-1002',
      'e-1007',
      'e-1012',
      'e-1014',
      'e-1025',
      ...Array.from({ length: 8 }, (_, index) => `e-10${41 + index}`),
      'x-2002',
    ]);
    expect(plan.stops).toEqual([]);
  });

  it('leaves a journal that verifies, and reads as a story', async () => {
    expect(await printedBy(['audit', 'verify'])).toContain('The journal holds');
    await expect(steady(git(practice.remote, ['log', '--format=%s', '-30', 'lastday/journal']))).toMatchFileSnapshot(
      'goldens/journal-log.txt',
    );
    await expect(
      steady(git(practice.root, ['log', '--format=%ad %an: %s', '--date=short', 'origin/main', '--', 'state/employees/e-1001.yaml'])),
    ).toMatchFileSnapshot('goldens/e-1001-log.txt');
  });

  it('writes no name and no sign-in name into the journal', () => {
    const head = git(practice.remote, ['rev-parse', 'lastday/journal']);
    const files = git(practice.remote, ['ls-tree', '-r', '--name-only', head]).split('\n');
    const all = files.map((file) => git(practice.remote, ['show', `${head}:${file}`])).join('\n');

    for (const word of ['Låtsasson', 'annlat', 'latsas.example', 'Gerda']) expect(all).not.toContain(word);
  });

  it('ends the six the night after, with nobody having to do anything', async () => {
    expect(after.exit).toBe(0);
    expect(
      after.outcomes
        .filter((one) => one.kind === 'disable' && one.outcome === 'verified')
        .map((one) => String(one.person))
        .sort(),
    ).toEqual(['e-1041', 'e-1042', 'e-1043', 'e-1044', 'e-1045', 'e-1046']);
    expect(after.outcomes.filter((one) => one.kind === 'groups').map((one) => one.person)).toContain('e-1015');
  });
});

describe('the night of 4 January, disturbed', () => {
  const ends: Ends = new Map();
  let whole: Whole;
  beforeAll(async () => {
    whole = await liveWhole(eve, join(temporaryFolder('lastday-whole'), 'whole'));
  }, 120_000);

  // A push, a write and a mail; `npm run crash` disturbs every call in every way.
  it.each<[way: Way, call: string, nth: number]>([
    ['killed-within', 'push refs/heads/lastday/journal', 3],
    ['failing-on', 'write ad sessions', 2],
    ['killed', 'mail', 2],
  ])(
    '%s at %s, time %i: run again, it is the same world, the same pull requests and mails, and nothing twice',
    async (way, call, nth) => {
      const at = whole.calls.flatMap((name, index) => (name === call ? [index + 1] : []))[nth - 1] ?? 0;
      const folder = join(temporaryFolder('lastday-point'), 'point');

      const { wrong } = await tryPoint({ eve, whole, ends, folder }, { at, way });

      expect(at).toBeGreaterThan(0);
      expect(wrong).toEqual([]);
    },
    120_000,
  );
});
