/** The stories that broke simpler rules, lived through as whole nights: real git, real journal, two directories and a supplier. */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { lastday } from '../fakes/command-line.ts';
import { git } from '../fakes/repository.ts';
import { liveNight } from './between.ts';
import { commitFiles, copyMini, employeeFile, practiceFile, readWorld, worldOf } from './mini.ts';
import { type Mini } from './mini-night.ts';
import { both, callAt, makeCompanies, NIGHT, NOW, off, PATIENCE, planFile, ROOT } from './traces-world.ts';

let eve: Mini;
let after: Mini;
beforeAll(async () => {
  ({ eve, after } = await makeCompanies());
}, PATIENCE);

/** Where each story stands as a test: its name begins with the number of the story. */
const TOLD: readonly (readonly [trace: string, path: string])[] = [
  ['T1', 'test/faults/traces.test.ts'],
  ['T1', 'test/faults/merge-sweep.test.ts'],
  ['T1', 'test/unit/apply/traces.test.ts'],
  ['T1', 'test/unit/traces/planning.test.ts'],
  ['T2', 'test/faults/traces.test.ts'],
  ['T2', 'test/unit/traces/planning.test.ts'],
  ['T3', 'test/faults/traces.test.ts'],
  ['T4', 'test/faults/traces-plans.test.ts'],
  ['T5', 'test/faults/traces-plans.test.ts'],
  ['T5', 'test/faults/forged-plan.test.ts'],
  ['T5', 'test/unit/apply/traces.test.ts'],
  ['T6', 'test/faults/traces-plans.test.ts'],
  ['T7', 'test/faults/traces-plans.test.ts'],
  ['T7', 'test/unit/apply/traces.test.ts'],
  ['T8', 'test/faults/traces-people.test.ts'],
  ['T8', 'test/unit/apply/traces.test.ts'],
  ['T12', 'test/faults/traces-people.test.ts'],
  ['T13', 'test/faults/traces-people.test.ts'],
  ['T15', 'test/e2e/broken-files.test.ts'],
  ['T16', 'test/faults/traces-people.test.ts'],
  ['T18', 'test/faults/traces-people.test.ts'],
  ['T19', 'test/faults/traces-people.test.ts'],
];
const TRACES = ['T1', 'T2', 'T3', 'T4', 'T5', 'T6', 'T7', 'T8', 'T12', 'T13', 'T15', 'T16', 'T18', 'T19'];

/** Stories that are told where their subject is tested, by the title of the test there. */
const TOLD_THERE: readonly (readonly [trace: string, path: string, title: string])[] = [
  ['T9', 'test/unit/record/lock.test.ts', 'T9: is held by one of twelve who race with the same text in the same second'],
  ['T9', 'test/races/races.test.ts', 'twelve runs in one moment'],
  ['T10', 'test/unit/git/remote.test.ts', 'is the one that the files give, above that of the remote'],
  ['T10', 'test/unit/git/remote.test.ts', 'a rewriting rule'],
  ['T11', 'test/unit/apply/apply.test.ts', 'writes nothing when the intents cannot be pushed'],
  ['T14', 'test/e2e/notices.test.ts', 'ends access all the same when nobody knows whether mail went'],
  ['T17', 'test/unit/run/loosenings.test.ts', 'finds a hold on oneself'],
  ['T19', 'test/unit/plan/guardrails/administrators.test.ts', 'still keeps the last one after the other has gone'],
  ['T19', 'test/unit/plan/guardrails/administrators.test.ts', 'the last usable approvers'],
  ['T19', 'test/unit/run/schedule-keepers.test.ts', 'names who wrote the schedule last, in the plan of the night'],
  ['T19', 'test/unit/plan/findings/responsibilities.test.ts', 'what nobody takes over in a day, from when a last day is known'],
  ['T20', 'test/unit/observe/completeness.test.ts', 'one attribute that is gone (C1)'],
  ['T21', 'test/unit/record/fold-removals.test.ts', "['unverifiable', [{ outcome: 'unverifiable' }], true]"],
  ['T22', 'test/unit/run/clock.test.ts', 'the clock'],
  ['T23', 'test/faults/kill-mail.test.ts', 'killed at %s: %i after the next night, %i when a person sends it again'],
  ['T24', 'test/faults/between.test.ts', 'is one a day: the second is held by name, and ends once the first is half a day old'],
  ['T25', 'test/unit/plan/guardrails/overrides.test.ts', 'is continued after a run that died when %i of the set were done'],
  ['T26', 'test/e2e/practice-night.test.ts', 'writes no name and no sign-in name into the journal'],
];

describe('the list of stories', () => {
  it('has all twenty-six', () => {
    const told = new Set([...TOLD, ...TOLD_THERE].map(([trace]) => trace));

    expect([...told].toSorted()).toEqual(Array.from({ length: 26 }, (_, index) => `T${index + 1}`).toSorted());
  });

  it.each(TOLD_THERE)('%s is told in %s: %s', (_trace, path, title) => {
    expect(readFileSync(join(ROOT, path), 'utf8')).toContain(title);
  });

  it('names fourteen, each of them told', () => {
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

  /** When it is merged: before the first call to the remote of which this holds. */
  const MOMENTS: readonly (readonly [name: string, isNow: (call: number, gone: readonly string[]) => boolean])[] = [
    ['before the lock', () => true],
    ['before the first write', (call) => call === 9],
    ['while e-1 is written', (_call, gone) => gone.includes('ad-1')],
    ['when e-1 is off everywhere', (_call, gone) => gone.includes('chat-1')],
    ['when the intents of e-2 are there', (call, gone) => call >= 25 && gone.includes('chat-1')],
    ['when e-2 is planned again', (call, gone) => call >= 30 && gone.includes('chat-1')],
    ['between the systems of e-2', (_call, gone) => gone.includes('ad-2')],
    ['before the sessions of e-2', (_call, gone) => gone.includes('chat-2')],
    ['while e-3 is written', (_call, gone) => gone.includes('ad-3')],
  ];

  it.concurrent.each(MOMENTS)(
    'T1 merged %s: nothing is written to e-2 from then on, and all others are done the same night',
    async (_name, isNow) => {
      const mini = copyMini(eve);
      let then: readonly string[] | null = null;
      const touched = () => JSON.stringify(['ad', 'chat'].map((system) => readWorld(mini, system).accounts[1]));
      let state = '';

      const night = await liveNight(mini, NIGHT, {
        beforeCall: (number) => {
          if (then !== null || !isNow(number, off(mini))) return;
          extend(mini);
          then = off(mini);
          state = touched();
        },
      });

      expect(then).not.toBeNull();
      expect(touched()).toBe(state);
      expect(off(mini).filter((id) => !id.endsWith('-2'))).toEqual(both(1, 3));
      expect(night.exit).toBe(0);
    },
    PATIENCE,
  );

  it(
    "T1 somebody else's merge leaves nothing undone",
    async () => {
      const mini = copyMini(eve);

      const night = await liveNight(mini, NIGHT, {
        beforeCall: (number) => {
          if (number % 7 === 3) commitFiles(mini, { 'README.md': `${number}\n` }, { at: NOW });
        },
      });

      expect([night.exit, off(mini)]).toEqual([0, both(1, 2, 3)]);
      expect(night.outcomes.every((one) => ['verified', 'handed-over'].includes(one.outcome))).toBe(true);
    },
    PATIENCE,
  );
});

describe('T2 what is added between plan and apply', () => {
  const guardrails = (more: string) => ({ 'policies/guardrails.yaml': more });

  it.concurrent.each<[string, Record<string, string>, readonly string[]]>([
    ['a protection', guardrails('protected:\n  - {id: ad-2}\n  - {id: chat-2}\n'), both(1, 3)],
    ['a file FREEZE', { FREEZE: '' }, []],
    ['freeze in the policy', guardrails('freeze: everything\n'), []],
    ['a limit of nobody', guardrails('limits:\n  fresh: {count: 0, percent: 0}\n'), []],
    [
      'a later zone',
      { 'state/employees/e-2.yaml': employeeFile(2, 'lastDay: 2026-12-31\ntimeZone: Pacific/Honolulu\n', false) },
      both(1, 3),
    ],
    ['mode off', { 'policies/systems/chat.yaml': practiceFile('chat').replace('enforce', '"off"') }, ['ad-1', 'ad-2', 'ad-3']],
    [
      'mode observe',
      { 'policies/systems/ad.yaml': practiceFile('ad', 'identityProvider: true\n').replace('enforce', 'observe') },
      ['chat-1', 'chat-2', 'chat-3'],
    ],
  ])(
    'T2 %s counts at once',
    async (_name, files, expected) => {
      const mini = copyMini(eve);

      await liveNight(mini, NIGHT, { afterPlan: () => commitFiles(mini, files, { at: NOW }) });

      expect(off(mini)).toEqual(expected);
    },
    PATIENCE,
  );

  it(
    'T2 the branch lastday/freeze counts at once',
    async () => {
      const mini = copyMini(eve);

      await liveNight(mini, NIGHT, { afterPlan: () => git(mini.remote, ['branch', 'lastday/freeze', 'main']) });

      expect(off(mini)).toEqual([]);
    },
    PATIENCE,
  );

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
  it.each(['2026-12-29', '2027-01-01T02:00', '2027-06-30'])(
    'T3 made with --on %s is refused by apply',
    async (on) => {
      const mini = copyMini(eve);
      const before = worldOf(mini);
      const { path, plan } = await planFile(mini, NOW, '--on', on);

      const called = await callAt(mini, NOW, 'apply', path, '--digest', plan.id);

      expect([called.exit, called.err]).toEqual([6, expect.stringContaining('--on')]);
      expect(worldOf(mini)).toEqual(before);
    },
    PATIENCE,
  );

  it(
    'T3 reconcile --on is refused where a system is a real one',
    async () => {
      const mini = copyMini(eve);

      const called = await lastday(
        { folder: mini.root, exports: mini.exports, at: NOW, environment: { LASTDAY_FORGE: 'github' } },
        'reconcile',
        '--on',
        '2027-06-30',
      );

      expect([called.exit, off(mini)]).toEqual([64, []]);
    },
    PATIENCE,
  );
});
