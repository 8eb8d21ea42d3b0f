/** One change carried out: read, write, read again. Never claims what was not seen. */
import type { Change } from '../model/change.ts';
import type { OutcomeKind } from '../model/outcome.ts';
import { type Clock, Fault, type SystemReader, type SystemWriter, type Write } from '../ports.ts';
import { retry } from './retry.ts';
import { isOfHidden, isReached, isSame, type Particulars, readTarget, type Target, writesOf } from './target.ts';

/** What is needed for one change. `expected` is how the target must look right before the write. */
export interface Step {
  readonly change: Change;
  readonly expected: Target;
  readonly reader: SystemReader;
  readonly writer: SystemWriter;
  readonly clock: Clock;
  /** Milliseconds; shorter than what is left of the lock's lease. */
  readonly timeout: number;
  readonly particulars?: Particulars;
  /** Asked right before the write: null when nothing stands against it, else the code of what does (`fenced`, `head-moved`). */
  readonly objection: () => Promise<string | null>;
}

/** How the change ended, and how the target looked last. */
export interface StepResult {
  readonly outcome: OutcomeKind;
  readonly detail: string | null;
  readonly seen: Target;
}

/** Waits between readings after a write, in milliseconds: some systems show a write only later. */
const PATIENCE = [0, 1_000, 2_000, 4_000] as const;

async function verify(step: Step): Promise<StepResult> {
  let seen: Target = null;
  let reached: boolean | null = null;
  for (const wait of PATIENCE) {
    if (wait > 0) await step.clock.sleep(wait);
    try {
      seen = await retry(() => readTarget(step.change, step.reader), step.clock);
    } catch (error) {
      if (!(error instanceof Fault)) throw error;
      return { outcome: 'unverifiable', detail: 'fault', seen: step.expected };
    }
    reached = isReached(step.change, seen, step.particulars);
    if (reached !== false) break;
  }
  if (reached === true) return { outcome: 'verified', detail: null, seen };
  return reached === null ? { outcome: 'unverifiable', detail: 'not-shown', seen } : { outcome: 'failed', detail: 'mismatch', seen };
}

/** An answer is taken for the deed only where nothing could ever be seen, and where what was seen does not speak against it. */
function isAccepted({ change, particulars }: Step, { outcome, detail }: StepResult): boolean {
  return change.kind === 'sessions' && particulars?.areSessionsAnswered === true && outcome === 'unverifiable' && detail === 'not-shown';
}

/** What stands against going on, found between two calls of one change. */
class Objected extends Error {
  readonly code: string;
  constructor(code: string) {
    super(code);
    this.code = code;
  }
}

/**
 * Writes everything the change needs. Returns null when all calls were answered, else the first failure. Every call but the first, which
 * was asked for a moment ago, is asked for again: waiting for a busy system, somebody may have merged something, or taken the lock.
 */
async function write(step: Step, seen: Target): Promise<Fault | Objected | null> {
  let isAsked = true;
  const send = async (one: Write): Promise<void> => {
    const objection = isAsked ? null : await step.objection();
    if (objection !== null) throw new Objected(objection);
    isAsked = false;
    await step.writer.write(one, step.timeout);
  };
  for (const one of writesOf(step.change, seen, step.particulars)) {
    try {
      await retry(() => send(one), step.clock);
    } catch (error) {
      if (error instanceof Objected || error instanceof Fault) return error;
      throw error;
    }
  }
  return null;
}

/** What was seen after a write that was begun and not answered as it should be. */
function afterFault({ meaning }: Fault, result: StepResult): StepResult {
  const isSeen = result.outcome === 'verified';
  // Not for want of an answer: a part was done, and the rest certainly was not.
  if (meaning === 'no-right') return isSeen ? result : { ...result, outcome: 'failed', detail: 'partly' };
  const detail = meaning ?? 'answer-lost';
  // Only what is seen counts. Not reached yet may still come true, so it is not called a failure.
  return isSeen ? { ...result, detail } : { outcome: 'unverifiable', detail, seen: result.seen };
}

/** Stopped between two calls: nothing was changed when the target still is as it was, else it is not known to be done. */
function halfDone(before: Target, result: StepResult, { code }: Objected): StepResult {
  const { outcome, seen } = result;
  if (outcome === 'verified') return { ...result, detail: 'answer-lost' };
  return isSame(before, seen) ? { outcome: 'skipped', detail: code, seen } : { outcome: 'unverifiable', detail: code, seen };
}

/** Carries one change out. Faults become outcomes; anything else thrown is a bug and is passed on. */
export async function writeOne(step: Step): Promise<StepResult> {
  let before: Target;
  try {
    before = await retry(() => readTarget(step.change, step.reader), step.clock);
  } catch (error) {
    if (!(error instanceof Fault)) throw error;
    return { outcome: 'failed', detail: 'unreadable', seen: step.expected };
  }
  if (before === null && !isOfHidden(step.change)) return { outcome: 'skipped', detail: 'absent', seen: null };
  if (!isSame(before, step.expected)) return { outcome: 'skipped', detail: 'precondition', seen: before };
  if (isReached(step.change, before, step.particulars) === true) return { outcome: 'already-so', detail: null, seen: before };
  const objection = await step.objection();
  if (objection !== null) return { outcome: 'skipped', detail: objection, seen: before };
  const trouble = await write(step, before);
  if (trouble instanceof Fault && trouble.refused) return { outcome: 'failed', detail: trouble.meaning ?? 'refused', seen: before };
  const result = await verify(step);
  if (trouble instanceof Objected) return halfDone(before, result, trouble);
  if (trouble !== null) return afterFault(trouble, result);
  return isAccepted(step, result) ? { ...result, outcome: 'accepted' } : result;
}
