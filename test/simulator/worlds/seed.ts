/** One seed from its first evening to its last night, and what became of it. */
import { openLocalForge } from '../../../reconciler/forges/registry.ts';
import { Fault } from '../../../reconciler/ports.ts';
import { fakeClock } from '../../fakes/clock.ts';
import type { Spoil } from '../../fakes/system.ts';
import { type Chance, chanceFor } from '../chance.ts';
import { isSilent } from '../invariants/i7-due.ts';
import { verifies } from '../invariants/i8-journal.ts';
import { live } from '../live.ts';
import { type Around, MAIN } from '../ports.ts';
import type { ProcessSeen } from '../seen.ts';
import { DEEDS, mendFiles } from './deeds.ts';
import { type RunStep, type SpoilPlan, type Step, stepsOf } from './steps.ts';
import { troubleOf } from './troubles.ts';
import { headOf, makeWorld, type World } from './world.ts';

/** What one seed came to. */
export interface SeedResult {
  readonly seed: number;
  readonly people: number;
  readonly personDays: number;
  readonly runs: number;
  readonly faults: number;
  readonly crashes: number;
  readonly writes: number;
  readonly undos: number;
  readonly troubles: readonly string[];
}

function spoilOf(how: SpoilPlan['how'], about: { readonly world: World; readonly system: string; readonly chance: Chance }): Spoil {
  const { world, system, chance } = about;
  const ids = [...(world.systems.get(system)?.accounts.keys() ?? [])];
  switch (how) {
    case 'truncated':
      return { truncateAt: Math.floor(ids.length / 2) };
    case 'halved':
      return { halve: true };
    case 'empty':
      return { empty: true };
    case 'twice':
      return { twice: chance.pick(ids.slice(0, -1)) ?? '' };
    case 'tenant':
      return { tenant: 'somebody-elses' };
    case 'total':
      return { total: ids.length + 3 };
    case 'blank-status':
      return { blank: ['status'] };
    case 'blank-groups':
      return { blank: ['groups'] };
    case 'flipped':
      return { flip: true };
    case 'problem':
      return { problems: ['a page could not be read'] };
    case 'stale':
      return { freshAt: '2026-11-01T00:00:00Z' as never };
  }
}

async function endPull(world: World, how: 'merge' | 'refuse', chance: Chance): Promise<void> {
  const refs = [...world.git.refs.keys()].filter((ref) => /^refs\/heads\/lastday\/[^/]+\/./u.test(ref)).sort();
  const key = chance.pick(refs)?.replace('refs/heads/lastday/', '');
  if (key === undefined) return;
  const at = `${new Date(world.now).toISOString().slice(0, 19)}Z`;
  const forge = await openLocalForge({ remote: world.git.remote, objects: world.git.reader, branch: MAIN, clock: fakeClock(at) });
  const by = { name: 'Harriet Hypotes', email: 'harriet@exempel.example' };
  try {
    if (how === 'merge') await forge.accept(key, by);
    else await forge.refuse(key, by, 'not wanted');
  } catch (error) {
    if (!(error instanceof Fault)) throw error;
  }
}

/** The run to undo: one of the newest that wrote something, and somebody it wrote about. */
function undoWish({ watch, regretted }: World, chance: Chance): { readonly of: string; readonly person: string } | null {
  if (regretted !== null && chance.is(0.7)) return regretted;
  const done = watch.chain.runs
    .slice(-6)
    .flatMap(({ run, records }) =>
      records.flatMap((one) =>
        one.type === 'outcome' && one.outcome === 'verified' && one.person !== null && one.kind !== null
          ? [{ of: run, person: one.person }]
          : [],
      ),
    );
  return chance.pick(done) ?? null;
}

function doDeed(world: World, name: string, chance: Chance): void {
  DEEDS[name]?.[1](world, chance);
}

/** Lives one run of a world; null for an undo of which there is nothing. */
export async function runStep(world: World, step: RunStep, chance: Chance): Promise<ProcessSeen | null> {
  const undo = step.kind === 'undo' ? undoWish(world, chance) : null;
  if (step.kind === 'undo' && undo === null) return null;
  for (const plan of step.spoils) {
    const system = world.systems.get(plan.system);
    if (system !== undefined) system.spoil = spoilOf(plan.how, { world, system: plan.system, chance });
    world.spoilt.add(plan.system);
  }
  for (const system of world.systems.values()) system.staleReads = step.stale;
  const at = `${new Date(world.now - step.behind * 60_000).toISOString().slice(0, 19)}Z`;
  let met = 0;
  const before: Around['before'] = (name) => {
    if (step.merge === null || !name.startsWith(step.merge.call)) return;
    met += 1;
    if (met === step.merge.nth) doDeed(world, step.merge.deed, chance);
  };
  const around: Around = { trouble: troubleOf(step.faults), before };
  const wish = {
    at,
    around,
    chance,
    exports: '/simulated/exports',
    undo,
    isAlone: step.kind !== 'twins' && step.merge === null && step.stale === 0,
  };
  const own = live(world.watch, world.doors, wish);
  // Each with chance of its own: what two machines draw is not the same.
  const other =
    step.kind === 'twins' ? live(world.watch, world.doors, { ...wish, chance: chanceFor(world.seed, `${step.id}/twin`) }) : null;
  const [seen] = await Promise.all([own, other]);
  for (const system of world.systems.values()) {
    system.spoil = {};
    system.staleReads = 0;
    system.calls.length = 0;
  }
  world.spoilt.clear();
  world.now = Math.max(world.now, Date.parse(seen.process.clock.now()));
  return seen;
}

/** What stands between a world and its calm end is taken away: freezes, and files that nobody can read. */
function calmDown(world: World): void {
  world.git.refs.delete('refs/heads/lastday/freeze');
  if (world.git.list(headOf(world)).includes('FREEZE')) world.git.commit({ FREEZE: null });
  mendFiles(world);
}

async function lastLook(world: World, last: ProcessSeen | null): Promise<void> {
  const { watch } = world;
  for (const text of await verifies(watch)) watch.troubles.push(`I8 ${text}`);
  if (last === null || last.ended.view === null) return;
  const chance = chanceFor(world.seed, 'again');
  const again: RunStep = { id: 'again', day: 0, kind: 'night', minute: 0, faults: [], spoils: [], merge: null, stale: 0, behind: 0 };
  world.now += 20 * 60_000;
  const second = await runStep(world, again, chance);
  if (second !== null && last.isClean) for (const text of isSilent(second, last)) watch.troubles.push(`I7 ${text}`);
}

/** Lives a seed through, or these steps of it. Ends at the first trouble. */
export async function liveSeed(seed: number, given?: readonly Step[], world: World = makeWorld(seed)): Promise<SeedResult> {
  const steps = given ?? stepsOf(seed, world.people);
  const { watch } = world;
  const lastDay = steps.at(-1)?.day ?? 0;
  let last: ProcessSeen | null = null;
  let [faults, crashes, undos] = [0, 0, 0];
  for (const step of steps) {
    const minute = 'minute' in step ? step.minute : 12 * 60;
    const due = Date.parse(`${world.begun}T00:00:00Z`) + (step.day * 24 * 60 + minute) * 60_000;
    world.now = Math.max(world.now + 60_000, step.kind === 'deed' || step.kind === 'pull' ? due - 24 * 3_600_000 : due);
    const chance = chanceFor(seed, step.id);
    if (step.kind === 'deed') doDeed(world, step.deed, chance);
    else if (step.kind === 'pull') await endPull(world, step.how, chance);
    else {
      if (step.day === lastDay - 2) calmDown(world);
      last = await runStep(world, step, chance);
      faults += last?.process.faults ?? 0;
      crashes += last?.ended.state === 'crashed' ? 1 : 0;
      undos += step.kind === 'undo' && last !== null ? 1 : 0;
    }
    if (watch.troubles.length > 0) break;
  }
  if (watch.troubles.length === 0) await lastLook(world, last);
  const people = world.people;
  const runs = watch.processes.length;
  return {
    seed,
    people,
    personDays: people * (lastDay + 1),
    runs,
    faults,
    crashes,
    undos,
    writes: watch.writes.length,
    troubles: [...watch.troubles],
  };
}
