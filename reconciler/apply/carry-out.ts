/** One person's changes carried out in order, each right after asking whether it still may be. */
import type { Change } from '../model/change.ts';
import type { Outcome } from '../model/outcome.ts';
import { Fault } from '../ports.ts';
import type { FreshTargets } from './request.ts';
import { isMove, targetKey } from './target.ts';
import { keepPlanned, type Prepared, settle, type UnderWay } from './under-way.ts';
import { type StepResult, writeOne } from './write-one.ts';

const LONGEST_REQUEST = 30_000;
/** A request must end this long before the lease does. */
const MARGIN = 60_000;
/** How often one person is planned anew because the default branch moved under them. */
const MOST_MOVES = 5;

/** Outcomes after which what depends on a change may follow. */
const DONE: ReadonlySet<Outcome['outcome']> = new Set(['verified', 'accepted', 'already-so']);

type Result = Pick<StepResult, 'outcome' | 'detail'>;

/** Null when nothing stands against the next write, else the code of what does. */
async function objectionOf(run: UnderWay): Promise<string | null> {
  const { log, isCurrent } = run.request;
  if (log.remaining() <= MARGIN) {
    run.end = 'lease';
    return 'lease';
  }
  if (!(await log.stillOurs())) {
    run.end = 'fenced';
    return 'fenced';
  }
  return (await isCurrent()) ? null : 'head-moved';
}

async function attempt(run: UnderWay, change: Change, prepared: Prepared): Promise<Result> {
  const { clock, log } = run.request;
  const { targets } = prepared;
  if (change.by !== 'reconciler') return { outcome: 'handed-over', detail: null };
  if (run.health.isStopped(change.system)) return { outcome: 'skipped', detail: 'pilot-stopped' };
  const writer = await run.request.writer(change.system);
  if (writer === null) return { outcome: 'skipped', detail: 'no-writer' };
  const particulars = run.request.particulars(change);
  if (isMove(change) && particulars.place === null) return { outcome: 'skipped', detail: 'no-place' };
  const timeout = Math.min(LONGEST_REQUEST, log.remaining() - MARGIN);
  if (timeout <= 0) {
    run.end = 'lease';
    return { outcome: 'skipped', detail: 'lease' };
  }
  const key = targetKey(change);
  const reader = await run.request.reader(change.system);
  const expected = targets.get(key) ?? null;
  const result = await writeOne({ change, expected, reader, writer, clock, timeout, particulars, objection: () => objectionOf(run) });
  // What somebody else made of the target is not what was announced: no later change of it may take that for its own ground.
  if (result.detail !== 'precondition') targets.set(key, result.seen);
  return result;
}

async function attemptGuarded(run: UnderWay, change: Change, prepared: Prepared): Promise<Result> {
  try {
    return await attempt(run, change, prepared);
  } catch (error) {
    if (error instanceof Fault) return { outcome: 'failed', detail: 'fault' };
    run.bugs.push({ person: prepared.person, error });
    return { outcome: 'failed', detail: 'bug' };
  }
}

/** The rest of a person's changes, as far as the default branch where it stands now asks for them on what was read before their first write. */
async function replanRest(
  run: UnderWay,
  rest: readonly Change[],
  at: { prepared: Prepared; origin: FreshTargets },
): Promise<readonly Change[]> {
  const { person } = at.prepared;
  try {
    return keepPlanned(run, rest, await run.request.replan(person, at.origin));
  } catch (error) {
    if (error instanceof Fault) run.end = 'remote';
    else run.bugs.push({ person, error });
    for (const change of rest) settle(run, change, { outcome: 'skipped', detail: error instanceof Fault ? 'remote' : 'bug' });
    return [];
  }
}

/** Carries out one person's changes in order; a failed one holds back what depends on it. A default branch that moves has what is left planned again. */
export async function carryOutPortion(run: UnderWay, prepared: Prepared): Promise<void> {
  const origin = new Map(prepared.targets);
  const undone = new Set<Outcome['change']>();
  const note = (change: Change, result: Result) => {
    const { outcome } = settle(run, change, result);
    if (!DONE.has(outcome)) undone.add(change.id);
  };
  let rest = prepared.changes;
  let moves = 0;
  for (let [change] = rest; change !== undefined; [change] = rest) {
    if (run.end !== null) return;
    const result: Result = change.dependsOn.some((id) => undone.has(id))
      ? { outcome: 'skipped', detail: 'dependency' }
      : await attemptGuarded(run, change, prepared);
    if (result.detail === 'head-moved' && moves < MOST_MOVES) {
      moves += 1;
      rest = await replanRest(run, rest, { prepared, origin });
      continue;
    }
    note(change, result);
    rest = rest.slice(1);
  }
}
