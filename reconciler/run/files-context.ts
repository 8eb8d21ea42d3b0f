/** The view that rules have of people and devices, from files and journal alone: for commands that read no system. */
import type { Desired } from '../model/desired.ts';
import { type Context, makeContext, type PlanInput } from '../plan/input.ts';
import type { Ground } from './ground.ts';

const NO_POLICY_TREE = '0'.repeat(40);

/** What rules are given of files as they are or would be, when nothing was read. */
export function inputOfFiles(ground: Ground, desired: Desired): PlanInput {
  const { world } = ground.context;
  return {
    desired,
    earlier: null,
    observed: new Map(),
    correlation: { links: [], strangers: [] },
    memory: ground.memory,
    asOf: world.clock.now(),
    massEdited: new Map(),
    frozen: false,
    only: null,
    simulated: true,
    base: ground.head,
    inputs: {},
    policyTree: NO_POLICY_TREE,
    tool: world.version,
    hash: world.hash,
  };
}

/** The context of files as they are or would be. What needs a reading is not in it: no account is linked, nothing is observed. */
export function contextOf(ground: Ground, desired: Desired): Context {
  return makeContext(inputOfFiles(ground, desired));
}
