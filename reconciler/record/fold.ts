/** Folds the records of the journal into what later runs remember. Pure: the same records, the same memory. */
import type { CommitId, Digest, Instant, Zone } from '../../schemas/primitives.ts';
import type { Chained, ClaimRecord, CloseRecord, ForecastRecord, JournalRecord } from '../model/journal.ts';
import type { Memory, PastRun } from '../model/memory.ts';
import type { ChangesFold } from './fold-changes.ts';
import { foldChanges, rememberedChanges, startChanges } from './fold-changes.ts';
import { foldSeen } from './fold-desks.ts';
import { foldPublished, foldReadings, rememberedNights, startNights } from './fold-nights.ts';
import { foldNotices, startNotices } from './fold-notices.ts';
import { NO_DIGEST } from './journal-places.ts';

/** What the fold must know besides the records. */
export interface FoldGround {
  readonly head: CommitId | null;
  readonly genesis: CommitId | null;
  readonly asOf: Instant;
  /** The organisation's zone: different days of readings are counted in it. */
  readonly zone: Zone;
}

interface Run {
  readonly claim: ClaimRecord;
  readonly closes: CloseRecord[];
  readonly forecasts: ForecastRecord[];
}

/** The memory of all records, in the order of the chain. Without records it is that of a first run. */
export function foldMemory(records: readonly (JournalRecord & Partial<Pick<Chained, 'digest'>>)[], ground: FoldGround): Memory {
  const runs = new Map<string, Run>();
  const changes = startChanges();
  const nights = startNights();
  const notices = startNotices();
  const finishedPlans = new Set<Digest>();
  for (const record of records) {
    if (record.type === 'claim') {
      runs.set(record.run, { claim: record, closes: [], forecasts: [] });
      foldSeen(changes.desks, record);
    } else if (record.type === 'forecast') runs.get(record.run)?.forecasts.push(record);
    else if (record.type === 'close') closeRun(runs.get(record.run), record, { finishedPlans, nights, zone: ground.zone });
    else if (record.type === 'notice-intent' || record.type === 'notice-outcome') foldNotices(notices, record);
    else foldChanges(changes, record);
  }
  return {
    ...remembered(records, ground, changes),
    ...rememberedNights(nights, ground.asOf),
    runs: [...runs.values()].map(pastRun),
    notices: notices.last,
    finishedPlans,
  };
}

function remembered(
  records: readonly (JournalRecord & Partial<Pick<Chained, 'digest'>>)[],
  ground: FoldGround,
  changes: ChangesFold,
): Pick<Memory, 'kind' | 'head' | 'genesis' | 'lastDigest' | 'lastAt'> & ReturnType<typeof rememberedChanges> {
  const last = records.at(-1);
  return {
    kind: ground.head === null ? 'first' : 'recalled',
    head: ground.head,
    genesis: ground.genesis,
    lastDigest: last?.digest ?? NO_DIGEST,
    lastAt: last?.at ?? null,
    ...rememberedChanges(changes, ground.asOf),
  };
}

/** What a close record brings: the plan is spent, and a completed run is published. */
function closeRun(
  run: Run | undefined,
  close: CloseRecord,
  into: { finishedPlans: Set<Digest>; nights: ReturnType<typeof startNights>; zone: Zone },
): void {
  if (close.plan !== null) into.finishedPlans.add(close.plan);
  if (run === undefined) return;
  const wasClosed = run.closes.length > 0;
  run.closes.push(close);
  if (wasClosed || !isCompleted(run)) return;
  foldReadings(into.nights, run.claim, into.zone);
  for (const forecast of run.forecasts) foldPublished(into.nights, forecast, close.at);
}

/** Completed: closed, not interrupted, over everybody, and with a forecast; any other run publishes nothing. */
function isCompleted(run: Run): boolean {
  const [close] = run.closes;
  if (close === undefined || close.exit === 130) return false;
  return run.claim.only === null && close.only === null && run.forecasts.length > 0;
}

function pastRun(run: Run): PastRun {
  const { claim } = run;
  return {
    run: claim.run,
    commit: claim.commit,
    asOf: claim.asOf,
    endedAt: run.closes[0]?.at ?? null,
    completed: isCompleted(run),
  };
}
