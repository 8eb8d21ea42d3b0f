/** The newest file of the journal at a head: whose it is, whether that run is over, and where the chain stands. */
import type { CommitId, Digest, Instant } from '../../schemas/primitives.ts';
import type { Hash } from '../canonical.ts';
import type { Chained, JournalRecord } from '../model/journal.ts';
import type { ObjectReader } from '../ports.ts';
import { Fault } from '../ports.ts';
import { decodeRun, parseRun } from './chain.ts';
import { runAt } from './journal-places.ts';

/** The newest run as its file shows it. */
export interface Tip {
  readonly head: CommitId;
  readonly run: string;
  readonly path: string;
  readonly text: string;
  readonly records: readonly Chained[];
  readonly last: Digest;
  readonly lastAt: Instant;
  /** True until the run's close record: it then holds the lock. */
  readonly isLive: boolean;
}

/** Reads the newest file. Throws Fault when it cannot be read or does not hold together. */
export async function readTip(reader: ObjectReader, head: CommitId, hash: Hash): Promise<Tip> {
  const [commit] = await reader.history({ from: head, since: null, limit: 1 });
  const path = commit?.paths[0] ?? '';
  const run = runAt(path);
  if (run === null) throw broken('its newest commit changes no file of a run');
  const [entry] = await reader.tree(head, path);
  let text: string | null = null;
  if (entry !== undefined) await reader.blobs([entry.id], (_id, bytes) => (text = decodeRun(bytes)));
  if (text === null) throw broken(`${path} is not text`);
  const parsed = parseRun(text, null, hash);
  if ('fault' in parsed) throw broken(`${path}, line ${parsed.line}: ${parsed.fault}`);
  const records: readonly Chained[] = parsed.records;
  if (commit?.trailers['Digest'] !== parsed.last) throw broken('its newest commit does not name the digest of its last record');
  const lastAt = records.at(-1)?.at ?? ('' as Instant);
  return { head, run, path, text, records, last: parsed.last, lastAt, isLive: isLive(records) };
}

function isLive(records: readonly JournalRecord[]): boolean {
  return !records.some((record) => record.type === 'close');
}

function broken(text: string): Fault {
  return new Fault(`the journal cannot be trusted: ${text}; run audit verify`, { where: 'journal', operation: 'read', refused: true });
}
