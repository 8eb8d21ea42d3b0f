/** Plan -> outcomes: the only step that mutates systems. The plan is an upper bound; every person is planned again first. */
import type { Change } from '../model/change.ts';
import type { IntentRecord } from '../model/journal.ts';
import { Fault } from '../ports.ts';
import { captureOf } from './capture.ts';
import { carryOutPortion } from './carry-out.ts';
import { watchHealth } from './health.ts';
import { batchesOf, type Portion, portionsOf } from './portions.ts';
import { intentOf, outcomeRecord } from './records.ts';
import type { ApplyRequest, ApplyResult } from './request.ts';
import { retry } from './retry.ts';
import { isMove, isSame, readTarget, type Target, targetKey } from './target.ts';
import { keepPlanned, type Prepared, settle, type UnderWay } from './under-way.ts';

export type { ApplyEnd, ApplyLog, ApplyRequest, ApplyResult, FreshTargets } from './request.ts';

/** Reads every target of a portion afresh. What cannot be read is settled as failed and left out. */
async function readPortion(run: UnderWay, portion: Portion): Promise<Prepared> {
  const targets = new Map<string, Target>();
  const readable: Change[] = [];
  for (const change of portion.changes) {
    const key = targetKey(change);
    try {
      if (!targets.has(key)) {
        const reader = await run.request.reader(change.system);
        targets.set(key, await retry(() => readTarget(change, reader), run.request.clock));
      }
      readable.push(change);
    } catch (error) {
      if (!(error instanceof Fault)) throw error;
      settle(run, change, { outcome: 'failed', detail: 'unreadable' });
    }
  }
  return { person: portion.person, changes: readable, targets };
}

/** A bug with one person holds this person only. */
function holdForBug(run: UnderWay, portion: Portion, error: unknown): null {
  run.bugs.push({ person: portion.person, error });
  for (const change of portion.changes) settle(run, change, { outcome: 'skipped', detail: 'bug' });
  return null;
}

/** Reads and plans one person again behind a bulkhead. */
async function prepare(run: UnderWay, portion: Portion): Promise<Prepared | null> {
  try {
    const read = await readPortion(run, portion);
    const fresh = await run.request.replan(read.person, read.targets);
    return { ...read, changes: keepPlanned(run, read.changes, fresh) };
  } catch (error) {
    if (!(error instanceof Fault)) return holdForBug(run, portion, error);
    run.end = 'remote';
    return null;
  }
}

/** What was announced holds only for targets that still look as they were captured. */
function keepCaptured(run: UnderWay, announced: Prepared, again: Prepared): Prepared {
  const changes = again.changes.filter((change) => {
    const key = targetKey(change);
    if (isSame(announced.targets.get(key) ?? null, again.targets.get(key) ?? null)) return true;
    settle(run, change, { outcome: 'superseded', detail: 'precondition' });
    return false;
  });
  return { ...again, changes };
}

/** The intents of one person's changes, each with what its target holds now. */
function intentsOf(run: UnderWay, prepared: Prepared): readonly IntentRecord[] | null {
  const { log, clock, sealer, declared } = run.request;
  const at = clock.now();
  try {
    return prepared.changes.map((change) => {
      const target = prepared.targets.get(targetKey(change)) ?? null;
      return intentOf(change, captureOf(target, { declared: declared(change), sealer, at, withPlace: isMove(change) }), {
        run: log.run,
        at,
      });
    });
  } catch (error) {
    return holdForBug(run, prepared, error);
  }
}

/** Pushes the intents of a batch; those who can be carried out now. */
async function announce(run: UnderWay, batch: readonly Prepared[]): Promise<readonly Prepared[]> {
  const announced = batch.map((prepared) => ({ prepared, intents: intentsOf(run, prepared) })).filter(({ intents }) => intents !== null);
  const records = announced.flatMap(({ intents }) => intents ?? []);
  if (records.length === 0) return [];
  const result = await run.request.log.append(records);
  if (result !== 'ok') {
    run.end = result === 'fenced' ? 'fenced' : 'journal';
    return [];
  }
  return announced.map(({ prepared }) => prepared);
}

/** Pushes the outcomes that the journal does not know yet. A lock that seemed lost because the remote did not answer is ours all the same. */
async function recordPending(run: UnderWay): Promise<void> {
  if (run.pending.length === 0 && run.end !== 'fenced') return;
  const { log } = run.request;
  const result = await log.append(run.pending.map((outcome) => outcomeRecord(outcome, log.run)));
  if (result === 'ok') run.pending.length = 0;
  if (run.end === 'fenced' && result === 'ok') run.end = 'remote';
  else if (run.end === null || run.end === 'fenced') run.end = result === 'ok' ? null : result === 'fenced' ? 'fenced' : 'journal';
}

async function applyBatch(run: UnderWay, batch: readonly Portion[]): Promise<void> {
  const { log, stopping } = run.request;
  const prepared: Prepared[] = [];
  for (const portion of batch) {
    const ready = await prepare(run, portion);
    if (run.end !== null) return;
    if (ready !== null) prepared.push(ready);
  }
  const announced = await announce(run, prepared);
  for (const one of announced) {
    if (stopping()) {
      run.end = 'signal';
      return;
    }
    if (!(await log.stillOurs())) {
      run.end = 'fenced';
      return;
    }
    // Alone in its batch it was planned a moment ago; else the default branch may have moved while others were planned or written.
    const again = announced.length === 1 ? one : await prepare(run, one);
    if (run.end !== null) return;
    if (again !== null) await carryOutPortion(run, keepCaptured(run, one, again));
    if (run.end !== null) return;
    run.request.report?.(`${one.person ?? 'list'} ${one.changes.length}`);
  }
}

/** Carries a plan out. Writes nothing that planning again would not also write, and nothing once the lock is lost. */
export async function apply(request: ApplyRequest): Promise<ApplyResult> {
  const run: UnderWay = { request, health: watchHealth(), outcomes: [], pending: [], bugs: [], end: null };
  for (const batch of batchesOf(portionsOf(request.plan, request.failed))) {
    if (request.stopping()) run.end = 'signal';
    if (run.end !== null) break;
    await request.log.heartbeat();
    await applyBatch(run, batch);
    await recordPending(run);
  }
  return { outcomes: run.outcomes, unrecorded: run.pending, end: run.end, bugs: run.bugs };
}
