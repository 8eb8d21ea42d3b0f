/** Planning one person again, right before anything of theirs is written. */
import type { CommitId } from '../../schemas/primitives.ts';
import type { ApplyRequest } from '../apply/apply.ts';
import type { Held } from '../model/plan.ts';
import { correlate } from '../observe/correlate.ts';
import { planChanges } from '../plan/plan.ts';
import { Fault, invariant } from '../ports.ts';
import { type Ground, loadFrom } from './ground.ts';
import { withAdministrators } from './live-administrators.ts';
import { openReaders, withFresh } from './observing.ts';
import type { PlanRun } from './plan-run.ts';
import { gatherSetting, inputOf, type Setting } from './planning.ts';
import { planUndoWith, type UndoWish } from './undoing.ts';

/** What replanning somebody comes to. */
type Replanned = Awaited<ReturnType<ApplyRequest['replan']>>;

/** What a limit holds, and what waits for that, by the ids of changes. */
type Stopped = ReadonlyMap<string, Held>;

function stoppedIn({ held }: Pick<Replanned, 'held'>): Stopped {
  const stopped = new Map<string, Held>();
  for (let before = -1; stopped.size > before; ) {
    before = stopped.size;
    for (const one of held)
      if (one.by.startsWith('guardrail:') || stopped.has(one.by.replace(/^after:/u, ''))) stopped.set(one.change.id, one);
  }
  return stopped;
}

/** Planned alone, somebody fits within every limit that lets one person go: limits are asked about everybody who is due, once for each commit. */
function limitsOver(made: PlanRun): (setting: Setting) => Stopped {
  const { ground, observed, memory } = made;
  let known = { head: made.setting.head, stopped: stoppedIn(made.plan) };
  return (setting) => {
    if (known.head !== setting.head) {
      const asOf = ground.context.world.clock.now();
      const correlation = correlate(setting.desired, observed, memory);
      const wish = { asOf, only: made.plan.only, simulated: false, observed, memory, correlation };
      known = { head: setting.head, stopped: stoppedIn(planChanges(inputOf(ground, setting, wish))) };
    }
    return known.stopped;
  };
}

/** What is planned for one person, but for what is stopped beside everybody else. */
function within(stopped: Stopped, planned: Replanned): Replanned {
  const held = planned.changes.map(({ id }) => stopped.get(id)).filter((one) => one !== undefined);
  return { changes: planned.changes.filter(({ id }) => !stopped.has(id)), held: [...planned.held, ...held] };
}

/** Plans one person again from the default branch as it is now, with the true clock and fresh readings. */
export function makeReplan(made: PlanRun, undo: UndoWish | undefined): Pick<ApplyRequest, 'replan' | 'isCurrent'> {
  const { ground } = made;
  const reader = openReaders(ground);
  const stoppedAt = limitsOver(made);
  let setting: Setting = made.setting;
  const replan: ApplyRequest['replan'] = async (person, fresh) => {
    const head = await askHead(ground);
    const asOf = ground.context.world.clock.now();
    setting = await settingAt(ground, head, setting);
    const observed = withFresh(made.observed, await withAdministrators(fresh, { setting, observed: made.observed, reader }));
    if (undo !== undefined) return planUndoWith(made, { setting, observed, asOf, wish: undo });
    const { memory } = made;
    const correlation = correlate(setting.desired, observed, memory);
    const planned = planChanges(inputOf(ground, setting, { asOf, only: person, simulated: false, observed, memory, correlation }));
    return within(stoppedAt(setting), planned);
  };
  return { replan, isCurrent: async () => (await askHead(ground)) === setting.head };
}

/** Where the default branch stands now. Throws Fault. */
export async function askHead(ground: Ground): Promise<CommitId> {
  invariant(ground.remote !== null, 'a run without a remote was let through');
  const shown = await ground.remote.ask(ground.branch);
  if (shown.state === 'unknown') throw shown.fault;
  if (shown.state === 'absent') throw new Fault('the default branch is gone', { where: 'git', operation: 'ask' });
  return shown.commit;
}

/** The setting at a commit: loaded again when the default branch moved; a freeze is looked for every time. */
export async function settingAt(ground: Ground, head: CommitId, known: Setting): Promise<Setting> {
  const asOf = ground.context.world.clock.now();
  if (head === known.head) return gatherSetting(ground, { head, desired: known.desired, asOf, ask: true });
  await ground.remote?.fetch([ground.branch]);
  const { desired } = await loadFrom(ground.objects, head, ground.cache);
  return gatherSetting(ground, { head, desired, asOf, ask: true });
}
