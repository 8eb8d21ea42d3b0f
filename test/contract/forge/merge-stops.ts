/** A night on which two releases merge themselves and one waits, cut at any of its requests. */
import type { Proposal } from '../../../reconciler/model/proposal.ts';
import type { Forge, PullRequest } from '../../../reconciler/ports.ts';
import { propose } from '../../../reconciler/record/propose.ts';
import type { CommitId, Instant } from '../../../schemas/primitives.ts';
import { hash, makeWorld, release, type World } from '../../unit/record/propose.world.ts';
import { type Cutter, cutForge, cutRemote, makeCutter, type StopDesk, Stopped } from './stops.ts';

const NEVER = makeCutter(0, 'error');
const BRANCH = 'refs/heads/main';

const one = (digit: string, isApproved: boolean): Proposal => {
  const more = isApproved ? { approved: hash(digit) } : {};
  return release(`e-000${digit}`, `LT-000${digit}`, more);
};
const ALL = [one('1', true), one('2', true), one('3', false)];

/** What stands at the end: pull requests by key and state, and how often each was merged into the default branch. */
export interface MergeEnd {
  readonly pulls: readonly string[];
  readonly merges: readonly string[];
}

/** A night that was cut, and two more that nothing disturbs. */
export interface MergeLife {
  readonly isCut: boolean;
  readonly end: MergeEnd;
  readonly last: readonly string[];
}

/** The forge with the ids of the world's git; what it merges is in that git too, whether or not its answer comes. */
function bridged(world: World, desk: StopDesk, forge: Forge): Forge {
  const { ids = { there: (id: CommitId) => id, here: (id: CommitId) => id } } = desk;
  const here = (pull: PullRequest): PullRequest => ({ ...pull, head: pull.head === null ? null : ids.here(pull.head) });
  return {
    ...forge,
    list: async () => (await forge.list()).map(here),
    read: async (pull) => here(await forge.read(pull)),
    async merge(pull, head) {
      try {
        const result = await forge.merge?.(pull, ids.there(head));
        return result ?? { state: 'left', why: 'unknown' };
      } finally {
        if (await desk.isMerged(pull.key)) world.forge.onMerge(pull);
      }
    },
  };
}

/** As a plan would: what the files say already is not proposed again. */
function due(world: World): Proposal[] {
  return ALL.filter(({ files }) => files.every(({ file }) => world.git.read(world.main(), file)?.includes('awaited') !== true));
}

async function mergesOf(world: World): Promise<string[]> {
  const line = await world.git.reader.history({ from: world.main(), since: null });
  return line.map(({ subject }) => subject).filter((subject) => subject.startsWith('Merge: '));
}

/** Lives the night on which they are opened, one half a day later that is cut, and two more. */
export async function liveThroughMerges(desk: StopDesk, cutter: Cutter): Promise<MergeLife> {
  const world = makeWorld();
  await desk.setBranch('main', world.main());
  const night = async (cut: Cutter): Promise<string[]> => {
    const remote = cutRemote(world, desk, cut);
    const opened = desk.openForge(cut);
    const forge = cutForge(bridged(world, desk, opened), cut);
    const outcomes = await propose(world.request(due(world), { remote, forge, branch: BRANCH }));
    return outcomes.map(({ outcome, detail }) => [outcome, detail].filter(Boolean).join(' '));
  };
  await night(NEVER);
  world.now = '2027-01-04T14:00:00Z' as Instant;
  try {
    await night(cutter);
  } catch (error) {
    if (!(error instanceof Stopped)) throw error;
  }
  await night(NEVER);
  const last = await night(NEVER);
  const pulls = (await desk.openForge(NEVER).list()).map(({ key, state }) => `${key} ${state}`);
  return { isCut: cutter.wasCut(), end: { pulls: pulls.sort(), merges: (await mergesOf(world)).sort() }, last };
}

/** The one end that every such night comes to. */
export const MERGED: Omit<MergeLife, 'isCut'> = {
  end: {
    pulls: ['release/e-0001-2026-12-31 merged', 'release/e-0002-2026-12-31 merged', 'release/e-0003-2026-12-31 open'],
    merges: ['Merge: release/e-0001-2026-12-31', 'Merge: release/e-0002-2026-12-31'],
  },
  last: ['untouched'],
};
