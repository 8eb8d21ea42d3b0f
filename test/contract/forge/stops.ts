/** A night of proposals that is cut at any one of its requests, of git or of the forge: by an error, by a lost answer, by the end of the process. */
import type { Forge, PushResult, Remote } from '../../../reconciler/ports.ts';
import { Fault } from '../../../reconciler/ports.ts';
import { propose } from '../../../reconciler/record/propose.ts';
import type { CommitId } from '../../../schemas/primitives.ts';
import { deviceFile, makeWorld, release, type World } from '../../unit/record/propose.world.ts';

/** How the request ends at which a run is cut. The first two leave the run going on; with the others it is gone. */
export const CUTS = ['error', 'lost', 'stop-before', 'stop-after'] as const;
export type Cut = (typeof CUTS)[number];

/** The process is gone. */
export class Stopped extends Error {}

/** Counts requests and says how each ends: carried out, refused before it had an effect, or carried out without an answer. */
export interface Cutter {
  readonly seen: number;
  next(): 'go' | 'refuse' | 'lose';
  /** Throws when the process is gone. */
  check(): void;
  /** True once it cut. */
  wasCut(): boolean;
}

/** Cuts at the request of this number; at 0 never. */
export function makeCutter(at: number, how: Cut): Cutter {
  let seen = 0;
  let isStopped = false;
  return {
    get seen() {
      return seen;
    },
    next() {
      if (isStopped) return 'refuse';
      seen += 1;
      if (seen !== at) return 'go';
      isStopped = how.startsWith('stop');
      return how === 'error' || how === 'stop-before' ? 'refuse' : 'lose';
    },
    check() {
      if (isStopped) throw new Stopped();
    },
    wasCut: () => at > 0 && seen >= at,
  };
}

/** A forge's counterpart with a repository of its own. */
export interface StopDesk {
  /** The forge as a fresh process has it; its requests go through the cutter. */
  openForge(cutter: Cutter): Forge;
  /** Where the forge makes commits itself: brings them to the world's git, as a fetch would. */
  mirror?(world: World, forge: Forge): Forge;
  /** Puts the branch at the counterpart where git now has it; null takes it away. */
  setBranch(branch: string, commit: CommitId | null): Promise<void>;
  /** A person merges or closes what is open for a key. */
  end(key: string, how: 'merged' | 'closed'): Promise<void>;
  /** Texts of the comments of the newest pull request of a key. */
  comments(key: string): Promise<readonly string[]>;
  /** True when the newest pull request of a key is merged there; asked past the cutter. */
  isMerged(key: string): Promise<boolean>;
  /** Where the counterpart has ids of its own: its id of a commit of the world's git, and back. */
  readonly ids?: { there(commit: CommitId): CommitId; here(commit: CommitId): CommitId };
}

function silence(operation: string): Fault {
  return new Fault('no answer', { where: 'remote', operation, retryable: true });
}

/** The remote as the run sees it, every call through the cutter; what is pushed is at the counterpart too. */
export function cutRemote(world: World, desk: StopDesk, cutter: Cutter): Remote {
  const { remote } = world.git;
  async function write(act: () => Promise<PushResult>, ref: string): Promise<PushResult> {
    cutter.check();
    const how = cutter.next();
    const result = how === 'refuse' ? null : await act();
    if (result?.state === 'pushed') await desk.setBranch(ref.slice('refs/heads/'.length), world.git.refs.get(ref) ?? null);
    cutter.check();
    return how === 'go' && result !== null ? result : { state: 'unknown', fault: silence('push') };
  }
  async function read<T>(act: () => Promise<T>): Promise<T> {
    cutter.check();
    const how = cutter.next();
    cutter.check();
    if (how !== 'go') throw silence('read');
    return act();
  }
  return {
    ...remote,
    list: (prefix) => read(() => remote.list(prefix)),
    fetch: (refs) => read(() => remote.fetch(refs)),
    ask: (ref) =>
      read(() => remote.ask(ref)).catch((fault: unknown) => {
        if (fault instanceof Fault) return { state: 'unknown' as const, fault };
        throw fault;
      }),
    push: (commit, ref, lease) => write(() => remote.push(commit, ref, lease), ref),
    remove: (ref, expected) => write(() => remote.remove(ref, expected), ref),
  };
}

function made<T>(value: T | undefined): T {
  if (value === undefined) throw new Error('this forge cannot do that');
  return value;
}

/** The forge as the run sees it: once the process is gone no call returns. */
export function cutForge(forge: Forge, cutter: Cutter): Forge {
  const guarded = async <T>(act: () => Promise<T>): Promise<T> => {
    cutter.check();
    try {
      return await act();
    } finally {
      cutter.check();
    }
  };
  return {
    ...forge,
    list: () => guarded(() => forge.list()),
    read: (pull) => guarded(() => forge.read(pull)),
    open: (draft) => guarded(() => forge.open(draft)),
    update: (pull, draft) => guarded(() => forge.update(pull, draft)),
    close: (pull, comment) => guarded(() => forge.close(pull, comment)),
    comment: (pull, text) => guarded(() => forge.comment(pull, text)),
    mark: (pull, label) => guarded(() => forge.mark(pull, label)),
    ...(forge.merge === undefined ? {} : { merge: (pull, head) => guarded(async () => made(await forge.merge?.(pull, head))) }),
    ...(forge.commit === undefined ? {} : { commit: (commit) => guarded(async () => made(await forge.commit?.(commit))) }),
  };
}

const KEYS = { same: 'release/e-0001-2026-12-31', theirs: 'release/e-0005-2026-12-31' };

const first = () => ['1', '2', '9', '4', '5'].map((digit) => release(`e-000${digit}`, `LT-000${digit}`));

/** One as it is, one changed, one new, one that a person closed, one that a person wrote on; one more is not due any more. */
const second = () => [
  release(),
  release('e-0002', 'LT-0012'),
  release('e-0003', 'LT-0003'),
  release('e-0004', 'LT-0004'),
  release('e-0005', 'LT-0015'),
];

/** What stands at the end, the same whatever was cut on the way. */
export interface End {
  readonly pulls: readonly string[];
  readonly comments: readonly number[];
  readonly branches: readonly string[];
}

/** A world with a counterpart, ready for the night that is cut. */
export interface Story {
  night(cutter: Cutter): Promise<readonly string[]>;
  /** Keys with more than one open pull request, and open pull requests without a branch. */
  wrongs(): Promise<readonly string[]>;
  end(): Promise<End>;
}

const NEVER = makeCutter(0, 'error');

/** Lives the first night, and what people did after it. */
export async function begin(desk: StopDesk): Promise<Story> {
  const world = makeWorld();
  await desk.setBranch('main', world.main());
  const run = (proposals: ReturnType<typeof release>[], cutter: Cutter) => {
    const remote = cutRemote(world, desk, cutter);
    const opened = desk.openForge(cutter);
    const forge = cutForge(desk.mirror?.(world, opened) ?? opened, cutter);
    return propose(world.request(proposals, { remote, forge }));
  };
  await run(first(), NEVER);
  await desk.end('release/e-0004-2026-12-31', 'closed');
  const branch = `lastday/${KEYS.theirs}`;
  const theirs = world.git.commit({ 'state/devices/LT-0005.yaml': deviceFile('LT-0005', 'model: mine\n') }, { branch });
  await desk.setBranch(branch, theirs);
  const list = () => desk.openForge(NEVER).list();
  return {
    night: async (cutter) => (await run(second(), cutter)).map((one) => one.outcome),
    async wrongs() {
      const open = (await list()).filter((pull) => pull.state === 'open');
      const twice = open.map((pull) => pull.key).filter((key, index, keys) => keys.indexOf(key) !== index);
      const lost = open.filter((pull) => !world.git.refs.has(`refs/heads/${pull.branch}`)).map((pull) => `${pull.key} without its branch`);
      return [...twice, ...lost, ...(world.head(KEYS.theirs) === theirs ? [] : ['a commit of a person is gone'])];
    },
    async end() {
      const pulls = await list();
      const keys = [...new Set(pulls.map((pull) => pull.key))].sort();
      const comments: number[] = [];
      for (const key of keys) comments.push((await desk.comments(key)).length);
      const lines = pulls.map((pull) => [pull.key, pull.state, pull.closedBy, pull.fingerprint, ...[...pull.labels].sort()].join(' '));
      return { pulls: lines.sort(), comments, branches: [...world.git.refs.keys()].sort() };
    },
  };
}

/** What a last night finds that has nothing left to do. */
export const SETTLED = ['untouched', 'untouched', 'untouched', 'refused', 'left-alone'] as const;

/** A cut night, and two more that nothing disturbs. */
export interface Life {
  /** False when the night had no request of that number. */
  readonly isCut: boolean;
  readonly wrongs: readonly string[];
  readonly end: End;
  readonly last: readonly string[];
}

/** Lives a night that is cut, looks at what it left behind, and lives two more. */
export async function liveThrough(story: Story, cutter: Cutter): Promise<Life> {
  try {
    await story.night(cutter);
  } catch (error) {
    if (!(error instanceof Stopped)) throw error;
  }
  const wrongs = await story.wrongs();
  await story.night(NEVER);
  const last = await story.night(NEVER);
  return { isCut: cutter.wasCut(), wrongs, end: await story.end(), last };
}
