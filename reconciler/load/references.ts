/** What each kind of document refers to: the one list behind "unknown manager", partial loading, and who is touched by a broken file. */
import type { Document, Kind } from '../../schemas/documents.ts';
import type { Subject } from '../../schemas/exception.ts';
import type { Organisation } from '../../schemas/organisation.ts';

/** What can be referred to: records with files of their own, and entries of organisation.yaml. */
export type Target = 'employee' | 'device' | 'lease' | 'system' | 'unit' | 'company' | 'desk';

/** One reference in a document. */
export interface Reference {
  readonly to: Target;
  readonly id: string;
  /** Keys and indexes to where it stands. */
  readonly path: readonly (string | number)[];
  readonly at?: 'key';
}

type Found = Generator<Reference>;

function* one(to: Target, id: string | undefined | null, ...path: readonly (string | number)[]): Found {
  if (id !== undefined && id !== null) yield { to, id, path };
}

function* each(to: Target, ids: readonly string[] | undefined, ...path: readonly (string | number)[]): Found {
  for (const [index, id] of (ids ?? []).entries()) yield { to, id, path: [...path, index] };
}

function* keys(to: Target, map: Readonly<Record<string, unknown>> | undefined, ...path: readonly (string | number)[]): Found {
  for (const id of Object.keys(map ?? {})) yield { to, id, path: [...path, id], at: 'key' };
}

function* ofOrganisation(doc: Organisation): Found {
  for (const [index, unit] of doc.units.entries()) {
    yield* one('company', unit.company, 'units', index, 'company');
    yield* one('employee', unit.manager, 'units', index, 'manager');
    yield* one('employee', unit.acting?.who, 'units', index, 'acting', 'who');
    yield* one('unit', unit.parent, 'units', index, 'parent');
  }
}

function* ofEmployee(doc: Document<'employee'>): Found {
  yield* one('unit', doc.unit, 'unit');
  yield* one('employee', doc.manager, 'manager');
  yield* one('system', doc.source?.system, 'source', 'system');
  for (const [index, assignment] of (doc.assignments ?? []).entries()) {
    yield* one('unit', assignment.unit, 'assignments', index, 'unit');
    yield* keys('system', assignment.grants, 'assignments', index, 'grants');
  }
  for (const [index, line] of (doc.accounts ?? []).entries()) yield* one('system', line.system, 'accounts', index, 'system');
}

function* ofDevice(doc: Document<'device'>): Found {
  if (typeof doc.holder === 'string') yield* one('employee', doc.holder, 'holder');
  else yield* one('unit', doc.holder?.unit, 'holder', 'unit');
  yield* one('employee', doc.custodian, 'custodian');
  yield* one('employee', doc.awaitedFrom, 'awaitedFrom');
  yield* one('company', doc.company, 'company');
  yield* one('lease', doc.lease, 'lease');
  yield* one('system', doc.inventory?.system, 'inventory', 'system');
  yield* one('employee', doc.returned?.by, 'returned', 'by');
  yield* one('employee', doc.wiped?.by, 'wiped', 'by');
  yield* one('device', doc.repair?.loaner, 'repair', 'loaner');
  yield* one('employee', doc.sale?.to, 'sale', 'to');
}

function* ofLease(doc: Document<'lease'>): Found {
  yield* one('company', doc.company, 'company');
  yield* keys('device', doc.lines, 'lines');
}

function* ofOffboarding(doc: Document<'offboarding'>): Found {
  yield* one('employee', doc.employee, 'employee');
  yield* one('employee', doc.successor, 'successor');
  yield* keys('device', doc.devices, 'devices');
  for (const [tag, disposition] of Object.entries(doc.devices ?? {})) {
    if (disposition.disposition === 'transfer') yield* one('employee', disposition.to, 'devices', tag, 'to');
  }
  for (const [index, handover] of (doc.handover ?? []).entries()) yield* one('employee', handover.to, 'handover', index, 'to');
  yield* keys('system', doc.accounts, 'accounts');
  for (const [system, wishes] of Object.entries(doc.accounts ?? {})) {
    yield* one('employee', wishes.mailbox?.delegate, 'accounts', system, 'mailbox', 'delegate');
    yield* one('employee', wishes.files?.to, 'accounts', system, 'files', 'to');
  }
  for (const [task, state] of Object.entries(doc.tasks ?? {})) yield* one('employee', state.by, 'tasks', task, 'by');
}

function* ofSubject(subject: Subject): Found {
  yield* one('employee', subject.employee, 'subject', 'employee');
  yield* one('device', subject.device, 'subject', 'device');
  yield* one('system', subject.account?.system, 'subject', 'account', 'system');
}

function* ofException(doc: Document<'exception'>): Found {
  yield* ofSubject(doc.subject);
  yield* one('system', doc.system, 'system');
  yield* one('employee', doc.owner, 'owner');
}

function* ofGuardrails(doc: Document<'guardrails'>): Found {
  for (const [index, line] of (doc.protected ?? []).entries()) yield* one('system', line.system, 'protected', index, 'system');
  for (const [index, line] of (doc.administrators ?? []).entries()) yield* one('system', line.system, 'administrators', index, 'system');
  for (const list of ['service', 'shared'] as const) {
    for (const [index, line] of (doc[list] ?? []).entries()) {
      yield* one('system', line.system, list, index, 'system');
      yield* one('employee', line.owner, list, index, 'owner');
    }
  }
}

function* ofTasks(doc: Document<'offboarding-tasks'>): Found {
  for (const [index, task] of doc.tasks.entries()) {
    yield* each('unit', task.when?.units, 'tasks', index, 'when', 'units');
    if (task.assignee.startsWith('desk:')) yield* one('desk', task.assignee.slice('desk:'.length), 'tasks', index, 'assignee');
  }
}

function* ofApprovals(doc: Document<'approvals'>): Found {
  for (const [index, rule] of doc.rules.entries()) {
    yield* each('unit', rule.units, 'rules', index, 'units');
    yield* each('desk', rule.desks, 'rules', index, 'desks');
    yield* each('employee', rule.people, 'rules', index, 'people');
  }
}

function* ofDrift(doc: Document<'drift'>): Found {
  for (const [code, rule] of Object.entries(doc)) yield* each('desk', rule?.tell, code, 'tell');
}

function* ofSystem(doc: Document<'system'>): Found {
  yield* one('desk', doc.desk, 'desk');
  yield* one('desk', doc.supplier?.does, 'supplier', 'does');
  yield* one('desk', doc.supplier?.checks, 'supplier', 'checks');
}

function* ofOverride(doc: Document<'override'>): Found {
  if (doc.system !== 'all') yield* one('system', doc.system, 'system');
}

function* nothing(): Found {}

const OF: { readonly [K in Kind]: (doc: Document<K>) => Found } = {
  organisation: ofOrganisation,
  employee: ofEmployee,
  device: ofDevice,
  lease: ofLease,
  offboarding: ofOffboarding,
  exception: ofException,
  hold: (doc) => ofSubject(doc.subject),
  cleanup: (doc) => one('system', doc.system, 'system'),
  reading: (doc) => one('system', doc.system, 'system'),
  guardrails: ofGuardrails,
  access: nothing,
  'device-rules': nothing,
  'offboarding-tasks': ofTasks,
  drift: ofDrift,
  approvals: ofApprovals,
  system: ofSystem,
  override: ofOverride,
};

/** Every reference in a document. */
export function referencesOf<K extends Kind>(kind: K, doc: Document<K>): Iterable<Reference> {
  return OF[kind](doc);
}
