/** Which exit codes a run has earned. Pure. */
import type { ApplyEnd } from '../apply/apply.ts';
import { EXITS, type Exit, highestExit } from '../cli/exit.ts';
import type { Diagnostic } from '../model/diagnostic.ts';
import type { NoticeOutcome } from '../model/notice.ts';
import { type Outcome, type PullOutcome, TO_LOOK_AT } from '../model/outcome.ts';
import type { Plan } from '../model/plan.ts';

/** What came of a run. A plan alone has no outcomes. */
export interface Results {
  readonly plan: Plan;
  readonly diagnostics: readonly Diagnostic[];
  readonly outcomes: readonly Outcome[];
  readonly pulls: readonly PullOutcome[];
  readonly notices?: readonly NoticeOutcome[];
  readonly end: ApplyEnd;
  readonly bugs: number;
  readonly detailed: boolean;
}

const NOT_DONE = new Set(['failed', 'unverifiable']);

/** Why changes that were begun are left for the next night. */
const LEFT = new Set(['pilot-stopped', 'dependency', 'head-moved']);

/** True for what is left over, and for what was done and did more than was asked: neither is a night to sleep through. */
function isLeft({ outcome, detail }: Outcome): boolean {
  return NOT_DONE.has(outcome) || (detail !== null && (LEFT.has(detail) || TO_LOOK_AT.has(detail)));
}

/** Why a reading is not what it should be; what a system cannot deliver at all is no fault of the night. */
function isUnread(plan: Plan): boolean {
  return plan.sources.some((source) => source.doubts.some((doubt) => doubt.code !== 'not-provided'));
}

/** A freeze that keeps somebody's sign-in open past the cut-off must not look like a good night, whether it was there before or came in the middle. */
function isFrozenPastCutOff({ plan, outcomes }: Results): boolean {
  const isEnd = (change: string) => /^disable\/[^/]*\/spell:/u.test(change);
  return (
    plan.held.some(({ by, change }) => by === 'freeze' && isEnd(change.id)) ||
    outcomes.some((one) => one.detail === 'frozen' && isEnd(one.change))
  );
}

/** All codes that apply, and the one that wins. */
export function exitsOf(results: Results): { readonly exits: readonly Exit[]; readonly exit: Exit } {
  const { plan, outcomes, end } = results;
  const exits: Exit[] = [];
  if (results.bugs > 0 || plan.held.some((held) => held.by === 'bug')) exits.push(70);
  if (end === 'signal') exits.push(130);
  if (results.diagnostics.some((one) => one.severity === 'error')) exits.push(8);
  if (end === 'remote' || end === 'journal' || results.pulls.some((pull) => pull.outcome === 'failed')) exits.push(4);
  const isMailOpen = results.notices?.some((one) => NOT_DONE.has(one.outcome)) === true;
  if (end !== null || outcomes.some(isLeft) || isMailOpen) exits.push(3);
  if (isUnread(plan)) exits.push(9);
  const isMailLimited = plan.notices?.some((one) => one.held === 'limit') === true;
  if (plan.stops.length > 0 || isMailLimited || isFrozenPastCutOff(results)) exits.push(5);
  if (results.detailed && plan.changes.length + plan.proposals.length > 0) exits.push(2);
  return { exits, exit: highestExit(exits) };
}

/** The codes of a run with further ones that it earned at its end, in the order of rank. */
export function withExits(exits: readonly Exit[], more: readonly Exit[]): { readonly exits: readonly Exit[]; readonly exit: Exit } {
  const all = EXITS.map(({ code }) => code).filter((code) => exits.includes(code) || more.includes(code));
  return { exits: all, exit: highestExit(all) };
}
