/** Which people a file concerns: they are held when it is broken, and others are not. */
import type { EmployeeId } from '../../schemas/primitives.ts';
import { placeFiles } from './paths.ts';
import type { Tree } from './tree.ts';

interface SubjectLike {
  readonly employee?: string;
  readonly device?: string;
  readonly account?: { readonly system: string; readonly id: string };
}

function* ofDevice(tree: Tree, tag: string): Generator<string> {
  const doc = tree.entries('device').get(tag)?.doc;
  if (typeof doc?.holder === 'string') yield doc.holder;
  if (doc?.awaitedFrom !== undefined) yield doc.awaitedFrom;
  for (const { doc: plan } of tree.entries('offboarding').values()) {
    if (plan.closed === undefined && plan.devices !== undefined && tag in plan.devices) yield plan.employee;
  }
}

function* ofAccount(tree: Tree, system: string, id: string | null): Generator<string> {
  for (const [person, { doc }] of tree.entries('employee')) {
    if (doc.accounts?.some((line) => line.system === system && (id === null || line.id === id)) === true) yield person;
  }
}

function* ofSubject(tree: Tree, subject: SubjectLike): Generator<string> {
  if (subject.employee !== undefined) yield subject.employee;
  if (subject.device !== undefined) yield* ofDevice(tree, subject.device);
  if (subject.account !== undefined) yield* ofAccount(tree, subject.account.system, subject.account.id);
}

function* ofLease(tree: Tree, id: string): Generator<string> {
  for (const [tag, { doc }] of tree.entries('device')) if (doc.lease === id) yield* ofDevice(tree, tag);
}

function wordsOf(text: string): ReadonlySet<string> {
  return new Set(text.split(/[^A-Za-z0-9@._-]+/u));
}

/** People whose accounts are named in a text by their ids. */
function* ofNamedAccounts(tree: Tree, words: ReadonlySet<string>): Generator<string> {
  for (const [person, { doc }] of tree.entries('employee')) {
    if (doc.accounts?.some((line) => line.id !== undefined && words.has(line.id)) === true) yield person;
  }
}

/** People named in the text of a broken file, by their ids or those of their devices and accounts. */
function* mentioned(tree: Tree, text: string): Generator<string> {
  const words = wordsOf(text);
  for (const word of words) {
    if (tree.known('employee').has(word)) yield word;
    if (tree.known('device').has(word)) yield* ofDevice(tree, word);
  }
  yield* ofNamedAccounts(tree, words);
}

function* ofFile(tree: Tree, path: string, text: string | null): Generator<string> {
  const [placed] = placeFiles([{ path, mode: '100644', id: '' }]).placed;
  if (placed === undefined) return;
  const { kind, stem } = placed;
  const entry = tree.entries(kind).get(stem);
  if (kind === 'employee') yield stem;
  // Whose account it names is in dispute, as when the file could be read.
  if (kind === 'employee' && entry === undefined && text !== null) yield* ofNamedAccounts(tree, wordsOf(text));
  if (kind === 'offboarding') yield stem.split('.')[0] ?? stem;
  if (kind === 'device') yield* ofDevice(tree, stem);
  if (kind === 'lease') yield* ofLease(tree, stem);
  if (kind === 'system') yield* ofAccount(tree, stem, null);
  if (kind !== 'exception' && kind !== 'hold' && kind !== 'device' && kind !== 'offboarding') return;
  if (entry === undefined && text !== null) yield* mentioned(tree, text);
  if (entry === undefined || kind === 'device' || kind === 'offboarding') return;
  yield* ofSubject(tree, (entry.doc as { readonly subject: SubjectLike }).subject);
}

/** People whom one file of the tree concerns. A file that is too broken to name anybody concerns those whose ids stand in its text. */
export function touchedPeople(tree: Tree, path: string, text: string | null): ReadonlySet<EmployeeId> {
  return new Set(ofFile(tree, path, text)) as unknown as ReadonlySet<EmployeeId>;
}
