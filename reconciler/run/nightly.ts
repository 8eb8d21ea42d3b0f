/** The nightly: read, plan, lock, apply, record, report. Also what `apply` and `undo` do with a plan they already have. */
import type { Digest } from '../../schemas/primitives.ts';
import { Purpose } from '../../schemas/vocabulary.ts';
import { type ApplyResult, apply } from '../apply/apply.ts';
import type { NoticeResult } from '../apply/notices.ts';
import { lateRecord, outcomeRecord } from '../apply/records.ts';
import { dayOf } from '../calendar.ts';
import { Stop } from '../cli/context.ts';
import type { Exit } from '../cli/exit.ts';
import { escapeTerminal } from '../escape/terminal.ts';
import { checkDocument } from '../load/check-document.ts';
import type { JournalRecord } from '../model/journal.ts';
import type { Memory } from '../model/memory.ts';
import type { NoticeOutcome } from '../model/notice.ts';
import type { Outcome, PullOutcome } from '../model/outcome.ts';
import type { Plan } from '../model/plan.ts';
import type { Proposal } from '../model/proposal.ts';
import { declaredFor } from '../plan/declared.ts';
import { lastMoveIn } from '../plan/indices.ts';
import { Fault } from '../ports.ts';
import type { RunJournal } from '../record/journal.ts';
import { subjectOf } from '../record/journal-text.ts';
import { appendLate } from '../record/late.ts';
import { propose } from '../record/propose.ts';
import { exitsOf, withExits } from './exits.ts';
import { openForgeOf } from './ground.ts';
import { sendNotices } from './mailing.ts';
import { openReaders } from './observing.ts';
import { particularsOf } from './particulars.ts';
import { proposalsOfFirstRun } from './pin.ts';
import type { PlanRun } from './plan-run.ts';
import { closeOf, forecastOf, pullRecord } from './records.ts';
import { makeReplan } from './replanning.ts';
import { lockFor, type NightWish } from './taking-lock.ts';
import { openWriters } from './writing.ts';

/** A night that is over. */
export interface Night {
  readonly run: string;
  readonly outcomes: readonly Outcome[];
  readonly pulls: readonly PullOutcome[];
  /** What became of the mail that was due. */
  readonly notices: readonly NoticeOutcome[];
  /** What was proposed: the plan's, and the pin of a journal that this run began. */
  readonly proposals: readonly Proposal[];
  readonly exits: readonly Exit[];
  readonly exit: Exit;
  readonly bugs: ApplyResult['bugs'];
  /** Address of the board, where the forge has one. */
  readonly board: string | null;
}

interface Held {
  readonly made: PlanRun;
  readonly wish: NightWish;
  readonly log: RunJournal;
  readonly proposals: readonly Proposal[];
}

async function recordSettled(held: Held): Promise<void> {
  const records: JournalRecord[] = held.made.settled.map((outcome) => outcomeRecord(outcome, held.log.run));
  if (records.length === 0) return;
  const appended = await held.log.append(records);
  if (appended === 'fenced') throw new Stop(3, 'the lock was lost before anything was written.', 'Run again.');
}

async function carryOut(held: Held): Promise<ApplyResult> {
  const { made, wish, log } = held;
  const { ground } = made;
  const { world } = ground.context;
  return apply({
    plan: wish.plan,
    failed: made.memory.failed,
    log,
    clock: world.clock,
    sealer: await world.sealer(),
    reader: openReaders(ground),
    writer: openWriters(ground),
    ...makeReplan(made, wish.undo),
    declared: (change) => declaredFor(made.correlation, change),
    particulars: (change) => particularsOf(change, { ...made, desired: made.setting.desired }),
    stopping: world.stopping,
  });
}

/**
 * Proposals whose every source was read in full may be withdrawn when nothing proposes them any more. On a day on which devices were moved
 * no plan is proposed to be closed anew, so that a closing that stands says nothing by not being proposed.
 */
function withdrawable(plan: Plan, memory: Memory): ReadonlySet<string> | 'all' {
  const isWhole = plan.only === null && plan.sources.every((source) => source.doubts.every((doubt) => doubt.code === 'not-provided'));
  if (!isWhole || plan.held.some((held) => held.by === 'bug' || held.by.startsWith('invalid:'))) return new Set<string>();
  const moved = lastMoveIn(memory);
  const isMoved = moved !== null && dayOf(moved, plan.zone) >= dayOf(plan.asOf, plan.zone);
  return isMoved ? new Set<string>(Purpose.options.filter((purpose) => purpose !== 'close')) : 'all';
}

async function bringProposals(held: Held): Promise<readonly PullOutcome[]> {
  const { made, wish, log } = held;
  const { ground } = made;
  if (wish.kind === 'undo' || ground.remote === null) return [];
  const { world } = ground.context;
  const outcomes = await propose({
    proposals: held.proposals,
    base: ground.head,
    branch: ground.branch,
    reader: ground.objects,
    remote: ground.remote,
    forge: await openForgeOf(ground),
    desired: ground.desired,
    memory: ground.memory,
    only: wish.plan.only,
    check: checkDocument,
    journalHead: log.head(),
    run: log.run,
    plan: wish.plan.id,
    now: world.clock.now(),
    hash: world.hash,
    withdrawable: withdrawable(made.plan, ground.memory),
    mayGoOn: async () => !world.stopping() && log.stillOurs(),
  });
  for (const { key, outcome, detail } of outcomes)
    if (outcome === 'failed') world.err(`lastday: pull request ${escapeTerminal(`${key}: ${detail}`)}\n`);
  return outcomes;
}

/** Mail goes last: nothing of it delays a change or a pull request, and a run that ended early sends none. */
async function bringMail(held: Held, result: ApplyResult): Promise<NoticeResult> {
  const { made, wish, log } = held;
  if (wish.kind === 'undo' || result.end !== null) return { outcomes: [], bugs: [] };
  return sendNotices(made, wish.plan, log);
}

/** What the run could not say while it had the lock, it says without. */
async function recordLate(held: Held, result: ApplyResult): Promise<void> {
  const { ground } = held.made;
  const { world } = ground.context;
  if (result.unrecorded.length === 0 || ground.remote === null) return;
  const records = result.unrecorded
    .filter((one) => one.outcome !== 'skipped' && one.outcome !== 'superseded')
    .map((one) => lateRecord(one, held.log.run, held.log.run));
  await appendLate({ remote: ground.remote, reader: ground.objects, clock: world.clock, hash: world.hash }, records);
}

function countOutcomes({ outcomes, pulls, notices }: Pick<Night, 'outcomes' | 'pulls' | 'notices'>): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const { outcome } of outcomes) counts[outcome] = (counts[outcome] ?? 0) + 1;
  for (const { outcome } of pulls) counts[`pull-${outcome}`] = (counts[`pull-${outcome}`] ?? 0) + 1;
  for (const { outcome } of notices) counts[`mail-${outcome}`] = (counts[`mail-${outcome}`] ?? 0) + 1;
  return counts;
}

/** Sets that an override of the files let go in this plan; the plan names each among its limits. */
function spentOverrides(made: PlanRun): readonly Digest[] {
  const used = new Set(made.plan.limits.map((limit) => limit.name));
  return [...made.ground.desired.overrides].filter(([id]) => used.has(`override:${id}`)).map(([, override]) => override.set);
}

/** What was done is told all the same: the next run finds the journal open, and settles what stands in it. */
function sayUnclosed({ made, log }: Held, how: 'fenced' | 'failed', exits: readonly Exit[]): Pick<Night, 'exits' | 'exit'> {
  const fault = log.lastFault();
  const why = how === 'fenced' ? 'another run has taken the lock' : (fault?.message ?? 'the remote does not answer');
  made.ground.context.world.err(
    `lastday: the end of this run is not in the journal: ${why}.\n  Run again; what was begun is read and settled then.\n`,
  );
  return withExits(exits, how === 'fenced' ? [3] : [4, 3]);
}

async function finish(held: Held, result: ApplyResult): Promise<Night> {
  const { made, wish, log } = held;
  const { ground, memory } = made;
  const { clock } = ground.context.world;
  const isFenced = result.end === 'fenced';
  if (isFenced) await recordLate(held, result);
  const pulls = isFenced ? [] : await bringProposals(held);
  const mail = await bringMail(held, result);
  // What tonight's readings show of earlier nights' work came true tonight.
  const outcomes = [...made.settled, ...result.outcomes];
  const bugs = [...result.bugs, ...mail.bugs.map((error) => ({ person: null, error }))];
  const { exits, exit } = exitsOf({
    plan: wish.kind === 'undo' ? wish.plan : made.plan,
    diagnostics: ground.diagnostics,
    outcomes,
    pulls,
    // Told to stop after the last change: pull requests may be missing, and the night has not published anything.
    end: result.end ?? (ground.context.world.stopping() ? 'signal' : null),
    notices: mail.outcomes,
    bugs: bugs.length,
    detailed: false,
  });
  const night = { run: log.run, outcomes, pulls, notices: mail.outcomes, proposals: held.proposals, exits, exit, bugs };
  if (isFenced) return { ...night, board: null };
  const at = clock.now();
  // What could not be recorded as it came, for the remote was away: without it, the end of this run would hide what was done.
  const records: JournalRecord[] = result.unrecorded.map((outcome) => outcomeRecord(outcome, log.run));
  for (const pull of pulls) {
    const record = pullRecord(pull, { run: log.run, at, memory });
    if (record !== null) records.push(record);
  }
  // Only a run that planned everybody from the default branch may publish what later runs are judged by.
  if (wish.kind === 'reconcile' || wish.kind === 'apply') {
    records.push(forecastOf(made.plan, { run: log.run, at, memory, desired: ground.desired, overrides: spentOverrides(made) }));
  }
  const close = closeOf(wish.plan, { run: log.run, at, exits, exit, counts: countOutcomes(night) });
  const closed = await log.append([...records, close], subjectOf([close]));
  if (closed !== 'ok') return { ...night, ...sayUnclosed(held, closed, exits), board: null };
  return { ...night, board: await writeBoard(held, { outcomes, pulls }) };
}

async function writeBoard(held: Held, results: { outcomes: readonly Outcome[]; pulls: readonly PullOutcome[] }): Promise<string | null> {
  const { made, wish } = held;
  if (wish.plan.only !== null) return null;
  const { boardText, boardTitle } = await import('../record/board.ts');
  try {
    const forge = await openForgeOf(made.ground);
    const body = boardText({ plan: wish.plan, ...results, desired: made.ground.desired, memory: made.memory });
    return await forge.board(boardTitle(made.ground.desired), body);
  } catch (error) {
    // The board repeats what the journal already holds: a forge that is away must not turn a good night into a bad one.
    if (error instanceof Fault) return null;
    throw error;
  }
}

/** Carries a plan out under the lock, and writes down what became of it. */
export async function runNight(made: PlanRun, wish: NightWish): Promise<Night> {
  const log = await lockFor(made, wish);
  const held: Held = { made, wish, log, proposals: [...made.plan.proposals, ...proposalsOfFirstRun(made, log.head())] };
  await recordSettled(held);
  return finish(held, await carryOut(held));
}
