/** Reading every system, and settling what earlier runs left open, before anything is planned. */
import type { Instant, SystemId } from '../../schemas/primitives.ts';
import type { System } from '../../schemas/system.ts';
import type { FreshTargets } from '../apply/apply.ts';
import { closeOpenIntents, confirmHandedOver } from '../apply/confirm.ts';
import type { Target } from '../apply/target.ts';
import { Stop } from '../cli/context.ts';
import type { Desired } from '../model/desired.ts';
import type { Memory, VerifiedChange } from '../model/memory.ts';
import type { Account, Observed, Snapshot } from '../model/observed.ts';
import type { Outcome } from '../model/outcome.ts';
import type { PlanInput } from '../plan/input.ts';
import { invariant, type SystemReader } from '../ports.ts';
import { openEarlierReadings } from './earlier-readings.ts';
import type { Ground } from './ground.ts';

/** Opens the reader of a system, once. */
export type OpenReader = (system: SystemId) => Promise<SystemReader>;

/** The folder with exports and practice worlds: what the runner names, else a folder `exports` beside the clone. Never what a repository says. */
export function exportsFolder(ground: Pick<Ground, 'context' | 'root'>): string | null {
  const { world } = ground.context;
  const named = world.env('LASTDAY_EXPORTS');
  if (named !== undefined) return world.resolve(world.folder, named);
  const beside = world.resolve(ground.root, '..', 'exports');
  return world.isFolder(beside) ? beside : null;
}

/** True when there is a system that is read from the export folder. */
export function readsExports({ systems }: Pick<Desired, 'systems'>): boolean {
  return [...systems.values()].some(({ kind, mode }) => mode !== 'off' && (kind === 'practice' || kind === 'csv'));
}

/** What systems need of this process. */
export function runtimeOf(ground: Ground) {
  const { world } = ground.context;
  return { exports: exportsFolder(ground), credential: world.credential, clock: world.clock, earlier: openEarlierReadings(world) };
}

/** A system of the files. */
export function systemOf(ground: Ground, id: SystemId): System {
  const system = ground.desired.systems.get(id);
  invariant(system !== undefined, `system ${id} is not in the files`);
  return system;
}

/** Only readers: what a command that plans is given. */
export function openReaders(ground: Ground): OpenReader {
  const readers = new Map<SystemId, Promise<SystemReader>>();
  const runtime = runtimeOf(ground);
  return (id) => {
    const system = systemOf(ground, id);
    const opened =
      readers.get(id) ??
      ground.doors?.reader(system) ??
      import('../systems/registry.ts').then(({ openReader }) => openReader(system, runtime));
    readers.set(id, opened);
    return opened;
  };
}

/** Reads every system that is not off; freshness is judged at `asOf`, canaries by what an `earlier` run saw of the files as well. */
export async function readSystems(
  ground: Ground,
  reader: OpenReader,
  { asOf, earlier }: { readonly asOf: Instant; readonly earlier: PlanInput['earlier'] },
): Promise<Observed> {
  if (exportsFolder(ground) === null && readsExports(ground.desired)) {
    throw new Stop(
      64,
      'there is no export folder; the practice and csv systems of this repository read from it.',
      'Set LASTDAY_EXPORTS, or make a folder `exports` beside the clone.',
    );
  }
  const { observe } = await import('../observe/observe.ts');
  const { desired, memory } = ground;
  return observe({ desired, memory, asOf, earlier: earlier?.systems ?? null, open: (system: System) => reader(system.id) });
}

/** The memory as it is once these outcomes are in the journal. */
export function withOutcomes(memory: Memory, outcomes: readonly Outcome[]): Memory {
  if (outcomes.length === 0) return memory;
  const verified = new Map(memory.verified);
  const handedOver = new Map(memory.handedOver);
  const announced = new Map(memory.openIntents.map(({ change, done }) => [change, done]));
  for (const outcome of outcomes) {
    if (outcome.outcome === 'verified' || outcome.outcome === 'superseded') handedOver.delete(outcome.change);
    if (outcome.outcome !== 'verified') continue;
    const { change, at } = outcome;
    const cause = change.split('/')[2] ?? '';
    const unknown = { ...outcome, account: outcome.account as VerifiedChange['account'], cause, run: '', before: null, sealed: null };
    verified.set(change, { ...(announced.get(change) ?? unknown), at });
  }
  const ends = new Map(
    outcomes.map(({ change, outcome, at }) => [change, { as: outcome === 'verified' ? 'done' : 'withdrawn', at } as const]),
  );
  const deskWork = memory.deskWork.map((work) => ({ ...work, end: work.end ?? ends.get(work.change) ?? null }));
  const removals = memory.removals.map((one) => (ends.get(one.change)?.as === 'withdrawn' ? { ...one, undone: true as const } : one));
  return { ...memory, verified, handedOver, deskWork, removals, openIntents: memory.openIntents.filter(({ change }) => !ends.has(change)) };
}

/** Outcomes of earlier runs' work that tonight's readings settle. */
export function settleEarlier(ground: Pick<Ground, 'memory' | 'desired'>, observed: Observed, at: Outcome['at']): readonly Outcome[] {
  const about = { at, files: ground.desired };
  return [...closeOpenIntents(ground.memory, observed, about), ...confirmHandedOver(ground.memory, observed, about)];
}

function withFreshOf(snapshot: Snapshot, fresh: readonly (readonly [id: string, target: Target])[]): Snapshot {
  const byId = new Map(snapshot.byId);
  const assets = new Map(snapshot.reading.assets.map((asset) => [asset.id, asset]));
  for (const [id, target] of fresh) {
    if (target === null) {
      byId.delete(id as Account['id']);
      assets.delete(id);
    } else if ('account' in target) byId.set(target.account.id, target.account);
    else assets.set(target.asset.id, target.asset);
  }
  return { ...snapshot, byId, reading: { ...snapshot.reading, accounts: [...byId.values()], assets: [...assets.values()] } };
}

/** The readings, with single targets replaced by what was just read of them. */
export function withFresh(observed: Observed, fresh: FreshTargets): Observed {
  const bySystem = new Map<SystemId, [string, Target][]>();
  for (const [key, target] of fresh) {
    const system = key.slice(0, key.indexOf('/')) as SystemId;
    const id = key.slice(key.indexOf('/') + 1).replace(/^asset\//u, '');
    const list = bySystem.get(system) ?? [];
    list.push([id, target]);
    bySystem.set(system, list);
  }
  const result = new Map<SystemId, Snapshot>(observed);
  for (const [system, list] of bySystem) {
    const snapshot = observed.get(system);
    if (snapshot !== undefined) result.set(system, withFreshOf(snapshot, list));
  }
  return result;
}
