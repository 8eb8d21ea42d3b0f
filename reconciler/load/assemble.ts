/** Documents -> the desired state, and the people whom a broken file touches. */
import type { Document, Kind } from '../../schemas/documents.ts';
import { places } from '../../schemas/places.ts';
import type { CommitId, EmployeeId } from '../../schemas/primitives.ts';
import { resolvePolicy } from '../defaults.ts';
import type { Desired } from '../model/desired.ts';
import type { Placed } from './paths.ts';
import type { Problem } from './problem.ts';
import { touchedPeople } from './touched.ts';
import type { Tree } from './tree.ts';

/** What a tree is assembled from. */
export interface Parts {
  readonly tree: Tree;
  readonly placed: readonly Placed[];
  readonly problems: readonly Problem[];
  readonly commit: CommitId | null;
  /** Texts of files that are broken on their own. */
  readonly texts: ReadonlyMap<string, string>;
}

function byStem<K extends Kind>(tree: Tree, kind: K): Map<string, Document<K>> {
  const result = new Map<string, Document<K>>();
  for (const [stem, entry] of tree.entries(kind)) result.set(stem, entry.doc);
  return result;
}

function only<K extends Kind>(tree: Tree, kind: K): { readonly [P in K]?: Document<K> } {
  const doc = tree.entries(kind).get(kind)?.doc;
  return (doc === undefined ? {} : { [kind]: doc }) as { readonly [P in K]?: Document<K> };
}

/** True for a problem without whose repair nothing can be planned from this tree. */
export function isFatal(problem: Problem): boolean {
  const { file } = problem;
  return problem.severity === 'error' && (file.startsWith('policies') || file === 'state/organisation.yaml' || file === 'state');
}

/** People whom errors concern, with the first file to blame. A broken hold that names nobody may preserve anybody's data: it concerns everybody, unless its path is among those `settled` by an earlier version. */
export function brokenPeople(
  { tree, problems, texts }: Pick<Parts, 'tree' | 'problems' | 'texts'>,
  settled: ReadonlySet<string> = new Set(),
): Map<EmployeeId, string> {
  const broken = new Map<EmployeeId, string>();
  const errors = problems.filter((problem) => problem.severity === 'error');
  const files = new Set(errors.flatMap(({ file, other }) => (other === undefined ? [file] : [file, other])));
  for (const file of files) {
    const touched = touchedPeople(tree, file, texts.get(file) ?? null);
    const isUnclear = touched.size === 0 && file.startsWith(`${places.hold.path}/`) && !settled.has(file);
    const people = isUnclear ? (tree.known('employee') as ReadonlySet<EmployeeId>) : touched;
    for (const person of people) if (!broken.has(person)) broken.set(person, file);
  }
  return broken;
}

/** The desired state, or null when the organisation or a policy is broken. */
export function assemble(parts: Parts): Desired | null {
  return parts.problems.some((problem) => isFatal(problem)) ? null : assembleTree(parts, brokenPeople(parts));
}

/** The desired state of a tree that has an organisation, else null; `broken` says who is held. */
export function assembleTree(
  { tree, placed, commit }: Pick<Parts, 'tree' | 'placed' | 'commit'>,
  broken: Desired['broken'],
): Desired | null {
  const organisation = tree.entries('organisation').get('organisation')?.doc;
  if (organisation === undefined) return null;
  return {
    commit,
    organisation,
    employees: byStem(tree, 'employee') as unknown as Desired['employees'],
    devices: byStem(tree, 'device') as unknown as Desired['devices'],
    leases: byStem(tree, 'lease') as unknown as Desired['leases'],
    offboardings: byStem(tree, 'offboarding'),
    exceptions: byStem(tree, 'exception') as unknown as Desired['exceptions'],
    holds: byStem(tree, 'hold') as unknown as Desired['holds'],
    cleanups: byStem(tree, 'cleanup') as unknown as Desired['cleanups'],
    readings: byStem(tree, 'reading') as unknown as Desired['readings'],
    overrides: byStem(tree, 'override') as unknown as Desired['overrides'],
    systems: byStem(tree, 'system') as unknown as Desired['systems'],
    policy: resolvePolicy({
      ...only(tree, 'guardrails'),
      ...only(tree, 'access'),
      ...only(tree, 'device-rules'),
      ...only(tree, 'offboarding-tasks'),
      ...only(tree, 'drift'),
      ...only(tree, 'approvals'),
      ...only(tree, 'notices'),
    }),
    files: new Map(placed.map((file) => [file.path, file.blob])),
    broken,
  };
}
