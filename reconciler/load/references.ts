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
    device: ['devices/@'],
    system: ['accounts/@'],
  },
  exception: { ...SUBJECT, system: [...SUBJECT.system, 'system'], employee: [...SUBJECT.employee, 'owner'] },
  hold: SUBJECT,
  cleanup: { system: ['system'] },
  reading: { system: ['system'] },
  guardrails: {
    system: ['protected/*/system', 'administrators/*/system', 'service/*/system', 'shared/*/system'],
    employee: ['service/*/owner', 'shared/*/owner'],
  },
  access: {},
  'device-rules': {},
  'offboarding-tasks': { unit: ['tasks/*/when/units/*'], desk: ['tasks/*/assignee'] },
  drift: { desk: ['*/tell/*'] },
  approvals: { unit: ['rules/*/units/*'], desk: ['rules/*/desks/*'], employee: ['rules/*/people/*'] },
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

interface Walk {
  readonly kind: Kind;
  readonly to: Target;
  readonly parts: readonly string[];
  readonly trail: (string | number)[];
  readonly visit: Visit;
}

/** `desk:it` names a desk; other words for who does a task name nobody, nor does an override of `all` name a system. */
function idOf({ kind, parts }: Walk, text: string): string | null {
  if (parts.at(-1) === 'assignee') return text.startsWith('desk:') ? text.slice('desk:'.length) : null;
  return kind === 'override' && text === 'all' ? null : text;
}

function leaf(walk: Walk, text: string, at?: 'key'): void {
  const id = idOf(walk, text);
  if (id !== null) walk.visit(walk.to, id, () => ({ path: [...walk.trail], ...(at === undefined ? {} : { at }) }));
}

function step(walk: Walk, value: unknown, depth: number): void {
  const part = walk.parts[depth];
  if (part === undefined) {
    if (typeof value === 'string') leaf(walk, value);
    return;
  }
  if (typeof value !== 'object' || value === null) return;
  if (part !== '*' && part !== '@') return into(walk, depth, [part, (value as Record<string, unknown>)[part]]);
  for (const key in value) {
    const name = Array.isArray(value) ? Number(key) : key;
    if (part === '*') into(walk, depth, [name, (value as Record<string, unknown>)[key]]);
    else {
      walk.trail.push(name);
      leaf(walk, key, 'key');
      walk.trail.pop();
    }
  }
}

function into(walk: Walk, depth: number, [key, value]: readonly [string | number, unknown]): void {
  if (value === undefined || value === null) return;
  walk.trail.push(key);
  step(walk, value, depth + 1);
  walk.trail.pop();
}

/** Visits every reference in a document. */
export function visitReferences(kind: Kind, doc: unknown, visit: Visit): void {
  for (const [to, parts] of LINES.get(kind) ?? []) step({ kind, to, parts, trail: [], visit }, doc, 0);
}

/** Every reference in a document. */
export function referencesOf(kind: Kind, doc: unknown): readonly Reference[] {
  const found: Reference[] = [];
  visitReferences(kind, doc, (to, id, where) => found.push({ to, id, ...where() }));
  return found;
}
