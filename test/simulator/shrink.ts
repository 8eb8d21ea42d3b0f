/** Fewer steps that fail in the same way: leaves out what is not needed, as long as it is cheap. */
import { liveSeed } from './worlds/seed.ts';
import { type Step, stepsOf } from './worlds/steps.ts';
import { makeWorld } from './worlds/world.ts';

/** The invariant that a trouble names, `I7`. */
export function invariantOf(trouble: string | undefined): string {
  return trouble?.split(' ')[0] ?? '';
}

async function failsAlike(seed: number, steps: readonly Step[], invariant: string): Promise<boolean> {
  try {
    const { troubles } = await liveSeed(seed, steps);
    return invariantOf(troubles[0]) === invariant;
  } catch {
    return false;
  }
}

function withoutTrouble(step: Step): Step {
  return 'faults' in step ? { ...step, faults: [], spoils: [], merge: null, stale: 0, behind: 0 } : step;
}

/** The steps of a failing seed, with those left out and calmed that are not needed. Stops when the time is over. */
export async function shrink(seed: number, invariant: string, milliseconds: number): Promise<readonly Step[]> {
  const until = performance.now() + milliseconds;
  let steps: readonly Step[] = stepsOf(seed, makeWorld(seed).people);
  for (let index = steps.length - 1; index >= 0 && performance.now() < until; index -= 1) {
    const fewer = steps.filter((_, at) => at !== index);
    if (await failsAlike(seed, fewer, invariant)) {
      steps = fewer;
      continue;
    }
    const calmer = steps.map((step, at) => (at === index ? withoutTrouble(step) : step));
    if (await failsAlike(seed, calmer, invariant)) steps = calmer;
  }
  return steps;
}

/** A step in a few words. */
export function tellStep(step: Step): string {
  if (step.kind === 'deed') return `${step.id} ${step.deed}`;
  if (step.kind === 'pull') return `${step.id} ${step.how} a pull request`;
  const { faults, spoils, merge, stale, behind } = step;
  const troubles = [
    ...faults.map(({ call, nth, times, how }) => `${how} at ${call === '' ? 'call' : call} ${nth}${times > 1 ? ` ×${times}` : ''}`),
    ...spoils.map(({ system, how }) => `${system} ${how}`),
    ...(merge === null ? [] : [`${merge.deed} at ${merge.call === '' ? 'call' : merge.call} ${merge.nth}`]),
    ...(behind === 0 ? [] : [`a clock ${Math.abs(behind)} minutes ${behind < 0 ? 'ahead' : 'behind'}`]),
    ...(stale === 0 ? [] : [`${stale} stale reads`]),
  ];
  return `${step.id} ${step.kind}${troubles.length === 0 ? '' : `: ${troubles.join(', ')}`}`;
}
