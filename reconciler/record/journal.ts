/** A run's own end of the journal while it holds the lock: what it appends, how long its lease lasts, whether it has been fenced. */
import type { CommitId, Digest, Instant } from '../../schemas/primitives.ts';
import { millisecondsOf } from '../calendar.ts';
import type { Hash } from '../canonical.ts';
import { canonicalJson } from '../canonical.ts';
import type { CloseRecord, JournalRecord } from '../model/journal.ts';
import type { Clock, ObjectReader, Remote } from '../ports.ts';
import { Fault } from '../ports.ts';
import { chainRecords } from './chain.ts';
import { JOURNAL_AUTHOR, JOURNAL_REF, runPath } from './journal-places.ts';
import { landCommit } from './journal-push.ts';
import { commitMessage, subjectOf } from './journal-text.ts';
import { readTip } from './journal-tip.ts';

/** Milliseconds that a lock lasts after its last push. */
export const LEASE = 15 * 60_000;
/** Milliseconds after which a run that has nothing else to push says that it is alive. */
export const HEARTBEAT = 5 * 60_000;
/** Attempts to go on after others' late records came between. */
const ROUNDS = 5;
/** Pushes of unknown outcome that are remembered. */
const MOST_ATTEMPTS = 20;

/** How an append ended: recorded; the lock is lost for good; or the remote could not be reached or refused, and it may be tried again. */
export type Appended = 'ok' | 'fenced' | 'failed';

/** The outside world of the journal. */
export interface JournalWorld {
  readonly remote: Remote;
  readonly reader: ObjectReader;
  readonly clock: Clock;
  readonly hash: Hash;
}

/** The journal as the holder of the lock writes it. */
export interface RunJournal {
  readonly run: string;
  /** The head that this run pushed last. */
  head(): CommitId;
  /** Digest of the last record there. */
  lastDigest(): Digest;
  /** Pushes records by fast-forward; once fenced, always fenced. The message is one line of fixed words; without it the records are counted. */
  append(records: readonly JournalRecord[], message?: string): Promise<Appended>;
  /** Pushes a heartbeat when the last push is five minutes old, else does nothing. */
  heartbeat(): Promise<Appended>;
  /** Milliseconds left of the lease, by the larger of wall and elapsed time; 0 when it is over. */
  remaining(): number;
  close(record: CloseRecord): Promise<Appended>;
  /** True when the remote's head is this run's, or only others' late records came after it. False when it cannot be asked. */
  stillOurs(): Promise<boolean>;
  /** The fault behind the last `failed`; null when there was none. */
  lastFault(): Fault | null;
}

/** Where the run stands: what it pushed last and when that was begun. */
export interface Standing {
  readonly head: CommitId;
  readonly text: string;
  readonly last: Digest;
  readonly since: { readonly wall: Instant; readonly elapsed: number };
}

/** A push that was begun: should it turn out to have landed without an answer, the run stands there, and these records need not come again. */
interface Attempt extends Standing {
  readonly records: readonly string[];
}

interface State {
  readonly world: JournalWorld;
  readonly run: string;
  standing: Standing;
  /** Pushes of unknown outcome since `standing`, oldest first. */
  attempts: readonly Attempt[];
  /** Records that landed unseen. */
  recorded: ReadonlySet<string>;
  isFenced: boolean;
  fault: Fault | null;
}

/** The journal of a run that holds the lock and has pushed `standing`. */
export function openJournal(world: JournalWorld, run: string, standing: Standing): RunJournal {
  const state: State = { world, run, standing, attempts: [], recorded: new Set(), isFenced: false, fault: null };
  return {
    run,
    head: () => state.standing.head,
    lastDigest: () => state.standing.last,
    append: (records, message) => append(state, records, message ?? subjectOf(records)),
    heartbeat: () => heartbeat(state),
    remaining: () => Math.max(0, LEASE - age(state)),
    close: (record) => append(state, [record], subjectOf([record])),
    stillOurs: () => stillOurs(state),
    lastFault: () => state.fault,
  };
}

/** Moments as both clocks show them. */
export function moment(clock: Clock): Standing['since'] {
  return { wall: clock.now(), elapsed: clock.elapsed() };
}

/** Elapsed time stands still while a machine sleeps, wall time may be set back: the larger of the two is believed. */
function age(state: State): number {
  const { clock } = state.world;
  const { wall, elapsed } = state.standing.since;
  return Math.max(millisecondsOf(clock.now()) - millisecondsOf(wall), clock.elapsed() - elapsed);
}

async function append(state: State, records: readonly JournalRecord[], subject: string): Promise<Appended> {
  if (state.isFenced) return 'fenced';
  try {
    for (let round = 0; round < ROUNDS; round += 1) {
      const rest = records.filter((record) => !state.recorded.has(canonicalJson(record)));
      if (rest.length === 0) return 'ok';
      const done = await appendOnce(state, rest, subject);
      if (done !== 'again') return done;
    }
    state.fault = new Fault('the journal moved all the time', { where: 'journal', operation: 'append', retryable: true });
    return 'failed';
  } catch (error) {
    if (!(error instanceof Fault)) throw error;
    state.fault = error;
    return 'failed';
  }
}

async function appendOnce(state: State, records: readonly JournalRecord[], subject: string): Promise<Appended | 'again'> {
  const { world, run, standing } = state;
  const since = moment(world.clock);
  const chained = chainRecords(standing.last, records, world.hash);
  const text = standing.text + chained.text;
  const head = await world.remote.commit({
    parent: standing.head,
    files: new Map([[runPath(run), text]]),
    message: commitMessage(subject, { run, digest: chained.last }),
    author: JOURNAL_AUTHOR,
    at: since.wall,
  });
  const attempt: Attempt = { head, text, last: chained.last, since, records: records.map((record) => canonicalJson(record)) };
  state.attempts = [...state.attempts.slice(-MOST_ATTEMPTS), attempt];
  const landed = await landCommit(world, { id: head, parent: standing.head });
  if (landed.state === 'ours') {
    standAt(state, attempt);
    state.recorded = new Set();
    return 'ok';
  }
  if (landed.state === 'moved') return (await adopt(state, landed.head)) ? 'again' : 'fenced';
  state.fault =
    landed.state === 'unknown'
      ? landed.fault
      : new Fault(`the remote refused the journal: ${landed.text}`, { where: 'journal', operation: 'append', refused: true });
  return 'failed';
}

function standAt(state: State, attempt: Attempt): void {
  state.standing = attempt;
  state.attempts = [];
  state.recorded = new Set(attempt.records);
}

async function isOnTop(world: JournalWorld, below: CommitId, head: CommitId | null): Promise<boolean> {
  if (head === null) return false;
  await world.remote.fetch([JOURNAL_REF]);
  return world.reader.isAncestor(below, head);
}

/** Goes on from a head that is a push of ours without an answer, or only added late records to this run's file: a fenced run may tell what it did without taking the lock. Any other head fences this run. */
async function adopt(state: State, head: CommitId | null): Promise<boolean> {
  const { world, run } = state;
  for (const attempt of state.attempts) if (await isOnTop(world, attempt.head, head)) standAt(state, attempt);
  const { standing } = state;
  if (standing.head === head) return true;
  if (await isOnTop(world, standing.head, head)) {
    const tip = head === null ? null : await readTip(world.reader, head, world.hash);
    if (tip?.run === run && tip.text.startsWith(standing.text)) {
      const added = tip.records.slice(standing.text.split('\n').length - 1);
      if (added.every((record) => record.type === 'late')) {
        state.standing = { ...standing, head: tip.head, text: tip.text, last: tip.last };
        return true;
      }
    }
  }
  state.isFenced = true;
  return false;
}

async function heartbeat(state: State): Promise<Appended> {
  if (state.isFenced) return 'fenced';
  if (age(state) < HEARTBEAT) return 'ok';
  const record: JournalRecord = { type: 'heartbeat', run: state.run, at: state.world.clock.now() };
  return append(state, [record], subjectOf([record]));
}

async function stillOurs(state: State): Promise<boolean> {
  if (state.isFenced) return false;
  const { remote } = state.world;
  const shown = await remote.ask(JOURNAL_REF);
  if (shown.state === 'unknown') {
    state.fault = shown.fault;
    return false;
  }
  const head = shown.state === 'present' ? shown.commit : null;
  if (head === state.standing.head) return true;
  try {
    return await adopt(state, head);
  } catch (error) {
    if (!(error instanceof Fault)) throw error;
    state.fault = error;
    return false;
  }
}
