/** Reads the journal at its head into memory, and trusts nothing that does not verify. */
import type { CommitId, Digest, Instant, Zone } from '../../schemas/primitives.ts';
import type { Hash } from '../canonical.ts';
import type { Chained } from '../model/journal.ts';
import type { Memory } from '../model/memory.ts';
import type { CommitInfo, ObjectReader, TreeEntry } from '../ports.ts';
import { decodeRun, type ParsedRun, parseRun } from './chain.ts';
import { foldMemory } from './fold.ts';
import { NO_DIGEST, runAt } from './journal-places.ts';

/** Where the journal is and what it must descend from. */
export interface JournalSource {
  readonly reader: ObjectReader;
  /** Head of the journal's branch as the remote has just shown it; null when it is certainly not there. */
  readonly head: CommitId | null;
  /** The pin in the organisation's file. */
  readonly genesis: CommitId | null;
  /** Heads that the default branch names. */
  readonly anchors: readonly CommitId[];
  readonly asOf: Instant;
  readonly hash: Hash;
  /** The organisation's zone; UTC unless told. */
  readonly zone?: Zone;
  /** Files of runs that this process has checked before, by blob id: the same bytes need not be checked again. */
  readonly checked?: Map<string, ParsedRun>;
}

/** The journal cannot be trusted: no run may write anything. */
export interface Unreadable {
  readonly kind: 'unreadable';
  readonly why: string;
}

/** What earlier runs left. `unreadable` when a file, the chain, the pin or an anchor does not hold. Throws Fault when git cannot answer. */
export async function recall(source: JournalSource): Promise<Memory | Unreadable> {
  const { head, genesis, asOf } = source;
  const zone = source.zone ?? ('UTC' as Zone);
  if (head === null) {
    if (genesis === null && source.anchors.length === 0) return foldMemory([], { head, genesis, asOf, zone });
    return unreadable('the branch lastday/journal is gone, yet the files pin it; restore it from a copy before anything is written');
  }
  const line = await source.reader.history({ from: head, since: null });
  const fault = descentFault(source, line);
  if (fault !== null) return unreadable(fault);
  const files = await readRuns(source.reader, head);
  const chained = Array.isArray(files) ? joinRuns(files, source.hash, source.checked) : files;
  if (!Array.isArray(chained)) return chained;
  if (line[0]?.trailers['Digest'] !== chained.at(-1)?.digest)
    return unreadable('the newest commit does not name the digest of the last record');
  return foldMemory(chained, { head, genesis: line.at(-1)?.id ?? genesis, asOf, zone });
}

function unreadable(why: string): Unreadable {
  return { kind: 'unreadable', why };
}

/** What is wrong with where the journal comes from, or null. `line` is its history, newest first. */
function descentFault(source: JournalSource, line: readonly CommitInfo[]): string | null {
  const known = new Set(line.map((commit) => commit.id));
  const lost = source.anchors.find((anchor) => !known.has(anchor));
  if (lost !== undefined)
    return `the journal does not contain ${lost.slice(0, 12)}, which the default branch names; it was cut or replaced`;
  const first = line.at(-1);
  if (first === undefined || first.parent !== null) return 'the journal has no first commit';
  if (source.genesis === null || source.genesis === first.id) return null;
  return `the journal does not begin with ${source.genesis.slice(0, 12)}, which state/organisation.yaml pins; it was replaced`;
}

/** One run's file; its text is null when it is not UTF-8. */
interface RunFile {
  readonly path: string;
  readonly text: string | null;
  /** Id of its blob; left out where nothing is remembered of it. */
  readonly blob?: string;
}

async function readRuns(reader: ObjectReader, head: CommitId): Promise<RunFile[] | Unreadable> {
  const entries = await reader.tree(head);
  const foreign = entries.find((entry) => !isRunFile(entry));
  if (foreign !== undefined) return unreadable(`the journal holds ${foreign.path}, which is no file of a run`);
  const files: RunFile[] = [];
  await reader.blobs(
    entries.map((entry) => entry.id),
    (blob, bytes) => files.push({ path: entries[files.length]?.path ?? '', text: decodeRun(bytes), blob }),
  );
  return files;
}

/** All records at a head, in the order of the chain, each checked; where the head comes from is not. */
export async function readRecords(reader: ObjectReader, head: CommitId, hash: Hash): Promise<Chained[] | Unreadable> {
  const files = await readRuns(reader, head);
  return Array.isArray(files) ? joinRuns(files, hash) : files;
}

/** True for a plain file at the place of a run. */
export function isRunFile(entry: Pick<TreeEntry, 'path' | 'mode'>): boolean {
  return entry.mode === '100644' && runAt(entry.path) !== null;
}

/** A file's records, from those checked before where they are known. */
function checkRun(file: RunFile, hash: Hash, checked: Map<string, ParsedRun> | undefined): ParsedRun {
  const known = file.blob === undefined ? undefined : checked?.get(file.blob);
  if (known !== undefined) return known;
  const run = parseRun(file.text ?? '', null, hash);
  if (file.blob !== undefined) checked?.set(file.blob, run);
  return run;
}

/** All records in the order of the chain: each file follows the one whose last digest its first line names. */
export function joinRuns(files: readonly RunFile[], hash: Hash, checked?: Map<string, ParsedRun>): Chained[] | Unreadable {
  const byPrev = new Map<Digest, { readonly records: readonly Chained[]; readonly last: Digest }>();
  for (const file of files) {
    if (file.text === null) return unreadable(`${file.path} is not text`);
    const run = checkRun(file, hash, checked);
    if ('fault' in run) return unreadable(`${file.path}, line ${run.line}: ${run.fault}`);
    const [first] = run.records;
    if (first === undefined || byPrev.has(first.prev)) return unreadable(`${file.path} follows the same record as another file`);
    const name = runAt(file.path);
    if (first.type !== 'claim' || run.records.some((record) => record.run !== name))
      return unreadable(`${file.path} holds records of another run`);
    byPrev.set(first.prev, run);
  }
  const joined: Chained[] = [];
  let last = NO_DIGEST;
  for (let next = byPrev.get(last); next !== undefined; next = byPrev.get(last)) {
    byPrev.delete(last);
    for (const record of next.records) joined.push(record);
    last = next.last;
  }
  return byPrev.size === 0 ? joined : unreadable('a record is missing between two files of the journal');
}
