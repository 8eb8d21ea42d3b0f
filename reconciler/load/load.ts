/** A tree of files -> the desired state, and everything that is wrong with it, all at once. */
import type { CommitId } from '../../schemas/primitives.ts';
import type { Loaded } from '../model/desired.ts';
import type { Diagnostic } from '../model/diagnostic.ts';
import type { ObjectReader } from '../ports.ts';
import { assemble } from './assemble.ts';
import type { ParseCache } from './cache.ts';
import { readDocument } from './check-document.ts';
import { checkMeaning } from './check-meaning/all.ts';
import { decode } from './decode.ts';
import { diagnose, type TextOf } from './diagnose.ts';
import { checkShards, type Listed, type Placed, placeFiles } from './paths.ts';
import { errorAt, inFile, type Problem } from './problem.ts';
import { buildTree, type Tree, type TreeBuilder } from './tree.ts';

/** A file as it lies in a work tree or a test. */
export interface SourceFile {
  readonly path: string;
  /** As git writes it, `100644` for an ordinary file. */
  readonly mode: string;
  /** Blob id. */
  readonly id: string;
  readonly bytes: Uint8Array;
}

/** How to load a commit. */
export interface LoadOptions {
  readonly cache?: ParseCache | null;
}

/** A tree while it is read. */
export interface Reading {
  readonly placed: readonly Placed[];
  readonly problems: Problem[];
  readonly builder: TreeBuilder;
  /** Texts of files with problems of their own, kept to show the place. */
  readonly texts: Map<string, string>;
}

/** A tree that was read and checked. */
export interface CheckedTree {
  readonly tree: Tree;
  readonly placed: readonly Placed[];
  readonly problems: readonly Problem[];
  readonly texts: ReadonlyMap<string, string>;
}

/** Begins with a listing: what lies where it may. */
export function beginReading(listing: readonly Listed[]): Reading {
  const { placed, problems } = placeFiles(listing);
  return { placed, problems: [...problems], builder: buildTree(placed), texts: new Map() };
}

/** Reads one file's bytes into the tree. Returns the document when nothing at all is to be said about it. */
export function readFile(reading: Reading, placed: Placed, bytes: Uint8Array): unknown {
  const decoded = decode(bytes);
  if ('problem' in decoded) {
    reading.problems.push(inFile(placed.path, decoded.problem));
    if (decoded.problem.offset !== undefined) reading.texts.set(placed.path, new TextDecoder().decode(bytes));
    return null;
  }
  const { value, problems } = readDocument(placed, decoded.text);
  for (const problem of problems) reading.problems.push(inFile(placed.path, problem));
  if (problems.length > 0) reading.texts.set(placed.path, decoded.text);
  if (value !== null) reading.builder.add(placed, value);
  return problems.length === 0 ? value : null;
}

function organisationMissing(reading: Reading): Problem[] {
  if (reading.placed.some((file) => file.kind === 'organisation')) return [];
  const hint = 'Write it, or begin with `lastday init`. Is this the folder of a state repository?';
  const message = 'There is no state/organisation.yaml.';
  return [inFile('state/organisation.yaml', errorAt('', 'organisation-missing', { message, hint }))];
}

/** Checks the meaning of what was read. */
export function finishReading(reading: Reading): CheckedTree {
  const tree = reading.builder.finish(true);
  const organisation = tree.entries('organisation').get('organisation')?.doc;
  const shards = organisation === undefined ? [] : checkShards(reading.placed, organisation.shardFolders === true);
  const problems = [...reading.problems, ...organisationMissing(reading), ...shards, ...checkMeaning(tree)];
  return { tree, placed: reading.placed, problems, texts: reading.texts };
}

/** The documents the cache knows go into the tree; the others are left to read. */
function takeCached(reading: Reading, cache: ParseCache | null): readonly Placed[] {
  if (cache === null) return reading.placed;
  return reading.placed.filter((placed) => {
    const known = cache.get(placed.blob) as readonly [string, unknown] | undefined;
    if (known?.[0] !== `${placed.kind}/${placed.stem}`) return true;
    reading.builder.add(placed, known[1]);
    return false;
  });
}

/** Reads one file, and remembers it when nothing is to be said about it. */
function readFresh(reading: Reading, placed: Placed, about: { readonly bytes: Uint8Array; readonly cache: ParseCache | null }): void {
  const value = readFile(reading, placed, about.bytes);
  if (value !== null && placed.blob !== '') about.cache?.put(placed.blob, [`${placed.kind}/${placed.stem}`, value]);
}

/** Loads files that are in memory: a work tree, or a test's world. */
export function loadFiles(files: readonly SourceFile[], commit: CommitId | null, options: LoadOptions = {}): Loaded {
  const reading = beginReading(files);
  const cache = options.cache ?? null;
  const byPath = new Map(files.map((file) => [file.path, file.bytes]));
  for (const placed of takeCached(reading, cache))
    readFresh(reading, placed, { bytes: byPath.get(placed.path) ?? new Uint8Array(), cache });
  const checked = finishReading(reading);
  const textOf = (path: string) => checked.texts.get(path) ?? textOfBytes(byPath.get(path));
  return { desired: assemble({ ...checked, commit }), diagnostics: diagnose(checked.problems, textOf) };
}

function textOfBytes(bytes: Uint8Array | undefined): string | null {
  const decoded = bytes === undefined ? null : decode(bytes);
  return decoded !== null && 'text' in decoded ? decoded.text : null;
}

/** Problems as diagnostics; the texts of files that came from the cache are read now, in one batch. */
export async function diagnoseCommit(reader: ObjectReader, checked: CheckedTree): Promise<readonly Diagnostic[]> {
  const wanted = new Set(checked.problems.map((problem) => problem.file));
  const files = checked.placed.filter((file) => wanted.has(file.path) && !checked.texts.has(file.path));
  const byBlob = new Map<string, string | null>();
  if (files.length > 0) await reader.blobs([...new Set(files.map((file) => file.blob))], (id, bytes) => byBlob.set(id, textOfBytes(bytes)));
  const byPath = new Map(files.map((file) => [file.path, byBlob.get(file.blob) ?? null]));
  const textOf: TextOf = (path) => checked.texts.get(path) ?? byPath.get(path) ?? null;
  return diagnose(checked.problems, textOf);
}

/** Fills the tree: from the cache where it knows the blob, the rest in one batch. */
async function readBlobs(reader: ObjectReader, reading: Reading, cache: ParseCache | null): Promise<void> {
  const fresh = new Map<string, Placed[]>();
  for (const placed of takeCached(reading, cache)) {
    const same = fresh.get(placed.blob);
    if (same === undefined) fresh.set(placed.blob, [placed]);
    else same.push(placed);
  }
  if (fresh.size === 0) return;
  await reader.blobs([...fresh.keys()], (id, bytes) => {
    for (const placed of fresh.get(id) ?? []) readFresh(reading, placed, { bytes, cache });
  });
}

/** Reads and checks one commit: one listing, one batch of contents. Nothing of the work tree is looked at. */
export async function readCommit(reader: ObjectReader, commit: CommitId, options: LoadOptions = {}): Promise<CheckedTree> {
  const reading = beginReading(await reader.tree(commit));
  await readBlobs(reader, reading, options.cache ?? null);
  return finishReading(reading);
}

/** Loads one commit. */
export async function loadCommit(reader: ObjectReader, commit: CommitId, options: LoadOptions = {}): Promise<Loaded> {
  const checked = await readCommit(reader, commit, options);
  return { desired: assemble({ ...checked, commit }), diagnostics: await diagnoseCommit(reader, checked) };
}
