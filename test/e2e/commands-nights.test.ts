/** The commands around a night, on a small company: plan, apply, reconcile, status, explain, drift, undo, audit, pull requests, lock. */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import type { Chained } from '../../reconciler/model/journal.ts';
import type { Plan } from '../../reconciler/model/plan.ts';
import { type Called, lastday, lastdayJson } from '../fakes/command-line.ts';
import { type Company, LAST_DAY, MORNING, settledCompany } from './small-company.ts';

const FIVE_PAST = '2027-01-09T01:05:00Z';
const TEN_PAST = '2027-01-09T01:10:00Z';
const DISABLE = `disable/e-0002/spell:${LAST_DAY}/ad/a-0002`;
const RELEASE = `release/e-0002-${LAST_DAY}`;

let company: Company;

beforeAll(async () => {
  company = await settledCompany();
});

/** What the directory says of one account. */
function accountIn(of: Company, id: string): { enabled: boolean; sessions: number; licences: unknown[] } {
  const world = JSON.parse(readFileSync(join(of.exports, 'ad.json'), 'utf8')) as { accounts: { id: string }[] };
  return world.accounts.find((one) => one.id === id) as never;
}

/** Id of the newest run in the journal. */
async function newestRun(of: Company): Promise<string> {
  const { json } = await lastdayJson(of.shell(TEN_PAST), 'audit', 'log');
  return (json as Chained[]).at(-1)?.run ?? '';
}

/** Wide lines of what people read: only what must be copied whole may be wider than 80 columns. */
function tooWide({ out }: Called): string[] {
  return out.split('\n').filter((line) => Array.from(line).length > 80);
}

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

describe('after a night', () => {
  let fork: Company;
  let night: Called;
  let run: string;
  const call = (...words: readonly string[]) => lastday(fork.shell(TEN_PAST), ...words);
  const callJson = (...words: readonly string[]) => lastdayJson(fork.shell(TEN_PAST), ...words);
  beforeAll(async () => {
    fork = company.fork();
    night = await lastday(fork.shell(), 'reconcile');
    run = await newestRun(fork);
  });

  it('a rehearsal had shown the same and written nothing', async () => {
    const rehearsal = company.fork();
    const before = rehearsal.remoteGit('for-each-ref');

    const { exit, out } = await lastday(rehearsal.shell(), 'reconcile', '--dry-run');

    expect([exit, out]).toEqual([0, expect.stringContaining('Plan: 1 account, 2 pull requests.')]);
    expect(rehearsal.remoteGit('for-each-ref')).toBe(before);
    expect(accountIn(rehearsal, 'a-0002').enabled).toBe(true);
  });

  it('the sign-in is off, seen, and told', () => {
    expect([night.exit, night.err]).toEqual([0, '']);
    expect(night.out).toMatch(/e-0002 +ad +Sat 9 Jan 00:00 +02:00:0\d +2 hours/u);
    expect(tooWide(night)).toEqual([]);
    expect(accountIn(fork, 'a-0002')).toMatchObject({ enabled: false, sessions: 0 });
    expect(accountIn(fork, 'a-0001').enabled).toBe(true);
  });

  it('a second run finds nothing to do and touches no pull request', async () => {
    const other = fork.fork();
    const pulls = () => other.remoteGit('for-each-ref', 'refs/heads/lastday/release', 'refs/heads/lastday/pin');
    const before = pulls();

    const second = await lastdayJson(other.shell(FIVE_PAST), 'reconcile');

    expect(second).toMatchObject({ exit: 0, json: { outcomes: [], plan: { changes: [] } } });
    expect(pulls()).toBe(before);
  });

  it('the night after, the pull requests are still as they were', async () => {
    const other = fork.fork();

    const next = await lastdayJson(other.shell('2027-01-10T01:00:00Z'), 'reconcile');

    const { pulls } = next.json as { pulls: readonly { outcome: string }[] };
    expect(pulls.map((pull) => pull.outcome)).toEqual(['untouched', 'untouched']);
  });

  it('--only looks at one person and publishes nothing', async () => {
    const other = fork.fork();

    const only = await lastdayJson(other.shell(FIVE_PAST), 'reconcile', '--only', 'e-0003');

    const { plan } = only.json as { plan: Plan };
    expect(only.exit).toBe(0);
    expect(plan.only).toBe('e-0003');
    expect(plan.findings.every((finding) => finding.subject.employee === 'e-0003')).toBe(true);
  });

  it('a clock before the last record is not believed', async () => {
    const { exit, err } = await lastday(fork.shell('2027-01-08T01:00:00Z'), 'reconcile');

    expect([exit, err]).toEqual([9, expect.stringMatching(/this machine's clock says .*\n {2}Set the clock; nothing was written\./u)]);
  });

  it.each([
    [[]],
    [['--as', 'hr']],
    [['--as', 'cfo']],
    [['--as', 'auditor']],
    [['--as', 'manager:e-0001']],
    [['--as', 'supplier:it']],
    [['e-0002']],
  ])('status %j', async (words) => {
    const called = await call('status', ...words);
    const { json } = await callJson('status', ...words);

    expect([called.exit, called.err]).toEqual([0, '']);
    expect(called.out).toMatch(/^Exempel AB · Sat 9 Jan 2027/u);
    expect(called.out).not.toMatch(/Påhittad|login\d|\{|\}|undefined|null/u);
    expect(tooWide(called)).toEqual([]);
    expect(json).toHaveProperty('forecast');
  });

  it('status on another day, in another language, and as a board', async () => {
    const ahead = await call('status', '--on', '2027-02-01');
    const swedish = await lastday({ ...fork.shell(TEN_PAST), environment: { LASTDAY_LANG: 'sv' } }, 'status', 'e-0002');
    const board = await call('status', '--board');

    expect([ahead.exit, swedish.exit, board.exit]).toEqual([0, 0, 0]);
    expect(ahead.out).toContain('Mon 1 Feb 2027');
    expect(swedish.out).toContain('har slutat');
    expect(board.out).toContain('## Overdue');
  });

  it('explain says rule, file, line and who set it', async () => {
    const { exit, out } = await call('explain', `device-past-end/LT-0002`);
    const { json } = await callJson('explain', 'e-0002');

    expect(exit).toBe(0);
    expect(out).toContain('state/devices/LT-0002.yaml:5 /holder');
    expect(out).toContain('Test Author');
    expect(json).toMatchObject({ changes: [], findings: [{ code: 'device-past-end' }], proposals: [{ key: RELEASE }] });
  });

  it('explain of somebody about whom there is nothing', async () => {
    expect(await call('explain', 'e-0001')).toMatchObject({ exit: 0, out: expect.stringContaining('Nothing is due for e-0001') as string });
  });

  it('drift lists findings with their cost', async () => {
    const all = await call('drift');
    const { json } = await callJson('drift', '--code', 'stale-licence', '--unit', 'office');

    expect([all.exit, tooWide(all)]).toEqual([0, []]);
    expect(all.out).toContain('stale-licence: 1 finding; 100.00 SEK a month');
    expect(json).toMatchObject([{ code: 'stale-licence', subject: { employee: 'e-0003' }, cost: { monthly: '100.00 SEK' } }]);
  });

  it('drift --propose strikes unused licences in a pull request', async () => {
    const other = fork.fork();

    const sent = await lastdayJson(other.shell(TEN_PAST), 'drift', '--propose', 'stale-licence');

    const branch = 'lastday/licences/ad-2027-01-09';
    expect(sent).toMatchObject({ exit: 0, json: [{ system: 'ad', address: branch }] });
    expect(other.remoteGit('diff', '--unified=0', `main..${branch}`).split('\n').slice(-2)).toEqual([
      '-  - {system: ad, id: a-0003, login: login3, grants: [staff], licences: [OFFICE]}',
      '+  - {system: ad, id: a-0003, login: login3, grants: [staff]}',
    ]);
  });

  it('doctor names what to mend', async () => {
    const called = await call('doctor');
    const { json } = await callJson('doctor');

    expect([called.exit, tooWide(called)]).toEqual([1, []]);
    expect(called.out).toMatch(/^mend +journal +it is not pinned; merge the pull request pin\/journal$/mu);
    expect(json).toContainEqual({ what: 'forge', verdict: 'ok', text: 'local, 2 of our pull requests open' });
  });

  it('audit verify and log', async () => {
    const verified = await call('audit', 'verify');
    const log = await call('audit', 'log', '--person', 'e-0002', '--run', run);
    const { json } = await callJson('audit', 'verify');

    expect([verified.exit, json]).toEqual([0, expect.objectContaining({ ok: true, runs: 4 })]);
    expect(log.out.split('\n').map((line) => line.split('  ')[2]?.split(' (')[0])).toEqual([
      `intends ${DISABLE}`,
      `intends ${DISABLE.replace('disable', 'sessions')}`,
      `verified ${DISABLE}`,
      `verified ${DISABLE.replace('disable', 'sessions')}`,
      undefined,
    ]);
  });

  it('undo of somebody whose access is over by the files is refused, and says how to extend', async () => {
    const listed = await call('undo', run);
    const refused = await call('undo', run, 'e-0002');
    const nobody = await call('undo', run, 'e-0003');

    expect(listed.exit).toBe(0);
    expect(listed.out.replaceAll(/\s+/gu, ' ')).toContain(
      'not put back: the files say that access is over; move the last day first (extend)',
    );
    expect([refused.exit, refused.err]).toEqual([1, expect.stringContaining('To extend: lastday offboard e-0002 --last-day DAY')]);
    expect([nobody.exit, nobody.err]).toEqual([1, expect.stringContaining(`${run} took nothing from e-0003.`)]);
    expect(accountIn(fork, 'a-0002').enabled).toBe(false);
  });

  it('undo puts back what may come back once the last day has moved', async () => {
    const other = fork.fork();
    const path = 'state/employees/e-0002.yaml';
    other.commit({ [path]: readFileSync(join(other.root, path), 'utf8').replace(LAST_DAY, '2027-02-28') }, '2027-01-09T01:06:00Z');

    const rehearsal = await lastday(other.shell(TEN_PAST), 'undo', run, 'e-0002', '--dry-run');
    const isStillOff = accountIn(other, 'a-0002').enabled;
    const undone = await lastday(other.shell(TEN_PAST), 'undo', run, 'e-0002');
    const next = await lastdayJson(other.shell('2027-01-09T01:20:00Z'), 'reconcile');

    expect([rehearsal.exit, isStillOff]).toEqual([0, false]);
    expect(rehearsal.out).toContain('Plan: 1 sign-in back on.');
    expect([undone.exit, undone.err]).toEqual([0, '']);
    expect(undone.out).toContain('1 sign-in back (e-0002)');
    expect(accountIn(other, 'a-0002').enabled).toBe(true);
    expect(next).toMatchObject({ exit: 0, json: { outcomes: [], plan: { changes: [] } } });
  });
});

describe('pull requests of a plain git remote', () => {
  it('are listed, shown, refused, and stay refused', async () => {
    const fork = company.fork();
    const listed = await lastdayJson(fork.shell(), 'pulls', 'list');
    const shown = await lastday(fork.shell(), 'pulls', 'show', RELEASE);
    const silent = await lastday(fork.shell(), 'pulls', 'close', RELEASE);
    const closed = await lastday(fork.shell(), 'pulls', 'close', RELEASE, '--reason', 'they keep it');
    const merged = await lastday(fork.shell(), 'pulls', 'merge', RELEASE);
    const night = await lastdayJson(fork.shell(FIVE_PAST), 'reconcile');
    const second = await lastdayJson(fork.shell(TEN_PAST), 'reconcile');
    const log = await lastday(fork.shell(TEN_PAST), 'audit', 'log');

    expect((listed.json as { key: string; state: string }[]).map(({ key, state }) => [key, state]).toSorted()).toEqual([
      ['pin/journal', 'open'],
      [RELEASE, 'open'],
    ]);
    expect(shown).toMatchObject({
      exit: 0,
      out: expect.stringMatching(/^Release devices: e-0002, Fri 8 Jan 2027\nopen {2}lastday\/release/u) as string,
    });
    expect([silent.exit, silent.err]).toEqual([64, expect.stringContaining('--reason is missing.')]);
    expect([closed.exit, merged.exit, merged.err]).toEqual([0, 1, expect.stringContaining('is refused, not open')]);
    for (const { json } of [night, second]) {
      const { pulls } = json as { pulls: readonly { key: string; outcome: string }[] };
      expect(pulls.find(({ key }) => key === RELEASE)?.outcome).toBe('refused');
    }
    expect(log.out.split('\n').filter((line) => line.includes(`refused pull/${RELEASE}`))).toHaveLength(1);
  });

  it('are merged; the pin makes the journal something that cannot vanish', async () => {
    const fork = company.fork();
    const merged = await lastdayJson(fork.shell(), 'pulls', 'merge', 'pin/journal');
    fork.git('pull', '--quiet', 'origin', 'main');
    const night = await lastday(fork.shell(FIVE_PAST), 'reconcile');
    const verified = await lastday(fork.shell(TEN_PAST), 'audit', 'verify');
    fork.remoteGit('update-ref', '-d', 'refs/heads/lastday/journal');
    const lost = await lastday(fork.shell(TEN_PAST), 'reconcile');

    expect(merged).toMatchObject({ exit: 0, json: { merged: 'pin/journal' } });
    expect(night.exit).toBe(0);
    expect(verified).toMatchObject({ exit: 0, out: expect.stringContaining('begun at the pinned') as string });
    expect([lost.exit, lost.err]).toEqual([8, expect.stringContaining('the journal cannot be trusted')]);
  });

  it('a device that left its holder is followed in the inventory by nobody here, and the plan is closed in the end', async () => {
    const fork = company.fork();
    await lastday(fork.shell(), 'reconcile');
    await lastday(fork.shell(FIVE_PAST), 'pulls', 'merge', RELEASE);
    fork.git('pull', '--quiet', 'origin', 'main');

    const next = await lastdayJson(fork.shell('2027-01-10T01:00:00Z'), 'reconcile');

    expect(next.exit).toBe(0);
    expect(readFileSync(join(fork.root, 'state/devices/LT-0002.yaml'), 'utf8')).toContain('status: awaited\nholder: null\n');
    expect((next.json as { plan: Plan }).plan.proposals.filter(({ key }) => key === RELEASE)).toEqual([]);
  });
});

describe('what a person sends', () => {
  it('offboard shows everything the person holds, and sends one branch', async () => {
    const fork = company.fork();
    const words = [
      'e-0001',
      '--last-day',
      '2027-03-31',
      '--device',
      'LT-0001=transfer:e-0003',
      '--successor',
      'e-0003',
      '--no-email',
      '--because',
      'agreed',
    ];

    const rehearsal = await lastdayJson(fork.shell(), 'offboard', ...words, '--dry-run');
    const sent = await lastday(fork.shell(), 'offboard', ...words);

    const branch = 'lastday/offboard/e-0001-2027-03-31';
    expect(rehearsal).toMatchObject({
      exit: 0,
      json: { key: null, files: ['state/employees/e-0001.yaml', 'state/offboardings/e-0001.yaml'] },
    });
    expect([sent.exit, sent.err]).toEqual([0, '']);
    expect(sent.out).toContain('Account in ad: ends, licences OFFICE\nDevice LT-0001 (laptop, owned): transfer to e-0003\n');
    expect(sent.out).toContain(`Sent: ${branch}\n`);
    expect(fork.remoteGit('show', `${branch}:state/offboardings/e-0001.yaml`)).toContain(
      'notify: {buyoutQuestion: false, because: agreed}',
    );
  });

  it('offboard of something invalid sends nothing', async () => {
    const before = company.remoteGit('for-each-ref');

    const { exit, err } = await lastday(company.shell(), 'offboard', 'e-0001', '--last-day', '2027-03-31', '--successor', 'e-0099');

    expect([exit, err]).toEqual([8, expect.stringContaining('there is no state/employees/e-0099.yaml')]);
    expect(company.remoteGit('for-each-ref')).toBe(before);
  });

  it('accept-reading shows the file and sends it', async () => {
    const fork = company.fork();

    const rehearsal = await lastday(fork.shell(), 'accept-reading', 'ad', '--reason', 'company sold', '--dry-run');
    const sent = await lastdayJson(fork.shell(), 'accept-reading', 'ad', '--reason', 'company sold');

    expect([rehearsal.exit, rehearsal.out]).toEqual([0, expect.stringContaining('\nsystem: ad\ncount: 4\n')]);
    expect(sent).toMatchObject({ exit: 0, json: { system: 'ad', count: 4, address: 'lastday/cleanup/reading-ad-2027-01-09' } });
  });

  it('unlock takes a lock from the run that is named, and from no other', async () => {
    const fork = company.fork();
    // A run that died: its claim is there, its close is not.
    fork.remoteGit('update-ref', 'refs/heads/lastday/journal', 'refs/heads/lastday/journal~1');
    const journal = await lastdayJson(fork.shell(), 'audit', 'log');
    const run = (journal.json as Chained[]).at(-1)?.run ?? '';

    const locked = await lastday(fork.shell('2027-01-08T01:01:00Z'), 'reconcile', '--no-wait');
    const other = await lastday(fork.shell(), 'unlock', '20270104T010000Z-1a2b3c4d', '--reason', 'runner was removed');
    const freed = await lastdayJson(fork.shell(), 'unlock', run, '--reason', 'runner was removed');
    const again = await lastdayJson(fork.shell(), 'unlock', run, '--reason', 'runner was removed');

    expect([locked.exit, locked.err]).toEqual([7, expect.stringContaining(`run ${run} holds the lock`)]);
    expect([other.exit, other.err]).toEqual([7, expect.stringContaining(run)]);
    expect(freed).toMatchObject({ exit: 0, json: { state: 'released', run } });
    expect(again).toMatchObject({ exit: 0, json: { state: 'free' } });
    expect(await lastday(fork.shell(MORNING), 'reconcile')).toMatchObject({ exit: 0 });
  });
});
