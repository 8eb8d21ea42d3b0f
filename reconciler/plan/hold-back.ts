/** What keeps a wanted change back tonight, apart from the limits: asked in a fixed order, the first answer counts. Pure. */
import type { Hold } from '../../schemas/exception.ts';
import type { Day, EmployeeId, ForeignId, SystemId } from '../../schemas/primitives.ts';
import type { Rung } from '../../schemas/vocabulary.ts';
import { addPeriod, dayOf } from '../calendar.ts';
import type { AccountChange } from '../model/change.ts';
import type { VerifiedChange } from '../model/memory.ts';
import type { Account } from '../model/observed.ts';
import type { HeldBy } from '../model/plan.ts';
import { baselineOf } from './baseline.ts';
import { changeId, type Draft, isOurs } from './draft.ts';
import { allowsDeletion } from './effective.ts';
import { type Ground, isWhole } from './ground.ts';
import { lastHolders } from './guardrails/administrators.ts';
import { makeUntouchable, type Untouchable } from './guardrails/untouchable.ts';
import { doubtLink } from './links.ts';
import { carriesMailbox, hasMailboxes, mailboxEnd } from './mailbox.ts';
import { filesWish } from './rules/changes-files.ts';
import { lostBy } from './rules/changes-holdings.ts';
import { earlierPlace, lastMove } from './rules/changes-place.ts';

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
  readonly staying: ReturnType<typeof lastHolders>;
  readonly baseline: ReadonlyMap<SystemId, ReadonlySet<ForeignId>>;
}

type Check = (guards: Safeguards, draft: Draft) => Verdict | null;

/** Steps that take something. */
const TAKING: readonly Rung[] = ['disable', 'sessions', 'place', 'mailbox', 'groups', 'licences', 'end-day'];

/** Steps that destroy data, or the way to it: what a hold preserves. A container may decide what is kept of an account elsewhere. */
const PRESERVED: readonly Rung[] = ['place', 'mailbox', 'convert', 'files', 'groups', 'licences'];

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
  const found = 'asset' in draft.change ? null : untouchable.of(draft);
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

function holdOf({ effective }: Ground, at: { person: EmployeeId | null; system: SystemId; account: Account | null }): Hold | null {
  const { holds } = effective;
  const own = [...(holds.get(`employee:${at.person}`) ?? []), ...(holds.get(`account:${at.system}/${at.account?.id}`) ?? [])];
  return own[0] ?? null;
}

const isPreserved: Check = ({ ground }, { change, system, account }) => {
  if (!PRESERVED.includes(change.kind) || change.class === 'enable') return null;
  const hold = holdOf(ground, { person: change.person, system: system.id, account });
  return hold === null ? null : verdict(`hold:${hold.id}`, 'hold-ends', hold.until ?? null);
};

/** Nobody is deleted by a leave that ends, by a file that changed today, under a hold, or where nobody has agreed to it. */
const isDeleted: Check = ({ ground }, { change, system, account }) => {
  if (change.kind !== 'disable' || change.after.gone !== 'deleted') return null;
  if (change.cause.startsWith('leave:')) return verdict('deletes', 'not-touched');
  const hold = holdOf(ground, { person: change.person, system: system.id, account });
  if (hold !== null) return verdict(`hold:${hold.id}`, 'hold-ends', hold.until ?? null);
  if (!allowsDeletion(ground.input, system.id)) return verdict('deletes', 'allow-deletion');
  return change.class === 'surprise' ? verdict('deletes', 'next-night') : null;
};

/** Seats, and groups that bring some, with which a mailbox goes. */
function takesMailbox({ change, account, system }: Draft): boolean {
  if (change.kind === 'licences') return lostBy(change, 'licences').some((licence) => carriesMailbox(system, licence));
  if (change.kind !== 'groups') return false;
  const taken = new Set(lostBy(change, 'groups'));
  return account?.licences?.some(({ id, viaGroup }) => viaGroup !== null && taken.has(viaGroup) && carriesMailbox(system, id)) === true;
}

/** A leave is no end: nothing deletes a mailbox that somebody comes back to. */
function parkedMailbox({ change, view, system }: Draft): Verdict | null {
  const leave = view?.employee.leaves?.find(({ from }) => change.cause === `leave:${from}` || change.cause === `leave:${from}:mailbox`);
  if (leave === undefined || leave.converted !== undefined || !hasMailboxes(system)) return null;
  return verdict('mailbox', 'mailbox-parked', leave.to ?? null);
}

/**
 * Nobody loses the mailbox that they use because a file forgot its seat. Which other seat would keep it is known only where the system's file
 * names those that carry one.
 */
function lastMailboxSeat({ account, system }: Draft, change: AccountChange): Verdict | null {
  if (!hasMailboxes(system)) return null;
  const taken = new Set(lostBy(change, change.kind === 'licences' ? 'licences' : 'groups'));
  const keepsOne = account?.licences?.some(({ id, viaGroup }) => !taken.has(viaGroup ?? id) && carriesMailbox(system, id)) === true;
  return keepsOne && system.system.mailboxLicences !== undefined ? null : verdict('mailbox', 'mailbox-undeclared');
}

const isMailboxOpen: Check = ({ ground }, draft) => {
  const { change, view, system } = draft;
  if (view === null || 'asset' in change || !takesMailbox(draft) || !isOurs(draft, 'mailbox')) return null;
  if (change.class === 'cleanup') return lastMailboxSeat(draft, change);
  if (change.class !== 'rung') return parkedMailbox(draft);
  const box = mailboxEnd(ground, view, system);
  if (box === null || box.isSettled) return null;
  const cause = change.cause.replace(/:mailbox$/u, '');
  const waitsFor = changeId('convert', view.id, { cause, system: system.id, id: change.account });
  return verdict(`after:${waitsFor}`, 'mailbox-settled', box.until);
};

/** Files that are to be moved are lost to who gets them once the seat has gone. */
const areFilesWaiting: Check = (_guards, { change, view, system }) => {
  if (change.kind !== 'licences' || change.class !== 'rung' || view === null) return null;
  const wish = filesWish(view, system.id);
  if (wish === null || wish.moved !== undefined) return null;
  const cause = change.cause.replace(/:mailbox$/u, '');
  return verdict(`after:${changeId('files', view.id, { cause, system: system.id, id: change.account })}`, 'files-moved');
};

/** True where nothing was kept, or it may be unsealed no more. Who plans need not have the key; who writes must. */
function isForgotten({ input, context }: Ground, move: VerifiedChange): boolean {
  if (earlierPlace(move) !== null) return false;
  const { captureRetention } = input.desired.policy.access;
  const keptUntil = addPeriod(dayOf(move.at, input.desired.organisation.timeZone), captureRetention);
  return move.sealed === null || keptUntil < context.today;
}

const isPlaceUnknown: Check = ({ ground }, { change, system }) => {
  if (change.kind !== 'place' || change.after.place !== 'earlier') return null;
  const move = lastMove(ground, system.id, change.account);
  return move !== null && isForgotten(ground, move) ? verdict('not-restored', 'not-captured') : null;
};

/** Who stays keeps a last day that is nobody's: only a person gets it off. Asked for again, it would be refused every night. */
const isDayForGood: Check = (_guards, { change, system }) => {
  const isTakenOff = (change.kind === 'end-day' || change.kind === 'restore') && change.after.endDay === null;
  if (!isTakenOff || system.snapshot?.reading.abilities?.lastDays !== 'moved') return null;
  return verdict('not-restored', 'last-day-by-hand');
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

const isLastHolder: Check = ({ staying }, { change, system, account }) => {
  if (change.kind !== 'disable' || account === null) return null;
  const by = staying.get(`${system.id}/${account.id}`) ?? null;
  return by === null ? null : verdict(by, by === 'last-admin' ? 'other-administrator' : 'other-approver');
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
  isDeleted,
  isPreserved,
  isMailboxOpen,
  areFilesWaiting,
  isPlaceUnknown,
  isDayForGood,
  isExcepted,
  isFrozen,
  isUnapproved,
  isLastHolder,
];

/** The safeguards of tonight. */
export function makeSafeguards(ground: Ground, bugs: ReadonlySet<EmployeeId | null>): Safeguards {
  return { ground, untouchable: makeUntouchable(ground), staying: lastHolders(ground, bugs), baseline: baselineOf(ground) };
}

/** What keeps the change back; null when only the limits are left to ask. */
export function holdBack(guards: Safeguards, draft: Draft): Verdict | null {
  for (const check of CHECKS) {
    const found = check(guards, draft);
    if (found !== null) return found;
  }
  return null;
}
