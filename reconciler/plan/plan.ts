/** The plan: everything that would be done, proposed, held or only said, and why. Pure, total, deterministic. */
import type { Digest, Instant, TimeOfDay } from '../../schemas/primitives.ts';
import { addDays, addMinutes, dayOf, instantAt } from '../calendar.ts';
import { canonicalJson } from '../canonical.ts';
import type { Plan } from '../model/plan.ts';
import { newBaselines } from './baseline.ts';
import { findFindings } from './findings.ts';
import { forecast } from './forecast.ts';
import { gather, type OnBug, sayBugs } from './gather.ts';
import { type Ground, makeGround } from './ground.ts';
import { type Decision, decide } from './held.ts';
import { makeContext, type PlanInput } from './input.ts';
import { knownIds } from './known-ids.ts';
import { dueNotices } from './notices.ts';
import { propose } from './proposals.ts';
import { sourceLines } from './sources.ts';
import { upcoming } from './upcoming.ts';

const DAY_MINUTES = 24 * 60;

/** When a plan is too old to be carried out: 24 hours after it, and never later than the noon that follows it in the organisation's zone. */
export function expiryOf(input: PlanInput): Instant {
  const zone = input.desired.organisation.timeZone;
  const today = dayOf(input.asOf, zone);
  const noon = instantAt(today, '12:00' as TimeOfDay, zone);
  const next = noon > input.asOf ? noon : instantAt(addDays(today, 1), '12:00' as TimeOfDay, zone);
  const day = addMinutes(input.asOf, DAY_MINUTES);
  return next < day ? next : day;
}

/** The parts of a plan that differ between a nightly one and an undo. */
export type PlanParts = Pick<
  Plan,
  keyof Decision | 'proposals' | 'findings' | 'forecast' | 'upcoming' | 'baselines' | 'knownIds' | 'notices'
>;

/** A plan with its digest. */
export function sealPlan(ground: Ground, parts: PlanParts): Plan {
  const { input } = ground;
  const body: Omit<Plan, 'id'> = {
    formatVersion: '1.1',
    asOf: input.asOf,
    simulated: input.simulated,
    zone: input.desired.organisation.timeZone,
    base: input.base,
    inputs: input.inputs,
    policyTree: input.policyTree,
    expiresAt: expiryOf(input),
    tool: input.tool,
    only: input.only,
    sources: sourceLines(ground),
    ...parts,
  };
  const id: Digest = input.hash(canonicalJson(body));
  return { id, ...body };
}

/** What is made and held tonight, bugs named. */
function decideAll(ground: Ground, onBug: OnBug): Decision {
  const { drafts, bugs } = gather(ground, onBug);
  const decision = decide(ground, drafts, bugs);
  return { ...decision, held: [...decision.held, ...sayBugs(ground, bugs, decision.held)] };
}

/** What is only said or proposed must not keep anybody's cut-off: where it fails, there is none of it, and a line says so. */
function shielded<T>(make: () => readonly T[], onBug: OnBug): readonly T[] {
  try {
    return make();
  } catch (error) {
    onBug(null, error);
    return [];
  }
}

/** A leaving of which something is done tonight is not over: it is closed by a later night. */
function makeNotOver(decision: Decision): (proposal: Plan['proposals'][number]) => boolean {
  const busy = new Set(decision.changes.map((change) => change.person));
  return ({ purpose, person }) => purpose === 'close' && busy.has(person);
}

/** What one person is asked for concerns nobody else; without a person it is everything. */
function onlyAbout<T>(input: PlanInput, items: readonly T[], personOf: (item: T) => unknown): readonly T[] {
  return input.only === null ? items : items.filter((item) => personOf(item) === input.only);
}

/** The plan of tonight. A bug holds the person it is about, by `bug`; `onBug` is told of it. */
export function plan(input: PlanInput, onBug: OnBug = () => {}): Plan {
  const context = makeContext(input);
  const ground = makeGround(context);
  const decision = decideAll(ground, onBug);
  const isNotOver = makeNotOver(decision);
  let isWhole = true;
  const note: OnBug = (person, error) => {
    isWhole = false;
    onBug(person, error);
  };
  const parts = {
    proposals: onlyAbout(
      input,
      shielded(() => propose(context), note).filter((proposal) => !isNotOver(proposal)),
      (one) => one.person,
    ),
    findings: onlyAbout(
      input,
      shielded(() => findFindings(context, decision.changes, decision.held), note),
      (one) => one.subject.employee,
    ),
    upcoming: shielded(() => upcoming(context), note),
    forecast: onlyAbout(input, forecast(ground), (one) => one.person),
    baselines: newBaselines(ground),
    knownIds: knownIds(input),
    notices: shielded(() => dueNotices(context), note),
  };
  const held = isWhole ? decision.held : [...decision.held, ...sayBugs(ground, new Set([null]), [])];
  return sealPlan(ground, { ...decision, ...parts, held });
}

/** What planning again for one person says of their changes alone: what apply asks right before it writes. */
export function planChanges(input: PlanInput): Decision {
  return decideAll(makeGround(makeContext(input)), () => {});
}
