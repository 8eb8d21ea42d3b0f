/** The lock: whoever's claim the remote shows at the head of the journal holds it. Taken, waited for, stolen from the dead, or released by a person. */
import type { CommitId, Instant } from '../../schemas/primitives.ts';
import type { ClaimRecord, CloseRecord } from '../model/journal.ts';
import type { RemoteRef } from '../ports.ts';
import { Fault, invariant } from '../ports.ts';
import { chainRecords } from './chain.ts';
import type { JournalWorld, RunJournal } from './journal.ts';
import { moment, openJournal } from './journal.ts';
import { isNonce, JOURNAL_AUTHOR, JOURNAL_REF, NO_DIGEST, runId, runPath } from './journal-places.ts';
import { landCommit } from './journal-push.ts';
import { claimSubject, commitMessage, subjectOf } from './journal-text.ts';
import type { Tip } from './journal-tip.ts';
import { readTip } from './journal-tip.ts';

/** Milliseconds of one's own elapsed time for which a head must stand still before its run counts as dead. */
export const STILL = 16 * 60_000;
/** Milliseconds between two looks at a lock that is waited for. */
const LOOK = 30_000;

/** What a claim says besides what the lock itself fills in. */
export type ClaimDraft = Omit<ClaimRecord, 'type' | 'journal' | 'run' | 'nonce' | 'at'>;

/** A wish for the lock. */
export interface LockRequest extends JournalWorld {
  /** 32 random hex digits, new for every attempt: two runs of the same second must not make the same commit. */
  readonly nonce: string;
  readonly claim: ClaimDraft;
  /** The head that the run's memory was recalled from (null: there was no journal). The claim goes on top of exactly this one. */
  readonly on: CommitId | null;
  /** False: says `locked` at once instead of watching whether the holder is dead. */
  readonly wait?: boolean;
}

/** Whether the lock is ours. `failed` with a fault of operation `moved` means: recall and plan again, another run came between. */
export type LockResult =
  | { readonly state: 'held'; readonly run: RunJournal }
  | { readonly state: 'locked'; readonly holder: string; readonly since: Instant }
  | { readonly state: 'failed'; readonly fault: Fault };

/** Takes the lock, when it is free or its holder has stood still for 16 minutes of our own time. A holder that moves is alive: `locked`. */
export async function takeLock(request: LockRequest): Promise<LockResult> {
  invariant(isNonce(request.nonce), 'a nonce is 32 hex digits');
  return guarded(async () => {
    const tip = await lookAt(request);
    if (tip instanceof Fault) return { state: 'failed', fault: tip };
    if (tip !== null && tip.isLive) {
      const holder = request.wait === false ? tip : await watch(request, tip);
      if (holder instanceof Fault) return { state: 'failed', fault: holder };
      if (holder !== null) return { state: 'locked', holder: holder.run, since: holder.lastAt };
    }
    return claim(request, tip);
  });
}

async function guarded(action: () => Promise<LockResult>): Promise<LockResult> {
  try {
    return await action();
  } catch (error) {
    if (error instanceof Fault) return { state: 'failed', fault: error };
    throw error;
  }
}

/** The newest run, null when there is no journal, or a fault: not to be asked, or not where memory left it. */
async function lookAt(request: LockRequest): Promise<Tip | null | Fault> {
  const shown = await request.remote.ask(JOURNAL_REF);
  if (shown.state === 'unknown') return shown.fault;
  const head = headOf(shown);
  if (head === null) return request.on === null ? null : moved();
  await request.remote.fetch([JOURNAL_REF]);
  const tip = await readTip(request.reader, head, request.hash);
  // A live holder is named even when memory is behind it: it is what the person must know.
  return head === request.on || tip.isLive ? tip : moved();
}

function headOf(shown: Exclude<RemoteRef, { state: 'unknown' }>): CommitId | null {
  return shown.state === 'present' ? shown.commit : null;
}

function moved(): Fault {
  return new Fault('another run has written the journal since it was read; start again', {
    where: 'journal',
    operation: 'moved',
    retryable: true,
  });
}

/** Watches a live run by our own clock: null when it stood still long enough, the tip when it moved, a fault when it went away. */
async function watch(request: LockRequest, tip: Tip): Promise<Tip | Fault | null> {
  const { clock, remote } = request;
  const start = clock.elapsed();
  while (clock.elapsed() - start < STILL) {
    await clock.sleep(Math.min(LOOK, STILL - (clock.elapsed() - start)));
    const shown = await remote.ask(JOURNAL_REF);
    if (shown.state === 'unknown') return shown.fault;
    const head = headOf(shown);
    if (head === tip.head) continue;
    if (head === null) return moved();
    await remote.fetch([JOURNAL_REF]);
    const next = await readTip(request.reader, head, request.hash);
    return next.isLive ? next : moved();
  }
  return tip.head === request.on ? null : moved();
}

async function claim(request: LockRequest, tip: Tip | null): Promise<LockResult> {
  const { clock, remote, hash, nonce } = request;
  const since = moment(clock);
  const run = runId(since.wall, nonce);
  const record: ClaimRecord = { ...request.claim, type: 'claim', journal: 1, run, nonce, at: since.wall };
  const { text, last } = chainRecords(tip?.last ?? NO_DIGEST, [record], hash);
  const parent = tip?.head ?? null;
  const id = await remote.commit({
    parent,
    files: new Map([[runPath(run), text]]),
    message: commitMessage(claimSubject(record), { run, digest: last }),
    author: JOURNAL_AUTHOR,
    at: since.wall,
  });
  const landed = await landCommit(request, { id, parent });
  if (landed.state === 'ours') return { state: 'held', run: openJournal(request, run, { head: id, text, last, since }) };
  if (landed.state === 'unknown') return { state: 'failed', fault: landed.fault };
  if (landed.state === 'refused') {
    const about = { where: 'journal', operation: 'claim', refused: true };
    return { state: 'failed', fault: new Fault(`the remote refused the journal: ${landed.text}`, about) };
  }
  const winner = await lookAt({ ...request, on: landed.head });
  if (winner instanceof Fault) return { state: 'failed', fault: winner };
  return winner !== null && winner.isLive
    ? { state: 'locked', holder: winner.run, since: winner.lastAt }
    : { state: 'failed', fault: moved() };
}

/** A person's wish to take the lock from a run that is known to be dead. */
export interface UnlockRequest extends JournalWorld {
  /** Why, in one line; stands in the commit's message. Names no person. */
  readonly reason: string;
  /** The run that is meant; null takes whoever holds it. */
  readonly run: string | null;
}

/** How unlocking ended. */
export type UnlockResult =
  | { readonly state: 'released'; readonly run: string }
  | { readonly state: 'free' }
  | { readonly state: 'other'; readonly holder: string; readonly since: Instant }
  | { readonly state: 'failed'; readonly fault: Fault };

/** Closes the dead run's file with exit 130, which fences the run should it still be alive. Its open intents stay open for the next run. */
export async function releaseLock(request: UnlockRequest): Promise<UnlockResult> {
  const { remote, reader, clock, hash } = request;
  try {
    const shown = await remote.ask(JOURNAL_REF);
    if (shown.state === 'unknown') return { state: 'failed', fault: shown.fault };
    const head = headOf(shown);
    if (head === null) return { state: 'free' };
    await remote.fetch([JOURNAL_REF]);
    const tip = await readTip(reader, head, hash);
    if (!tip.isLive) return { state: 'free' };
    if (request.run !== null && request.run !== tip.run) return { state: 'other', holder: tip.run, since: tip.lastAt };
    const at = clock.now();
    const record: CloseRecord = {
      type: 'close',
      run: tip.run,
      at,
      exit: 130,
      exits: [130],
      unread: [],
      counts: {},
      only: null,
      plan: null,
    };
    const { text, last } = chainRecords(tip.last, [record], hash);
    const id = await remote.commit({
      parent: head,
      files: new Map([[tip.path, tip.text + text]]),
      message: commitMessage(`Unlock: ${subjectOf([record])}`, { run: tip.run, digest: last, reason: request.reason }),
      author: JOURNAL_AUTHOR,
      at,
    });
    const landed = await landCommit(request, { id, parent: head });
    if (landed.state === 'ours') return { state: 'released', run: tip.run };
    if (landed.state === 'moved') return { state: 'failed', fault: moved() };
    const about = { where: 'journal', operation: 'unlock', refused: true };
    return {
      state: 'failed',
      fault: landed.state === 'unknown' ? landed.fault : new Fault(`the remote refused the journal: ${landed.text}`, about),
    };
  } catch (error) {
    if (error instanceof Fault) return { state: 'failed', fault: error };
    throw error;
  }
}
