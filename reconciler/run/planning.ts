/** Everything the pure plan is given, gathered from the repository, the journal and the readings. */
import type { CommitId, EmployeeId, Instant } from '../../schemas/primitives.ts';
import { addMinutes } from '../calendar.ts';
import { loadCommit } from '../load/load.ts';
import type { Correlation } from '../model/correlation.ts';
import type { Desired } from '../model/desired.ts';
import type { Memory } from '../model/memory.ts';
import type { Observed } from '../model/observed.ts';
import type { Plan } from '../model/plan.ts';
import { correlate } from '../observe/correlate.ts';
import type { OnBug } from '../plan/gather.ts';
import type { PlanInput } from '../plan/input.ts';
import { plan } from '../plan/plan.ts';
import { FREEZE_REF, type Ground } from './ground.ts';
import { findLoosenings } from './loosenings.ts';
import { findMassEdits } from './mass-edits.ts';

/** Half a day: how long something must have been seen before it lets the machine do more. */
const SEEN_MINUTES = 12 * 60;

/** What one plan is made for. */
export interface PlanWish {
  readonly asOf: Instant;
  readonly only: EmployeeId | null;
  readonly simulated: boolean;
  /** Looked for once a run, not for somebody who is planned anew. */
  readonly keepers?: NonNullable<PlanInput['keepers']>;
}

/** The part of the input that only depends on the commit and the journal, so that it is gathered once a run. */
export interface Setting {
  readonly head: CommitId;
  readonly desired: Desired;
  readonly earlier: PlanInput['earlier'];
  readonly massEdited: PlanInput['massEdited'];
  readonly loosened: NonNullable<PlanInput['loosened']>;
  readonly frozen: boolean;
  readonly inputs: PlanInput['inputs'];
  readonly policyTree: string;
  readonly withoutKey: boolean;
}

/** The commit that a completed run of twelve hours ago or more went by. */
export function seenCommit(memory: Memory, asOf: Instant): CommitId | null {
  const limit = addMinutes(asOf, -SEEN_MINUTES);
  const seen = memory.runs.filter((run) => run.completed && run.endedAt !== null && run.endedAt <= limit);
  return seen.at(-1)?.commit ?? null;
}

/** Folders of files that keep the machine from doing something. */
const SAFEGUARDS = ['policies', 'state/holds', 'state/exceptions'] as const;

/** Safeguards as that commit had them. The present ones where nothing below policies, holds and exceptions differs. */
async function loadEarlier(ground: Ground, now: Desired, commit: CommitId | null): Promise<PlanInput['earlier']> {
  if (commit === null) return null;
  const then = new Map<string, string>();
  // Asked again whenever somebody is planned anew: only these folders are listed, not everybody's files.
  for (const folder of SAFEGUARDS) for (const { path, id } of await ground.objects.tree(commit, folder)) then.set(path, id);
  const present = [...now.files].filter(([path]) => SAFEGUARDS.some((folder) => path.startsWith(`${folder}/`)));
  if (present.length === then.size && present.every(([path, id]) => then.get(path) === id)) return now;
  const loaded = await loadCommit(ground.objects, commit, { cache: ground.cache });
  // What cannot be read as it was cannot vouch for anything: the same as never having been seen.
  return loaded.desired;
}

/** Safeguards as the commit had them that a completed run of twelve hours ago went by; null without one. Throws Fault. */
export async function seenSafeguards(ground: Ground, now: Desired, asOf: Instant): Promise<PlanInput['earlier']> {
  return await loadEarlier(ground, now, seenCommit(ground.memory, asOf));
}

/** FREEZE as a file of the default branch, or as a branch of its own. Throws Fault when the remote does not say. */
async function isFrozen(ground: Ground, head: CommitId, ask: boolean): Promise<boolean> {
  const entries = await ground.objects.tree(head, 'FREEZE');
  if (entries.length > 0) return true;
  if (!ask || ground.remote === null) return (await ground.objects.resolve('refs/remotes/origin/lastday/freeze')) !== null;
  const answer = await ground.remote.ask(FREEZE_REF);
  // Whoever cannot ask does not know that nobody has said stop.
  if (answer.state === 'unknown') throw answer.fault;
  return answer.state === 'present';
}

/**
 * Gathers what depends on the commit. `ask`: look at the remote for a freeze, which a plan that never fetches must not. `earlier`: the
 * safeguards that were seen, where the caller has them.
 */
export async function gatherSetting(
  ground: Ground,
  about: { head: CommitId; desired: Desired; asOf: Instant; ask: boolean; earlier?: PlanInput['earlier'] },
): Promise<Setting> {
  const { head, desired, asOf } = about;
  const seen = seenCommit(ground.memory, asOf);
  const policies = [...desired.files].filter(([path]) => path.startsWith('policies/')).sort(([a], [b]) => (a < b ? -1 : 1));
  const earlier = about.earlier === undefined ? await loadEarlier(ground, desired, seen) : about.earlier;
  return {
    head,
    desired,
    earlier,
    massEdited: await findMassEdits(ground, { head, desired, earlier, since: seen, asOf }),
    loosened: await findLoosenings(ground, { head, desired, since: seen }),
    frozen: await isFrozen(ground, head, about.ask),
    inputs: Object.fromEntries(desired.files),
    withoutKey: (await ground.context.world.sealer()).seal(asOf.slice(0, 7), new Uint8Array()) === null,
    policyTree: ground.context.world.hash(policies.map(([path, id]) => `${path} ${id}\n`).join('')),
  };
}

/** What the plan is given on a ground and a setting. */
export function inputOf(
  ground: Ground,
  setting: Setting,
  about: PlanWish & { observed: Observed; memory: Memory; correlation: Correlation },
): PlanInput {
  const { desired } = setting;
  return {
    ...about,
    desired,
    earlier: setting.earlier,
    massEdited: setting.massEdited,
    loosened: setting.loosened,
    frozen: setting.frozen,
    withoutKey: setting.withoutKey,
    base: setting.head,
    inputs: setting.inputs,
    policyTree: setting.policyTree,
    tool: `lastday ${ground.context.world.version}`,
    hash: ground.context.world.hash,
  };
}

/** Plans. Pure but for the gathering that went before. `correlation`: of these readings, where it is known already. */
export function planWith(
  ground: Ground,
  setting: Setting,
  about: PlanWish & { observed: Observed; memory: Memory; correlation?: Correlation },
): Plan {
  const { world } = ground.context;
  const onBug: OnBug = (person, error) =>
    world.err(
      `lastday: a bug holds ${person ?? 'part of this plan'}: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`,
    );
  const correlation = about.correlation ?? correlate(setting.desired, about.observed, about.memory);
  return plan(inputOf(ground, setting, { ...about, correlation }), onBug);
}
