/** The check of a change: reads what the change touches and what that refers to, not the whole tree. */
import type { Document, Kind } from '../../schemas/documents.ts';
import { places } from '../../schemas/places.ts';
import type { CommitId } from '../../schemas/primitives.ts';
import type { Loaded } from '../model/desired.ts';
import type { Diagnostic } from '../model/diagnostic.ts';
import type { ObjectReader, TreeDifference } from '../ports.ts';
import { assembleTree } from './assemble.ts';
import type { ParseCache } from './cache.ts';
import { checkMeaning } from './check-meaning/all.ts';
import { asChange } from './compare.ts';
import { diagnoseCommit, loadCommit } from './load-commit.ts';
import { type Named, openPart, type Part } from './part.ts';
import { isOurs, type Placed, pathFor } from './paths.ts';
import { readFile } from './read-file.ts';
import { beginReading, type CheckedTree, type LoadOptions } from './reading.ts';
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
const ALWAYS: ReadonlySet<Kind> = new Set(['organisation', 'access', 'guardrails', 'offboarding-tasks', 'system']);

/** Records that the rules look into when they judge this document. That others merely exist need not be read. */
function related(kind: Kind, doc: Document<Kind>): Named[] {
  const named = (to: Kind, ...stems: readonly (string | undefined)[]) =>
    stems.filter((stem) => stem !== undefined).map((stem): Named => ({ kind: to, stem }));
  if (kind === 'employee') return plansOf((doc as Document<'employee'>).id);
  if (kind === 'lease') return named('device', ...Object.keys((doc as Document<'lease'>).lines));
  if (kind === 'device') {
    const { holder, awaitedFrom, lease } = doc as Document<'device'>;
    const people = [holder, awaitedFrom].filter((person) => typeof person === 'string');
    return [...named('lease', lease), ...people.flatMap(plansOf)];
  }
  if (kind !== 'offboarding') return [];
  const { employee, devices = {}, numbers = {} } = doc as Document<'offboarding'>;
  const others = Object.values(devices).map((wish) => (wish.disposition === 'transfer' ? wish.to : undefined));
  return [...named('employee', employee, ...others), ...named('device', ...Object.keys(devices), ...Object.keys(numbers))];
}

/** A person's plans are numbered from the second on; the first may be gone. */
function plansOf(person: string): Named[] {
  return [person, `${person}.2`].map((stem) => ({ kind: 'offboarding', stem }));
}

/** The next plan of a person after one that is not the first. */
function planAfter({ kind, stem }: Placed): Named[] {
  const [person, number] = stem.split('.');
  return kind === 'offboarding' && number !== undefined ? [{ kind, stem: `${person}.${Number(number) + 1}` }] : [];
}

/** The files of records, and of all plans that follow those among them. */
async function filesOf(part: Part, names: readonly Named[]): Promise<readonly Placed[]> {
  const files: Placed[] = [];
  for (let found = await part.find(names); found.length > 0; found = await part.find(found.flatMap(planAfter))) files.push(...found);
  return files;
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

/** What the documents of a tree are related to. */
function relatedTo(tree: Tree): Named[] {
  return (Object.keys(places) as Kind[]).flatMap((kind) => [...tree.entries(kind).values()].flatMap((entry) => related(kind, entry.doc)));
}

interface Touched {
  readonly changed: ReadonlySet<string>;
  /** The changed files as they were: who held a device before is concerned too. */
  readonly before: Tree;
}

/** Reads the changed files, what they refer to now and before, and what those refer to (a plan's devices' leases). */
async function readTouched(contents: Contents, part: Part, { changed, before }: Touched): Promise<void> {
  const isException = [...changed].some((path) => path.startsWith(`${places.exception.path}/`));
  const isFirst = (file: Placed) => changed.has(file.path) || ALWAYS.has(file.kind) || (isException && file.kind === 'exception');
  const first = part.placed.filter((file) => isFirst(file));
  let wanted: readonly Placed[] = [...new Set([...first, ...(await filesOf(part, relatedTo(before)))])];
  const done = new Set<Placed>();
  let transfers = false;
  for (let step = 0; step < 3 && wanted.length > 0; step += 1) {
    for (const file of wanted) done.add(file);
    await contents.fetch(wanted.map((file) => file.blob));
    const values = new Map(wanted.map((file) => [file, readFile(part, file, contents.of(file.blob))]));
    transfers ||= hasTransfer(values);
    const next: Named[] = [];
    for (const [file, value] of values) {
      if (value === null || (ALWAYS.has(file.kind) && !changed.has(file.path))) continue;
      const isNeeded = ({ kind }: Named) => kind !== 'lease' || changed.has(file.path) || transfers;
      next.push(...related(file.kind, value as Document<Kind>).filter(isNeeded));
    }
    wanted = [...new Set(await filesOf(part, next))].filter((file) => !done.has(file));
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

/** The changed files as they were, as far as comparing needs them. `organisation` is the file of that name, which is the same before and after. */
function readBase(contents: Contents, differences: readonly TreeDifference[], organisation: Placed | undefined): CheckedTree {
  const now = new Map(differences.map(({ path, after }) => [path, after?.id]));
  const needed = differences.flatMap(({ path, before }) => (before === null ? [] : { path, ...before }));
  const same = organisation === undefined ? [] : [{ path: organisation.path, mode: '100644', id: organisation.blob }];
  const reading = beginReading([...needed, ...same]);
  for (const file of reading.placed) {
    const after = now.get(file.path);
    if (after === undefined || !keepsWhatCounts(contents, file, after)) readFile(reading, file, contents.of(file.blob));
  }
  return { tree: reading.builder.finish(false), placed: reading.placed, problems: [], texts: reading.texts };
}

function loadedOf(checked: CheckedTree, commit: CommitId): Loaded {
  return { desired: assembleTree({ ...checked, commit }, new Map()), diagnostics: [] };
}

/** The base with the plans that are the same in both: of the base itself only what changed was read. */
function withUnchanged(base: Loaded, head: Loaded, changed: ReadonlySet<string>): Loaded {
  if (base.desired === null || head.desired === null) return base;
  const same = [...head.desired.offboardings].filter(([stem]) =>
    [false, true].every((shards) => !changed.has(pathFor('offboarding', stem, shards))),
  );
  return { ...base, desired: { ...base.desired, offboardings: new Map([...same, ...base.desired.offboardings]) } };
}

async function checkWhole(reader: ObjectReader, { base, head, cache }: Change): Promise<ChangedResult> {
  const options: LoadOptions = { cache: (await cache?.()) ?? null };
  const now = await loadCommit(reader, head, options);
  const before = await loadCommit(reader, base, options);
  return { diagnostics: asChange(now.diagnostics, before, now), isWhole: true };
}

/** What is looked at first: the changed files, the few that are always read, and the names that a new one must differ from. */
async function openTouched(reader: ObjectReader, head: CommitId, differences: readonly TreeDifference[]): Promise<Part> {
  const part = openPart(reader, head);
  const changed = differences.flatMap(({ path, after }) => (after === null ? [] : { path, type: 'blob', ...after }));
  const isIn = (kind: Kind) => (path: string) => path.startsWith(`${places[kind].path}/`);
  const isNewDevice = differences.some(({ path, before }) => before === null && isIn('device')(path));
  const isException = differences.some(({ path }) => isIn('exception')(path));
  const whole: readonly Kind[] = ['system', ...(isNewDevice ? ['device' as const] : []), ...(isException ? ['exception' as const] : [])];
  const listed = (await Promise.all(whole.map((kind) => reader.tree(head, places[kind].path)))).flat();
  const known = new Set(listed.map(({ path }) => path));
  part.take([...listed, ...changed.filter(({ path }) => !known.has(path))]);
  await part.find([...ALWAYS].filter((kind) => !places[kind].folder).map((kind) => ({ kind, stem: kind })));
  return part;
}

/**
 * Everything that is wrong with what a change touches. Reads the whole tree when the change deletes a file, or touches the organisation or
 * a policy. What only shows between two unrelated files (one login declared twice) is left to the whole check.
 */
export async function loadChanged(reader: ObjectReader, change: Change): Promise<ChangedResult> {
  const differences = (await reader.differences(change.base, change.head)).filter(({ path }) => isOurs(path));
  const changed = new Set(differences.map(({ path }) => path));
  const part = await openTouched(reader, change.head, differences);
  const isWide = part.placed.some((file) => changed.has(file.path) && WIDE.has(file.kind));
  if (isWide || differences.some(({ after }) => after === null)) return checkWhole(reader, change);
  const contents = contentsFrom(reader);
  const touched = differences.flatMap(({ before, after }) => [before?.id ?? [], after?.id ?? []].flat());
  await contents.fetch([...touched, ...part.placed.filter((file) => ALWAYS.has(file.kind)).map((file) => file.blob)]);
  const organisation = part.placed.find(({ kind }) => kind === 'organisation');
  const before = readBase(contents, differences, organisation);
  await readTouched(contents, part, { changed, before: before.tree });
  const tree = await part.finish();
  const found = part.problems.filter((problem) => changed.has(problem.file) || part.texts.has(problem.file));
  const checked = { tree, placed: part.placed, problems: [...found, ...checkMeaning(tree)], texts: part.texts };
  const diagnostics = await diagnoseCommit(reader, checked);
  const now = loadedOf(checked, change.head);
  return { diagnostics: asChange(diagnostics, withUnchanged(loadedOf(before, change.base), now, changed), now), isWhole: false };
}
