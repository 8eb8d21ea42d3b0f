/** The stories that broke simpler rules, lived through as whole nights: real git, real journal, two directories and a supplier. */
import { beforeAll, describe, expect, it } from 'vitest';
import type { ReportView } from '../../reconciler/report/view.ts';

import { liveNight } from './between.ts';
import { startNight } from './child.ts';
import { doneIn, unsettledIn, verifies } from './journal-of.ts';
import { commitFiles, copyMini, disabledIn, editAccount, employeeFile, readWorld, writeWorld } from './mini.ts';
import { type Mini, runMini } from './mini-night.ts';
import { both, heldBy, makeCompanies, NIGHT, NOW, off, PATIENCE } from './traces-world.ts';

let eve: Mini;
let after: Mini;
beforeAll(async () => {
  ({ eve, after } = await makeCompanies());
}, PATIENCE);

describe('T8 a run that is paused', () => {
  it.each([
    ['with outcomes still to tell', 7],
    ['with the next person announced', 9],
  ])(
    'T8 %s, and robbed of its lock, writes at most what was on its way, and tells late what it did',
    async (_name, point) => {
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
    },
    PATIENCE,
  );
});

describe('T12 somebody who comes back under a new id', () => {
  it(
    'T12 and whose old account is enabled by hand is told of, and never fought, at no rung',
    async () => {
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
    },
    PATIENCE,
  );
});

describe('T13 an immediate plan that is never closed', () => {
  const plan = { 'state/offboardings/e-5.yaml': 'employee: e-5\nkind: immediate\nspell: 2027-02-28\n' };
  const back = 'firstDay: 2027-03-01\nperiods:\n  - {from: 2024-01-01, to: 2027-02-28}\n';
  const rehired = (more: string) => employeeFile(5, more).replace('firstDay: 2024-01-01\n', back);

  it(
    'T13 ends access once, and never that of a later employment',
    async () => {
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
      // The plan of before stays where it is, beside the new last day.
      commitFiles(mini, { 'state/employees/e-5.yaml': rehired('lastDay: 2027-06-30\n') }, { at: '2027-03-02T12:00:00Z' });
      for (const night of ['2027-03-03T02:00', '2027-06-30T02:00', '2027-07-01T02:00']) {
        await runMini(mini, night);
        seen.push(off(mini).filter((id) => id.endsWith('-5')));
      }

      expect(gone).toEqual(both(5));
      expect(seen).toEqual([[], [], [], [], [], both(5)]);
    },
    PATIENCE,
  );
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
      expect(views.map((view) => heldBy(view.plan, 'e-1'))).toEqual([
        expect.arrayContaining(['disputed']),
        expect.arrayContaining(['disputed']),
      ]);
    },
    PATIENCE,
  );
});

describe('T18 two last administrators', () => {
  const policy = { 'policies/guardrails.yaml': 'administrators:\n  - {system: ad, role: Domain Admins}\n' };

  function promote(mini: Mini, ...ids: readonly string[]): void {
    for (const id of ids) editAccount(mini, 'ad', id, { roles: ['Domain Admins'] });
  }

  it(
    'T18 who leave on one night: one stays, and is named',
    async () => {
      const mini = copyMini(eve);
      promote(mini, 'ad-1', 'ad-2');
      commitFiles(mini, policy, { at: NOW });

      const view = await runMini(mini, NIGHT);

      expect(disabledIn(mini, 'ad')).toEqual(['ad-1', 'ad-3']);
      expect(heldBy(view.plan, 'e-2')).toContain('last-admin');
    },
    PATIENCE,
  );

  it(
    'T18 both leave when a third is there',
    async () => {
      const mini = copyMini(eve);
      promote(mini, 'ad-1', 'ad-2', 'ad-12');
      commitFiles(mini, policy, { at: NOW });

      await runMini(mini, NIGHT);

      expect(disabledIn(mini, 'ad')).toEqual(['ad-1', 'ad-2', 'ad-3']);
    },
    PATIENCE,
  );

  it.each([
    ['disabled by hand', (mini: Mini) => editAccount(mini, 'ad', 'ad-12', { enabled: false })],
    ['stripped of the role', (mini: Mini) => editAccount(mini, 'ad', 'ad-12', { roles: [] })],
  ])(
    'T18 one stays when the third is %s after the plan was made',
    async (_name, strip) => {
      const mini = copyMini(eve);
      promote(mini, 'ad-1', 'ad-2', 'ad-12');
      commitFiles(mini, policy, { at: NOW });

      const night = await liveNight(mini, NIGHT, { afterPlan: () => strip(mini) });

      expect(night.plan.changes.filter((one) => one.kind === 'disable' && one.system === 'ad').map((one) => one.person)).toEqual([
        'e-1',
        'e-2',
        'e-3',
      ]);
      expect(disabledIn(mini, 'ad').filter((id) => id !== 'ad-12')).toEqual(['ad-1', 'ad-3']);
    },
    PATIENCE,
  );
});

describe('T19 the last two approvers', () => {
  const policy = { 'policies/guardrails.yaml': 'approvers:\n  - {system: ad, group: people-owners}\n' };
  const owner = { groups: ['sales', 'people-owners'] };

  it.each([
    ['were all there was', ['ad-1', 'ad-2'], () => {}],
    [
      'lost the third after the plan was made',
      ['ad-1', 'ad-2', 'ad-12'],
      (mini: Mini) => editAccount(mini, 'ad', 'ad-12', { groups: ['sales'] }),
    ],
  ] as const)(
    'T19 leave on one night and %s: one stays',
    async (_name, owners, meanwhile) => {
      const mini = copyMini(eve);
      for (const id of owners) editAccount(mini, 'ad', id, owner);
      commitFiles(mini, policy, { at: NOW });

      const night = await liveNight(mini, NIGHT, { afterPlan: () => meanwhile(mini) });

      expect(night.exit).toBe(0);
      expect(disabledIn(mini, 'ad')).toEqual(['ad-1', 'ad-3']);
    },
    PATIENCE,
  );
});
