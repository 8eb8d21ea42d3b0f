/** The nights of the practice company with everything real but git: readings, plan and writes, and a journal that is only a list in memory. */
import { createHash } from 'node:crypto';
import { confirmHandedOver } from '../../reconciler/apply/confirm.ts';
import { intentOf, outcomeOf, outcomeRecord } from '../../reconciler/apply/records.ts';
import { millisecondsOf } from '../../reconciler/calendar.ts';
import type { Hash } from '../../reconciler/canonical.ts';
import { readWorktree } from '../../reconciler/git/worktree.ts';
import { loadFiles } from '../../reconciler/load/load.ts';
import type { Change } from '../../reconciler/model/change.ts';
import type { Desired } from '../../reconciler/model/desired.ts';
import type { JournalRecord } from '../../reconciler/model/journal.ts';
import type { Memory } from '../../reconciler/model/memory.ts';
import type { Observed } from '../../reconciler/model/observed.ts';
import type { Outcome } from '../../reconciler/model/outcome.ts';
import type { Plan } from '../../reconciler/model/plan.ts';
import type { Proposal } from '../../reconciler/model/proposal.ts';
import { correlate } from '../../reconciler/observe/correlate.ts';
import { observe } from '../../reconciler/observe/observe.ts';
import { plan } from '../../reconciler/plan/plan.ts';
import type { Clock, Write } from '../../reconciler/ports.ts';
import { editYaml } from '../../reconciler/record/edit-yaml.ts';
import { foldMemory } from '../../reconciler/record/fold.ts';
import { withOutcomes } from '../../reconciler/run/observing.ts';
import { claimOf, closeOf, forecastOf } from '../../reconciler/run/records.ts';
import { openReader, openWriter } from '../../reconciler/systems/registry.ts';
import type { CommitId, Digest, Instant, SystemId } from '../../schemas/primitives.ts';
import type { System } from '../../schemas/system.ts';
import type { Night } from './build.ts';
import { importCommits, importStream } from './git.ts';

/** One simulated night. */
export interface Simulated {
  readonly at: Instant;
  readonly observed: Observed;
  readonly plan: Plan;
  readonly outcomes: readonly Outcome[];
  /** Keys of pull requests that were not there before this night. */
  readonly opened: readonly string[];
}

/** A simulation: call `night` for each night, in order. `look` only plans. */
export interface Simulation {
  night(night: Night): Promise<Simulated>;
  look(night: Night): Promise<Plan>;
}

interface Made {
  readonly desired: Desired;
  readonly observed: Observed;
  readonly memory: Memory;
  readonly settled: readonly Outcome[];
  readonly plan: Plan;
}

const hash: Hash = (text) => createHash('sha256').update(text).digest('hex') as Digest;
const BASE = '1'.repeat(40) as CommitId;
const HALF_A_DAY = 12 * 3_600_000;

function fixedClock(at: Instant): Clock {
  return { now: () => at, elapsed: () => 0, sleep: () => Promise.resolve() };
}

function minus(before: readonly string[] = [], after: readonly string[] = []): never[] {
  return before.filter((one) => !after.includes(one)) as never[];
}

/** What a change writes. */
function writeOf(change: Change): Write {
  if ('asset' in change) {
    if (change.kind === 'check-in') return { kind: 'check-in', asset: change.asset, status: change.after.status ?? '' };
    return { kind: 'check-out', asset: change.asset, holder: change.after.holder ?? '' };
  }
  const { account, before, after } = change;
  if (change.kind === 'disable' || change.kind === 'enable' || change.kind === 'sessions') return { kind: change.kind, account };
  const what = change.kind === 'licences' ? 'licences' : 'groups';
  return { kind: what, account, remove: minus(before[what], after[what]), add: minus(after[what], before[what]) };
}

async function loadTree(root: string): Promise<Desired> {
  const { desired, diagnostics } = loadFiles(await readWorktree(root), BASE);
  const errors = diagnostics.filter((one) => one.severity === 'error');
  if (desired === null || errors.length > 0) throw new Error(`the tree does not load: ${JSON.stringify(errors)}`);
  return desired;
}

async function carryOut(made: Plan, desired: Desired, night: Night): Promise<Outcome[]> {
  const outcomes: Outcome[] = [];
  const runtime = { exports: night.exports, credential: () => null, clock: fixedClock(night.at) };
  for (const change of made.changes) {
    if (change.by !== 'reconciler') {
      outcomes.push(outcomeOf(change, { outcome: 'handed-over', detail: null }, night.at));
      continue;
    }
    const writer = await openWriter(desired.systems.get(change.system) as System, runtime);
    await writer?.write(writeOf(change), 1000);
    outcomes.push(outcomeOf(change, { outcome: 'verified', detail: null }, night.at));
  }
  return outcomes;
}

/** Pushes a proposal's edits as its branch. */
function openPull(remote: string, proposal: Proposal, texts: ReadonlyMap<string, string>): void {
  const files = new Map<string, string>();
  for (const { file, edits } of proposal.files) {
    const kind = file.startsWith('state/devices/') ? 'device' : file.startsWith('state/employees/') ? 'employee' : 'offboarding';
    const edited = editYaml(texts.get(file) ?? '', edits, kind);
    if ('refused' in edited) throw new Error(`${proposal.key}: ${edited.refused}`);
    files.set(file, edited.text);
  }
  const by = { name: 'lastday', email: 'lastday@latsas.example', seconds: 1_800_000_000, zone: '+0000' };
  const ref = `refs/heads/lastday/${proposal.key}`;
  importCommits(remote, importStream({ ref, from: 'refs/heads/main', by, message: `${proposal.key}\n`, files }));
}

/** A simulation with an empty memory. */
export function startSimulation(): Simulation {
  const records: JournalRecord[] = [];
  const known = new Map<string, string>();
  const seen: { readonly at: Instant; readonly desired: Desired }[] = [];

  function recallAt(at: Instant, desired: Desired): Memory {
    const head = records.length === 0 ? null : BASE;
    return foldMemory(records, { head, genesis: null, asOf: at, zone: desired.organisation.timeZone });
  }

  function record(made: Plan, about: { memory: Memory; observed: Observed; desired: Desired; outcomes: readonly Outcome[] }): void {
    const at = made.asOf;
    const run = `run-${records.length}`;
    const claim = claimOf(made, { ...about, kind: 'reconcile', attempt: 1, home: null, versions: {}, at });
    records.push({ ...claim, run, nonce: '0'.repeat(32) });
    for (const change of made.changes) {
      const target = about.observed.get(change.system)?.byId.get(('account' in change ? change.account : '') as never);
      const open = { enabled: target?.enabled, groups: target?.groups, licences: target?.licences?.map((one) => one.id) };
      records.push(intentOf(change, { open, sealed: null, complete: true }, { run, at }));
    }
    records.push(...about.outcomes.map((one) => outcomeRecord(one, run)));
    records.push(forecastOf(made, { run, at, memory: about.memory, desired: about.desired, overrides: [] }));
    records.push(closeOf(made, { run, at, exits: [0], exit: 0, counts: {} }));
  }

  function openPulls(made: Plan, night: Night, texts: ReadonlyMap<string, string>): string[] {
    const opened: string[] = [];
    for (const proposal of made.proposals) {
      const body = JSON.stringify(proposal.files);
      if (proposal.files.length === 0 || known.get(proposal.key) === body) continue;
      if (!known.has(proposal.key)) opened.push(proposal.key);
      known.set(proposal.key, body);
      openPull(`${night.root}.git`, proposal, texts);
    }
    return opened;
  }

  async function planFor(one: Night): Promise<Made> {
    const desired = await loadTree(one.root);
    const remembered = recallAt(one.at, desired);
    const runtime = { exports: one.exports, credential: () => null, clock: fixedClock(one.at) };
    const observed = await observe({ desired, memory: remembered, asOf: one.at, open: (system) => openReader(system, runtime) });
    const settled = confirmHandedOver(remembered, observed, { at: one.at, files: desired });
    const memory = withOutcomes(remembered, settled);
    const earlier = seen.findLast((then) => millisecondsOf(one.at) - millisecondsOf(then.at) >= HALF_A_DAY)?.desired ?? null;
    const made = plan({
      desired,
      earlier,
      observed,
      correlation: correlate(desired, observed, memory),
      memory,
      asOf: one.at,
      massEdited: new Map(),
      frozen: false,
      only: null,
      simulated: false,
      base: BASE,
      inputs: Object.fromEntries(desired.files),
      policyTree: hash('policy'),
      tool: 'simulation',
      hash,
    });
    return { desired, observed, memory, settled, plan: made };
  }

  async function runNight(one: Night): Promise<Simulated> {
    const { desired, observed, memory, settled, plan: made } = await planFor(one);
    const outcomes = [...settled, ...(await carryOut(made, desired, one))];
    const texts = new Map((await readWorktree(one.root)).map((file) => [file.path, new TextDecoder().decode(file.bytes)]));
    const opened = openPulls(made, one, texts);
    record(made, { memory, observed, desired, outcomes });
    seen.push({ at: one.at, desired });
    return { at: one.at, observed, plan: made, outcomes, opened };
  }

  return { night: runNight, look: async (one) => (await planFor(one)).plan };
}

/** What a system showed, as `ad 71`; `ad 71 incomplete` where nothing may be concluded. */
export function readLine(one: Simulated, system: string): string {
  const snapshot = one.observed.get(system as SystemId);
  if (snapshot === undefined) return `${system} not read`;
  const { accounts, assets, people } = snapshot.reading;
  const count = accounts.length + assets.length + people.length;
  return `${system} ${count}${snapshot.complete.has('existence') ? '' : ' incomplete'}`;
}
