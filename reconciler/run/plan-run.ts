/** Ground, readings and plan in one: what every command that plans begins with. Holds readers only. */
import type { EmployeeId, Instant, Locale } from '../../schemas/primitives.ts';
import { canonicalJson, type Hash } from '../canonical.ts';
import type { CliContext } from '../cli/context.ts';
import { Stop } from '../cli/context.ts';
import { locateReasons } from '../load/locate.ts';
import { didYouMean } from '../load/suggest.ts';
import type { Correlation } from '../model/correlation.ts';
import type { Memory } from '../model/memory.ts';
import type { Observed } from '../model/observed.ts';
import type { Outcome } from '../model/outcome.ts';
import type { Plan } from '../model/plan.ts';
import { correlate } from '../observe/correlate.ts';
import { recordOfDesks } from '../plan/desk-record.ts';
import type { ReportView } from '../report/view.ts';
import { type Ground, openGround } from './ground.ts';
import { openReaders, readSystems, settleEarlier, withOutcomes } from './observing.ts';
import { withPlaces } from './particulars.ts';
import { gatherSetting, planWith, type Setting, seenSafeguards } from './planning.ts';
import { findScheduleKeepers } from './schedule-keepers.ts';

/** What a planning command wishes. */
export interface PlanRunWish {
  readonly on: string | null;
  readonly only: string | null;
  readonly cache: boolean;
  readonly fetch: boolean;
  /** A look at another day; its plan can never be applied. */
  readonly simulated: boolean;
}

/** A plan with everything it was made from. */
export interface PlanRun {
  readonly ground: Ground;
  readonly setting: Setting;
  readonly observed: Observed;
  readonly memory: Memory;
  /** Outcomes of earlier runs' work that these readings settle; recorded by the run that applies. */
  readonly settled: readonly Outcome[];
  readonly plan: Plan;
  readonly correlation: Correlation;
}

/** Checks that an id on the command line names somebody. */
export function personOf(ground: Ground, only: string | null): EmployeeId | null {
  if (only === null) return null;
  const found = ground.desired.employees.get(only as EmployeeId);
  if (found !== undefined) return found.id;
  const near = didYouMean(only, ground.desired.employees.keys());
  throw new Stop(64, `there is no employee "${only}".`, near ?? 'The ids are the file names below state/employees.');
}

/** Texts of the files that a plan's reasons point to, from one `git cat-file --batch`. */
async function readReasonFiles(ground: Ground, plan: Plan): Promise<ReadonlyMap<string, string>> {
  const reasons = [
    ...plan.changes,
    ...plan.held.map((held) => held.change),
    ...plan.findings,
    ...plan.proposals,
    ...plan.proposals.flatMap((one) => one.lines),
    ...(plan.notices ?? []),
  ];
  const paths = new Map<string, string[]>();
  for (const { because } of reasons) {
    const id = plan.inputs[because.file];
    if (id !== undefined) paths.set(id, [...(paths.get(id) ?? []), because.file]);
  }
  const texts = new Map<string, string>();
  await ground.objects.blobs([...paths.keys()], (id, bytes) => {
    const text = new TextDecoder().decode(bytes);
    for (const path of paths.get(id) ?? []) texts.set(path, text);
  });
  return texts;
}

/** The digest of a plan: over the canonical form of everything but the id. */
export function digestOf(plan: Plan, hash: Hash): Plan['id'] {
  const { id: _, ...body } = plan;
  return hash(canonicalJson(body));
}

/** Adds to each reason the line it stands on, and names the plan anew by what it then says. */
export async function withLines(ground: Ground, plan: Plan): Promise<Plan> {
  const texts = await readReasonFiles(ground, plan);
  const located = await locateReasons(plan, { read: async (path) => texts.get(path) ?? null, known: ground.located });
  return { ...located, id: digestOf(located, ground.context.world.hash) };
}

/** When readings were made, for a look at another day: they are not stale because that day lies ahead. */
function knownTime(ground: Ground, asOf: Instant): Instant {
  const { lastAt } = ground.memory;
  const latest = lastAt !== null && lastAt > ground.trueNow ? lastAt : ground.trueNow;
  return asOf < latest ? asOf : latest;
}

/** Plans on a ground that is already open. */
export async function planOn(ground: Ground, wish: Pick<PlanRunWish, 'only' | 'fetch' | 'simulated'>): Promise<PlanRun> {
  const only = personOf(ground, wish.only);
  const asOf = ground.context.world.clock.now();
  const earlier = await seenSafeguards(ground, ground.desired, asOf);
  const observed = await readSystems(ground, openReaders(ground), { asOf: wish.simulated ? knownTime(ground, asOf) : asOf, earlier });
  const settled = settleEarlier(ground, observed, asOf);
  const memory = await withPlaces(withOutcomes(ground.memory, settled), ground.context.world.sealer);
  const setting = await gatherSetting(ground, { head: ground.head, desired: ground.desired, asOf, ask: wish.fetch, earlier });
  const correlation = correlate(ground.desired, observed, memory);
  const keepers = await findScheduleKeepers(ground, ground);
  const made = planWith(ground, setting, { asOf, only, simulated: wish.simulated, keepers, observed, memory, correlation });
  return { ground, setting, observed, memory, settled, plan: await withLines(ground, made), correlation };
}

/** Opens the ground and plans. The caller closes the ground. */
export async function planRun(context: CliContext, wish: PlanRunWish): Promise<PlanRun> {
  const ground = await openGround(context, { fetch: wish.fetch, cache: wish.cache, on: wish.on });
  try {
    return await planOn(ground, wish);
  } catch (error) {
    await ground.close();
    throw error;
  }
}

/** The reader's language: asked for, else the organisation's where there are texts in it. */
function localeOf({ context, desired }: Ground): Locale {
  const { locale } = desired.organisation;
  return context.shared.locale ?? (locale === 'sv' || locale === 'da' ? locale : 'en');
}

/** A view of files alone, at the setting of a moment: for messages that are made from files. */
export function plainView(ground: Ground, { desired, head }: Pick<Setting, 'desired' | 'head'>): ReportView {
  const asOf = ground.context.world.clock.now();
  const plan = { asOf, zone: desired.organisation.timeZone, base: head } as Plan;
  const none = { outcomes: [], pulls: [], correlation: null, exit: 0, exits: [], run: null, names: false } as const;
  return { plan, desired, memory: ground.memory, deskRecord: [], locale: localeOf(ground), journal: 'verified', ...none };
}

/** What reports are made from; before apply there are no outcomes. */
export function viewOf(run: PlanRun, after: Partial<ReportView> & { names: boolean }): ReportView {
  const { ground, plan, memory, correlation } = run;
  return {
    plan,
    outcomes: [],
    pulls: [],
    desired: ground.desired,
    memory,
    deskRecord: recordOfDesks({ desired: ground.desired, memory, asOf: plan.asOf }),
    correlation,
    locale: localeOf(ground),
    exit: 0,
    exits: [],
    run: null,
    journal: ground.memory.kind === 'first' ? 'none' : 'verified',
    ...after,
  };
}
