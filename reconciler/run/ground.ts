/** Where a run stands: the repository, the commit it goes by, the files of that commit, and what the journal remembers. */
import type { CommitId, Day, Instant, TimeOfDay, Zone } from '../../schemas/primitives.ts';
import type { System } from '../../schemas/system.ts';
import { instantAt } from '../calendar.ts';
import { type CliContext, Stop, UsageError, worldAt } from '../cli/context.ts';
import type { GitObjects } from '../git/objects.ts';
import type { ParseCache } from '../load/cache.ts';
import type { Located } from '../load/locate.ts';
import type { Desired } from '../model/desired.ts';
import type { Diagnostic } from '../model/diagnostic.ts';
import type { Memory } from '../model/memory.ts';
import { Fault, type Forge, type ObjectReader, type Remote, type SystemReader } from '../ports.ts';
import type { ParsedRun } from '../record/chain.ts';
import { forgeWishOf } from './forge-wish.ts';
import { openParseCache } from './parse-cache.ts';

/** The branch that holds the journal and is the lock. */
export const JOURNAL_REF = 'refs/heads/lastday/journal';

/** A branch whose mere existence stops everything. */
export const FREEZE_REF = 'refs/heads/lastday/freeze';

/** How a command wants its ground. `fetch`: ask the remote first and go by its default branch; else go by what is here. */
export interface GroundWish {
  readonly fetch: boolean;
  readonly cache: boolean;
  /** `--on`: the instant that becomes the clock of the whole process; null for the true one. */
  readonly on: string | null;
}

/** Systems that stand in the place of those behind the registry: what a simulated world brings with it. */
export interface Doors {
  reader(system: System): Promise<SystemReader>;
}

/** A repository, wherever it lies: its objects, its remote, and the remote at another address that the files name. */
export interface Place {
  readonly root: string;
  readonly gitDir: string;
  readonly objects: GitObjects;
  readonly remote: Remote | null;
  /** Full name of the default branch, `refs/heads/main`. */
  readonly branch: string;
  readonly cache: ParseCache | null;
  /** Files of the journal that were checked before, by blob id; for who stands on one repository again and again. */
  readonly checked?: Map<string, ParsedRun>;
  /** Texts of files in which lines were looked for before, likewise. */
  readonly located?: Map<string, Located>;
  readonly doors?: Doors;
  remoteAt(address: string): Promise<Remote | null>;
}

/** A repository that was opened, and the commit everything is concluded from. */
export interface Ground {
  readonly context: CliContext;
  /** The true time, also where `--on` has moved the clock. */
  readonly trueNow: Instant;
  readonly root: string;
  readonly gitDir: string;
  readonly objects: GitObjects;
  readonly remote: Remote | null;
  /** Full name of the default branch, `refs/heads/main`. */
  readonly branch: string;
  readonly head: CommitId;
  readonly desired: Desired;
  readonly diagnostics: readonly Diagnostic[];
  readonly memory: Memory;
  readonly cache: ParseCache | null;
  /** Texts of files in which lines were looked for before; for who stands here again and again. */
  readonly located?: Map<string, Located>;
  /** Where systems are opened; absent, by the registry. */
  readonly doors?: Doors;
  readonly close: () => Promise<void>;
}

/** The remote, where there is one; a clone without a remote can be planned in, not applied from. The address in the files stands above the clone's. */
async function openRemoteIfAny(context: CliContext, gitDir: string, home: string | undefined): Promise<Remote | null> {
  const { openRemote } = await import('../git/remote.ts');
  const { environment } = context.world;
  try {
    return await openRemote({ gitDir, environment, ...(home === undefined ? {} : { address: home }) });
  } catch (error) {
    if (error instanceof Fault && error.operation === 'find' && home === undefined) return null;
    throw error;
  }
}

/** The head of the journal: from the remote when it was asked, and then it is here; else as this clone last saw it. */
async function journalHead(objects: ObjectReader, remote: Remote | null, isFetched: boolean): Promise<CommitId | null> {
  if (!isFetched || remote === null) return objects.resolve('refs/remotes/origin/lastday/journal');
  const answer = await remote.ask(JOURNAL_REF);
  if (answer.state === 'unknown') throw answer.fault;
  if (answer.state === 'absent') return null;
  // Another run may have written since this one fetched.
  if ((await objects.resolve(answer.commit)) === null) await remote.fetch([JOURNAL_REF]);
  return answer.commit;
}

/** What the journal remembers; anything that cannot be trusted ends with exit 8. */
export async function recallFrom(
  objects: GitObjects,
  about: {
    head: CommitId | null;
    desired: Desired;
    commit: CommitId;
    asOf: Instant;
    context: CliContext;
    checked?: Map<string, ParsedRun> | undefined;
  },
): Promise<Memory> {
  const [{ recall }, { readAnchors }] = await Promise.all([import('../record/recall.ts'), import('../record/anchors.ts')]);
  const memory = await recall({
    reader: objects,
    head: about.head,
    genesis: about.desired.organisation.journal?.genesis ?? null,
    anchors: await readAnchors(objects, about.commit),
    asOf: about.asOf,
    hash: about.context.world.hash,
    zone: about.desired.organisation.timeZone,
    ...(about.checked === undefined ? {} : { checked: about.checked }),
  });
  if (memory.kind !== 'unreadable') return memory;
  throw new Stop(
    8,
    `the journal cannot be trusted: ${memory.why}`,
    'Nothing was written. `lastday audit verify` shows where; restore the branch lastday/journal from a backup.',
  );
}

async function findHead(objects: ObjectReader, remote: Remote | null, about: { branch: string; fetch: boolean }): Promise<CommitId> {
  if (about.fetch) {
    if (remote === null)
      throw new Stop(4, 'this clone has no remote; the lock and the journal live there.', 'git remote add origin ADDRESS');
    const answer = await remote.ask(about.branch);
    if (answer.state === 'unknown') throw answer.fault;
    if (answer.state === 'absent') throw new Stop(4, `the remote has no ${about.branch}.`, 'Push the default branch first.');
    // Asked first: what is fetched afterwards holds that commit, whatever is merged meanwhile.
    await remote.fetch([about.branch, 'refs/heads/lastday/*', 'refs/tags/lastday/*']);
    return answer.commit;
  }
  const head = await objects.resolve('HEAD');
  if (head === null) throw new Stop(64, 'this repository has no commit yet.', 'Commit the files first.');
  return head;
}

/** Loads the files of a commit; what is broken keeps only those waiting whom it is about. */
export async function loadFrom(
  objects: ObjectReader,
  head: CommitId,
  cache: ParseCache | null,
): Promise<{ desired: Desired; diagnostics: readonly Diagnostic[] }> {
  const { loadNightly } = await import('../load/nightly.ts');
  const loaded = await loadNightly(objects, head, { cache });
  if (loaded.desired === null) {
    const first = loaded.diagnostics.find((one) => one.severity === 'error');
    throw new Stop(
      8,
      first === undefined ? 'the files cannot be loaded.' : `${first.file}:${first.line}: ${first.message}`,
      'Run `lastday validate` to see everything that is wrong.',
    );
  }
  return { desired: loaded.desired, diagnostics: loaded.diagnostics };
}

/** The instant that `--on` means: a day is its last minute, both in the organisation's zone. */
export function instantOn(on: string, zone: Zone): Instant {
  const match = /^(\d{4}-\d{2}-\d{2})(?:T([01]\d|2[0-3]):([0-5]\d))?$/u.exec(on);
  if (match === null) throw new UsageError(`--on is "${on}".`, 'A day, 2027-01-31, or a time, 2027-01-31T02:00.');
  const time = match[2] === undefined ? '23:59' : `${match[2]}:${match[3]}`;
  try {
    return instantAt(match[1] as Day, time as TimeOfDay, zone);
  } catch {
    throw new UsageError(`--on is "${on}": there is no such day.`);
  }
}

/** Errors of people and account lines that earlier nights knew and these files lack. */
async function findVanished(desired: Desired, memory: Memory): Promise<readonly Diagnostic[]> {
  if (memory.knownEmployees.size === 0) return [];
  const { compareWithKnown } = await import('../load/compare.ts');
  return compareWithKnown(desired, memory);
}

/** Loads what a repository that is open goes by. On any failure its objects are closed. */
export async function standOn(context: CliContext, place: Place, wish: Omit<GroundWish, 'cache'>): Promise<Ground> {
  const { root, gitDir, objects, branch, cache, doors } = place;
  try {
    let { remote } = place;
    let head = await findHead(objects, remote, { branch, fetch: wish.fetch });
    let { desired, diagnostics } = await loadFrom(objects, head, cache);
    const { home } = desired.organisation;
    if (home !== undefined && remote?.address !== home) {
      // This clone came from elsewhere: what counts is what stands at the one address that the files name.
      remote = await place.remoteAt(home);
      const there = await findHead(objects, remote, { branch, fetch: wish.fetch });
      if (there !== head) ({ desired, diagnostics } = await loadFrom(objects, there, cache));
      head = there;
    }
    const at = wish.on === null ? null : instantOn(wish.on, desired.organisation.timeZone);
    const then = at === null ? context : { ...context, world: worldAt(context.world, at) };
    const journal = await journalHead(objects, remote, wish.fetch);
    const memory = await recallFrom(objects, {
      head: journal,
      desired,
      commit: head,
      asOf: then.world.clock.now(),
      context: then,
      checked: place.checked,
    });
    const close = async () => {
      await cache?.save();
      await objects.close();
    };
    return {
      context: then,
      trueNow: context.world.clock.now(),
      root,
      gitDir,
      objects,
      remote,
      branch,
      head,
      desired,
      diagnostics: [...diagnostics, ...(await findVanished(desired, memory))],
      memory,
      cache,
      ...(doors === undefined ? {} : { doors }),
      ...(place.located === undefined ? {} : { located: place.located }),
      close,
    };
  } catch (error) {
    await objects.close();
    throw error;
  }
}

/** Opens the repository of a command and loads what it goes by. */
export async function openGround(context: CliContext, wish: GroundWish): Promise<Ground> {
  const [{ findRepository, defaultBranch }, { openObjects }] = await Promise.all([
    import('../git/repository.ts'),
    import('../git/objects.ts'),
  ]);
  const repository = await findRepository(context.shared.folder);
  if (repository === null)
    throw new Stop(64, `${context.shared.folder} is not in a git repository.`, 'Use -C FOLDER, or start one with `lastday init`.');
  const { root, gitDir } = repository;
  const { environment, spareMemory } = context.world;
  spareMemory();
  const remote = await openRemoteIfAny(context, gitDir, undefined);
  const branch = (await defaultBranch(gitDir, { environment })) ?? 'refs/heads/main';
  const cache = wish.cache ? await openParseCache(context.world, gitDir) : null;
  const objects = openObjects(gitDir, { environment });
  return standOn(
    context,
    { root, gitDir, objects, remote, branch, cache, remoteAt: (home) => openRemoteIfAny(context, gitDir, home) },
    wish,
  );
}

/** The forge of this repository, as the environment of the run says. */
export async function openForgeOf(ground: Ground): Promise<Forge> {
  const { world } = ground.context;
  const { kind, ...wish } = forgeWishOf(world);
  if (ground.remote === null) throw new Stop(4, 'this clone has no remote.', 'git remote add origin ADDRESS');
  const { openForge } = await import('../forges/registry.ts');
  return openForge(kind, { ...wish, remote: ground.remote, objects: ground.objects, branch: ground.branch, clock: world.clock });
}
