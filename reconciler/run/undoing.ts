/** Undo as a plan: what one run took, with its sealed captures opened where the runner has the key. */
import type { EmployeeId, Entitlement } from '../../schemas/primitives.ts';
import type { Memory, VerifiedChange } from '../model/memory.ts';
import type { Plan } from '../model/plan.ts';
import { correlate } from '../observe/correlate.ts';
import { planUndo } from '../plan/restore.ts';
import type { Sealer } from '../ports.ts';
import type { PlanRun } from './plan-run.ts';
import { inputOf, type Setting } from './planning.ts';

/** The run whose changes are undone, and whose. */
export interface UndoWish {
  readonly of: string;
  readonly person: EmployeeId | null;
}

/** What an undo plan is made from. */
export interface UndoGround {
  readonly setting: Setting;
  readonly observed: PlanRun['observed'];
  readonly asOf: Plan['asOf'];
  readonly wish: UndoWish;
}

function joined(a: unknown, b: unknown): readonly Entitlement[] | undefined {
  const lists = [a, b].filter((one): one is readonly Entitlement[] => Array.isArray(one));
  return lists.length === 0 ? undefined : lists.flat().sort();
}

function joinedMaps(a: unknown, b: unknown): Readonly<Record<string, unknown>> {
  const parts = [a, b].filter((one): one is object => typeof one === 'object' && one !== null);
  return parts.length === 0 ? {} : { switchedOff: Object.assign({}, ...parts) as object };
}

/** The capture with its sealed part, when there is one and the key is here. */
export function openCapture(change: VerifiedChange, sealer: Sealer): VerifiedChange {
  const bytes = change.sealed === null ? null : sealer.open(change.sealed.key, change.sealed.bytes);
  if (bytes === null) return change;
  const secret = JSON.parse(new TextDecoder().decode(bytes)) as Record<string, unknown>;
  const before = change.before ?? {};
  const groups = joined(before['groups'], secret['groups']);
  const licences = joined(before['licences'], secret['licences']);
  return {
    ...change,
    sealed: null,
    before: {
      ...secret,
      ...before,
      ...(groups === undefined ? {} : { groups }),
      ...(licences === undefined ? {} : { licences }),
      ...joinedMaps(before['switchedOff'], secret['switchedOff']),
    },
  };
}

/** The memory with the captures of one run opened. */
function withCaptures(memory: Memory, run: string, sealer: Sealer): Memory {
  const verified = new Map(memory.verified);
  for (const [id, change] of verified) if (change.run === run) verified.set(id, openCapture(change, sealer));
  return { ...memory, verified };
}

/** Plans what can be put back; what cannot is in `held`, with its reason. */
export async function planUndoWith(made: PlanRun, ground: UndoGround): Promise<Plan> {
  const { setting, observed, asOf, wish } = ground;
  const sealer = await made.ground.context.world.sealer();
  const memory = withCaptures(made.memory, wish.of, sealer);
  const correlation = correlate(setting.desired, observed, memory);
  return planUndo(
    inputOf(made.ground, setting, { asOf, only: wish.person, simulated: false, observed, memory, correlation }),
    wish.of,
    wish.person,
  );
}
