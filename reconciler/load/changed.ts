/** The check of a change: reads what the change touches and what that refers to, not the whole tree. Paths are a function of kind and id, so that existence is known from the listing. */
import type { Document, Kind } from '../../schemas/documents.ts';
import { places } from '../../schemas/places.ts';
import type { CommitId } from '../../schemas/primitives.ts';
import type { Diagnostic } from '../model/diagnostic.ts';
import type { ObjectReader, TreeEntry } from '../ports.ts';
import { assembleTree } from './assemble.ts';
import type { ParseCache } from './cache.ts';
import { checkMeaning } from './check-meaning/all.ts';
import { compareWithBase } from './compare.ts';
import { diagnoseCommit, loadCommit } from './load-commit.ts';
import { isOurs, type Placed } from './paths.ts';
import { readFile } from './read-file.ts';
import { beginReading, type CheckedTree, type LoadOptions, type Reading } from './reading.ts';
import { referencesOf } from './references.ts';
import type { Tree } from './tree.ts';

/** The two ends of a change. */
export interface Change {
  readonly base: CommitId;
  readonly head: CommitId;
  /** Opens the parse cache; called only when everything must be read. */
  readonly cache?: () => Promise<ParseCache | null>;
}

/** What the check of a change found. `isWhole` says whether the whole tree was read, because the change may concern all of it. */
export interface ChangedResult {
  readonly diagnostics: readonly Diagnostic[];
  readonly isWhole: boolean;
}

/** Kinds that whole-tree rules rest on: when one of them changes, everything is read. */
const WIDE: ReadonlySet<Kind> = new Set(
  (Object.keys(places) as Kind[]).filter((kind) => places[kind].path.startsWith('policies') || kind === 'organisation'),
);
/** Few and small: always read. */
const ALWAYS: ReadonlySet<Kind> = new Set(['organisation', 'guardrails', 'offboarding-tasks', 'system']);

function ours(listing: readonly TreeEntry[]): ReadonlyMap<string, TreeEntry> {
  return new Map(listing.filter((entry) => isOurs(entry.path)).map((entry) => [entry.path, entry]));
}

function differing(base: ReadonlyMap<string, TreeEntry>, head: ReadonlyMap<string, TreeEntry>): ReadonlySet<string> {
  const paths = new Set<string>();
  for (const [path, entry] of head) {
    const before = base.get(path);
    if (before?.id !== entry.id || before.mode !== entry.mode) paths.add(path);
  }
  return paths;
}

type ByRecord = ReadonlyMap<string, Placed>;

function byRecord(placed: readonly Placed[]): ByRecord {
  return new Map(placed.map((file) => [`${file.kind}/${file.stem}`, file]));
}

/** Plans of a person that the listing shows. */
function plansOf(records: ByRecord, person: string): Placed[] {
  const found: Placed[] = [];
  for (let number = 1; number < 100; number += 1) {
    const plan = records.get(`offboarding/${number === 1 ? person : `${person}.${number}`}`);
    if (plan === undefined && number > 1) break;
    if (plan !== undefined) found.push(plan);
  }
  return found;
}

/** Files that the rules look into when they judge this document. */
function related(records: ByRecord, kind: Kind, doc: Document<Kind>): Placed[] {
  const found: (Placed | undefined)[] = [];
  for (const { to, id } of referencesOf(kind, doc)) found.push(records.get(`${to}/${id}`));
  if (kind === 'employee') found.push(...plansOf(records, (doc as Document<'employee'>).id));
  if (kind === 'device') {
    const { holder, awaitedFrom } = doc as Document<'device'>;
    for (const person of [holder, awaitedFrom]) if (typeof person === 'string') found.push(...plansOf(records, person));
  }
  return found.filter((file) => file !== undefined);
}

/** A transfer must stay within the lessee's company: only then are leases of unchanged devices, which can be long, of interest. */
function hasTransfer(values: ReadonlyMap<Placed, unknown>): boolean {
  for (const [file, value] of values) {
    if (file.kind !== 'offboarding' || value === null) continue;
    const { devices } = value as Document<'offboarding'>;
    if (Object.values(devices ?? {}).some((wish) => wish.disposition === 'transfer')) return true;
  }
  return false;
}

async function readAll(reader: ObjectReader, reading: Reading, files: readonly Placed[]): Promise<Map<Placed, unknown>> {
  const values = new Map<Placed, unknown>();
  const byBlob = new Map<string, Placed[]>();
  for (const file of files) byBlob.set(file.blob, [...(byBlob.get(file.blob) ?? []), file]);
  if (files.length === 0) return values;
  await reader.blobs([...byBlob.keys()], (id, bytes) => {
    for (const file of byBlob.get(id) ?? []) values.set(file, readFile(reading, file, bytes));
  });
  return values;
}

/** What the documents of a part of a tree are related to, in another listing. */
function relatedTo(tree: Tree, changed: ReadonlySet<string>, records: ByRecord): Placed[] {
  return (Object.keys(places) as Kind[]).flatMap((kind) =>
    [...tree.entries(kind).values()].flatMap((entry) => (changed.has(entry.path) ? related(records, kind, entry.doc) : [])),
  );
}

interface Touched {
  readonly changed: ReadonlySet<string>;
  /** The changed files as they were: who held a device before is concerned too. */
  readonly before: Tree;
}

/** Reads the changed files, what they refer to now and before, and what those refer to (a plan's devices' leases). */
async function readTouched(reader: ObjectReader, reading: Reading, { changed, before }: Touched): Promise<void> {
  const records = byRecord(reading.placed);
  const isException = [...changed].some((path) => path.startsWith(`${places.exception.path}/`));
  const isFirst = (file: Placed) => changed.has(file.path) || ALWAYS.has(file.kind) || (isException && file.kind === 'exception');
  let wanted = [...new Set([...reading.placed.filter((file) => isFirst(file)), ...relatedTo(before, changed, records)])];
  const done = new Set<Placed>();
  let transfers = false;
  for (let step = 0; step < 3 && wanted.length > 0; step += 1) {
    for (const file of wanted) done.add(file);
    const values = await readAll(reader, reading, wanted);
    transfers ||= hasTransfer(values);
    const next = new Set<Placed>();
    for (const [file, value] of values) {
      if (value === null || (ALWAYS.has(file.kind) && !changed.has(file.path))) continue;
      for (const other of related(records, file.kind, value as Document<Kind>)) {
        if (!done.has(other) && (other.kind !== 'lease' || changed.has(file.path) || transfers)) next.add(other);
      }
    }
    wanted = [...next];
  }
}

/** The state of a part of the tree, as far as comparing needs it. */
async function readBase(reader: ObjectReader, listing: ReadonlyMap<string, TreeEntry>, changed: ReadonlySet<string>): Promise<CheckedTree> {
  const needed = [...changed, places.organisation.path].flatMap((path) => listing.get(path) ?? []);
  const reading = beginReading(needed);
  await readAll(reader, reading, reading.placed);
  return { tree: reading.builder.finish(false), placed: reading.placed, problems: [], texts: reading.texts };
}

function loadedOf(checked: CheckedTree, commit: CommitId) {
  return { desired: assembleTree({ ...checked, commit }, new Map()), diagnostics: [] };
}

async function checkWhole(reader: ObjectReader, { base, head, cache }: Change): Promise<ChangedResult> {
  const options: LoadOptions = { cache: (await cache?.()) ?? null };
  const now = await loadCommit(reader, head, options);
  const before = await loadCommit(reader, base, options);
  return { diagnostics: [...now.diagnostics, ...compareWithBase(before, now)], isWhole: true };
}

/**
 * Everything that is wrong with what a change touches. Reads the whole tree when the change deletes a file, or touches the organisation or
 * a policy. What only shows between two unrelated files (one login declared twice) is left to the whole check.
 */
export async function loadChanged(reader: ObjectReader, change: Change): Promise<ChangedResult> {
  const base = ours(await reader.tree(change.base));
  const head = ours(await reader.tree(change.head));
  const changed = differing(base, head);
  const reading = beginReading([...head.values()]);
  const isWide = reading.placed.some((file) => changed.has(file.path) && WIDE.has(file.kind));
  if (isWide || [...base.keys()].some((path) => !head.has(path))) return checkWhole(reader, change);
  const before = await readBase(reader, base, changed);
  await readTouched(reader, reading, { changed, before: before.tree });
  const tree: Tree = reading.builder.finish(false);
  const own = reading.problems.filter((problem) => changed.has(problem.file) || reading.texts.has(problem.file));
  const checked = { tree, placed: reading.placed, problems: [...own, ...checkMeaning(tree)], texts: reading.texts };
  const diagnostics = await diagnoseCommit(reader, checked);
  return {
    diagnostics: [...diagnostics, ...compareWithBase(loadedOf(before, change.base), loadedOf(checked, change.head))],
    isWhole: false,
  };
}
