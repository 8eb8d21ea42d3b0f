/** What keeps a wanted change back tonight, apart from the limits: asked in a fixed order, the first answer counts. Pure. */
import type { Day, EmployeeId, ForeignId, SystemId } from '../../schemas/primitives.ts';
import type { Rung } from '../../schemas/vocabulary.ts';
import type { HeldBy } from '../model/plan.ts';
import { baselineOf } from './baseline.ts';
import type { Draft } from './draft.ts';
import { type Ground, isWhole } from './ground.ts';
import { lastAdministrators } from './guardrails/administrators.ts';
import { makeUntouchable, type Untouchable } from './guardrails/untouchable.ts';
import { doubtLink } from './links.ts';

/** Why a change waits, until when, and what releases it. */
export interface Verdict {
  readonly by: HeldBy;
  readonly until: Day | null;
  readonly releasedBy: string;
}

/** What the questions are asked of, found once. */
export interface Safeguards {
  readonly ground: Ground;
  readonly untouchable: Untouchable;
  readonly staying: ReadonlySet<string>;
  readonly baseline: ReadonlyMap<SystemId, ReadonlySet<ForeignId>>;
}

type Check = (guards: Safeguards, draft: Draft) => Verdict | null;

/** Steps that take something. */
const TAKING: readonly Rung[] = ['disable', 'sessions', 'mailbox', 'groups', 'licences', 'end-day'];

/** Steps that destroy data, or the way to it: what a hold preserves. */
const PRESERVED: readonly Rung[] = ['mailbox', 'groups', 'licences'];

function verdict(by: HeldBy, releasedBy: string, until: Day | null = null): Verdict {
  return { by, until, releasedBy };
}

const isBroken: Check = ({ ground }, { change }) => {
  const path = change.person === null ? undefined : ground.input.desired.broken.get(change.person);
  return path === undefined ? null : verdict(`invalid:${path}`, 'repair-file');
};

const isUndone: Check = ({ ground }, { change }) => (ground.input.memory.undone.has(change.id) ? verdict('undone', 'undo-again') : null);

const isDoubtful: Check = (_guards, draft) => {
  switch (doubtLink(draft)) {
    case null:
      return null;
    case 'fresh-id':
      return verdict('disputed', 'next-night');
    case 'not-seen':
      return verdict(`incomplete:${draft.system.id}`, 'complete-reading');
    case 'disputed':
    case 'login-only':
    case 'several':
      return verdict('disputed', 'merge-confirmation');
  }
};

const isUntouchable: Check = ({ untouchable }, draft) => {
  const found = draft.change.class === 'inventory' ? null : untouchable.of(draft);
  if (found === 'roles-unknown') return verdict(`incomplete:${draft.system.id}`, 'complete-reading');
  return found === null ? null : verdict(found, 'not-touched');
};

const isIncomplete: Check = (_guards, { system, concludes, account, link }) => {
  const isUnknown = link !== null && account?.enabled === null;
  return isWhole(system, concludes) && !isUnknown ? null : verdict(`incomplete:${system.id}`, 'complete-reading');
};

const isObserved: Check = (_guards, { system }) => {
  if (system.mode === 'enforce') return null;
  // The files say enforce already, but a completed run must have seen that for half a day.
  return verdict('observe', system.system.mode === 'enforce' ? 'next-night' : 'switch-to-enforce');
};

const isTooNew: Check = (_guards, { system, change }) => {
  const mayRemove = system.desk !== null || system.snapshot?.mayRemove === true || !TAKING.includes(change.kind);
  return mayRemove ? null : verdict(`incomplete:${system.id}`, 'three-readings');
};

const isBaseline: Check = ({ baseline }, { system, change, account }) => {
  if (account === null || change.class === 'list' || (change.kind !== 'disable' && change.kind !== 'sessions')) return null;
  return baseline.get(system.id)?.has(account.id) === true ? verdict('baseline', 'cleanup-list') : null;
};

const isPreserved: Check = ({ ground }, { change, system, account }) => {
  if (!PRESERVED.includes(change.kind)) return null;
  const { holds } = ground.effective;
  const [hold] = [...(holds.get(`employee:${change.person}`) ?? []), ...(holds.get(`account:${system.id}/${account?.id}`) ?? [])];
  return hold === undefined ? null : verdict(`hold:${hold.id}`, 'hold-ends', hold.until ?? null);
};

const isExcepted: Check = ({ ground }, { change, system, account }) => {
  const { exceptions } = ground.effective;
  const all = [...(exceptions.get(`employee:${change.person}`) ?? []), ...(exceptions.get(`account:${system.id}/${account?.id}`) ?? [])];
  const found = all.find((one) => one.change === change.kind && (one.system ?? system.id) === system.id);
  return found === undefined ? null : verdict(`exception:${found.id}`, 'exception-ends', found.until);
};

const isFrozen: Check = ({ ground }, { change }) => {
  const { freeze } = ground.effective;
  const isOptional = change.class === 'cleanup' || change.class === 'list';
  return freeze === 'everything' || (freeze === 'cleanups' && isOptional) ? verdict('freeze', 'thaw') : null;
};

const isUnapproved: Check = ({ ground }, { change, system }) => {
  if (system.desk !== null || change.person === null || !ground.input.massEdited.has(change.person)) return null;
  const isNew = change.class === 'surprise' || change.class === 'immediate';
  return isNew && change.cause.startsWith('spell:') ? verdict('unapproved', 'two-approvers') : null;
};

const isLastAdministrator: Check = ({ staying }, { change, system, account }) => {
  if (change.kind !== 'disable' || account === null) return null;
  return staying.has(`${system.id}/${account.id}`) ? verdict('last-admin', 'other-administrator') : null;
};

const CHECKS: readonly Check[] = [
  isBroken,
  isUndone,
  isDoubtful,
  isUntouchable,
  isIncomplete,
  isObserved,
  isTooNew,
  isBaseline,
  isPreserved,
  isExcepted,
  isFrozen,
  isUnapproved,
  isLastAdministrator,
];

/** The safeguards of tonight. */
export function makeSafeguards(ground: Ground, bugs: ReadonlySet<EmployeeId | null>): Safeguards {
  return { ground, untouchable: makeUntouchable(ground), staying: lastAdministrators(ground, bugs), baseline: baselineOf(ground) };
}

/** What keeps the change back; null when only the limits are left to ask. */
export function holdBack(guards: Safeguards, draft: Draft): Verdict | null {
  for (const check of CHECKS) {
    const found = check(guards, draft);
    if (found !== null) return found;
  }
  return null;
}
