/** The check of a change: reads what the change touches and what that refers to, not the whole tree. Paths are a function of kind and id, so that existence is known from the listing. */
import type { Document, Kind } from '../../schemas/documents.ts';
import { places } from '../../schemas/places.ts';
import type { CommitId } from '../../schemas/primitives.ts';
import type { Diagnostic } from '../model/diagnostic.ts';
import type { ObjectReader, TreeDifference, TreeEntry } from '../ports.ts';
import { assembleTree } from './assemble.ts';
import type { ParseCache } from './cache.ts';
import { checkMeaning } from './check-meaning/all.ts';
import { compareWithBase } from './compare.ts';
import { diagnoseCommit, loadCommit } from './load-commit.ts';
import { isOurs, type Placed } from './paths.ts';
import { readFile } from './read-file.ts';
import { beginReading, type CheckedTree, type LoadOptions, type Reading } from './reading.ts';
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

/** Files that the rules look into when they judge this document. That others merely exist is known from the listing. */
function related(records: ByRecord, kind: Kind, doc: Document<Kind>): Placed[] {
  if (kind === 'employee') return plansOf(records, (doc as Document<'employee'>).id);
  const found: (Placed | undefined)[] = [];
  if (kind === 'device') {
    const { holder, awaitedFrom, lease } = doc as Document<'device'>;
    found.push(records.get(`lease/${lease}`));
    for (const person of [holder, awaitedFrom]) if (typeof person === 'string') found.push(...plansOf(records, person));
  }
  if (kind === 'lease') for (const tag of Object.keys((doc as Document<'lease'>).lines)) found.push(records.get(`device/${tag}`));
  if (kind === 'offboarding') {
    const { employee, devices } = doc as Document<'offboarding'>;
    found.push(records.get(`employee/${employee}`));
    for (const [tag, wish] of Object.entries(devices ?? {})) {
      found.push(records.get(`device/${tag}`));
      if (wish.disposition === 'transfer') found.push(records.get(`employee/${wish.to}`));
    }
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

/** Contents by blob id, fetched in as few batches as possible. */
interface Contents {
  fetch(blobs: readonly string[]): Promise<void>;
  of(blob: string): Uint8Array;
}

function contentsFrom(reader: ObjectReader): Contents {
  const known = new Map<string, Uint8Array>();
  return {
    async fetch(blobs) {
      const missing = [...new Set(blobs)].filter((blob) => !known.has(blob));
      if (missing.length > 0) await reader.blobs(missing, (blob, bytes) => known.set(blob, Uint8Array.from(bytes)));
    },
    of: (blob) => known.get(blob) ?? new Uint8Array(),
  };
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
async function readTouched(contents: Contents, reading: Reading, { changed, before }: Touched): Promise<void> {
  const records = byRecord(reading.placed);
  const isException = [...changed].some((path) => path.startsWith(`${places.exception.path}/`));
  const isFirst = (file: Placed) => changed.has(file.path) || ALWAYS.has(file.kind) || (isException && file.kind === 'exception');
  let wanted = [...new Set([...reading.placed.filter((file) => isFirst(file)), ...relatedTo(before, changed, records)])];
  const done = new Set<Placed>();
  let transfers = false;
  for (let step = 0; step < 3 && wanted.length > 0; step += 1) {
    for (const file of wanted) done.add(file);
    await contents.fetch(wanted.map((file) => file.blob));
    const values = new Map(wanted.map((file) => [file, readFile(reading, file, contents.of(file.blob))]));
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

const decoder = new TextDecoder();

/** The lines of a person's file from `accounts:` on; empty without accounts, null when they stand in another form. */
function accountsPart(text: string): string | null {
  const at = `\n${text}`.indexOf('\naccounts:');
  if (at >= 0) return `\n${text}`.slice(at);
  return text.includes('accounts') || text.includes('\\') ? null : '';
}

/** The lines of a device's file that say whom it concerns; null when they stand in another form. */
function concerningLines(text: string): string | null {
  const lines = text.match(/^(?:holder|awaitedFrom): [A-Za-z0-9-]+$/gmu) ?? [];
  const mentions = text.match(/holder|awaitedFrom|\\/gu) ?? [];
  return lines.length === mentions.length ? lines.join('\n') : null;
}

/** True when what comparing needs of a file stands in the new one as it stood in the old one, so that the old one need not be parsed. */
function keepsWhatCounts(contents: Contents, was: Placed, now: string): boolean {
  const before = decoder.decode(contents.of(was.blob));
  const after = decoder.decode(contents.of(now));
  if (was.kind === 'device') {
    const lines = concerningLines(before);
    return lines !== null && lines === concerningLines(after);
  }
  const part = was.kind === 'employee' ? accountsPart(before) : null;
  return part !== null && `\n${after}`.includes(part);
}

/** The changed files as they were, as far as comparing needs them. `organisation` is the file of that name before the change. */
function readBase(contents: Contents, differences: readonly TreeDifference[], organisation: TreeEntry | null): CheckedTree {
  const now = new Map(differences.map(({ path, after }) => [path, after?.id]));
  const needed = differences.flatMap(({ path, before }) => (before === null ? [] : { path, ...before }));
  const reading = beginReading(organisation === null ? needed : [...needed, organisation]);
  for (const file of reading.placed) {
    const after = now.get(file.path);
    if (after === undefined || !keepsWhatCounts(contents, file, after)) readFile(reading, file, contents.of(file.blob));
  }
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
  const [listing, all] = await Promise.all([reader.tree(change.head), reader.differences(change.base, change.head)]);
  const differences = all.filter(({ path }) => isOurs(path));
  const changed = new Set(differences.map(({ path }) => path));
  const reading = beginReading(listing);
  const isWide = reading.placed.some((file) => changed.has(file.path) && WIDE.has(file.kind));
  if (isWide || differences.some(({ after }) => after === null)) return checkWhole(reader, change);
  const contents = contentsFrom(reader);
  const touched = differences.flatMap(({ before, after }) => [before?.id ?? [], after?.id ?? []].flat());
  await contents.fetch([...touched, ...reading.placed.filter((file) => ALWAYS.has(file.kind)).map((file) => file.blob)]);
  const organisation = listing.find(({ path }) => path === places.organisation.path) ?? null;
  const before = readBase(contents, differences, organisation);
  await readTouched(contents, reading, { changed, before: before.tree });
  const tree: Tree = reading.builder.finish(false);
  const own = reading.problems.filter((problem) => changed.has(problem.file) || reading.texts.has(problem.file));
  const checked = { tree, placed: reading.placed, problems: [...own, ...checkMeaning(tree)], texts: reading.texts };
  const diagnostics = await diagnoseCommit(reader, checked);
  return {
    diagnostics: [...diagnostics, ...compareWithBase(loadedOf(before, change.base), loadedOf(checked, change.head))],
    isWhole: false,
  };
}
