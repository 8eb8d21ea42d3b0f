/** From wanted changes to what is made tonight and what is held: safeguards, limits, and what depends on what. Pure. */
import type { EmployeeId } from '../../schemas/primitives.ts';
import type { Change, ChangeId } from '../model/change.ts';
import type { Held, LimitUse, Stop } from '../model/plan.ts';
import type { Draft } from './draft.ts';
import type { Ground } from './ground.ts';
import { applyLimits } from './guardrails/stops.ts';
import { holdBack, makeSafeguards, type Verdict } from './hold-back.ts';
import { compareChanges } from './order.ts';

/** What is made tonight, and what is not. */
export interface Decision {
  readonly changes: readonly Change[];
  readonly held: readonly Held[];
  readonly stops: readonly Stop[];
  readonly limits: readonly LimitUse[];
}

const BUG: Verdict = { by: 'bug', until: null, releasedBy: 'mend-bug' };

/** Once nothing is left that could go, a change ahead is only said where a hold keeps it back. */
function isWorthSaying(draft: Draft, verdict: Verdict): boolean {
  return !draft.isAhead || verdict.by.startsWith('hold:');
}

function byLimit(name: string, { change }: Draft): Verdict {
  const by = `guardrail:${name}` as Verdict['by'];
  if (change.kind === 'end-day' && change.class === 'rung') return { by, until: null, releasedBy: 'on-its-day' };
  return { by, until: null, releasedBy: name === 'immediate' ? 'two-approvers' : 'override' };
}

/** Steps that go with the end of a sign-in, or with its return: never before it, and never without it. */
const WITH_SIGN_IN: readonly Change['kind'][] = ['sessions', 'place', 'mailbox', 'convert', 'files'];

/** Ids of what a change waits for: its own end (or return) of sign-in, and the end of that in the identity provider. */
function dependencies(draft: Draft, switches: ReadonlyMap<string, Draft>, ground: Ground): ChangeId[] {
  const { change } = draft;
  if ('asset' in change) return [];
  const key = (system: string) => `${change.person}/${change.cause}/${system}`;
  if (WITH_SIGN_IN.includes(change.kind)) {
    const own = switches.get(`${key(change.system)}/${change.account}`);
    return own === undefined ? [] : [own.change.id];
  }
  if (change.kind !== 'disable' || change.person === null) return [];
  if (ground.input.desired.systems.get(change.system)?.identityProvider === true) return [];
  const first = [...ground.systems.values()].filter((one) => one.system.identityProvider === true && one.id !== change.system);
  return first.flatMap((one) => {
    const found = switches.get(key(one.id));
    return found === undefined ? [] : [found.change.id];
  });
}

/** Ends and returns of sign-in by person, cause and system, and by account too. */
function indexSwitches(drafts: readonly Draft[]): Map<string, Draft> {
  const found = new Map<string, Draft>();
  for (const draft of drafts) {
    const { change } = draft;
    if (change.kind !== 'disable' && change.kind !== 'enable') continue;
    const key = `${change.person}/${change.cause}/${change.system}`;
    if (!found.has(key)) found.set(key, draft);
    found.set(`${key}/${change.account}`, draft);
  }
  return found;
}

/** A draft, what holds it, and what it waits for. */
interface Settled {
  readonly draft: Draft;
  readonly verdict: Verdict | undefined;
  readonly dependsOn: readonly ChangeId[];
}

/** What goes with a sign-in waits with it; other systems do not wait for an identity provider that is held. */
function settle(ground: Ground, drafts: readonly Draft[], verdicts: ReadonlyMap<Draft, Verdict>): Settled[] {
  const switches = indexSwitches(drafts);
  const held = new Map([...verdicts].map(([draft, verdict]) => [draft.change.id, verdict]));
  return drafts.map((draft) => {
    const needs = dependencies(draft, switches, ground);
    const verdict = verdicts.get(draft);
    const [waitsFor] = WITH_SIGN_IN.includes(draft.change.kind) ? needs.filter((id) => held.has(id)) : [];
    if (waitsFor === undefined) return { draft, verdict, dependsOn: needs.filter((id) => !held.has(id)) };
    const until = held.get(waitsFor)?.until ?? null;
    return { draft, verdict: { by: `after:${waitsFor}`, until, releasedBy: 'after-change' }, dependsOn: needs };
  });
}

/** What holds each change back; a person about whom a question fails is held whole. */
function judge(ground: Ground, drafts: readonly Draft[], bugs: ReadonlySet<EmployeeId | null>): Map<Draft, Verdict> {
  const guards = makeSafeguards(ground, bugs);
  const failed = new Set(bugs);
  const verdicts = new Map<Draft, Verdict>();
  for (const draft of drafts) {
    try {
      const verdict = holdBack(guards, draft);
      if (verdict !== null) verdicts.set(draft, verdict);
    } catch {
      failed.add(draft.change.person);
    }
  }
  for (const draft of drafts) if (failed.has(draft.change.person)) verdicts.set(draft, BUG);
  return verdicts;
}

/** Decides over all wanted changes. `bugs` are people one of whose rules failed: nothing of theirs is made. */
export function decide(ground: Ground, wanted: readonly Draft[], bugs: ReadonlySet<EmployeeId | null>): Decision {
  const drafts = wanted.toSorted((a, b) => compareChanges(ground, a.change, b.change));
  const verdicts = judge(ground, drafts, bugs);
  const {
    held: limited,
    stops,
    limits,
  } = applyLimits(
    ground,
    drafts.filter((draft) => !verdicts.has(draft) && !draft.isAhead),
  );
  for (const [draft, name] of limited) verdicts.set(draft, byLimit(name, draft));
  const changes: Change[] = [];
  const held: Held[] = [];
  for (const { draft, verdict, dependsOn } of settle(ground, drafts, verdicts)) {
    const change: Change = { ...draft.change, dependsOn };
    if (verdict !== undefined && isWorthSaying(draft, verdict)) held.push({ change, ...verdict });
    if (verdict === undefined && !draft.isAhead) changes.push(change);
  }
  return { changes, held, stops, limits };
}
