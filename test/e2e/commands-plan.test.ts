/** `plan` and `apply` on a small company: what is shown, and which plan files are refused. */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import type { Plan } from '../../reconciler/model/plan.ts';
import { lastday, lastdayJson } from '../fakes/command-line.ts';
import { accountIn, type Company, LAST_DAY, settledCompany, tooWide } from './small-company.ts';

const FIVE_PAST = '2027-01-09T01:05:00Z';
const TEN_PAST = '2027-01-09T01:10:00Z';
const DISABLE = `disable/e-0002/spell:${LAST_DAY}/ad/a-0002`;

let company: Company;

beforeAll(async () => {
  company = await settledCompany();
});

describe('plan', () => {
  it('says what would be done and why, and writes nothing', async () => {
    const before = company.git('status', '--porcelain');

    const called = await lastday(company.shell(), 'plan');

    expect(called.exit).toBe(0);
    expect(called.out).toMatch(/^e-0002 {2}last day Fri 8 Jan 2027 · published the night before$/mu);
    expect(called.out).toMatch(/- end sign-in +ad +a-0002 +e-0002\.yaml:6 \(at cut-off\)/u);
    expect(called.out).toMatch(/PR release +LT-0002/u);
    expect(called.out).toContain('Plan: 1 account, 2 pull requests.');
    expect(called.err).toContain('Nothing was fetched.');
    expect(tooWide(called)).toEqual([]);
    expect(accountIn(company, 'a-0002').enabled).toBe(true);
    expect(company.git('status', '--porcelain')).toBe(before);
  });

  it('shows sign-in names only when asked, and never in CI', async () => {
    const [plain, names, ci] = await Promise.all([
      lastday(company.shell(), 'plan'),
      lastday(company.shell(), 'plan', '--names'),
      lastday({ ...company.shell(), isCi: true }, 'plan', '--names'),
    ]);

    expect([plain, names, ci].map(({ out }) => out.includes('login2'))).toEqual([false, true, false]);
  });

  it('exits with 2 when there are changes, only when asked', async () => {
    expect((await lastday(company.shell(), 'plan')).exit).toBe(0);
    expect((await lastday(company.shell(), 'plan', '--detailed-exitcode')).exit).toBe(2);
    expect((await lastday(company.shell(), 'plan', '--detailed-exitcode', '--only', 'e-0003')).exit).toBe(0);
  });

  it('of another day reads what is there now: no reading is stale because that day lies ahead', async () => {
    const { exit, json } = await lastdayJson(company.shell(), 'plan', '--on', '2027-06-30');
    const { plan } = json as { plan: Plan };

    expect(exit).toBe(0);
    expect(plan.simulated).toBe(true);
    expect(plan.asOf).toBe('2027-06-30T21:59:00Z');
    expect(plan.sources.map((source) => source.doubts)).toEqual([[]]);
    expect(plan.changes.map((change) => change.id)).toContain(DISABLE);
  });

  it('is the same file, byte for byte, when it is made again', async () => {
    const one = await lastdayJson(company.shell(), 'plan');
    const two = await lastdayJson(company.shell(), 'plan');

    expect(two.out).toBe(one.out);
  });

  it('from files alone says what a change makes due', async () => {
    const fork = company.fork();
    const path = 'state/employees/e-0003.yaml';
    const text = readFileSync(join(fork.root, path), 'utf8');
    fork.commit({ [path]: text.replace('accounts:', 'lastDay: 2027-01-31\naccounts:') });

    const called = await lastday(fork.shell(), 'plan', '--offline', '--base', 'HEAD~1');
    const json = await lastdayJson(fork.shell(), 'plan', '--offline', '--base', 'HEAD~1');

    expect([called.exit, json.exit]).toEqual([0, 0]);
    expect(called.out).toContain('e-0003');
    expect(called.out).not.toContain('e-0004');
  });
});

describe('apply', () => {
  let fork: Company;
  let plan: Plan;
  let text: string;
  const apply = (at: string, ...words: readonly string[]) => lastday(fork.shell(at), 'apply', ...words);
  beforeAll(async () => {
    fork = company.fork();
    const made = await lastday(fork.shell(), 'plan', '--out', 'plan.json');
    text = readFileSync(join(fork.root, 'plan.json'), 'utf8');
    plan = JSON.parse(text) as Plan;
    expect(made.err).toContain(`Apply it with: lastday apply plan.json --digest ${plan.id}\n`);
  });

  it('needs to be told which plan is meant', async () => {
    const missing = await apply(FIVE_PAST, 'plan.json');
    const wrong = await apply(FIVE_PAST, 'plan.json', '--digest', '0'.repeat(64));

    expect([missing.exit, missing.err]).toEqual([64, expect.stringContaining('--digest is missing.')]);
    expect([wrong.exit, wrong.err]).toEqual([
      6,
      expect.stringContaining('this is not the plan that --digest names.\n  Plan again: lastday plan'),
    ]);
  });

  it('refuses a plan that was changed, one of another day, one too old, and one from the future', async () => {
    writeFileSync(join(fork.root, 'changed.json'), text.replace('a-0002', 'a-0001'));
    writeFileSync(join(fork.root, 'other.json'), '{"name": "something else"}');
    await lastday(fork.shell(), 'plan', '--on', '2027-01-09T02:00', '--out', 'simulated.json');
    const simulated = JSON.parse(readFileSync(join(fork.root, 'simulated.json'), 'utf8')) as Plan;

    const refused = [
      await apply(FIVE_PAST, 'changed.json', '--digest', plan.id),
      await apply(FIVE_PAST, 'other.json', '--digest', plan.id),
      await apply(FIVE_PAST, 'simulated.json', '--digest', simulated.id),
      await apply('2027-01-09T11:00:00Z', 'plan.json', '--digest', plan.id),
      await apply('2027-01-09T00:50:00Z', 'plan.json', '--digest', plan.id),
    ];

    expect(refused.map(({ exit }) => exit)).toEqual([6, 6, 6, 6, 9]);
    expect(refused.map(({ err }) => err.split('\n')[0])).toEqual([
      expect.stringContaining('it was changed'),
      expect.stringContaining('other.json is not a plan'),
      'lastday: this plan was made with --on; it only shows what would be.',
      'lastday: this plan expired at 2027-01-09T11:00:00Z.',
      'lastday: this plan is from the future (2027-01-09T01:00:00Z); one of the clocks is wrong.',
    ]);
    expect(accountIn(fork, 'a-0002').enabled).toBe(true);
  });

  it('refuses a plan made from a commit that is not on the default branch', async () => {
    const own = company.fork();
    writeFileSync(join(own.root, 'note.txt'), 'not pushed\n');
    own.git('add', 'note.txt');
    own.git('-c', 'user.name=Test', '-c', 'user.email=t@exempel.example', 'commit', '--quiet', '-m', 'Not pushed');
    await lastday(own.shell(), 'plan', '--out', 'plan.json');
    const { id } = JSON.parse(readFileSync(join(own.root, 'plan.json'), 'utf8')) as Plan;

    const refused = await lastday(own.shell(FIVE_PAST), 'apply', 'plan.json', '--digest', id);

    expect([refused.exit, refused.err]).toEqual([
      6,
      expect.stringMatching(/the plan was made from [0-9a-f]{7}, which is not on the default branch/u),
    ]);
  });

  it('carries out what still holds, says so, and does nothing a second time', async () => {
    const done = await apply(FIVE_PAST, 'plan.json', '--digest', plan.id);
    const again = await apply(TEN_PAST, 'plan.json', '--digest', plan.id);

    expect([done.exit, done.err]).toEqual([0, '']);
    expect(done.out).toMatch(/^ENDED TONIGHT/mu);
    expect(done.out).toContain('1 sign-in ended, each read again.');
    expect(tooWide(done)).toEqual([]);
    expect(accountIn(fork, 'a-0002')).toMatchObject({ enabled: false, sessions: 0 });
    expect([again.exit, again.err]).toEqual([6, expect.stringContaining('this plan has been carried out already.')]);
  });
});
