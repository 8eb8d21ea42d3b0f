/** The story that a first user lives through, on exports that another project publishes: import, first night, a leaver, what the desk did and did not do. */
import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import type { Finding } from '../../reconciler/model/finding.ts';
import type { Outcome, PullOutcome } from '../../reconciler/model/outcome.ts';
import type { Plan } from '../../reconciler/model/plan.ts';
import { type Called, lastday, lastdayJson, type Shell } from '../fakes/command-line.ts';
import { git, makeRepository, type TestRepository, temporaryFolder } from '../fakes/repository.ts';
import { type PlainRow, plainRows, withCell } from './plain-csv.ts';
import { DATA, deliver, FILES, gone, idsByLogin, isThere, textOf } from './real-exports.ts';

/** What `reconcile --json` prints. */
interface NightJson {
  readonly plan: Plan;
  readonly outcomes: readonly Outcome[];
  readonly pulls: readonly PullOutcome[];
  readonly exit: number;
  readonly exits: readonly number[];
  readonly run: string;
}

/** Findings that would say that the import had left a difference between files and exports. */
const DIFFERENCES = [
  'orphan-account',
  'unlinked-account',
  'account-missing',
  'grant-missing',
  'licence-missing',
  'undeclared-grant',
  'undeclared-licence',
  'unknown-device',
  'missing-device',
  'holder-mismatch',
  'source-differs',
  'system-not-read',
];

/** A shell in a copy of everything, which may live through the same night without the original noticing. */
function copyOf({ folder }: TestRepository): Shell {
  const copy = temporaryFolder('lastday-copy');
  cpSync(folder, copy, { recursive: true, preserveTimestamps: true });
  git(join(copy, 'clone'), ['remote', 'set-url', 'origin', join(copy, 'remote.git')]);
  return { folder: join(copy, 'clone'), at: '2024-01-15T09:00:00Z' };
}

/** In the order of their letters. */
function sorted(words: readonly (string | null | undefined)[]): string[] {
  return words.map(String).toSorted();
}

it(`has the exports at ../shared/data/snipe-it, or leaves the story "real exports" out: they are ${isThere ? 'there' : 'not there'}`, () => {
  const missing = Object.values(FILES).filter((file) => !existsSync(join(DATA, file)));

  expect(missing.length === 0 || missing.length === 3).toBe(true);
});

describe.runIf(isThere)('real exports', () => {
  let repository: TestRepository;
  let exports: string;
  let imported: Called;
  const shell = (at: string): Shell => ({ folder: repository.root, at });
  const night = async (on: string) => {
    const called = await lastdayJson(shell(`${on.slice(0, 10)}T09:00:00Z`), 'reconcile', '--on', on);
    return called.json as NightJson;
  };

  beforeAll(async () => {
    repository = makeRepository();
    exports = join(repository.folder, 'exports');
    mkdirSync(exports);
    const started = await lastday(shell('2024-01-12T09:00:00Z'), 'init', '--yes', '--name', 'Exempel AB');
    expect(started).toMatchObject({ exit: 0, err: '' });
    repository.commit({}, { message: 'Start with lastday', at: '2024-01-12T09:05:00Z' });
    const files = (['people', 'assets', 'licences'] as const).flatMap((name) => [`--${name}`, join(DATA, FILES[name])]);
    imported = await lastday(shell('2024-01-12T10:00:00Z'), 'import', 'csv', '--layout', 'snipe-it', ...files, '--create-holders');
    repository.commit({}, { message: 'Import people, devices and licences', at: '2024-01-12T10:05:00Z' });
    for (const name of ['people', 'assets', 'licences'] as const)
      deliver(exports, { name, text: textOf(name), at: '2024-01-14T22:00:00Z' });
  });

  it('are imported: every row used, or reported with its reason', () => {
    const employees = readdirSync(join(repository.root, 'state/employees'));
    const devices = readdirSync(join(repository.root, 'state/devices'));
    const holders = plainRows(textOf('assets')).filter((row) => row['Checked Out To: Username'] !== '');
    const prices = readFileSync(join(repository.root, 'policies/systems/snipe-users.yaml'), 'utf8').match(/^ {4}price: /gmu);

    expect(imported.exit).toBe(0);
    expect([plainRows(textOf('people')), plainRows(textOf('assets')), plainRows(textOf('licences'))].map((rows) => rows.length)).toEqual([
      100, 22, 50,
    ]);
    expect(imported.out).toContain('172 rows: 172 used, 0 not used\n');
    expect(imported.out).toContain('100 people, 9 people made of device holders, 22 devices, 50 licences\n');
    expect([employees.length, devices.length, prices?.length]).toEqual([100 + holders.length, 22, 50]);
    for (const row of plainRows(textOf('people'))) expect(imported.out).not.toContain(row['Username'] ?? '');
  });

  it('validate with zero errors after the import, in the work tree and in the commit', async () => {
    const tree = await lastdayJson(shell('2024-01-12T10:10:00Z'), 'validate');
    const commit = await lastdayJson(shell('2024-01-12T10:10:00Z'), 'validate', '--commit', 'HEAD');

    expect(tree).toMatchObject({ exit: 0, json: { valid: true, errors: 0, warnings: 0, diagnostics: [] } });
    expect(commit).toMatchObject({ exit: 0, json: { valid: true, errors: 0, warnings: 0, diagnostics: [] } });
  });

  it('leave nothing to import a second time', async () => {
    const files = (['people', 'assets', 'licences'] as const).flatMap((name) => [`--${name}`, join(DATA, FILES[name])]);

    const again = await lastdayJson(shell('2024-01-12T11:00:00Z'), 'import', 'csv', ...files, '--create-holders');

    expect(again.exit).toBe(0);
    expect((again.json as { files: string[] }).files).toEqual([]);
    expect(repository.git('status', '--porcelain')).toBe('');
  });

  describe('on the first night, 15 January 2024', () => {
    let first: NightJson;
    let told: Called;
    beforeAll(async () => {
      told = await lastday(copyOf(repository), 'reconcile', '--on', '2024-01-15');
      first = await night('2024-01-15');
    });

    it('find exactly the people whose end date has passed, and list them', async () => {
      const [, listed = ''] = /^LAST DAY HAS PASSED: 11 people\n((?: {2}.*\n)+)/mu.exec(told.out) ?? [];
      const [, handed = '', off = ''] = /handed over(.*?)no sign-in on(.*)$/su.exec(listed) ?? [];
      const idsIn = (part: string) => sorted(part.match(/e-\d{4}/gu) ?? []);
      const status = await lastdayJson(shell('2024-01-15T23:30:00Z'), 'status');
      const { people } = status.json as { people: readonly { id: string; life: string }[] };
      const one = await lastday(shell('2024-01-15T23:30:00Z'), 'status', gone(repository.root, '2024-01-15')[0] ?? '');

      expect(told.exit).toBe(0);
      expect(idsIn(handed)).toEqual(gone(repository.root, '2024-01-15', true));
      expect(idsIn(off)).toEqual(gone(repository.root, '2024-01-15', false));
      expect(gone(repository.root, '2024-01-15')).toHaveLength(11);
      expect(people).toHaveLength(109);
      const left = people.filter(({ life }) => life === 'left').map(({ id }) => id);
      expect(sorted(left)).toEqual(gone(repository.root, '2024-01-15'));
      expect(one.out).toMatch(/· left$/mu);
    });

    it('hand exactly the accounts that are still active over to a desk, in spite of every limit', () => {
      const active = gone(repository.root, '2024-01-15', true);

      expect(active).toHaveLength(6);
      expect(sorted(first.plan.changes.map((change) => change.person))).toEqual(active);
      expect(sorted(first.outcomes.map((one) => `${one.outcome} ${one.kind} ${one.system} ${one.person}`))).toEqual(
        active.map((person) => `handed-over disable snipe-users ${person}`),
      );
      expect(first.plan.changes.every((change) => change.by !== 'reconciler' && change.by.desk === 'it')).toBe(true);
      expect(first.plan.held).toEqual([]);
      expect(first.plan.stops).toEqual([]);
    });

    it('end with exit 0: everything was read whole, and handing over is done', () => {
      expect([first.exit, first.exits]).toEqual([0, []]);
      expect(first.plan.sources.map((one) => [one.system, one.doubts])).toEqual([
        ['snipe-assets', []],
        ['snipe-people', []],
        ['snipe-users', []],
      ]);
    });

    it('differ from the files in nothing', () => {
      const codes = first.plan.findings.map((finding) => finding.code);

      expect(codes.filter((code) => DIFFERENCES.includes(code))).toEqual([]);
      expect([...new Set(codes)]).toEqual(['device-ready']);
      expect(first.plan.changes.every((change) => change.cause.startsWith('spell:'))).toBe(true);
      expect(first.plan.proposals.filter((proposal) => proposal.purpose !== 'pin')).toEqual([]);
    });

    it('leave nothing to do for a second run of the night', async () => {
      const before = repository.remoteGit(
        'for-each-ref',
        '--format=%(refname) %(objectname)',
        'refs/heads/lastday/release',
        'refs/heads/lastday/pin',
      );

      const second = await night('2024-01-15');

      expect([second.exit, second.outcomes, second.plan.changes, second.plan.held]).toEqual([0, [], [], []]);
      expect(second.pulls.filter((pull) => pull.outcome !== 'untouched')).toEqual([]);
      expect(
        repository.remoteGit('for-each-ref', '--format=%(refname) %(objectname)', 'refs/heads/lastday/release', 'refs/heads/lastday/pin'),
      ).toBe(before);
    });
  });

  describe('and a device holder who leaves on 31 January', () => {
    const key = 'release/e-0101-2024-01-31';
    let release: NightJson;
    beforeAll(async () => {
      const words = ['e-0101', '--last-day', '2024-01-31', '--device', 'WBH-2841795=release'];
      const sent = await lastdayJson(shell('2024-01-22T09:00:00Z'), 'offboard', ...words);
      expect(sent.exit).toBe(0);
      const merged = await lastday(shell('2024-01-22T10:00:00Z'), 'pulls', 'merge', (sent.json as { key: string }).key);
      expect(merged).toMatchObject({ exit: 0, err: '' });
      repository.git('pull', '--quiet', 'origin', 'main');
      for (const name of ['people', 'assets', 'licences'] as const)
        deliver(exports, { name, text: textOf(name), at: '2024-01-30T22:00:00Z' });
      release = await night('2024-01-31T06:00');
    });

    it('stand in the files after the merge, with a plan', () => {
      const employee = readFileSync(join(repository.root, 'state/employees/e-0101.yaml'), 'utf8');
      const plan = readFileSync(join(repository.root, 'state/offboardings/e-0101.yaml'), 'utf8');

      expect(employee).toContain('\nlastDay: 2024-01-31\n');
      expect(plan).toBe(`# yaml-language-server: $schema=../../schemas/json/offboarding.schema.json
employee: e-0101
kind: planned
spell: 2024-01-31
devices:
  WBH-2841795: {disposition: release}
`);
    });

    it('get a release pull request on the morning of the device day, on the plain git remote', () => {
      expect(release.exit).toBe(0);
      expect(release.pulls.find((pull) => pull.key === key)).toMatchObject({ outcome: 'opened' });
      expect(repository.remoteGit('for-each-ref', '--format=%(refname:short)', 'refs/heads/lastday/release')).toBe(`lastday/${key}`);
    });

    it('lose the device in that pull request, and nothing else is changed by it', () => {
      const path = 'state/devices/WBH-2841795.yaml';
      const before = repository.remoteGit('show', `main:${path}`);
      const after = repository.remoteGit('show', `lastday/${key}:${path}`);

      expect(repository.remoteGit('diff', '--name-only', 'main', `lastday/${key}`)).toBe(path);
      expect(after.split('\n')).toEqual(
        before.split('\n').flatMap((line) => {
          if (line === 'holder: e-0101') return ['holder: null'];
          if (line === 'status: in-use') return ['status: awaited'];
          return line.startsWith('cost:') ? [line, 'awaitedFrom: e-0101', 'awaitedSince: 2024-01-31'] : [line];
        }),
      );
    });

    it('is silent in the second run: 0 changes, nothing handed over again, the pull request untouched', async () => {
      const tip = repository.remoteGit('rev-parse', `lastday/${key}`);

      const again = await night('2024-01-31T06:30');

      expect([again.exit, again.outcomes, again.plan.changes]).toEqual([0, [], []]);
      expect(again.pulls.map((pull) => pull.outcome)).toEqual(again.pulls.map(() => 'untouched'));
      expect(repository.remoteGit('rev-parse', `lastday/${key}`)).toBe(tip);
    });

    it('show work that a desk has not done as overdue once a newer export still has it on', () => {
      const overdue = release.plan.findings.filter((finding: Finding) => finding.code === 'handover-overdue');

      expect(sorted(overdue.map((finding) => finding.subject.employee))).toEqual(gone(repository.root, '2024-01-15', true));
      expect(overdue.every((finding) => finding.values['variant'] === 'still-active')).toBe(true);
    });
  });

  describe('with newer exports of the desk', () => {
    /** Exports people anew, with the accounts of these off. */
    function exportWithout(people: readonly string[], at: string): void {
      const ids = idsByLogin(repository.root);
      const isOff = (row: PlainRow) => people.includes(ids.get(row['Username'] ?? '') ?? '');
      deliver(exports, { name: 'people', text: withCell(textOf('people'), { in: isOff, heading: 'Activated', to: 'false' }), at });
    }
    const overdueIn = ({ plan }: NightJson) => plan.findings.filter((finding) => finding.code === 'handover-overdue');

    it('verify what was switched off, and keep asking for the rest', async () => {
      const [last = '', ...done] = gone(repository.root, '2024-01-15', true);
      exportWithout(done, '2024-02-01T22:00:00Z');

      const next = await night('2024-02-02T02:00');

      expect(sorted(next.outcomes.map((one) => `${one.outcome} ${one.person}`))).toEqual(done.map((person) => `verified ${person}`));
      expect(overdueIn(next).map((finding) => finding.subject.employee)).toEqual([last]);
    });

    it('fall silent once everything is off, and the journal holds', async () => {
      exportWithout(gone(repository.root, '2024-01-15', true), '2024-02-02T22:00:00Z');

      const next = await night('2024-02-03T02:00');
      const quiet = await night('2024-02-03T02:30');
      const verified = await lastday(shell('2024-02-03T08:00:00Z'), 'audit', 'verify');

      expect(next.outcomes.map((one) => one.outcome)).toEqual(['verified']);
      expect([quiet.outcomes, overdueIn(quiet)]).toEqual([[], []]);
      expect(verified).toMatchObject({ exit: 0 });
    });
  });
});
