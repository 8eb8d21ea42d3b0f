/** Undo: a plan that puts back what one run took, as far as it is still as we left it and the files permit it. Pure. */
import type { EmployeeId, Entitlement } from '../../schemas/primitives.ts';
import { dayOf } from '../calendar.ts';
import { compareText } from '../canonical.ts';
import type { AccountState, Reason } from '../model/change.ts';
import type { VerifiedChange } from '../model/memory.ts';
import type { SwitchedOff } from '../model/observed.ts';
import type { Held, Plan } from '../model/plan.ts';
import { because, type Draft, isSpent, type Spot } from './draft.ts';
import { directSeats, type Ground, isPastCutOff, isWhole, makeGround } from './ground.ts';
import { decide } from './held.ts';
import { makeContext, type PlanInput, pathOf } from './input.ts';
import { sealPlan } from './plan.ts';
import { type Body, draftBack, type NotRestored, refuse, type Undoing } from './restore-draft.ts';
import { keptBack } from './restore-kept.ts';
import { grantsOf } from './rules/changes-assignment-ended.ts';
import { freeSeats, guardedGroups } from './rules/changes-holdings.ts';
import { isHiddenThere } from './rules/changes-return.ts';

/** What one change puts back together. */
const HOLDINGS: readonly VerifiedChange['kind'][] = ['groups', 'licences', 'end-day', 'place', 'mailbox'];

/** What is put back, and what is not. */
interface Restoration {
  readonly drafts: readonly Draft[];
  readonly refused: readonly Held[];
}

/** True when the sign-in of that account was given back, or ended again, by a later run of ours. */
function isOvertaken({ input }: Ground, change: VerifiedChange): boolean {
  return [...input.memory.verified.values()].some(
    ({ kind, system, account, at }) =>
      (kind === 'enable' || kind === 'disable') && system === change.system && account === change.account && at > change.at,
  );
}

/** Sign-in: only what our own write ended, only while it is off by that, and never of somebody whose cut-off has passed. */
function restoreSignIn(undoing: Undoing, change: VerifiedChange): Restoration {
  const { ground, spot } = undoing;
  const before: AccountState = isHiddenThere(spot) ? { enabled: false, gone: 'hidden' } : { enabled: false };
  const body: Body = { kind: 'enable', before, after: { enabled: true } };
  const why = ((): NotRestored | null => {
    if (change.before?.['enabled'] !== true) return 'not-captured';
    if (spot.account?.enabled === true || isOvertaken(ground, change)) return 'changed-since';
    if (spot.view === null || spot.link === null) return 'declare';
    return isPastCutOff(ground, spot.view.id) ? 'extend' : null;
  })();
  if (why !== null) return { drafts: [], refused: [refuse(undoing, why, body)] };
  return { drafts: [draftBack(undoing, body)], refused: [] };
}

interface Parts {
  readonly back: readonly Entitlement[];
  readonly refused: readonly (readonly [why: NotRestored, items: readonly Entitlement[]])[];
}

function captured(change: VerifiedChange, kind: 'groups' | 'licences'): readonly Entitlement[] | null {
  const list = change.before?.[kind];
  return Array.isArray(list) ? list.filter((one): one is Entitlement => typeof one === 'string').sort() : null;
}

/** Which parts of these seats had been switched off, as far as it was captured. */
function partsOff(change: VerifiedChange, seats: readonly Entitlement[]): Pick<AccountState, 'switchedOff'> {
  const all = change.before?.['switchedOff'];
  if (typeof all !== 'object' || all === null) return {};
  const known = Object.entries(all).filter(([seat, parts]) => Array.isArray(parts) && seats.some((one) => one === seat));
  return known.length === 0 ? {} : { switchedOff: Object.fromEntries(known) as SwitchedOff };
}

function permitted({ ground, spot }: Undoing, kind: 'groups' | 'licences'): ReadonlySet<Entitlement> {
  const { view, link } = spot;
  if (view === null || link === null) return new Set();
  if (kind === 'licences') return new Set(link.line.licences);
  const guarded = guardedGroups(ground, spot.system);
  const today = dayOf(ground.input.asOf, view.zone);
  return new Set([...grantsOf(view, link.system, today)].filter((group) => !guarded.has(group)));
}

/** Parts what was captured and is missing now into what may come back and what may not. */
function partsOf(undoing: Undoing, change: VerifiedChange, kind: 'groups' | 'licences'): Parts {
  const { ground, spot } = undoing;
  const had = captured(change, kind);
  if (had === null) return { back: [], refused: [['not-captured', []]] };
  const now = holdingsOf(undoing, kind);
  const missing = had.filter((one) => !now.includes(one) && change.left?.includes(one) !== true);
  // A capture that is still sealed could not be opened here: something may be missing that nobody sees.
  const sealed: Parts['refused'] = change.sealed === null ? [] : [['not-captured', []]];
  if (spot.view !== null && isPastCutOff(ground, spot.view.id)) {
    return { back: [], refused: [...(missing.length === 0 ? [] : [['extend', missing] as const]), ...sealed] };
  }
  const may = permitted(undoing, kind);
  const allowed = missing.filter((one) => may.has(one));
  const back = kind === 'groups' ? allowed : allowed.filter((one) => freeSeats(spot.system, one) > 0);
  const refused: Parts['refused'] = [
    ['declare', missing.filter((one) => !may.has(one))],
    ['no-seat', allowed.filter((one) => !back.includes(one))],
  ];
  return { back, refused: [...refused.filter(([, items]) => items.length > 0), ...sealed] };
}

function holdingsOf({ spot }: Undoing, kind: 'groups' | 'licences'): readonly Entitlement[] {
  if (spot.account === null) return [];
  return (kind === 'groups' ? spot.account.groups?.toSorted() : directSeats(spot.account)) ?? [];
}

function union(now: readonly Entitlement[], more: readonly Entitlement[]): Entitlement[] {
  return [...new Set([...now, ...more])].sort();
}

/** Groups, seats and what else a system keeps of one account, in one change. */
function restoreHoldings(undoing: Undoing, changes: readonly VerifiedChange[]): Restoration {
  let before: AccountState = {};
  let after: AccountState = {};
  const refused: Held[] = [];
  let isAny = false;
  for (const change of changes) {
    if (change.kind === 'end-day' || change.kind === 'place' || change.kind === 'mailbox') {
      const [body, why] = keptBack(undoing, change);
      if (why !== null) refused.push(refuse(undoing, why, body));
      else [before, after, isAny] = [{ ...before, ...body.before }, { ...after, ...body.after }, true];
      continue;
    }
    const kind = change.kind === 'groups' ? 'groups' : 'licences';
    const now = holdingsOf(undoing, kind);
    const parts = partsOf(undoing, change, kind);
    for (const [why, items] of parts.refused) {
      refused.push(refuse(undoing, why, { kind: 'restore', before: { [kind]: now }, after: { [kind]: union(now, items) } }));
    }
    if (parts.back.length === 0) continue;
    isAny = true;
    before = { ...before, [kind]: now };
    const off = kind === 'licences' ? { ...after.switchedOff, ...partsOff(change, parts.back).switchedOff } : {};
    after = { ...after, [kind]: union(after[kind] ?? now, parts.back), ...(Object.keys(off).length === 0 ? {} : { switchedOff: off }) };
  }
  return { drafts: isAny ? [draftBack(undoing, { kind: 'restore', before, after })] : [], refused };
}

function reasonOf(ground: Ground, change: VerifiedChange): Reason {
  const { desired } = ground.input;
  const file = change.person === null ? 'state/organisation.yaml' : pathOf(desired, 'state/employees', change.person);
  return because('undo', file, '');
}

function spotAt(ground: Ground, change: VerifiedChange): Spot | null {
  const system = ground.systems.get(change.system);
  if (system === undefined) return null;
  const account = system.snapshot?.byId.get(change.account) ?? null;
  const link = ground.declaredBy.get(`${change.system}/${change.account}`) ?? null;
  const view = change.person === null ? null : (ground.context.people.get(change.person) ?? null);
  // An account that is somebody else's by now is not this person's to get back.
  return { view, link: link?.person === change.person ? link : null, system, account, id: change.account };
}

/** Everything the run took from one account. */
function restoreAccount(ground: Ground, run: string, changes: readonly [VerifiedChange, ...VerifiedChange[]]): Restoration {
  const [first] = changes;
  const spot = spotAt(ground, first);
  if (spot === null) return { drafts: [], refused: [] };
  const undoing: Undoing = { ground, run, spot, reason: reasonOf(ground, first) };
  const signIns = changes.filter((one) => one.kind === 'disable').map((one) => restoreSignIn(undoing, one));
  const holdings = restoreHoldings(
    undoing,
    changes.filter((one) => HOLDINGS.includes(one.kind)),
  );
  const never = changes.filter((one) => one.kind !== 'disable' && !HOLDINGS.includes(one.kind));
  const lost = never.map((one) => refuse(undoing, 'not-restorable', { kind: 'restore', before: {}, after: stateOf(one) }));
  const isGone = isWhole(spot.system, ['existence']) && spot.account === null && !isHiddenThere(spot);
  // Deleted meanwhile: nothing of it can be given back by us.
  if (isGone) return { drafts: [], refused: [refuse(undoing, 'changed-since', { kind: 'restore', before: {}, after: {} })] };
  return {
    drafts: [...signIns.flatMap((one) => one.drafts), ...holdings.drafts],
    refused: [...lost, ...signIns.flatMap((one) => one.refused), ...holdings.refused],
  };
}

/** What such a change had led to, as far as an account's state can say it. */
function stateOf(change: VerifiedChange): AccountState {
  return change.kind === 'sessions' ? { sessions: 'ended' } : {};
}

/** What that run announced, and of which no reading tells yet whether it did it. */
function nameUntold(ground: Ground, run: string, change: VerifiedChange): readonly Held[] {
  const spot = spotAt(ground, change);
  if (spot === null) return [];
  const undoing: Undoing = { ground, run, spot, reason: reasonOf(ground, change) };
  return [refuse(undoing, 'not-read', { kind: change.kind === 'disable' ? 'enable' : 'restore', before: {}, after: stateOf(change) })];
}

function byAccount(changes: readonly VerifiedChange[]): Map<string, [VerifiedChange, ...VerifiedChange[]]> {
  const found = new Map<string, [VerifiedChange, ...VerifiedChange[]]>();
  for (const change of changes) {
    const key = `${change.person}/${change.system}/${change.account}`;
    const list = found.get(key);
    if (list === undefined) found.set(key, [change]);
    else list.push(change);
  }
  return found;
}

/**
 * The plan that undoes one run, or what it did to one person. What cannot be put back stands first in `held`, by `undone`, with a
 * `NotRestored` word; then what safeguards hold.
 */
export function planUndo(input: PlanInput, run: string, person: EmployeeId | null): Plan {
  const ground = makeGround(makeContext(input));
  const taken = [...input.memory.verified.values()]
    .filter((one) => one.run === run && (person === null || one.person === person))
    .sort((a, b) => compareText(a.change, b.change));
  const untold = input.memory.openIntents.filter((one) => one.run === run && (person === null || one.person === person));
  const all = [...byAccount(taken).values()].map((changes) => restoreAccount(ground, run, changes));
  const wanted = all.flatMap((one) => one.drafts).filter(({ change }) => !isSpent(ground, change.id));
  const decision = decide(ground, wanted, new Set(ground.context.bugs.keys()));
  return sealPlan(ground, {
    ...decision,
    held: [...all.flatMap((one) => one.refused), ...untold.flatMap(({ done }) => nameUntold(ground, run, done)), ...decision.held],
    proposals: [],
    findings: [],
    forecast: [],
    upcoming: [],
    baselines: [],
    knownIds: {},
  });
}
