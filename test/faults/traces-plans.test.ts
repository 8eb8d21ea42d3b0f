/** The stories that broke simpler rules, lived through as whole nights: real git, real journal, two directories and a supplier. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import type { Plan } from '../../reconciler/model/plan.ts';
import { digestOf } from '../../reconciler/run/plan-run.ts';
import { testContext } from '../fakes/process-world.ts';
import { git } from '../fakes/repository.ts';
import { startNight } from './child.ts';
import { recordsOf } from './journal-of.ts';
import { commitFiles, copyMini, disabledIn, editAccount, employeeFile, readWorld } from './mini.ts';
import { type Mini, runMini } from './mini-night.ts';
import { both, callAt, hash, makeCompanies, NOW, off, PATIENCE, planFile } from './traces-world.ts';

let eve: Mini;
let after: Mini;
beforeAll(async () => {
  ({ eve, after } = await makeCompanies());
}, PATIENCE);

describe('T4 a plan from a commit that is not merged', () => {
  const early = { 'state/employees/e-9.yaml': employeeFile(9, 'lastDay: 2026-12-30\n') };

  it(
    'T4 on a branch is refused by apply, pushed or not',
    async () => {
      const mini = copyMini(eve);
      commitFiles(mini, early, { at: NOW, branch: 'side' });
      const { path, plan } = await planFile(mini, NOW);

      const called = await callAt(mini, NOW, 'apply', path, '--digest', plan.id);

      expect(plan.changes.map((one) => one.person)).toContain('e-9');
      expect([called.exit, off(mini)]).toEqual([6, []]);
    },
    PATIENCE,
  );

  it(
    'T4 of a fork, whose commit the default branch has never seen, is refused by apply',
    async () => {
      const mini = copyMini(eve);
      const fork = copyMini(eve);
      commitFiles(fork, early, { at: NOW });
      const { path, plan } = await planFile(fork, NOW);

      const called = await callAt(mini, NOW, 'apply', path, '--digest', plan.id);

      expect([called.exit, off(mini)]).toEqual([6, []]);
    },
    PATIENCE,
  );

  it(
    'T4 a clone as CI makes it, one commit deep, is deepened before anything is concluded',
    async () => {
      const mini = copyMini(eve);
      const { path, plan } = await planFile(mini, NOW);
      commitFiles(mini, { 'README.md': 'one more\n' }, { at: NOW });
      const shallow = join(mini.folder, 'shallow');
      git(mini.folder, ['clone', '--quiet', '--depth', '1', '--single-branch', `file://${mini.remote}`, shallow]);

      const called = await callAt({ ...mini, root: shallow }, '2027-01-01T01:05:00Z', 'apply', path, '--digest', plan.id);

      expect([called.exit, off(mini)]).toEqual([0, both(1, 2, 3)]);
    },
    PATIENCE,
  );
});

describe('T5 a forged plan', () => {
  type Line = Plan['changes'][number];
  const accountLine = (plan: Plan): Line => plan.changes.find((one) => one.id.startsWith('disable/e-1/') && one.system === 'ad') as Line;
  const aimedAt = (line: Line, person: string, account: string) =>
    JSON.parse(JSON.stringify(line).replaceAll('e-1', person).replaceAll('ad-1', account)) as Line;

  it.concurrent.each<[string, (plan: Plan) => Partial<Plan>]>([
    ['a line for somebody who is not due', (plan) => ({ changes: [aimedAt(accountLine(plan), 'e-9', 'ad-9'), ...plan.changes] })],
    [
      'a line of a person who is due, for an account of another',
      (plan) => ({ changes: [{ ...accountLine(plan), account: 'ad-9' } as Line] }),
    ],
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

      const called = await callAt(mini, NOW, 'apply', path, '--digest', signed.id);

      expect([0, 3, 6]).toContain(called.exit);
      expect(both(1, 2, 3)).toEqual(expect.arrayContaining([...off(mini)]));
      expect(readFileSync(join(mini.exports, 'vpn.csv'), 'utf8')).toBe(readFileSync(join(eve.exports, 'vpn.csv'), 'utf8'));
    },
    PATIENCE,
  );
});

describe('T5 a plan file with what a limit held', () => {
  it(
    'T5 lets no more go than the limit, whatever the file says',
    async () => {
      const mini = copyMini(eve);
      const late = [4, 5, 6, 7, 8].map((index) => [
        `state/employees/e-${index}.yaml`,
        employeeFile(index, 'lastDay: 2026-12-31\n', index > 6),
      ]);
      commitFiles(mini, Object.fromEntries(late) as Record<string, string>, { at: '2026-12-31T12:00:00Z' });
      const path = join(mini.folder, 'plan.json');
      const planned = await callAt(mini, NOW, 'plan', '--out', path);
      const plan = JSON.parse(readFileSync(path, 'utf8')) as Plan;
      const forged = { ...plan, changes: [...plan.changes, ...plan.held.map((held) => held.change)], held: [], stops: [] };
      const signed = { ...forged, id: digestOf(forged, hash) };
      await testContext({ folder: '', exports: '' }).world.writeFile(path, JSON.stringify(signed));

      await callAt(mini, NOW, 'apply', path, '--digest', signed.id);

      expect(planned.exit).toBe(5);
      expect(disabledIn(mini, 'ad')).toEqual([1, 2, 3, 4, 5, 6].map((index) => `ad-${index}`));
    },
    PATIENCE,
  );
});

describe("T6 yesterday's job run again", () => {
  it(
    'T6 after somebody enabled an account by hand, no plan of before ends it again',
    async () => {
      const mini = copyMini(eve);
      const first = await planFile(mini, NOW);
      const second = await planFile(mini, '2027-01-01T01:01:00Z');

      const applied = await callAt(mini, '2027-01-01T01:02:00Z', 'apply', first.path, '--digest', first.plan.id);
      editAccount(mini, 'ad', 'ad-1', { enabled: true, sessions: 1 });
      const again = await callAt(mini, '2027-01-01T08:00:00Z', 'apply', first.path, '--digest', first.plan.id);
      const other = await callAt(mini, '2027-01-01T08:05:00Z', 'apply', second.path, '--digest', second.plan.id);

      expect([applied.exit, again.exit, other.exit]).toEqual([0, 6, 0]);
      expect(off(mini)).toEqual(['ad-2', 'ad-3', ...both(1, 2, 3).slice(3)]);
    },
    PATIENCE,
  );

  it(
    'T6 after an undo, no plan of before takes it again',
    async () => {
      const mini = copyMini(eve);
      const first = await planFile(mini, NOW);
      const second = await planFile(mini, '2027-01-01T01:01:00Z');
      await callAt(mini, '2027-01-01T01:02:00Z', 'apply', first.path, '--digest', first.plan.id);
      const run = recordsOf(mini).at(-1)?.run ?? '';
      commitFiles(mini, { 'state/employees/e-1.yaml': employeeFile(1, 'lastDay: 2027-03-31\n') }, { at: '2027-01-01T07:00:00Z' });

      const undone = await callAt(mini, '2027-01-01T08:00:00Z', 'undo', run, 'e-1');
      const back = off(mini);
      commitFiles(mini, { 'state/employees/e-1.yaml': employeeFile(1, 'lastDay: 2026-12-31\n') }, { at: '2027-01-01T08:30:00Z' });
      const other = await callAt(mini, '2027-01-01T09:00:00Z', 'apply', second.path, '--digest', second.plan.id);

      expect([undone.exit, other.exit]).toEqual([0, 0]);
      expect(back).toEqual(both(2, 3));
      expect(off(mini)).toEqual(back);
    },
    PATIENCE,
  );
});

describe('T7 a run that dies right after a write', () => {
  it(
    'T7 has left what the account held in the journal: undo puts it back',
    async () => {
      const mini = copyMini(after);
      editAccount(mini, 'ad', 'ad-1', { groups: ['sales', 'choir'] });

      const killed = await startNight(mini, '2027-01-08T02:00', '3:after:SIGKILL').ended;
      const taken = readWorld(mini, 'ad').accounts[0]?.groups;
      const dead = recordsOf(mini).findLast((record) => record.type === 'intent')?.run ?? '';
      await runMini(mini, '2027-01-08T03:00');
      commitFiles(mini, { 'state/employees/e-1.yaml': employeeFile(1, 'lastDay: 2027-03-31\n') }, { at: '2027-01-08T07:00:00Z' });
      const undone = await callAt(mini, '2027-01-08T08:00:00Z', 'undo', dead, 'e-1');

      expect([killed.signal, killed.points[2], taken]).toEqual(['SIGKILL', 'write ad.json', []]);
      expect(undone.exit).toBe(0);
      expect(readWorld(mini, 'ad').accounts[0]?.groups).toContain('sales');
      expect(JSON.stringify(recordsOf(mini))).not.toContain('choir');
    },
    PATIENCE,
  );
});
