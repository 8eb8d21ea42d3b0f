/** The nights of the practice company with everything real but git: readings, plan and writes, and a journal that is only a list in memory. */
import { createHash } from 'node:crypto';
import { confirmHandedOver } from '../../reconciler/apply/confirm.ts';
import { intentOf, outcomeOf, outcomeRecord } from '../../reconciler/apply/records.ts';
import { writesOf } from '../../reconciler/apply/target.ts';
import { millisecondsOf } from '../../reconciler/calendar.ts';
import type { Hash } from '../../reconciler/canonical.ts';
import { readWorktree } from '../../reconciler/git/worktree.ts';
import { type LoadOptions, loadFiles, type SourceFile } from '../../reconciler/load/load.ts';
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
import type { Clock } from '../../reconciler/ports.ts';
import { editYaml } from '../../reconciler/record/edit-yaml.ts';
import { foldMemory } from '../../reconciler/record/fold.ts';
import { withOutcomes } from '../../reconciler/run/observing.ts';
import { particularsOf } from '../../reconciler/run/particulars.ts';
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
  /** Keys of pull requests that are new, or say something else than before. */
  readonly touched: readonly string[];
  readonly desired: Desired;
}

/** The files of one commit: what they mean, and their texts by path. */
export interface Tree {
  readonly desired: Desired;
  readonly texts: ReadonlyMap<string, string>;
}

/** Where a simulation finds the files, and where it leaves its pull requests. */
export interface Site {
  load(): Promise<Tree>;
  /** Takes a pull request that is new or says something else than before. */
  open(proposal: Proposal, tree: Tree): void;
}

/** A simulation: call `night` for each night, in order. `look` only plans. Without a site the night's clone is one. */
export interface Simulation {
  night(night: Night, site?: Site): Promise<Simulated>;
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

/** The desired state of files that must load. */
export function loadAll(files: readonly SourceFile[], options: LoadOptions = {}): Desired {
  const { desired, diagnostics } = loadFiles(files, BASE, options);
  const errors = diagnostics.filter((one) => one.severity === 'error');
  if (desired === null || errors.length > 0) throw new Error(`the tree does not load: ${JSON.stringify(errors)}`);
  return desired;
}

async function carryOut({ plan: made, ...known }: Made, night: Night): Promise<Outcome[]> {
  const { desired } = known;
  const outcomes: Outcome[] = [];
  const runtime = { exports: night.exports, credential: () => null, clock: fixedClock(night.at) };
  for (const change of made.changes) {
    if (change.by !== 'reconciler') {
      outcomes.push(outcomeOf(change, { outcome: 'handed-over', detail: null }, night.at));
      continue;
    }
    const writer = await openWriter(desired.systems.get(change.system) as System, runtime);
    for (const write of writesOf(change, null, particularsOf(change, known))) await writer?.write(write, 1000);
    outcomes.push(outcomeOf(change, { outcome: 'verified', detail: null }, night.at));
  }
  return outcomes;
}

/** What a proposal makes of the files it edits. */
export function textsAfter(proposal: Proposal, texts: ReadonlyMap<string, string>): Map<string, string> {
  const files = new Map<string, string>();
  for (const { file, edits } of proposal.files) {
    const kind = file.startsWith('state/devices/') ? 'device' : file.startsWith('state/employees/') ? 'employee' : 'offboarding';
    const edited = editYaml(texts.get(file) ?? '', edits, kind);
    if ('refused' in edited) throw new Error(`${proposal.key}: ${edited.refused}`);
    files.set(file, edited.text);
  }
  return files;
}

/** A clone and the bare remote beside it; a pull request becomes its branch. */
function siteOf(root: string): Site {
  return {
    async load() {
      const files = await readWorktree(root);
      return { desired: loadAll(files), texts: new Map(files.map((file) => [file.path, new TextDecoder().decode(file.bytes)])) };
    },
    open(proposal, { texts }) {
      const by = { name: 'lastday', email: 'lastday@latsas.example', seconds: 1_800_000_000, zone: '+0000' };
      const ref = `refs/heads/lastday/${proposal.key}`;
      const files = textsAfter(proposal, texts);
      importCommits(`${root}.git`, importStream({ ref, from: 'refs/heads/main', by, message: `${proposal.key}\n`, files }));
    },
  };
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
      // In the open, for there is no key here: what a run seals is sealed elsewhere.
      const kept = { endDay: target?.endDay, place: target?.place };
      const open = { enabled: target?.enabled, groups: target?.groups, licences: target?.licences?.map((one) => one.id), ...kept };
      records.push(intentOf(change, { open, sealed: null, complete: true }, { run, at }));
    }
    records.push(...about.outcomes.map((one) => outcomeRecord(one, run)));
    records.push(forecastOf(made, { run, at, memory: about.memory, desired: about.desired, overrides: [] }));
    records.push(closeOf(made, { run, at, exits: [0], exit: 0, counts: {} }));
  }

  function bringPulls(made: Plan, site: Site, tree: Tree): Pick<Simulated, 'opened' | 'touched'> {
    const opened: string[] = [];
    const touched: string[] = [];
    const present = made.proposals.filter((proposal) => proposal.files.length > 0);
    for (const proposal of present) {
      const body = JSON.stringify(proposal.files);
      if (known.get(proposal.key) === body) continue;
      if (!known.has(proposal.key)) opened.push(proposal.key);
      touched.push(proposal.key);
      known.set(proposal.key, body);
      site.open(proposal, tree);
    }
    const keys = new Set(present.map(({ key }) => key));
    for (const key of known.keys()) if (!keys.has(key)) known.delete(key);
    return { opened, touched };
  }

  async function planFor(one: Night, site: Site): Promise<Made & { readonly tree: Tree }> {
    const tree = await site.load();
    const { desired } = tree;
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
    return { tree, desired, observed, memory, settled, plan: made };
  }

  async function runNight(one: Night, site: Site = siteOf(one.root)): Promise<Simulated> {
    const found = await planFor(one, site);
    const { tree, desired, observed, memory, settled, plan: made } = found;
    const outcomes = [...settled, ...(await carryOut(found, one))];
    const pulls = bringPulls(made, site, tree);
    record(made, { memory, observed, desired, outcomes });
    seen.push({ at: one.at, desired });
    return { at: one.at, observed, plan: made, outcomes, desired, ...pulls };
  }

  return { night: runNight, look: async (one) => (await planFor(one, siteOf(one.root))).plan };
}

/** What a system showed, as `ad 71`; `ad 71 incomplete` where nothing may be concluded. */
export function readLine(one: Simulated, system: string): string {
  const snapshot = one.observed.get(system as SystemId);
  if (snapshot === undefined) return `${system} not read`;
  const { accounts, assets, people } = snapshot.reading;
  const count = accounts.length + assets.length + people.length;
  return `${system} ${count}${snapshot.complete.has('existence') ? '' : ' incomplete'}`;
}
