/** The stories that broke simpler rules, lived through as whole nights: real git, real journal, two directories and a supplier. */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import type { Plan } from '../../reconciler/model/plan.ts';
import type { ReportView } from '../../reconciler/report/view.ts';
import { digestOf } from '../../reconciler/run/plan-run.ts';
import { type Called, lastday } from '../fakes/command-line.ts';
import { testContext } from '../fakes/process-world.ts';
import { git } from '../fakes/repository.ts';
import { liveNight } from './between.ts';
import { startNight } from './child.ts';
import { doneIn, recordsOf, unsettledIn, verifies } from './journal-of.ts';
import { commitFiles, copyMini, disabledIn, editAccount, employeeFile, makeMini, practiceFile, readWorld, worldOf, writeWorld } from './mini.ts';
import { type Mini, runMini } from './mini-night.ts';

const NIGHT = '2027-01-01T02:00';
const NOW = '2027-01-01T01:00:00Z';
const PATIENCE = 120_000;
const { hash } = testContext({ folder: '', exports: '' }).world;
const ROOT = join(import.meta.dirname, '../..');

/** Where each story stands as a test: its name begins with the number of the story. */
const TOLD: readonly (readonly [trace: string, path: string])[] = [
  ['T1', 'test/faults/traces.test.ts'],
  ['T1', 'test/unit/apply/traces.test.ts'],
  ['T1', 'test/unit/traces/planning.test.ts'],
  ['T2', 'test/faults/traces.test.ts'],
  ['T2', 'test/unit/traces/planning.test.ts'],
  ['T3', 'test/faults/traces.test.ts'],
  ['T4', 'test/faults/traces.test.ts'],
  ['T5', 'test/faults/traces.test.ts'],
  ['T5', 'test/unit/apply/traces.test.ts'],
  ['T6', 'test/faults/traces.test.ts'],
  ['T7', 'test/faults/traces.test.ts'],
  ['T7', 'test/unit/apply/traces.test.ts'],
  ['T8', 'test/faults/traces.test.ts'],
  ['T8', 'test/unit/apply/traces.test.ts'],
  ['T12', 'test/faults/traces.test.ts'],
  ['T13', 'test/faults/traces.test.ts'],
  ['T15', 'test/e2e/broken-files.test.ts'],
  ['T16', 'test/faults/traces.test.ts'],
  ['T18', 'test/faults/traces.test.ts'],
];
const TRACES = ['T1', 'T2', 'T3', 'T4', 'T5', 'T6', 'T7', 'T8', 'T12', 'T13', 'T15', 'T16', 'T18'];

/** The eve of the busy night, and the company after it; made once. */
let eve: Mini;
let after: Mini;
beforeAll(async () => {
  eve = await makeMini();
  after = copyMini(eve);
  await runMini(after, NIGHT);
}, PATIENCE);

/** Sign-ins that are off, in both directories. */
function off(mini: Mini): readonly string[] {
  return [...disabledIn(mini, 'ad'), ...disabledIn(mini, 'chat')];
}

function both(...people: readonly number[]): readonly string[] {
  return ['ad', 'chat'].flatMap((system) => people.map((index) => `${system}-${index}`));
}

function heldBy(plan: Plan, person: string): readonly string[] {
  return [...new Set(plan.held.filter((held) => held.change.person === person).map((held) => held.by as string))];
}

function call(mini: Mini, at: string, ...words: readonly string[]): Promise<Called> {
  return lastday({ folder: mini.root, exports: mini.exports, at, captureKey: new Uint8Array(32).fill(3) }, ...words);
}

interface Written {
  readonly path: string;
  readonly plan: Plan;
}

/** Makes a plan file with the command line. */
async function planFile(mini: Mini, at: string, ...more: readonly string[]): Promise<Written> {
  const path = join(mini.folder, `plan-${Date.parse(at)}-${more.length}.json`);
  const called = await call(mini, at, 'plan', '--out', path, ...more);
  if (called.exit !== 0) throw new Error(`plan: exit ${called.exit}: ${called.err}`);
  return { path, plan: JSON.parse(readFileSync(path, 'utf8')) as Plan };
}

describe('the list of stories', () => {
  it('names thirteen, each of them told', () => {
    expect([...new Set(TOLD.map(([trace]) => trace))]).toEqual(TRACES);
  });

  it.each(TOLD)('%s is a test of %s', (trace, path) => {
    const text = existsSync(join(ROOT, path)) ? readFileSync(join(ROOT, path), 'utf8') : '';

    expect(text).toMatch(new RegExp(`(?:it|describe)(?:\\.concurrent)?(?:\\.each[^\`']*)?\\(\\s*'${trace} `, 'u'));
  });
});

describe('T1 an extension while the plan is carried out', () => {
  const extend = (mini: Mini) =>
    commitFiles(mini, { 'state/employees/e-2.yaml': employeeFile(2, 'lastDay: 2027-03-31\n', false) }, { at: NOW });

  // Before the lock, within the pilot, between people, within e-2 before and after their first write, after them.
  it.concurrent.each([0, 9, 14, 22, 30, 32, 34, 36, 44])(
    'T1 merged before call %i to the remote: nothing is written to e-2 from then on, and all others are done the same night',
    async (moment) => {
      const mini = copyMini(eve);
      let then: readonly string[] = [];

      const night = await liveNight(mini, NIGHT, {
        beforeCall: (number) => {
          if (number !== moment) return;
          extend(mini);
          then = off(mini).filter((id) => id.endsWith('-2'));
        },
      });

      expect(night.calls).toBeGreaterThan(moment);
      expect(off(mini).filter((id) => id.endsWith('-2'))).toEqual(then);
      expect(off(mini).filter((id) => !id.endsWith('-2'))).toEqual(both(1, 3));
      expect(night.exit).toBe(0);
    },
    PATIENCE,
  );

  it('T1 somebody else\'s merge leaves nothing undone', async () => {
    const mini = copyMini(eve);

    const night = await liveNight(mini, NIGHT, {
      beforeCall: (number) => {
        if (number % 7 === 3) commitFiles(mini, { 'README.md': `${number}\n` }, { at: NOW });
      },
    });

    expect([night.exit, off(mini)]).toEqual([0, both(1, 2, 3)]);
    expect(night.outcomes.every((one) => ['verified', 'handed-over'].includes(one.outcome))).toBe(true);
  }, PATIENCE);
});

describe('T2 what is added between plan and apply', () => {
  const guardrails = (more: string) => ({ 'policies/guardrails.yaml': more });

  it.concurrent.each<[string, Record<string, string>, readonly string[]]>([
    ['a protection', guardrails('protected:\n  - {id: ad-2}\n  - {id: chat-2}\n'), both(1, 3)],
    ['a file FREEZE', { FREEZE: '' }, []],
    ['freeze in the policy', guardrails('freeze: everything\n'), []],
    ['a limit of nobody', guardrails('limits:\n  fresh: {count: 0, percent: 0}\n'), []],
    ['a later zone', { 'state/employees/e-2.yaml': employeeFile(2, 'lastDay: 2026-12-31\ntimeZone: Pacific/Honolulu\n', false) }, both(1, 3)],
    ['mode off', { 'policies/systems/chat.yaml': practiceFile('chat').replace('enforce', '"off"') }, ['ad-1', 'ad-2', 'ad-3']],
    ['mode observe', { 'policies/systems/ad.yaml': practiceFile('ad', 'identityProvider: true\n').replace('enforce', 'observe') }, ['chat-1', 'chat-2', 'chat-3']],
  ])(
    'T2 %s counts at once',
    async (_name, files, expected) => {
      const mini = copyMini(eve);

      await liveNight(mini, NIGHT, { afterPlan: () => commitFiles(mini, files, { at: NOW }) });

      expect(off(mini)).toEqual(expected);
    },
    PATIENCE,
  );

  it('T2 the branch lastday/freeze counts at once', async () => {
    const mini = copyMini(eve);

    await liveNight(mini, NIGHT, { afterPlan: () => git(mini.remote, ['branch', 'lastday/freeze', 'main']) });

    expect(off(mini)).toEqual([]);
  }, PATIENCE);

  const RUNG = '2027-01-08T02:00';
  const AT = '2027-01-08T01:00:00Z';
  const groupless = (mini: Mini, system: string) =>
    readWorld(mini, system)
      .accounts.filter((one) => one.groups.length === 0)
      .map((one) => one.id);

  it.concurrent.each<[string, Record<string, string>]>([
    ['a hold', { 'state/holds/m-7.yaml': 'id: m-7\nsubject: {employee: e-2}\nmatter: M-7\nfrom: 2027-01-01\n' }],
    [
      'an exception',
      {
        'state/exceptions/ex-1.yaml':
          'id: ex-1\nsubject: {employee: e-2}\nchange: groups\nreason: handover\nowner: e-12\nfrom: 2027-01-01\nuntil: 2027-01-31\n',
      },
    ],
  ])(
    'T2 %s on e-2 keeps their groups',
    async (_name, files) => {
      const mini = copyMini(after);

      const night = await liveNight(mini, RUNG, { afterPlan: () => commitFiles(mini, files, { at: AT }) });

      expect(night.plan.changes.filter((one) => one.kind === 'groups').map((one) => one.person)).toContain('e-2');
      expect([groupless(mini, 'ad'), groupless(mini, 'chat')]).toEqual([
        ['ad-1', 'ad-3'],
        ['chat-1', 'chat-3'],
      ]);
      expect(night.outcomes.filter((one) => one.person === 'e-2').map((one) => one.outcome)).toEqual(['superseded', 'superseded']);
    },
    PATIENCE,
  );
});

describe('T3 a plan for another day', () => {
  it.each(['2026-12-29', '2027-01-01T02:00', '2027-06-30'])('T3 made with --on %s is refused by apply', async (on) => {
    const mini = copyMini(eve);
    const before = worldOf(mini);
    const { path, plan } = await planFile(mini, NOW, '--on', on);

    const called = await call(mini, NOW, 'apply', path, '--digest', plan.id);

    expect([called.exit, called.err]).toEqual([6, expect.stringContaining('--on')]);
    expect(worldOf(mini)).toEqual(before);
  }, PATIENCE);

  it('T3 reconcile --on is refused where a system is a real one', async () => {
    const mini = copyMini(eve);

    const called = await lastday(
      { folder: mini.root, exports: mini.exports, at: NOW, environment: { LASTDAY_FORGE: 'github' } },
      'reconcile',
      '--on',
      '2027-06-30',
    );

    expect([called.exit, off(mini)]).toEqual([64, []]);
  }, PATIENCE);
});

describe('T4 a plan from a commit that is not merged', () => {
  const early = { 'state/employees/e-9.yaml': employeeFile(9, 'lastDay: 2026-12-30\n') };

  it('T4 on a branch is refused by apply, pushed or not', async () => {
    const mini = copyMini(eve);
    commitFiles(mini, early, { at: NOW, branch: 'side' });
    const { path, plan } = await planFile(mini, NOW);

    const called = await call(mini, NOW, 'apply', path, '--digest', plan.id);

    expect(plan.changes.map((one) => one.person)).toContain('e-9');
    expect([called.exit, off(mini)]).toEqual([6, []]);
  }, PATIENCE);

  it('T4 of a fork, whose commit the default branch has never seen, is refused by apply', async () => {
    const mini = copyMini(eve);
    const fork = copyMini(eve);
    commitFiles(fork, early, { at: NOW });
    const { path, plan } = await planFile(fork, NOW);

    const called = await call(mini, NOW, 'apply', path, '--digest', plan.id);

    expect([called.exit, off(mini)]).toEqual([6, []]);
  }, PATIENCE);

  it('T4 a clone as CI makes it, one commit deep, is deepened before anything is concluded', async () => {
    const mini = copyMini(eve);
    const { path, plan } = await planFile(mini, NOW);
    commitFiles(mini, { 'README.md': 'one more\n' }, { at: NOW });
    const shallow = join(mini.folder, 'shallow');
    git(mini.folder, ['clone', '--quiet', '--depth', '1', '--single-branch', `file://${mini.remote}`, shallow]);

    const called = await call({ ...mini, root: shallow }, '2027-01-01T01:05:00Z', 'apply', path, '--digest', plan.id);

    expect([called.exit, off(mini)]).toEqual([0, both(1, 2, 3)]);
  }, PATIENCE);
});

describe('T5 a forged plan', () => {
  type Line = Plan['changes'][number];
  const accountLine = (plan: Plan): Line => plan.changes.find((one) => one.id.startsWith('disable/e-1/') && one.system === 'ad') as Line;
  const aimedAt = (line: Line, person: string, account: string) =>
    JSON.parse(JSON.stringify(line).replaceAll('e-1', person).replaceAll('ad-1', account)) as Line;

  it.concurrent.each<[string, (plan: Plan) => Partial<Plan>]>([
    ['a line for somebody who is not due', (plan) => ({ changes: [aimedAt(accountLine(plan), 'e-9', 'ad-9'), ...plan.changes] })],
    ['a line of a person who is due, for an account of another', (plan) => ({ changes: [{ ...accountLine(plan), account: 'ad-9' } as Line] })],
    ['a line of nobody', (plan) => ({ changes: [{ ...aimedAt(accountLine(plan), 'e-9', 'ad-9'), person: null, class: 'list' }] })],
    ['another aim', (plan) => ({ changes: plan.changes.map((one) => ({ ...one, after: { enabled: true } }) as Line) })],
    ['work of the supplier as our own', (plan) => ({ changes: plan.changes.map((one) => ({ ...one, by: 'reconciler' as const })) })],
    ['no stops, no limits, everything read', () => ({ stops: [], limits: [], held: [], sources: [] })],
    ['everybody known for ages', (plan) => ({ changes: plan.changes.map((one) => ({ ...one, class: 'known' as const })) })],
    ['a long life', () => ({ expiresAt: '2028-01-01T00:00:00Z' as Plan['expiresAt'] })],
    ['no dependencies', (plan) => ({ changes: plan.changes.map((one) => ({ ...one, dependsOn: [] })).toReversed() })],
  ])(
    'T5 with %s, and its digest made anew, writes nothing that the default branch does not ask for',
    async (_name, forge) => {
      const mini = copyMini(eve);
      const { path, plan } = await planFile(mini, NOW);
      const forged = { ...plan, ...forge(plan) };
      const signed = { ...forged, id: digestOf(forged, hash) };
      await testContext({ folder: '', exports: '' }).world.writeFile(path, JSON.stringify(signed));

      const called = await call(mini, NOW, 'apply', path, '--digest', signed.id);

      expect([0, 3, 6]).toContain(called.exit);
      expect(both(1, 2, 3)).toEqual(expect.arrayContaining([...off(mini)]));
      expect(readFileSync(join(mini.exports, 'vpn.csv'), 'utf8')).toBe(readFileSync(join(eve.exports, 'vpn.csv'), 'utf8'));
    },
    PATIENCE,
  );
});

describe('T5 a plan file with what a limit held', () => {
  it('T5 lets no more go than the limit, whatever the file says', async () => {
    const mini = copyMini(eve);
    const late = [4, 5, 6, 7, 8].map((index) => [`state/employees/e-${index}.yaml`, employeeFile(index, 'lastDay: 2026-12-31\n', index > 6)]);
    commitFiles(mini, Object.fromEntries(late) as Record<string, string>, { at: '2026-12-31T12:00:00Z' });
    const path = join(mini.folder, 'plan.json');
    const planned = await call(mini, NOW, 'plan', '--out', path);
    const plan = JSON.parse(readFileSync(path, 'utf8')) as Plan;
    const forged = { ...plan, changes: [...plan.changes, ...plan.held.map((held) => held.change)], held: [], stops: [] };
    const signed = { ...forged, id: digestOf(forged, hash) };
    await testContext({ folder: '', exports: '' }).world.writeFile(path, JSON.stringify(signed));

    await call(mini, NOW, 'apply', path, '--digest', signed.id);

    expect(planned.exit).toBe(5);
    expect(disabledIn(mini, 'ad')).toEqual([1, 2, 3, 4, 5, 6].map((index) => `ad-${index}`));
  }, PATIENCE);
});

describe('T6 yesterday\'s job run again', () => {
  it('T6 after somebody enabled an account by hand, no plan of before ends it again', async () => {
    const mini = copyMini(eve);
    const first = await planFile(mini, NOW);
    const second = await planFile(mini, '2027-01-01T01:01:00Z');

    const applied = await call(mini, '2027-01-01T01:02:00Z', 'apply', first.path, '--digest', first.plan.id);
    editAccount(mini, 'ad', 'ad-1', { enabled: true, sessions: 1 });
    const again = await call(mini, '2027-01-01T08:00:00Z', 'apply', first.path, '--digest', first.plan.id);
    const other = await call(mini, '2027-01-01T08:05:00Z', 'apply', second.path, '--digest', second.plan.id);

    expect([applied.exit, again.exit, other.exit]).toEqual([0, 6, 0]);
    expect(off(mini)).toEqual(['ad-2', 'ad-3', ...both(1, 2, 3).slice(3)]);
  }, PATIENCE);

  it('T6 after an undo, no plan of before takes it again', async () => {
    const mini = copyMini(eve);
    const first = await planFile(mini, NOW);
    const second = await planFile(mini, '2027-01-01T01:01:00Z');
    await call(mini, '2027-01-01T01:02:00Z', 'apply', first.path, '--digest', first.plan.id);
    const run = recordsOf(mini).at(-1)?.run ?? '';
    commitFiles(mini, { 'state/employees/e-1.yaml': employeeFile(1, 'lastDay: 2027-03-31\n') }, { at: '2027-01-01T07:00:00Z' });

    const undone = await call(mini, '2027-01-01T08:00:00Z', 'undo', run, 'e-1');
    const back = off(mini);
    commitFiles(mini, { 'state/employees/e-1.yaml': employeeFile(1, 'lastDay: 2026-12-31\n') }, { at: '2027-01-01T08:30:00Z' });
    const other = await call(mini, '2027-01-01T09:00:00Z', 'apply', second.path, '--digest', second.plan.id);

    expect([undone.exit, other.exit]).toEqual([0, 0]);
    expect(back).toEqual(both(2, 3));
    expect(off(mini)).toEqual(back);
  }, PATIENCE);
});

describe('T7 a run that dies right after a write', () => {
  it('T7 has left what the account held in the journal: undo puts it back', async () => {
    const mini = copyMini(after);
    editAccount(mini, 'ad', 'ad-1', { groups: ['sales', 'choir'] });

    const killed = await startNight(mini, '2027-01-08T02:00', '3:after:SIGKILL').ended;
    const taken = readWorld(mini, 'ad').accounts[0]?.groups;
    const dead = recordsOf(mini).findLast((record) => record.type === 'intent')?.run ?? '';
    await runMini(mini, '2027-01-08T03:00');
    commitFiles(mini, { 'state/employees/e-1.yaml': employeeFile(1, 'lastDay: 2027-03-31\n') }, { at: '2027-01-08T07:00:00Z' });
    const undone = await call(mini, '2027-01-08T08:00:00Z', 'undo', dead, 'e-1');

    expect([killed.signal, killed.points[2], taken]).toEqual(['SIGKILL', 'write ad.json', []]);
    expect(undone.exit).toBe(0);
    expect(readWorld(mini, 'ad').accounts[0]?.groups).toContain('sales');
    expect(JSON.stringify(recordsOf(mini))).not.toContain('choir');
  }, PATIENCE);
});

describe('T8 a run that is paused', () => {
  it.each([
    ['with outcomes still to tell', 7],
    ['with the next person announced', 9],
  ])('T8 %s, and robbed of its lock, writes at most what was on its way, and tells late what it did', async (_name, point) => {
    const mini = copyMini(eve);
    const paused = startNight(mini, NIGHT, `${point}:before:SIGSTOP`);
    await paused.reached(point);

    await runMini(mini, '2027-01-01T03:00');
    const stolen = off(mini);
    paused.child.kill('SIGCONT');
    const ended = await paused.ended;

    expect(stolen).toEqual(both(1, 2, 3));
    expect(ended.points.slice(point).filter((one) => one.startsWith('write '))).toEqual([]);
    expect(ended.points.slice(point).filter((one) => !one.endsWith('/lastday/journal'))).toEqual([]);
    expect(await verifies(mini)).toBe(true);
    expect(unsettledIn(mini)).toEqual([]);
    expect(doneIn(mini).length).toBe(new Set(doneIn(mini)).size);
  }, PATIENCE);
});

describe('T12 somebody who comes back under a new id', () => {
  it('T12 and whose old account is enabled by hand is told of, and never fought, at no rung', async () => {
    const mini = copyMini(after);
    editAccount(mini, 'ad', 'ad-1', { enabled: true, sessions: 1 });
    commitFiles(
      mini,
      { 'state/employees/e-2001.yaml': 'id: e-2001\nperson: withheld\nkind: employee\nunit: office\nfirstDay: 2027-01-02\n' },
      { at: '2027-01-01T12:00:00Z' },
    );

    for (const day of ['2027-01-02', '2027-01-09', '2027-01-16', '2027-04-05']) {
      const view = await runMini(mini, `${day}T02:00`);

      const [account] = readWorld(mini, 'ad').accounts;
      expect([account?.enabled, account?.groups, account?.sessions]).toEqual([true, ['sales'], 1]);
      const finding = view.plan.findings.find((one) => one.code === 'account-re-enabled');
      expect([finding?.severity, finding?.subject.employee]).toEqual(['critical', 'e-1']);
    }
  }, PATIENCE);
});

describe('T13 an immediate plan that is never closed', () => {
  const plan = { 'state/offboardings/e-5.yaml': 'employee: e-5\nkind: immediate\nspell: 2027-02-28\n' };
  const back = 'firstDay: 2027-03-01\nperiods:\n  - {from: 2024-01-01, to: 2027-02-28}\n';
  const rehired = (more: string) => employeeFile(5, more).replace('firstDay: 2024-01-01\n', back);

  it('T13 ends access once, and never that of a later employment', async () => {
    const mini = copyMini(after);
    commitFiles(mini, { ...plan, 'state/employees/e-5.yaml': employeeFile(5, 'lastDay: 2027-02-28\n') }, { at: '2027-01-01T12:00:00Z' });
    await runMini(mini, '2027-01-01T16:00');
    const gone = off(mini).filter((id) => id.endsWith('-5'));
    commitFiles(mini, { 'state/employees/e-5.yaml': rehired('') }, { at: '2027-02-27T12:00:00Z' });
    for (const id of ['ad-5', 'chat-5']) editAccount(mini, id.slice(0, -2), id, { enabled: true });

    const seen: (readonly string[])[] = [];
    for (const night of ['2027-02-28T02:00', '2027-03-01T02:00', '2027-03-02T02:00']) {
      await runMini(mini, night);
      seen.push(off(mini).filter((id) => id.endsWith('-5')));
    }
    commitFiles(
      mini,
      { 'state/offboardings/e-5.yaml': null, 'state/employees/e-5.yaml': rehired('lastDay: 2027-06-30\n') },
      { at: '2027-03-02T12:00:00Z' },
    );
    for (const night of ['2027-03-03T02:00', '2027-06-30T02:00', '2027-07-01T02:00']) {
      await runMini(mini, night);
      seen.push(off(mini).filter((id) => id.endsWith('-5')));
    }

    expect(gone).toEqual(both(5));
    expect(seen).toEqual([[], [], [], [], [], both(5)]);
  }, PATIENCE);
});

describe('T16 a redirected link', () => {
  it.concurrent.each<[string, Record<string, string>, readonly string[]]>([
    [
      'to the account of somebody who stays, and the other way round',
      {
        'state/employees/e-1.yaml': employeeFile(1, 'lastDay: 2026-12-31\n').replace('id: ad-1,', 'id: ad-12,'),
        'state/employees/e-12.yaml': employeeFile(12).replace('id: ad-12,', 'id: ad-1,'),
      },
      ['ad-2', 'ad-3'],
    ],
    [
      'to an account that nobody declares',
      { 'state/employees/e-1.yaml': employeeFile(1, 'lastDay: 2026-12-31\n').replace('id: ad-1,', 'id: ad-99,') },
      ['ad-2', 'ad-3'],
    ],
  ])(
    'T16 %s: nothing is written to either, tonight or tomorrow',
    async (_name, files, expected) => {
      const mini = copyMini(eve);
      const ad = readWorld(mini, 'ad');
      writeWorld(mini, 'ad', { ...ad, accounts: [...ad.accounts, { ...ad.accounts[0], id: 'ad-99', login: 'director' }] });
      commitFiles(mini, files, { at: '2026-12-31T12:00:00Z' });

      const views: ReportView[] = [];
      for (const night of [NIGHT, '2027-01-02T02:00']) {
        views.push(await runMini(mini, night));
        expect(disabledIn(mini, 'ad')).toEqual(expected);
      }
      expect(views.map((view) => heldBy(view.plan, 'e-1'))).toEqual([expect.arrayContaining(['disputed']), expect.arrayContaining(['disputed'])]);
    },
    PATIENCE,
  );
});

describe('T18 two last administrators', () => {
  const policy = { 'policies/guardrails.yaml': 'administrators:\n  - {system: ad, role: Domain Admins}\n' };

  function promote(mini: Mini, ...ids: readonly string[]): void {
    for (const id of ids) editAccount(mini, 'ad', id, { roles: ['Domain Admins'] });
  }

  it('T18 who leave on one night: one stays, and is named', async () => {
    const mini = copyMini(eve);
    promote(mini, 'ad-1', 'ad-2');
    commitFiles(mini, policy, { at: NOW });

    const view = await runMini(mini, NIGHT);

    expect(disabledIn(mini, 'ad')).toEqual(['ad-1', 'ad-3']);
    expect(heldBy(view.plan, 'e-2')).toContain('last-admin');
  }, PATIENCE);

  it('T18 both leave when a third is there', async () => {
    const mini = copyMini(eve);
    promote(mini, 'ad-1', 'ad-2', 'ad-12');
    commitFiles(mini, policy, { at: NOW });

    await runMini(mini, NIGHT);

    expect(disabledIn(mini, 'ad')).toEqual(['ad-1', 'ad-2', 'ad-3']);
  }, PATIENCE);

  it.each([
    ['disabled by hand', (mini: Mini) => editAccount(mini, 'ad', 'ad-12', { enabled: false })],
    ['stripped of the role', (mini: Mini) => editAccount(mini, 'ad', 'ad-12', { roles: [] })],
  ])('T18 one stays when the third is %s after the plan was made', async (_name, strip) => {
    const mini = copyMini(eve);
    promote(mini, 'ad-1', 'ad-2', 'ad-12');
    commitFiles(mini, policy, { at: NOW });

    const night = await liveNight(mini, NIGHT, { afterPlan: () => strip(mini) });

    expect(night.plan.changes.filter((one) => one.kind === 'disable' && one.system === 'ad').map((one) => one.person)).toEqual(['e-1', 'e-2', 'e-3']);
    expect(disabledIn(mini, 'ad').filter((id) => id !== 'ad-12')).toEqual(['ad-1', 'ad-3']);
  }, PATIENCE);
});
