/** What was already wrong when a system was switched to removing: it leaves only through approved clean-up lists. Pure. */
import type { ForeignId, SystemId } from '../../schemas/primitives.ts';
import { compareText } from '../canonical.ts';
import type { Plan } from '../model/plan.ts';
import { type Ground, isPastCutOff, isWhole, type SystemView, verifiedOf } from './ground.ts';

/** Complete readings on this many days let a system be written to from the next run on. */
const READINGS = 3;

/** True where a baseline of this tenant was taken. That of another tenant says nothing of what is wrong in this one. */
function hasBaseline({ input }: Ground, { id, tenant }: SystemView['system']): boolean {
  const { baseline, baselineTenants } = input.memory;
  return baseline.has(id) && (baselineTenants.get(id) ?? tenant) === tenant;
}

/** True in the night whose complete reading is the third under the tenant pin, or the first one with `enforce` after that. */
function isSwitchedOn(ground: Ground, view: SystemView): boolean {
  const { id, mode, desk, snapshot, system } = view;
  const { memory } = ground.input;
  if (desk !== null || mode !== 'enforce' || !system.holds.includes('accounts') || hasBaseline(ground, system)) return false;
  if (snapshot === null || !isWhole(view, ['existence', 'status'])) return false;
  const days = new Set(memory.readingDays.get(`${id}/${system.tenant}`));
  return days.add(ground.context.today).size >= READINGS;
}

/** Accounts of nobody, and enabled accounts of people whose cut-off has passed. */
function wrongIn(ground: Ground, system: SystemView): ForeignId[] {
  const found = new Set<ForeignId>();
  for (const stranger of ground.input.correlation.strangers) {
    if (stranger.system === system.id && stranger.as === 'orphan') found.add(stranger.id);
  }
  for (const view of ground.context.people.values()) {
    if (!isPastCutOff(ground, view.id)) continue;
    for (const link of view.links) {
      if (link.system === system.id && link.account?.enabled === true) found.add(link.account.id);
    }
  }
  return [...found].sort(compareText);
}

/** The baselines that tonight's run publishes, one for each system that it switches on. */
export function newBaselines(ground: Ground): Plan['baselines'] {
  return [...ground.systems.values()]
    .filter((system) => isSwitchedOn(ground, system))
    .map((system) => ({ system: system.id, accounts: wrongIn(ground, system) }));
}

/**
 * Accounts that count as baseline tonight, by system: those remembered and those of tonight. An account that we have disabled since,
 * through a list, has left the baseline.
 */
export function baselineOf(ground: Ground): ReadonlyMap<SystemId, ReadonlySet<ForeignId>> {
  const found = new Map<SystemId, ReadonlySet<ForeignId>>();
  for (const [system, accounts] of ground.input.memory.baseline) {
    const isCleaned = (id: ForeignId) => verifiedOf(ground, system, id).some((one) => one.kind === 'disable');
    found.set(system, new Set([...accounts].filter((id) => !isCleaned(id))));
  }
  for (const { system, accounts } of newBaselines(ground)) found.set(system, new Set(accounts));
  return found;
}
