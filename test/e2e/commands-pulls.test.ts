/** What people send and decide, on a small company and a plain git remote: pull requests, offboard, accept-reading, unlock. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import type { Chained } from '../../reconciler/model/journal.ts';
import type { Plan } from '../../reconciler/model/plan.ts';
import { lastday, lastdayJson } from '../fakes/command-line.ts';
import { type Company, LAST_DAY, MORNING, settledCompany } from './small-company.ts';

const FIVE_PAST = '2027-01-09T01:05:00Z';
const TEN_PAST = '2027-01-09T01:10:00Z';
const RELEASE = `release/e-0002-${LAST_DAY}`;

let company: Company;

beforeAll(async () => {
  company = await settledCompany();
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

    expect((listed.json as { key: string; state: string }[]).map(({ key, state }) => `${key} ${state}`).toSorted()).toEqual([
      'pin/journal open',
      `${RELEASE} open`,
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
    expect(fork.git('log', '-1', '--format=%an <%ae>', 'origin/main')).toContain('Petra Påhittad <petra@exempel.example>');
    expect(night.exit).toBe(0);
    expect(verified).toMatchObject({ exit: 0, out: expect.stringContaining('begun at the pinned') as string });
    expect([lost.exit, lost.err]).toEqual([8, expect.stringContaining('the journal cannot be trusted')]);
  });

  it('nobody merges as nobody', async () => {
    const fork = company.fork();
    const nameless = { ...fork.shell(), environment: { GIT_AUTHOR_NAME: '', GIT_AUTHOR_EMAIL: '' } };

    const merged = await lastday(nameless, 'pulls', 'merge', 'pin/journal');

    expect(merged).toMatchObject({ exit: 1, out: '', err: expect.stringContaining('git does not know who you are.') as string });
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
    expect(sent.out).toContain(
      'Account in ad: ends, licences OFFICE, 100.00 SEK a month\nLT-0001 (laptop, owned), from Wed 31 Mar: goes from e-0001 to e-0003\n',
    );
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
