/** The part of memory that is about changes: intents, what became of them, pull requests. Pure. */
import type { Day, EmployeeId, Entitlement, ForeignId, Instant, SystemId } from '../../schemas/primitives.ts';
import type { Rung } from '../../schemas/vocabulary.ts';
import { minutesBetween } from '../calendar.ts';
import type { ChangeId } from '../model/change.ts';
import type { HeartbeatRecord, IntentRecord, LateRecord, OutcomeRecord } from '../model/journal.ts';
import type { HandedOver, Memory, OpenIntent, Removal, VerifiedChange } from '../model/memory.ts';
import { type DesksFold, foldEnd, foldGiven, rememberedDesks, startDesks } from './fold-desks.ts';

const REMOVAL_MINUTES = 30 * 24 * 60;

/** Which rungs an undo's rung puts back. */
const PUTS_BACK: Readonly<Partial<Record<Rung, readonly Rung[]>>> = {
  enable: ['disable', 'sessions'],
  restore: ['groups', 'licences', 'mailbox', 'end-day', 'place'],
  'check-in': ['check-out'],
  'check-out': ['check-in'],
};

/** Failures before anything was written, or by which the system said no. Any other one may have taken effect. */
const WITHOUT_EFFECT: ReadonlySet<string> = new Set(['refused', 'no-right', 'unreadable', 'fault']);

/** An intent, and whether it is known how it ended. */
interface Announced {
  readonly intent: IntentRecord;
  /** Also after a write whose effect could not be seen: a later reading settles it. */
  isOpen: boolean;
  /** Written, and not seen: it counts whatever comes of it. */
  isWritten: boolean;
  isReleased: boolean;
  /** Another run, which cannot know whether it was written, found it undone. */
  isUndone: boolean;
}

/** Under way. */
export interface ChangesFold {
  readonly announced: Announced[];
  /** Per change, the intents not released, oldest first: the first one's capture is the state before we touched anything. */
  readonly standing: Map<string, Announced[]>;
  readonly verified: Map<ChangeId, VerifiedChange>;
  readonly handedOver: Map<ChangeId, HandedOver>;
  readonly desks: DesksFold;
  readonly refused: Map<string, { readonly fingerprint: string; readonly at: Instant }>;
  readonly undone: Set<ChangeId>;
  /** When each change that failed last did so. */
  readonly failed: Map<ChangeId, Instant>;
}

/** No change yet. */
export function startChanges(): ChangesFold {
  const changes = { announced: [], standing: new Map(), verified: new Map(), handedOver: new Map(), desks: startDesks() };
  return { ...changes, refused: new Map(), undone: new Set(), failed: new Map() };
}

/** Adds one record. */
export function foldChanges(fold: ChangesFold, record: IntentRecord | OutcomeRecord | LateRecord | HeartbeatRecord): void {
  if (record.type === 'heartbeat') return;
  if (record.type === 'intent') addIntent(fold, record);
  else if (record.type === 'outcome' && record.kind === null) foldPull(fold, record);
  else foldOutcome(fold, record);
}

function addIntent(fold: ChangesFold, intent: IntentRecord): void {
  const one: Announced = { intent, isOpen: true, isWritten: false, isReleased: false, isUndone: false };
  fold.announced.push(one);
  fold.standing.set(intent.change, [...(fold.standing.get(intent.change) ?? []), one]);
}

function foldPull(fold: ChangesFold, record: OutcomeRecord): void {
  const key = record.change.replace(/^pull\//u, '');
  if (record.outcome === 'refused') fold.refused.set(key, { fingerprint: record.fingerprint ?? '', at: record.at });
  else if (record.outcome === 'opened' || record.outcome === 'updated') fold.refused.delete(key);
}

/** What is known of a change's target: from its outcome, else from its intent, else from its id. */
type Target = Pick<VerifiedChange, 'change' | 'person' | 'system' | 'account' | 'kind' | 'cause'>;

function foldOutcome(fold: ChangesFold, record: OutcomeRecord | LateRecord): void {
  const standing = fold.standing.get(record.change) ?? [];
  for (const one of standing) one.isOpen = false;
  const intent = standing[0]?.intent ?? null;
  const target = targetOf(record, intent);
  const { outcome } = record;
  // A change that was not tried is as it was: what failed before it may fail again.
  if (outcome !== 'skipped' && outcome !== 'failed') fold.failed.delete(target.change);
  switch (outcome) {
    case 'verified':
      endWork(fold, target, { as: 'done', at: record.at });
      addVerified(fold, record, { intent, target });
      fold.standing.delete(record.change);
      break;
    case 'handed-over':
      giveWork(fold, handedOver(record, target, standing.at(-1)?.intent ?? null));
      break;
    case 'already-so':
      endWork(fold, target, { as: 'done', at: record.at });
      // Found off: nothing was taken, so nothing is ours to give back; but from here on the next steps count.
      // A reply that runs already is followed like one of ours, when its day moves.
      if (target.kind === 'disable' || target.kind === 'mailbox') addVerified(fold, record, { intent, target });
      release(fold, record);
      break;
    case 'superseded':
      endWork(fold, target, { as: 'withdrawn', at: record.at });
      release(fold, record);
      break;
    case 'skipped':
      release(fold, record);
      break;
    case 'failed':
      fold.failed.set(target.change, record.at);
      if (record.detail !== null && WITHOUT_EFFECT.has(record.detail)) release(fold, record);
      break;
    case 'unverifiable':
      for (const one of standing.slice(-1)) [one.isOpen, one.isWritten] = [true, true];
      break;
    case 'accepted':
    case 'opened':
    case 'updated':
    case 'merged':
    case 'withdrawn':
    case 'refused':
      break;
    default:
      outcome satisfies never;
  }
}

function giveWork(fold: ChangesFold, work: HandedOver): void {
  if (fold.handedOver.has(work.change)) return;
  fold.handedOver.set(work.change, work);
  foldGiven(fold.desks, work);
}

function endWork(fold: ChangesFold, { change }: Target, end: Parameters<typeof foldEnd>[2]): void {
  if (fold.handedOver.delete(change)) foldEnd(fold.desks, change, end);
}

/** Only the run that announced a change knows that it wrote nothing: what another one finds undone may have been written, and undone since. */
function release(fold: ChangesFold, record: OutcomeRecord | LateRecord): void {
  const run = record.type === 'late' ? record.of : record.run;
  for (const one of fold.standing.get(record.change) ?? []) {
    if (one.intent.run === run) one.isReleased = !one.isWritten;
    else one.isUndone = true;
  }
  fold.standing.delete(record.change);
}

function targetOf(record: OutcomeRecord | LateRecord, intent: IntentRecord | null): Target {
  const [kind = '', person = '', cause = '', system = '', ...account] = record.change.split('/');
  const said = record.type === 'outcome' ? record : null;
  return {
    change: record.change as ChangeId,
    person: said === null ? (intent === null ? (person as EmployeeId) : intent.person) : said.person,
    system: (said?.system ?? intent?.system ?? system) as SystemId,
    account: (said?.account ?? intent?.account ?? account.join('/')) as ForeignId,
    kind: (said?.kind ?? intent?.kind ?? kind) as Rung,
    cause: intent?.cause ?? cause,
  };
}

/** What is remembered of a change that was seen done: with what was announced of it, if anything was. */
function verifiedOf(intent: IntentRecord | null, target: Target, done: { readonly at: Instant; readonly run: string }): VerifiedChange {
  const capture = intent?.capture ?? null;
  const status = intent?.after['status'];
  const reply = intent?.after['reply'];
  const left = intent?.after[target.kind];
  return {
    ...target,
    ...done,
    before: capture === null || (Object.keys(capture.open).length === 0 && !capture.complete) ? null : capture.open,
    sealed: capture?.sealed ?? null,
    ...(Array.isArray(left) ? { left: left as readonly Entitlement[] } : {}),
    ...(typeof status === 'string' ? { status } : {}),
    ...(reply === undefined ? {} : { replyUntil: (reply as { readonly until: Day } | null)?.until ?? null }),
  };
}

function addVerified(
  fold: ChangesFold,
  record: OutcomeRecord | LateRecord,
  about: { readonly intent: IntentRecord | null; readonly target: Target },
): void {
  const { intent, target } = about;
  const run = intent?.run ?? (record.type === 'late' ? record.of : record.run);
  fold.verified.set(target.change, verifiedOf(intent, target, { at: record.at, run }));
  const undo = /^undo:(?<run>.+)$/u.exec(target.cause)?.groups?.['run'];
  if (undo === undefined) return;
  const rungs = PUTS_BACK[target.kind] ?? [];
  for (const one of fold.verified.values()) {
    const isSame = one.run === undo && one.system === target.system && one.account === target.account;
    if (isSame && rungs.includes(one.kind)) fold.undone.add(one.change);
  }
}

function openIntent(intent: IntentRecord): OpenIntent {
  const { change, run, at, person, system, kind, after, cause } = intent;
  const account = intent.account as ForeignId;
  const done = verifiedOf(intent, { change, person, system, account, kind, cause }, { at, run });
  return { change, run, at, person, system, account, kind, after, done };
}

function handedOver(record: OutcomeRecord | LateRecord, target: Target, intent: IntentRecord | null): HandedOver {
  const { change, person, system, account, kind } = target;
  return { change, person, system, account, kind, after: intent?.after ?? {}, at: record.at, run: record.run };
}

/** The finished part: removals of the last 30 days, open intents, and what is kept for ever. */
export function rememberedChanges(
  fold: ChangesFold,
  asOf: Instant,
): Pick<Memory, 'removals' | 'verified' | 'handedOver' | 'deskWork' | 'openIntents' | 'failed' | 'refused' | 'undone'> {
  const removals: Removal[] = [];
  const openIntents: OpenIntent[] = [];
  for (const { intent, isOpen, isReleased, isUndone } of fold.announced) {
    const { change, at, person, system } = intent;
    if (isOpen) openIntents.push(openIntent(intent));
    const isCounted = person !== null || intent.class === 'cleanup';
    if (isReleased || !isCounted || minutesBetween(at, asOf) > REMOVAL_MINUTES) continue;
    removals.push({ person, system, class: intent.class, at, change, ...(isUndone ? { undone: true } : {}) });
  }
  const { verified, handedOver: handed, refused, undone } = fold;
  const recent = [...fold.failed].filter(([, at]) => minutesBetween(at, asOf) <= REMOVAL_MINUTES);
  const deskWork = rememberedDesks(fold.desks, asOf);
  return {
    removals,
    verified,
    handedOver: handed,
    deskWork,
    openIntents,
    failed: new Set(recent.map(([change]) => change)),
    refused,
    undone,
  };
}
