/** The commands after a night, on a small company: status, explain, drift, doctor, audit, undo, and the next runs. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import type { Chained } from '../../reconciler/model/journal.ts';
import type { Plan } from '../../reconciler/model/plan.ts';
import { type Called, lastday, lastdayJson } from '../fakes/command-line.ts';
import { accountIn, type Company, LAST_DAY, settledCompany, tooWide } from './small-company.ts';

const FIVE_PAST = '2027-01-09T01:05:00Z';
const TEN_PAST = '2027-01-09T01:10:00Z';
const DISABLE = `disable/e-0002/spell:${LAST_DAY}/ad/a-0002`;
const RELEASE = `release/e-0002-${LAST_DAY}`;

let company: Company;

beforeAll(async () => {
  company = await settledCompany();
});

/** Id of the newest run in the journal. */
async function newestRun(of: Company): Promise<string> {
  const { json } = await lastdayJson(of.shell(TEN_PAST), 'audit', 'log');
  return (json as Chained[]).at(-1)?.run ?? '';
}

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
    expect([refused.exit, refused.err]).toEqual([1, expect.stringContaining('To extend: lastday extend e-0002 --last-day DAY')]);
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
