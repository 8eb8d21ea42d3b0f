/** Plan -> outcomes: the only step that mutates systems. The plan is an upper bound; every person is planned again first. */
import type { EmployeeId, Entitlement, SystemId } from '../../schemas/primitives.ts';
import { canonicalJson } from '../canonical.ts';
import type { Change } from '../model/change.ts';
import type { JournalRecord } from '../model/journal.ts';
import type { Outcome } from '../model/outcome.ts';
import type { Plan } from '../model/plan.ts';
import { type Clock, Fault, type Sealer, type SystemReader, type SystemWriter } from '../ports.ts';
import { captureOf } from './capture.ts';
import { type Health, watchHealth } from './health.ts';
import { accountOf, intentOf, outcomeOf, outcomeRecord } from './records.ts';
import { retry } from './retry.ts';
import { isSame, readTarget, type Target, targetKey } from './target.ts';
import { writeOne } from './write-one.ts';

/** The lock and the journal of this run, as far as apply needs them. */
export interface ApplyLog {
  readonly run: string;
  append(records: readonly JournalRecord[]): Promise<'ok' | 'fenced' | 'failed'>;
  /** True while the remote's journal head is still the one this run pushed. */
  stillOurs(): Promise<boolean>;
  /** Extends the lease when five minutes have passed. */
  heartbeat(): Promise<unknown>;
  /** Milliseconds of lease left, by the larger of wall and monotonic time. */
  remaining(): number;
}

/** What has just been read of targets, by `targetKey`. */
export type FreshTargets = ReadonlyMap<string, Target>;

/** Everything apply is given. Writers that are not there are how a dry run looks. */
export interface ApplyRequest {
  readonly plan: Plan;
  readonly log: ApplyLog;
  readonly clock: Clock;
  readonly sealer: Sealer;
  readonly reader: (system: SystemId) => Promise<SystemReader>;
  readonly writer: (system: SystemId) => Promise<SystemWriter | null>;
  /** Plans one person (null: nobody's accounts) again from the default branch as it is now, with the true clock and these readings. Throws Fault when the branch cannot be asked for. */
  readonly replan: (person: EmployeeId | null, fresh: FreshTargets) => Promise<Pick<Plan, 'changes'>>;
  /** Asks the default branch: true while it stands where the last `replan` found it. Throws Fault. */
  readonly isCurrent: () => Promise<boolean>;
  /** Entitlements that the files declare for the change's account. */
  readonly declared: (change: Change) => ReadonlySet<Entitlement>;
  readonly stopping: () => boolean;
  readonly report?: (line: string) => void;
}

/** Why apply ended before its plan did; null when it did not. */
export type ApplyEnd = 'fenced' | 'journal' | 'signal' | 'lease' | 'remote' | null;

/** What became of every change that was begun. `unrecorded` are effects the journal does not know yet. */
export interface ApplyResult {
  readonly outcomes: readonly Outcome[];
  readonly unrecorded: readonly Outcome[];
  readonly end: ApplyEnd;
  readonly bugs: readonly { readonly person: EmployeeId | null; readonly error: unknown }[];
}

/** At most this many accounts' intents are pushed at once, so that at most as many effects are ever unrecorded. */
const BATCH = 20;
const LONGEST_REQUEST = 30_000;
/** A request must end this long before the lease does. */
const MARGIN = 60_000;

interface Run {
  readonly request: ApplyRequest;
  readonly health: Health;
  readonly outcomes: Outcome[];
  readonly pending: Outcome[];
  readonly bugs: { person: EmployeeId | null; error: unknown }[];
  end: ApplyEnd;
}

/** One person's changes, still to be planned again. */
interface Portion {
  readonly person: EmployeeId | null;
  readonly changes: readonly Change[];
}

interface Prepared extends Portion {
  readonly targets: Map<string, Target>;
}

function portions(plan: Plan): Portion[] {
  const found = new Map<string, { person: EmployeeId | null; changes: Change[] }>();
  for (const change of plan.changes) {
    const key = change.person ?? `list/${change.system}/${accountOf(change)}`;
    const portion = found.get(key);
    if (portion === undefined) found.set(key, { person: change.person, changes: [change] });
    else portion.changes.push(change);
  }
  return [...found.values()];
}

/** The first batch is one person, the pilot; later ones fill up to the number of accounts that one push of intents covers. */
function* batches(all: readonly Portion[]): Generator<readonly Portion[]> {
  let batch: Portion[] = [];
  let accounts = 0;
  let isPilot = true;
  for (const portion of all) {
    const count = new Set(portion.changes.map(targetKey)).size;
    if (batch.length > 0 && (isPilot || accounts + count > BATCH)) {
      yield batch;
      [batch, accounts, isPilot] = [[], 0, false];
    }
    batch.push(portion);
    accounts += count;
  }
  if (batch.length > 0) yield batch;
}

/** Two lines ask for the same when id, aim and ground agree; a changed precondition means that the world moved. */
function isSameChange(a: Change, b: Change): boolean {
  return (
    a.id === b.id && canonicalJson([a.before, a.after, a.precondition, a.by]) === canonicalJson([b.before, b.after, b.precondition, b.by])
  );
}

function settle(run: Run, change: Change, result: { outcome: Outcome['outcome']; detail: string | null }): Outcome {
  const outcome = outcomeOf(change, result, run.request.clock.now());
  run.outcomes.push(outcome);
  run.pending.push(outcome);
  run.health.note(change.system, outcome.outcome, outcome.detail);
  return outcome;
}

/** Reads every target of a portion afresh. What cannot be read is settled as failed and left out. */
async function readPortion(run: Run, portion: Portion): Promise<Prepared> {
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

/** Keeps what planning again from head also asks for; settles the rest as superseded. */
async function keepPlanned(run: Run, prepared: Prepared): Promise<Prepared> {
  const fresh = await run.request.replan(prepared.person, prepared.targets);
  const again = new Map(fresh.changes.map((change) => [change.id, change]));
  const kept: Change[] = [];
  for (const change of prepared.changes) {
    const twin = again.get(change.id);
    if (twin !== undefined && isSameChange(change, twin)) kept.push(change);
    else settle(run, change, { outcome: 'superseded', detail: twin === undefined ? 'not-planned-again' : 'precondition' });
  }
  return { ...prepared, changes: kept };
}

/** Reads and plans one person again behind a bulkhead: a bug holds this person only. */
async function prepare(run: Run, portion: Portion): Promise<Prepared | null> {
  try {
    return await keepPlanned(run, await readPortion(run, portion));
  } catch (error) {
    if (error instanceof Fault) {
      run.end = 'remote';
      return null;
    }
    run.bugs.push({ person: portion.person, error });
    for (const change of portion.changes) settle(run, change, { outcome: 'skipped', detail: 'bug' });
    return null;
  }
}

/** What was announced holds only for targets that still look as they were captured. */
function keepCaptured(run: Run, announced: Prepared, again: Prepared): Prepared {
  const changes = again.changes.filter((change) => {
    const key = targetKey(change);
    if (isSame(announced.targets.get(key) ?? null, again.targets.get(key) ?? null)) return true;
    settle(run, change, { outcome: 'superseded', detail: 'precondition' });
    return false;
  });
  return { ...again, changes };
}

async function announce(run: Run, batch: readonly Prepared[]): Promise<boolean> {
  const { log, clock, sealer, declared } = run.request;
  const at = clock.now();
  const records: JournalRecord[] = [];
  for (const prepared of batch) {
    for (const change of prepared.changes) {
      const target = prepared.targets.get(targetKey(change)) ?? null;
      const capture = captureOf(target, { declared: declared(change), sealer, at });
      records.push(intentOf(change, capture, { run: log.run, at }));
    }
  }
  if (records.length === 0) return true;
  const result = await log.append(records);
  if (result !== 'ok') run.end = result === 'fenced' ? 'fenced' : 'journal';
  return result === 'ok';
}

/** Pushes the outcomes that the journal does not know yet. */
async function recordPending(run: Run): Promise<void> {
  if (run.pending.length === 0) return;
  const records = run.pending.map((outcome) => outcomeRecord(outcome, run.request.log.run));
  const result = await run.request.log.append(records);
  if (result === 'ok') run.pending.length = 0;
  else run.end ??= result === 'fenced' ? 'fenced' : 'journal';
}

async function carryOut(run: Run, change: Change, targets: Map<string, Target>): Promise<Outcome> {
  const { clock, log } = run.request;
  if (change.by !== 'reconciler') return settle(run, change, { outcome: 'handed-over', detail: null });
  if (run.health.isStopped(change.system)) return settle(run, change, { outcome: 'skipped', detail: 'pilot-stopped' });
  const writer = await run.request.writer(change.system);
  if (writer === null) return settle(run, change, { outcome: 'skipped', detail: 'no-writer' });
  const timeout = Math.min(LONGEST_REQUEST, log.remaining() - MARGIN);
  if (timeout <= 0) {
    run.end = 'lease';
    return settle(run, change, { outcome: 'skipped', detail: 'lease' });
  }
  const key = targetKey(change);
  const reader = await run.request.reader(change.system);
  const objection = async () => {
    if (log.remaining() <= MARGIN || !(await log.stillOurs())) {
      run.end = 'fenced';
      return 'fenced';
    }
    return (await run.request.isCurrent()) ? null : 'head-moved';
  };
  const result = await writeOne({ change, expected: targets.get(key) ?? null, reader, writer, clock, timeout, objection });
  targets.set(key, result.seen);
  return settle(run, change, result);
}

/** Carries out one person's changes in order; a failed one holds back what depends on it. */
async function carryOutPortion(run: Run, prepared: Prepared): Promise<void> {
  const undone = new Set<string>();
  for (const change of prepared.changes) {
    if (run.end !== null) return;
    if (change.dependsOn.some((id) => undone.has(id))) {
      settle(run, change, { outcome: 'skipped', detail: 'dependency' });
      undone.add(change.id);
      continue;
    }
    try {
      const { outcome } = await carryOut(run, change, prepared.targets);
      if (outcome !== 'verified' && outcome !== 'already-so') undone.add(change.id);
    } catch (error) {
      if (!(error instanceof Fault)) run.bugs.push({ person: prepared.person, error });
      settle(run, change, { outcome: 'failed', detail: error instanceof Fault ? 'fault' : 'bug' });
      undone.add(change.id);
    }
  }
}

async function applyBatch(run: Run, batch: readonly Portion[]): Promise<void> {
  const { log, stopping } = run.request;
  const prepared: Prepared[] = [];
  for (const portion of batch) {
    const ready = await prepare(run, portion);
    if (run.end !== null) return;
    if (ready !== null) prepared.push(ready);
  }
  if (!(await announce(run, prepared))) return;
  for (const one of prepared) {
    if (stopping()) {
      run.end = 'signal';
      return;
    }
    if (!(await log.stillOurs())) {
      run.end = 'fenced';
      return;
    }
    // Alone in its batch it was planned a moment ago; else the default branch may have moved while others were planned or written.
    const again = prepared.length === 1 ? one : await prepare(run, one);
    if (run.end !== null) return;
    if (again !== null) await carryOutPortion(run, keepCaptured(run, one, again));
    if (run.end !== null) return;
    run.request.report?.(`${one.person ?? 'list'} ${one.changes.length}`);
  }
}

/** Carries a plan out. Writes nothing that planning again would not also write, and nothing once the lock is lost. */
export async function apply(request: ApplyRequest): Promise<ApplyResult> {
  const run: Run = { request, health: watchHealth(), outcomes: [], pending: [], bugs: [], end: null };
  for (const batch of batches(portions(request.plan))) {
    if (request.stopping()) run.end = 'signal';
    if (run.end !== null) break;
    await request.log.heartbeat();
    await applyBatch(run, batch);
    if (run.end !== 'fenced') await recordPending(run);
  }
  return { outcomes: run.outcomes, unrecorded: run.pending, end: run.end, bugs: run.bugs };
}
