/** The ports of one process of the reconciler: counted, so that a call can fail or be the last; a process that has died reaches nothing any more. */
import type { Account } from '../../reconciler/model/observed.ts';
import { Fault, type PushResult, type Remote, type RemoteRef } from '../../reconciler/ports.ts';
import type { CommitId } from '../../schemas/primitives.ts';
import { type FakeClock, fakeClock } from '../fakes/clock.ts';

/** The branch of the journal. */
export const JOURNAL = 'refs/heads/lastday/journal';

/** The branch whose mere existence stops everything. */
const FREEZE = 'refs/heads/lastday/freeze';

/** The default branch. */
export const MAIN = 'refs/heads/main';

/** The end of a process in the middle of a call: no Fault, for nobody catches it. */
export class Crash extends Error {}

/** How a call goes wrong: not carried out and said so, for good or for now; not carried out, no answer; carried out, no answer; the process dies before or after it. */
export type Trouble = 'refused' | 'busy' | 'lost-request' | 'lost-answer' | 'crash-before' | 'crash-after';

/** What happens around a call. `name` is `ask refs/heads/main`, `push`, `read ad`, `write ad` … */
export interface Around {
  /** What befalls this call; called once per call, with its number from 0. */
  readonly trouble: (name: string, call: number) => Trouble | null;
  /** Told of each call before anything happens: the place to merge something in between. */
  readonly before: (name: string, call: number) => void;
}

/** A process that lives. */
export interface Process {
  readonly clock: FakeClock;
  readonly around: Around;
  isDead: boolean;
  calls: number;
  /** Name of the call before the present one. */
  last: string;
  /** Where the default branch stood when this process asked for it last. */
  asked: CommitId | null;
  /** Single accounts as this process read them last, by `<system>/<account>`. */
  readonly reads: Map<string, Account | null>;
  /** The same as they stood when the journal was pushed last: what an intent was announced for. */
  announced: ReadonlyMap<string, Account | null>;
  /** True when the branch that freezes stood there when this process asked for it last. */
  isFrozen: boolean;
  /** Faults that came true. */
  faults: number;
}

/** A process that begins at an instant. */
export function startProcess(at: string, around: Around): Process {
  return {
    clock: fakeClock(at),
    around,
    isDead: false,
    calls: 0,
    last: '',
    asked: null,
    reads: new Map(),
    announced: new Map(),
    isFrozen: false,
    faults: 0,
  };
}

/** Milliseconds that a call takes. */
const CALL = 40;

/** Begins a call: what befalls it, or null. Throws when the process is dead or dies here. */
export function beginCall(process: Process, name: string): Trouble | null {
  if (process.isDead) throw new Crash('this process is dead');
  process.clock.advance(CALL);
  const { calls } = process;
  process.calls += 1;
  process.around.before(name, calls);
  const trouble = process.around.trouble(name, calls);
  if (trouble === 'crash-before') die(process);
  if (trouble !== null && trouble !== 'crash-after') process.faults += 1;
  return trouble;
}

/** Ends a call. Throws when the process dies here. */
export function endCall(process: Process, name: string, trouble: Trouble | null): void {
  if (trouble === 'crash-after') die(process);
  process.last = name;
}

function die(process: Process): never {
  process.isDead = true;
  throw new Crash('the process was killed');
}

function gitFault(operation: string): Fault {
  return new Fault('the remote did not answer', { where: 'remote', operation, retryable: true });
}

/** The remote as this process reaches it. */
export function remoteOf(process: Process, remote: Remote): Remote {
  async function call<R>(name: string, act: () => Promise<R>, ifFails: (fault: Fault) => R | Promise<R>): Promise<R> {
    const trouble = beginCall(process, name);
    const isDone = trouble === null || trouble === 'lost-answer' || trouble === 'crash-after';
    const result = isDone ? await act() : null;
    endCall(process, name, trouble);
    return result === null || trouble === 'lost-answer' ? ifFails(gitFault(name.split(' ')[0] ?? name)) : result;
  }
  const rethrow = (fault: Fault): never => {
    throw fault;
  };
  const push = async (name: string, act: () => Promise<PushResult>): Promise<PushResult> => {
    const trouble = beginCall(process, name);
    if (trouble === 'refused' || trouble === 'busy') {
      process.last = name;
      return { state: 'rejected', text: 'a rule of the remote refused it' };
    }
    const isDone = trouble !== 'lost-request';
    const result = isDone ? await act() : null;
    endCall(process, name, trouble);
    return result === null || trouble === 'lost-answer' ? { state: 'unknown', fault: gitFault('push') } : result;
  };
  return {
    address: remote.address,
    async ask(ref) {
      const answer = await call<RemoteRef>(
        `ask ${ref}`,
        () => remote.ask(ref),
        (fault) => ({ state: 'unknown', fault }),
      );
      if (ref === FREEZE) process.isFrozen = answer.state === 'present';
      if (ref === MAIN) process.asked = answer.state === 'present' ? answer.commit : null;
      return answer;
    },
    list: (prefix) => call('list', () => remote.list(prefix), rethrow),
    fetch: (refs) => call('fetch', () => remote.fetch(refs), rethrow),
    async commit(commit) {
      if (process.isDead) throw new Crash('this process is dead');
      return remote.commit(commit);
    },
    push(commit, ref, lease) {
      if (ref === JOURNAL) process.announced = new Map(process.reads);
      return push(`push ${ref}`, () => remote.push(commit, ref, lease));
    },
    remove: (ref, expected) => push(`remove ${ref}`, () => remote.remove(ref, expected)),
  };
}
