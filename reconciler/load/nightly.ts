/** What the night is planned from: a file that is broken keeps only those waiting whom it is about. */
import type { Kind } from '../../schemas/places.ts';
import type { CommitId, EmployeeId } from '../../schemas/primitives.ts';
import type { Desired } from '../model/desired.ts';
import type { Diagnostic } from '../model/diagnostic.ts';
import type { ObjectReader } from '../ports.ts';
import { assemble, assembleTree, brokenPeople } from './assemble.ts';
import { checkMeaning } from './check-meaning/all.ts';
import { inputsOf } from './inputs.ts';
import { diagnoseCommit, readCommit } from './load-commit.ts';
import type { Placed } from './paths.ts';
import type { Problem } from './problem.ts';
import type { CheckedTree, LoadOptions } from './reading.ts';
import { type Entry, replaceKinds, type Tree } from './tree.ts';

/** How far back the newest valid commit is looked for: first-parent commits that touched files. */
const FARTHEST = 100;

/** The state to plan from, everything that is wrong with head, and the commit that stands in for what is wrong. */
export interface NightlyState {
  readonly desired: Desired | null;
  readonly diagnostics: readonly Diagnostic[];
  readonly valid: CommitId | null;
}

interface Source extends CheckedTree {
  readonly commit: CommitId;
}

function hasErrors(checked: CheckedTree): boolean {
  return checked.problems.some((problem) => problem.severity === 'error');
}

async function newestValid(reader: ObjectReader, head: CommitId, options: LoadOptions): Promise<Source | null> {
  const commits = await reader.history({ from: head, since: null, under: ['state', 'policies'], limit: FARTHEST });
  for (const { id } of commits) {
    if (id === head) continue;
    const checked = await readCommit(reader, id, options);
    if (!hasErrors(checked)) return { ...checked, commit: id };
  }
  return null;
}

/** Kinds whose files are about people. */
const PERSONAL: readonly Kind[] = ['employee', 'offboarding', 'device'];
/** Kinds whose files are the same for everybody: taken from head where they are right there, else as they last were. */
const RULES: readonly Kind[] = [
  'organisation',
  'guardrails',
  'access',
  'device-rules',
  'offboarding-tasks',
  'drift',
  'approvals',
  'notices',
  'system',
  'lease',
];
/** Kinds that permit something: only what head says, and only where it is right. */
const PERMITS: readonly Kind[] = ['override', 'reading', 'cleanup'];
/** Kinds that postpone or preserve: what either of the two says. */
const DELAYS: readonly Kind[] = ['exception', 'hold'];
/** Without these nothing can be decided about anybody. */
const GOVERNING: ReadonlySet<string> = new Set([
  'state',
  'policies',
  'state/organisation.yaml',
  'policies/guardrails.yaml',
  'policies/access.yaml',
]);

type Entries = ReadonlyMap<string, Entry<Kind>>;

function right(head: CheckedTree, wrong: ReadonlySet<string>, kind: Kind): Entries {
  return new Map([...(head.tree.entries(kind) as Entries)].filter(([, entry]) => !wrong.has(entry.path)));
}

/** What last was, for stems that head still has; what was deleted at head stays deleted. */
function lastKnown(valid: Source, head: CheckedTree, kind: Kind): Entries {
  return new Map([...(valid.tree.entries(kind) as Entries)].filter(([stem]) => head.tree.known(kind).has(stem)));
}

function combinedTree(valid: Source, head: CheckedTree, wrong: ReadonlySet<string>): Tree {
  const replaced = new Map<Kind, Entries>();
  // What contradicts another file is read as head says it: whoever it is about is held, and seen to be held.
  for (const kind of PERSONAL)
    replaced.set(kind, new Map([...(valid.tree.entries(kind) as Entries), ...(head.tree.entries(kind) as Entries)]));
  for (const kind of RULES) replaced.set(kind, new Map([...lastKnown(valid, head, kind), ...right(head, wrong, kind)]));
  for (const kind of PERMITS) replaced.set(kind, right(head, wrong, kind));
  for (const kind of DELAYS) replaced.set(kind, new Map([...(valid.tree.entries(kind) as Entries), ...right(head, wrong, kind)]));
  return replaceKinds(head.tree, replaced);
}

function byPath(placed: readonly Placed[]): ReadonlyMap<string, Placed> {
  return new Map(placed.map((file) => [file.path, file]));
}

/** People one of whose files is gone from head, or is wrong there, each with its path. */
function deprivedPeople(valid: Source, head: CheckedTree, wrong: ReadonlySet<string>): Map<EmployeeId, string> {
  const was = byPath(valid.placed);
  const is = byPath(head.placed);
  const deprived = new Map<EmployeeId, string>();
  for (const { tree } of [valid, head]) {
    for (const [person, paths] of inputsOf(tree)) {
      const path = [...paths].find((one) => was.get(one)?.blob !== is.get(one)?.blob && (wrong.has(one) || !is.has(one)));
      if (path !== undefined && !deprived.has(person)) deprived.set(person, path);
    }
  }
  return deprived;
}

interface Mixture {
  readonly tree: Tree;
  readonly problems: readonly Problem[];
  readonly texts: ReadonlyMap<string, string>;
}

function heldPeople(valid: Source, head: CheckedTree, { mixture, wrong }: { mixture: Mixture; wrong: ReadonlySet<string> }) {
  const settled = new Set(valid.placed.map((file) => file.path));
  const held = new Map([...brokenPeople(mixture), ...deprivedPeople(valid, head, wrong), ...brokenPeople(head, settled)]);
  const problems = [...head.problems, ...mixture.problems];
  const governing = problems.find((problem) => problem.severity === 'error' && GOVERNING.has(problem.file))?.file;
  if (governing === undefined) return held;
  for (const id of mixture.tree.entries('employee').keys()) held.set(id as EmployeeId, governing);
  return held;
}

/** The files as they were used: each as it is at head, or as it last was. */
function usedFiles(tree: Tree, valid: Source, head: CheckedTree): readonly Placed[] {
  const was = byPath(valid.placed);
  const is = byPath(head.placed);
  const kinds = new Set([...valid.placed, ...head.placed].map((file) => file.kind));
  const used = [...kinds].flatMap((kind) =>
    [...(tree.entries(kind) as Entries).values()].flatMap((entry) => {
      const isFromHead = head.tree.entries(kind).get(entry.stem)?.doc === entry.doc;
      return (isFromHead ? is.get(entry.path) : was.get(entry.path)) ?? [];
    }),
  );
  return used.toSorted((a, b) => (a.path < b.path ? -1 : 1));
}

function combine(valid: Source, head: CheckedTree): Desired | null {
  const wrong = new Set(head.problems.filter((problem: Problem) => problem.severity === 'error').map((problem) => problem.file));
  const tree = combinedTree(valid, head, wrong);
  // Files that are right beside their own neighbours may contradict an earlier version of others.
  const mixture = { tree, problems: [...checkMeaning(tree)], texts: head.texts };
  return assembleTree({ tree, placed: usedFiles(tree, valid, head), commit: valid.commit }, heldPeople(valid, head, { mixture, wrong }));
}

/**
 * The state to plan the night from. A valid head is used as it is. Else people's files come from head where they can be read there, rules
 * where they are right, and the rest from the newest valid first-parent commit; whoever has a file that is wrong or gone, or is touched by
 * an error of head or of the mixture, stands in `desired.broken` and is held. Holds and exceptions are those of both. Null when no commit of the last hundred is valid.
 */
export async function loadNightly(reader: ObjectReader, head: CommitId, options: LoadOptions = {}): Promise<NightlyState> {
  const checked = await readCommit(reader, head, options);
  const diagnostics = await diagnoseCommit(reader, checked);
  if (!hasErrors(checked)) return { desired: assemble({ ...checked, commit: head }), diagnostics, valid: head };
  const valid = await newestValid(reader, head, options);
  if (valid === null) return { desired: null, diagnostics, valid: null };
  return { desired: combine(valid, checked), diagnostics, valid: valid.commit };
}
