/** Planning one person again, right before anything of theirs is written. */
import type { CommitId } from '../../schemas/primitives.ts';
import type { ApplyRequest } from '../apply/apply.ts';
import { correlate } from '../observe/correlate.ts';
import { planChanges } from '../plan/plan.ts';
import { Fault, invariant } from '../ports.ts';
import { type Ground, loadFrom } from './ground.ts';
import { withAdministrators } from './live-administrators.ts';
import { openReaders, withFresh } from './observing.ts';
import type { PlanRun } from './plan-run.ts';
import { gatherSetting, inputOf, type Setting } from './planning.ts';
import { planUndoWith, type UndoWish } from './undoing.ts';

/** Plans one person again from the default branch as it is now, with the true clock and fresh readings. */
export function makeReplan(made: PlanRun, undo: UndoWish | undefined): Pick<ApplyRequest, 'replan' | 'isCurrent'> {
  const { ground } = made;
  const reader = openReaders(ground);
  let setting: Setting = made.setting;
  const replan: ApplyRequest['replan'] = async (person, fresh) => {
    const head = await askHead(ground);
    const asOf = ground.context.world.clock.now();
    setting = await settingAt(ground, head, setting);
    const observed = withFresh(made.observed, await withAdministrators(fresh, { setting, observed: made.observed, reader }));
    if (undo !== undefined) return planUndoWith(made, { setting, observed, asOf, wish: undo });
    const { memory } = made;
    const correlation = correlate(setting.desired, observed, memory);
    return planChanges(inputOf(ground, setting, { asOf, only: person, simulated: false, observed, memory, correlation }));
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
