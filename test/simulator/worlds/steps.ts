/** The steps of a seed: what people do and when the reconciler runs, with what goes wrong. A plain list, so that steps can be left out. */
import { type Chance, chanceFor } from '../chance.ts';
import type { Trouble } from '../ports.ts';
import { DEEDS } from './deeds.ts';
import { type Theme, themeOf } from './themes.ts';
import type { FaultPlan } from './troubles.ts';

/** How a reading is spoilt tonight. */
export interface SpoilPlan {
  readonly system: string;
  readonly how:
    | 'truncated'
    | 'halved'
    | 'empty'
    | 'twice'
    | 'tenant'
    | 'total'
    | 'blank-status'
    | 'blank-groups'
    | 'flipped'
    | 'problem'
    | 'stale';
}

/** A night, an undo, or two nights begun in the same second by two machines. */
export type RunKind = 'night' | 'undo' | 'twins';

/** A step. `id` names its chance. */
export type Step =
  | { readonly id: string; readonly day: number; readonly kind: 'deed'; readonly deed: string }
  | { readonly id: string; readonly day: number; readonly kind: 'pull'; readonly how: 'merge' | 'refuse' }
  | {
      readonly id: string;
      readonly day: number;
      readonly kind: RunKind;
      /** Minutes after midnight in UTC. */
      readonly minute: number;
      readonly faults: readonly FaultPlan[];
      readonly spoils: readonly SpoilPlan[];
      /** Before the n-th call (from 1) whose name begins with `call`, somebody merges something, or does it by hand. */
      readonly merge: { readonly call: string; readonly nth: number; readonly deed: string } | null;
      /** Reads of single accounts that show what was before the last write. */
      readonly stale: number;
      /** Minutes that the machine's clock is behind; ahead when negative. */
      readonly behind: number;
    };

/** A step in which the reconciler runs. */
export type RunStep = Extract<Step, { kind: RunKind }>;

const CALLS = [
  'ask refs/heads/main',
  'ask',
  'push',
  'push refs/heads/lastday/journal',
  'fetch',
  'list',
  'read ad',
  'read',
  'readAccount',
  'write',
  'write ad',
  'remove',
] as const;
const HOWS: readonly Trouble[] = ['refused', 'busy', 'lost-request', 'lost-answer'];
const SPOILS: readonly SpoilPlan['how'][] = [
  'truncated',
  'halved',
  'empty',
  'twice',
  'tenant',
  'total',
  'blank-status',
  'blank-groups',
  'flipped',
  'problem',
  'stale',
];

/** A deed by how often it comes. */
export function pickDeed(chance: Chance, theme: Theme): string {
  const all = Object.entries(DEEDS).map(([name, [often]]) => [name, often + (theme.deeds[name] ?? 0)] as const);
  let left = chance.between(
    1,
    all.reduce((sum, [, often]) => sum + often, 0),
  );
  for (const [name, often] of all) {
    left -= often;
    if (left <= 0) return name;
  }
  return 'leave';
}

function faultsOf(chance: Chance, theme: Theme): FaultPlan[] {
  const found: FaultPlan[] = [];
  if (chance.is(theme.refused))
    found.push({
      call: 'push refs/heads/lastday/journal',
      nth: chance.between(3, 4),
      times: chance.between(2, 4),
      how: chance.pick(HOWS) ?? 'refused',
    });
  if (chance.is(0.35)) {
    for (let count = chance.between(1, 3); count > 0; count -= 1) {
      const times = chance.pick([1, 1, 1, 2, 3, 6, 1000]) ?? 1;
      found.push({
        call: chance.pick(CALLS) ?? 'ask',
        nth: chance.pick([1, 1, 2, 3, 5, 8, 13]) ?? 1,
        times,
        how: chance.pick(HOWS) ?? 'refused',
      });
    }
  }
  if (chance.is(0.15)) found.push({ call: '', nth: chance.between(1, 90), times: 1, how: chance.is(0.5) ? 'crash-before' : 'crash-after' });
  return found;
}

/** Moments at which something done meanwhile tells: before the lock, before intents, before the look at a target, before the write. */
const MOMENTS = ['ask refs/heads/main', 'push refs/heads/lastday/journal', 'readAccount', 'readAccount', 'write'] as const;

function meanwhile(chance: Chance, theme: Theme): RunStep['merge'] {
  if (!chance.is(theme.merge)) return null;
  const deed = chance.pick(theme.meanwhile) ?? 'stayLonger';
  if (chance.is(0.5)) return { call: '', nth: chance.between(5, 70), deed };
  return { call: chance.pick(MOMENTS) ?? 'write', nth: chance.between(1, 8), deed };
}

function runOf(
  chance: Chance,
  theme: Theme,
  about: { readonly id: string; readonly day: number; readonly kind: RunKind; readonly minute: number },
): Step {
  const spoils = chance.is(0.12) ? [{ system: chance.pick(['ad', 'mail']) ?? 'ad', how: chance.pick(SPOILS) ?? 'empty' }] : [];
  const merge = meanwhile(chance, theme);
  const behind = chance.is(0.04) ? (chance.pick([-4, 3, 30, 600, 1500, 3000]) ?? 30) : 0;
  return { ...about, faults: faultsOf(chance, theme), spoils, merge, stale: chance.is(0.08) ? chance.between(1, 3) : 0, behind };
}

function quiet(about: { readonly id: string; readonly day: number; readonly minute: number }): RunStep {
  return { ...about, kind: 'night', faults: [], spoils: [], merge: null, stale: 0, behind: 0 };
}

/** Nights at the end without anything wrong: whoever is due must be handled by then, or be held by name. */
export const CALM = 3;

/** The steps of a seed. The first nights are calm, for nothing is removed before three readings; so are the last. */
export function stepsOf(seed: number, people: number): Step[] {
  const chance = chanceFor(seed, 'steps');
  const theme = themeOf(chanceFor(seed, 'theme'));
  const days = people > 100 ? chance.between(5, 7) : people > 15 ? chance.between(7, 12) : chance.between(7, 15);
  const often = chance.between(2, 9);
  const minute = chance.pick([60, 90, 130, 600, 1380]) ?? 60;
  const steps: Step[] = [];
  for (let day = 0; day < days; day += 1) {
    const isCalm = day < 3;
    for (let count = 0; chance.is(isCalm ? often / 20 : often / 10) && count < 4; count += 1) {
      steps.push({ id: `${day}.${count}`, day, kind: 'deed', deed: pickDeed(chance, theme) });
    }
    if (chance.is(0.5)) steps.push({ id: `${day}.pull`, day, kind: 'pull', how: chance.is(0.85) ? 'merge' : 'refuse' });
    if (chance.is(theme.undo) && !isCalm) steps.push(runOf(chance, theme, { id: `${day}.undo`, day, kind: 'undo', minute: minute - 20 }));
    if (isCalm) steps.push(quiet({ id: `${day}.night`, day, minute }));
    else if (chance.is(0.05)) steps.push({ ...quiet({ id: `${day}.night`, day, minute }), kind: 'twins' });
    else if (chance.is(0.93)) steps.push(runOf(chance, theme, { id: `${day}.night`, day, kind: 'night', minute }));
    if (chance.is(theme.again) && !isCalm)
      steps.push(runOf(chance, theme, { id: `${day}.again`, day, kind: 'night', minute: minute + 50 }));
  }
  for (let day = days; day < days + CALM; day += 1) steps.push(quiet({ id: `${day}.night`, day, minute }));
  return steps;
}
