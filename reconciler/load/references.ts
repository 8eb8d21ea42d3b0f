/** What each kind of document refers to: the one list behind "unknown manager", partial loading, and who is touched by a broken file. */
import type { Kind } from '../../schemas/places.ts';

/** What can be referred to: records with files of their own, and entries of organisation.yaml. */
export type Target = 'employee' | 'device' | 'lease' | 'system' | 'unit' | 'company' | 'desk';

/** One reference in a document. */
export interface Reference {
  readonly to: Target;
  readonly id: string;
  /** Keys and indexes to where it stands. */
  readonly path: readonly (string | number)[];
  /** Present when the key of that path is the reference. */
  readonly at?: 'key';
}

/** Where references stand: `*` is every item or value, a last `@` every key. */
const SUBJECT = { employee: ['subject/employee'], device: ['subject/device'], system: ['subject/account/system'] };

const WHERE: Readonly<Record<Kind, Readonly<Partial<Record<Target, readonly string[]>>>>> = {
  organisation: {
    company: ['units/*/company'],
    employee: ['units/*/manager', 'units/*/acting/who'],
    unit: ['units/*/parent'],
  },
  employee: {
    unit: ['unit', 'assignments/*/unit'],
    employee: ['manager'],
    system: ['source/system', 'assignments/*/grants/@', 'accounts/*/system'],
  },
  device: {
    employee: ['holder', 'custodian', 'awaitedFrom', 'returned/by', 'wiped/by', 'sale/to'],
    unit: ['holder/unit'],
    company: ['company'],
    lease: ['lease'],
    system: ['inventory/system'],
    device: ['repair/loaner'],
  },
  lease: { company: ['company'], device: ['lines/@'] },
  offboarding: {
    employee: [
      'employee',
      'successor',
      'devices/*/to',
      'handover/*/to',
      'accounts/*/mailbox/delegate',
      'accounts/*/files/to',
      'tasks/*/by',
    ],
    device: ['devices/@', 'numbers/@', 'earlyEnd/@'],
    system: ['accounts/@'],
  },
  exception: { ...SUBJECT, system: [...SUBJECT.system, 'system'], employee: [...SUBJECT.employee, 'owner'] },
  hold: SUBJECT,
  cleanup: { system: ['system'] },
  reading: { system: ['system'] },
  guardrails: {
    system: [
      'protected/*/system',
      'administrators/*/system',
      'approvers/*/system',
      'service/*/system',
      'shared/*/system',
      'guest/*/system',
    ],
    employee: ['service/*/owner', 'shared/*/owner', 'guest/*/owner'],
  },
  access: {},
  'device-rules': {},
  'offboarding-tasks': { unit: ['tasks/*/when/units/*'], desk: ['tasks/*/assignee'] },
  drift: { desk: ['*/tell/*'] },
  approvals: { unit: ['rules/*/units/*'], desk: ['rules/*/desks/*'], employee: ['rules/*/people/*'] },
  notices: { desk: ['desks/hr', 'desks/payroll'] },
  system: { desk: ['desk', 'supplier/does', 'supplier/checks'] },
  override: { system: ['system'] },
};

type Line = readonly [to: Target, parts: readonly string[]];

const LINES = new Map(
  Object.entries(WHERE).map(([kind, targets]) => [
    kind,
    Object.entries(targets).flatMap(([to, paths]) => paths.map((path): Line => [to as Target, path.split('/')])),
  ]),
);

/** Asks about every reference: its target and id; the path is made only when it is asked for. */
export type Visit = (to: Target, id: string, where: () => Pick<Reference, 'path' | 'at'>) => void;

/** One walk through one document: the line it follows, and the way it has come. Made once a document, because there are many. */
interface Walk {
  readonly kind: Kind;
  to: Target;
  parts: readonly string[];
  at: 'key' | null;
  readonly trail: (string | number)[];
  readonly visit: Visit;
  readonly where: () => Pick<Reference, 'path' | 'at'>;
}

/** `desk:it` names a desk; other words for who does a task name nobody, nor does an override of `all` name a system. */
function idOf({ kind, parts }: Walk, text: string): string | null {
  if (parts.at(-1) === 'assignee') return text.startsWith('desk:') ? text.slice('desk:'.length) : null;
  return kind === 'override' && text === 'all' ? null : text;
}

function leaf(walk: Walk, text: string): void {
  const id = idOf(walk, text);
  if (id !== null) walk.visit(walk.to, id, walk.where);
}

function keys(walk: Walk, value: object): void {
  walk.at = 'key';
  for (const key of Object.keys(value)) {
    walk.trail.push(key);
    leaf(walk, key);
    walk.trail.pop();
  }
  walk.at = null;
}

/** Follows the line from the place that the trail has come to. */
function step(walk: Walk, value: unknown): void {
  const { trail, parts } = walk;
  if (value === undefined || value === null) return;
  const part = parts[trail.length];
  if (part === undefined) {
    if (typeof value === 'string') leaf(walk, value);
    return;
  }
  if (typeof value !== 'object') return;
  if (part === '@') return keys(walk, value);
  const wanted = part !== '*' ? [part] : Array.isArray(value) ? value.keys() : Object.keys(value);
  for (const key of wanted) {
    trail.push(key);
    step(walk, (value as Record<string | number, unknown>)[key]);
    trail.pop();
  }
}

/** Visits every reference in a document. */
export function visitReferences(kind: Kind, doc: unknown, visit: Visit): void {
  const trail: (string | number)[] = [];
  const walk: Walk = {
    kind,
    to: 'employee',
    parts: [],
    at: null,
    trail,
    visit,
    where: () => ({ path: [...trail], ...(walk.at === null ? {} : { at: walk.at }) }),
  };
  for (const [to, parts] of LINES.get(kind) ?? []) {
    walk.to = to;
    walk.parts = parts;
    step(walk, doc);
  }
}

/** Every reference in a document. */
export function referencesOf(kind: Kind, doc: unknown): readonly Reference[] {
  const found: Reference[] = [];
  visitReferences(kind, doc, (to, id, where) => found.push({ to, id, ...where() }));
  return found;
}
