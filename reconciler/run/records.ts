/** The first and the last records of a run: the claim, the forecast, the close. Pure. */
import type { Digest, EmployeeId, ForeignId, Instant, SystemId } from '../../schemas/primitives.ts';
import type { Desired } from '../model/desired.ts';
import type { ClaimRecord, CloseRecord, ForecastRecord, OutcomeRecord, ReadingRecord } from '../model/journal.ts';
import type { Memory } from '../model/memory.ts';
import type { Observed, Snapshot } from '../model/observed.ts';
import type { PullOutcome } from '../model/outcome.ts';
import type { Plan } from '../model/plan.ts';
import { readingRecord } from '../observe/figures.ts';
import { invariant } from '../ports.ts';

/** One system's reading for the claim. */
function readingOf(snapshot: Snapshot, about: { memory: Memory; desired: Desired }): ReadingRecord {
  const system = about.desired.systems.get(snapshot.reading.system);
  invariant(system !== undefined, `a reading of ${snapshot.reading.system}, which the files do not have`);
  const earlier = about.memory.goodReadings.get(system.id)?.at(-1)?.ids ?? [];
  return readingRecord(snapshot, { system, desired: about.desired, earlier });
}

/** Who claims, and by which means. */
export interface ClaimAbout {
  readonly kind: ClaimRecord['kind'];
  readonly attempt: number;
  readonly home: string | null;
  readonly versions: Readonly<Record<string, string>>;
  readonly at: Instant;
}

/** A claim without what the lock adds: run and nonce. */
export function claimOf(
  plan: Plan,
  about: ClaimAbout & { memory: Memory; observed: Observed; desired: Desired },
): Omit<ClaimRecord, 'run' | 'nonce'> {
  return {
    type: 'claim',
    journal: 1,
    attempt: about.attempt,
    kind: about.kind,
    home: about.home,
    commit: plan.base,
    versions: about.versions,
    policy: plan.policyTree as Digest,
    plan: plan.id,
    asOf: plan.asOf,
    at: about.at,
    only: plan.only,
    readings: [...about.observed.values()].map((snapshot) => readingOf(snapshot, about)),
  };
}

/** What this run publishes: from it the classes of later runs follow. */
export function forecastOf(
  plan: Plan,
  about: { run: string; at: Instant; memory: Memory; desired: Desired; overrides: readonly Digest[] },
): ForecastRecord {
  const { memory, desired } = about;
  const set: Record<string, ForeignId> = {};
  for (const [key, id] of Object.entries(plan.knownIds)) if (memory.knownIds.get(key) !== id) set[key] = id;
  const people = new Set<EmployeeId>(desired.employees.keys());
  return {
    type: 'forecast',
    run: about.run,
    at: about.at,
    entries: plan.forecast,
    stops: plan.stops,
    baselines: plan.baselines,
    ids: { set, gone: [...memory.knownIds.keys()].filter((key) => plan.knownIds[key] === undefined).sort() },
    people: {
      came: [...people].filter((id) => !memory.knownEmployees.has(id)).sort(),
      // A person is never deleted: a file that vanished is asked for every night until it is back.
      went: [],
    },
    overrides: about.overrides,
  };
}

/** The end of a run. */
export function closeOf(
  plan: Plan,
  about: { run: string; at: Instant; exits: readonly number[]; exit: number; counts: Readonly<Record<string, number>> },
): CloseRecord {
  const unread = plan.sources
    .filter((source) => !source.complete.includes('existence'))
    .map((source) => ({ system: source.system, why: source.doubts.map((doubt) => doubt.code).join(' ') }));
  return {
    type: 'close',
    run: about.run,
    at: about.at,
    exit: about.exit,
    exits: about.exits,
    unread,
    counts: about.counts,
    only: plan.only,
    plan: plan.id,
  };
}

/** A pull request's outcome as a record; null for those that were not touched, and for a refusal that the journal knows already. */
export function pullRecord(pull: PullOutcome, about: { run: string; at: Instant; memory: Memory }): OutcomeRecord | null {
  const fingerprint = pull.fingerprint ?? null;
  if (pull.outcome === 'refused' && about.memory.refused.get(pull.key)?.fingerprint === (fingerprint ?? '')) return null;
  const { outcome } = pull;
  if (outcome === 'untouched' || outcome === 'limited' || outcome === 'left-alone' || outcome === 'failed') return null;
  const [, subject = ''] = pull.key.split('/');
  const person = /^(.+)-\d{4}-\d{2}-\d{2}$/u.exec(subject)?.[1] ?? null;
  return {
    type: 'outcome',
    run: about.run,
    at: about.at,
    change: `pull/${pull.key}`,
    kind: null,
    person: person as EmployeeId | null,
    system: null as SystemId | null,
    account: null,
    outcome,
    detail: pull.detail,
    fingerprint,
  };
}
