/** The story that a first user lives through, on exports that another project publishes: import, first night, a leaver, what the desk did and did not do. */
import { copyFileSync, existsSync, mkdirSync, readdirSync, readFileSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import type { Finding } from '../../reconciler/model/finding.ts';
import type { Outcome, PullOutcome } from '../../reconciler/model/outcome.ts';
import type { Plan } from '../../reconciler/model/plan.ts';
import { type Called, lastday, lastdayJson, type Shell } from '../fakes/command-line.ts';
import { makeRepository, type TestRepository } from '../fakes/repository.ts';
import { plainRows, withCell } from './plain-csv.ts';

const DATA = join(import.meta.dirname, '../../../shared/data/snipe-it');
const FILES = { people: 'users-sample.csv', assets: 'assets-sample.csv', licences: 'licenses-sample.csv' } as const;
const isThere = Object.values(FILES).every((file) => existsSync(join(DATA, file)));

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

it(`has the exports at ../shared/data/snipe-it, or leaves the story "real exports" out: they are ${isThere ? 'there' : 'not there'}`, () => {
  const missing = Object.values(FILES).filter((file) => !existsSync(join(DATA, file)));

  expect(missing.length === 0 || missing.length === 3).toBe(true);
});

describe.runIf(isThere)('real exports', () => {
  let repository: TestRepository;
  let exports: string;
  let imported: Called;
  const text = (name: keyof typeof FILES) => readFileSync(join(DATA, FILES[name]), 'utf8');
  const shell = (at: string): Shell => ({ folder: repository.root, at });
  const night = async (on: string) => {
    const called = await lastdayJson(shell(`${on.slice(0, 10)}T09:00:00Z`), 'reconcile', '--on', on);
    return called.json as NightJson;
  };

  /** Puts an export where the systems read it, as of an instant. */
  function deliver(file: string, content: string, at: string): void {
    const path = join(exports, file);
    writeFileSync(path, content);
    utimesSync(path, new Date(at), new Date(at));
  }

  /** Employee ids by sign-in name, from the text of the files. */
  function idsByLogin(): ReadonlyMap<string, string> {
    const found = new Map<string, string>();
    for (const file of readdirSync(join(repository.root, 'state/employees'))) {
      const login = /login: "?([^",}\n]+)/u.exec(readFileSync(join(repository.root, 'state/employees', file), 'utf8'))?.[1];
      if (login !== undefined) found.set(login, file.replace('.yaml', ''));
    }
    return found;
  }

  /** Ids of the people whose end date is before that day; with `isActive` only those whose account is on. */
  function gone(day: string, isActive?: boolean): string[] {
    const ids = idsByLogin();
    return plainRows(text('people'))
      .filter((row) => row['End Date'] !== '' && (row['End Date'] ?? '') < day)
      .filter((row) => isActive === undefined || (row['Activated'] === 'true') === isActive)
      .map((row) => ids.get(row['Username'] ?? '') ?? `no file for ${row['Username']}`)
      .toSorted();
  }

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
    for (const file of Object.values(FILES)) {
      copyFileSync(join(DATA, file), join(exports, file));
      utimesSync(join(exports, file), new Date('2024-01-14T22:00:00Z'), new Date('2024-01-14T22:00:00Z'));
    }
  });

  it('are imported: every row used, or reported with its reason', () => {
    const employees = readdirSync(join(repository.root, 'state/employees'));
    const devices = readdirSync(join(repository.root, 'state/devices'));
    const holders = plainRows(text('assets')).filter((row) => row['Checked Out To: Username'] !== '');
    const prices = readFileSync(join(repository.root, 'policies/systems/snipe-users.yaml'), 'utf8').match(/^ {4}price: /gmu);

    expect(imported.exit).toBe(0);
    expect([plainRows(text('people')), plainRows(text('assets')), plainRows(text('licences'))].map((rows) => rows.length)).toEqual([
      100, 22, 50,
    ]);
    expect(imported.out).toContain('172 rows: 172 used, 0 not used\n');
    expect(imported.out).toContain('100 people, 9 people made of device holders, 22 devices, 50 licences\n');
    expect([employees.length, devices.length, prices?.length]).toEqual([100 + holders.length, 22, 50]);
    for (const row of plainRows(text('people'))) expect(imported.out).not.toContain(row['Username'] ?? '');
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
    beforeAll(async () => {
      first = await night('2024-01-15');
    });

    it('find exactly the people whose end date has passed', async () => {
      const status = await lastdayJson(shell('2024-01-15T23:30:00Z'), 'status');
      const { people } = status.json as { people: readonly { id: string; life: string }[] };
      const one = await lastday(shell('2024-01-15T23:30:00Z'), 'status', gone('2024-01-15')[0] ?? '');

      expect(gone('2024-01-15')).toHaveLength(11);
      expect(people).toHaveLength(109);
      expect(
        people
          .filter(({ life }) => life === 'left')
          .map(({ id }) => id)
          .toSorted(),
      ).toEqual(gone('2024-01-15'));
      expect(one.out).toMatch(/· left$/mu);
    });

    it('hand exactly the accounts that are still active over to a desk, in spite of every limit', () => {
      const active = gone('2024-01-15', true);

      expect(active).toHaveLength(6);
      expect(first.plan.changes.map((change) => change.person).toSorted()).toEqual(active);
      expect(first.outcomes.map((one) => [one.outcome, one.kind, one.system, one.person]).toSorted()).toEqual(
        active.map((person) => ['handed-over', 'disable', 'snipe-users', person]),
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
      for (const file of Object.values(FILES)) deliver(file, readFileSync(join(DATA, file), 'utf8'), '2024-01-30T22:00:00Z');
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

      expect(overdue.map((finding) => finding.subject.employee).toSorted()).toEqual(gone('2024-01-15', true));
      expect(overdue.every((finding) => finding.values['variant'] === 'still-active')).toBe(true);
    });
  });

  describe('with newer exports of the desk', () => {
    it('verify what was switched off, and keep asking for the rest', async () => {
      const active = gone('2024-01-15', true);
      const [last = '', ...done] = active;
      const logins = new Map([...idsByLogin()].map(([login, id]) => [id, login]));
      const off = new Set(done.map((id) => logins.get(id)));
      deliver(
        FILES.people,
        withCell(text('people'), { in: (row) => off.has(row['Username'] ?? ''), heading: 'Activated', to: 'false' }),
        '2024-02-01T22:00:00Z',
      );

      const next = await night('2024-02-02T02:00');

      expect(next.outcomes.map((one) => [one.outcome, one.person]).toSorted()).toEqual(done.map((person) => ['verified', person]));
      const overdue = next.plan.findings.filter((finding) => finding.code === 'handover-overdue');
      expect(overdue.map((finding) => finding.subject.employee)).toEqual([last]);
    });

    it('fall silent once everything is off, and the journal holds', async () => {
      const active = new Set(gone('2024-01-15', true));
      const logins = new Set([...idsByLogin()].filter(([, id]) => active.has(id)).map(([login]) => login));
      deliver(
        FILES.people,
        withCell(text('people'), { in: (row) => logins.has(row['Username'] ?? ''), heading: 'Activated', to: 'false' }),
        '2024-02-02T22:00:00Z',
      );

      const next = await night('2024-02-03T02:00');
      const quiet = await night('2024-02-03T02:30');
      const verified = await lastday(shell('2024-02-03T08:00:00Z'), 'audit', 'verify');

      expect(next.outcomes.map((one) => one.outcome)).toEqual(['verified']);
      expect(quiet.outcomes).toEqual([]);
      expect(quiet.plan.findings.filter((finding) => finding.code === 'handover-overdue')).toEqual([]);
      expect(verified).toMatchObject({ exit: 0 });
    });
  });
});
