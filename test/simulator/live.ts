/** One process of a world from its start to its end, with everything asked of it. */
import type { Account } from '../../reconciler/model/observed.ts';
import { readOn } from './chain.ts';
import type { Chance } from './chance.ts';
import { checkProcess } from './invariants/all.ts';
import { type Home, liveNight, liveUndo } from './night.ts';
import { type Around, MAIN, startProcess } from './ports.ts';
import type { ProcessSeen, Watch } from './seen.ts';
import { type Sightings, type Systems, watchedDoors } from './watched.ts';

/** A process to live. */
export interface LifeWish {
  readonly at: string;
  readonly around: Around;
  readonly chance: Chance;
  readonly exports: string;
  /** False where another process runs at the same time, or people do something meanwhile. */
  readonly isAlone: boolean;
  readonly undo: { readonly of: string; readonly person: string } | null;
}

/** Lives one process, and asks of it what is asked of each. */
export async function live(watch: Watch, systems: Systems, wish: LifeWish): Promise<ProcessSeen> {
  const process = startProcess(wish.at, wish.around);
  const sightings: Sightings = { writes: [], readings: [] };
  const home: Home = {
    git: watch.git,
    cache: watch.cache,
    checked: watch.checked,
    located: watch.located,
    exports: wish.exports,
    chance: wish.chance,
    doors: (own) => watchedDoors(watch, systems, { process: own, sightings }),
  };
  const from = headOf(watch);
  const known = new Map<string, ReadonlyMap<string, Account>>();
  for (const system of watch.systems()) known.set(system, new Map(systems.all(system)));
  const ended = await (wish.undo === null ? liveNight(process, home) : liveUndo(process, home, wish.undo));
  readOn(watch.chain, watch.git);
  const to = headOf(watch);
  const isClean =
    wish.isAlone && ended.state === 'done' && process.faults === 0 && from === to && !sightings.readings.some((one) => one.isSpoilt);
  const before = (system: string, id: string) => known.get(system)?.get(id) ?? null;
  const kind = wish.undo === null ? 'night' : 'undo';
  const seen: ProcessSeen = {
    process,
    kind,
    startedAt: Date.parse(wish.at),
    endedAt: Date.parse(process.clock.now()),
    ended,
    ...sightings,
    isClean,
    from,
    to,
    undo: wish.undo,
    before,
  };
  watch.processes.push(seen);
  if (ended.state === 'bug') watch.troubles.push(`bug ${ended.error instanceof Error ? (ended.error.stack ?? '') : String(ended.error)}`);
  if (ended.printed.includes('a bug holds') || ended.printed.includes('bug with ')) watch.troubles.push(`bug ${ended.printed}`);
  checkProcess(watch, seen);
  return seen;
}

function headOf({ git }: Watch): ProcessSeen['from'] {
  const head = git.refs.get(MAIN);
  if (head === undefined) throw new Error('the world has no default branch');
  return head;
}
