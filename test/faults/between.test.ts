/** What stops a night before the next person, and immediate plans, which end somebody's access at once. */
import { beforeAll, describe, expect, it } from 'vitest';
import { lastday } from '../fakes/command-line.ts';
import { git } from '../fakes/repository.ts';
import { liveNight } from './between.ts';
import { commitFiles, copyMini, disabledIn, employeeFile, makeMini } from './mini.ts';
import { type Mini, runMini } from './mini-night.ts';

const NIGHT = '2027-01-01T02:00';
const NEXT = '2027-01-02T03:00';
const PATIENCE = 120_000;

let eve: Mini;
beforeAll(async () => {
  eve = await makeMini();
}, PATIENCE);

function off(mini: Mini): readonly string[] {
  return [...disabledIn(mini, 'ad'), ...disabledIn(mini, 'chat')];
}

function both(...people: readonly number[]): readonly string[] {
  return ['ad', 'chat'].flatMap((system) => people.map((index) => `${system}-${index}`));
}

describe('a freeze', () => {
  const branch = {
    name: 'the branch lastday/freeze',
    freeze: (mini: Mini) => git(mini.remote, ['branch', 'lastday/freeze', 'main']),
    thaw: (mini: Mini) => git(mini.remote, ['branch', '-D', 'lastday/freeze']),
  };
  const file = {
    name: 'a file FREEZE',
    freeze: (mini: Mini) => commitFiles(mini, { FREEZE: 'stop\n' }, { at: '2027-01-01T01:00:00Z' }),
    thaw: (mini: Mini) => commitFiles(mini, { FREEZE: null }, { at: '2027-01-01T20:00:00Z' }),
  };

  // Within the pilot, and within the second of three people. A file is seen before the very next write.
  it.concurrent.each([
    { ...branch, moment: 12, people: 1 },
    { ...branch, moment: 34, people: 2 },
    { ...file, moment: 12, people: 0 },
    { ...file, moment: 16, people: 1 },
    { ...file, moment: 34, people: 2 },
  ])(
    'by $name before call $moment stops the night with $people begun; nobody is forgotten once it is lifted',
    async ({ freeze, thaw, moment, people }) => {
      const mini = copyMini(eve);

      const night = await liveNight(mini, NIGHT, {
        beforeCall: (number) => {
          if (number === moment) freeze(mini);
        },
      });
      const touched = new Set(off(mini).map((id) => id.split('-')[1]));
      const frozen = await runMini(mini, '2027-01-01T15:00');
      const untouched = off(mini);
      thaw(mini);
      const next = await runMini(mini, NEXT);

      expect([night.exit, touched.size]).toEqual([5, people]);
      expect([frozen.exit, frozen.outcomes, new Set(untouched.map((id) => id.split('-')[1]))]).toEqual([5, [], touched]);
      expect(frozen.plan.held.filter((held) => held.by === 'freeze').map((held) => held.change.person)).toContain('e-3');
      expect([next.exit, off(mini)]).toEqual([0, both(1, 2, 3)]);
    },
    PATIENCE,
  );

  it(
    'that was lifted is forgotten by the clone that saw it, also by a plan that asks nobody',
    async () => {
      const mini = copyMini(eve);
      const shell = { folder: mini.root, exports: mini.exports, at: '2027-01-01T20:00:00Z' };
      git(mini.remote, ['branch', 'lastday/freeze', 'main']);
      await runMini(mini, NIGHT);
      const frozen = await lastday(shell, 'plan');
      git(mini.remote, ['branch', '-D', 'lastday/freeze']);
      await runMini(mini, NEXT);

      const thawed = await lastday({ ...shell, at: '2027-01-02T20:00:00Z' }, 'plan');

      expect(frozen.out).toContain('frozen');
      expect(thawed.out).not.toContain('frozen');
    },
    PATIENCE,
  );
});

describe('an immediate plan', () => {
  const leave = (index: number) => ({
    [`state/employees/e-${index}.yaml`]: employeeFile(index, 'lastDay: 2027-02-28\n', index > 6),
    [`state/offboardings/e-${index}.yaml`]: `employee: e-${index}\nkind: immediate\nspell: 2027-02-28\n`,
  });

  it(
    'ends access at once with --only, and touches nobody else',
    async () => {
      const mini = copyMini(eve);
      commitFiles(mini, leave(9), { at: '2027-01-01T10:00:00Z' });

      const view = await runMini(mini, '2027-01-01T11:05', { only: 'e-9' });

      expect(view.exit).toBe(0);
      expect(off(mini)).toEqual(both(9));
      expect(new Set(view.outcomes.map((one) => `${one.person} ${one.class}`))).toEqual(new Set(['e-9 immediate']));
      expect(view.outcomes.find((one) => one.system === 'vpn')?.outcome).toBe('handed-over');
    },
    PATIENCE,
  );

  it(
    'is one a day: the second is held by name, and ends once the first is half a day old',
    async () => {
      const mini = copyMini(eve);
      commitFiles(mini, leave(9), { at: '2027-01-01T10:00:00Z' });
      await runMini(mini, '2027-01-01T11:05', { only: 'e-9' });
      commitFiles(mini, leave(10), { at: '2027-01-01T12:00:00Z' });

      const second = await runMini(mini, '2027-01-01T13:05', { only: 'e-10' });
      const held = off(mini);
      const night = await runMini(mini, NEXT);

      expect([second.exit, held]).toEqual([5, both(9)]);
      expect(second.plan.stops.map((stop) => [stop.class, stop.held])).toEqual([['immediate', ['e-10']]]);
      expect(second.plan.held.map((one) => one.by)).toContain('guardrail:immediate');
      expect([night.exit, off(mini)]).toEqual([0, both(1, 2, 3, 9, 10).toSorted((a, b) => order(a) - order(b))]);
    },
    PATIENCE,
  );
});

/** Where an account stands in its system's file. */
function order(id: string): number {
  const [system, index] = id.split('-');
  return (system === 'ad' ? 0 : 100) + Number(index);
}
