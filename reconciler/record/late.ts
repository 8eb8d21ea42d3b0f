/** What a fenced run may still do: tell, at the end of whoever's file is newest, what became of changes it had begun. */
import type { CommitId } from '../../schemas/primitives.ts';
import type { LateRecord } from '../model/journal.ts';
import { Fault } from '../ports.ts';
import { chainRecords } from './chain.ts';
import type { JournalWorld } from './journal.ts';
import { JOURNAL_AUTHOR, JOURNAL_REF } from './journal-places.ts';
import { landCommit } from './journal-push.ts';
import { commitMessage, subjectOf } from './journal-text.ts';
import { readTip } from './journal-tip.ts';

const ROUNDS = 8;

/** Appends late records by reading the head again; takes no lock, and a live holder goes on from them. Each record's `run` becomes the run whose file it lands in, its `of` the fenced one. */
export async function appendLate(world: JournalWorld, records: readonly LateRecord[]): Promise<'ok' | { readonly fault: Fault }> {
  if (records.length === 0) return 'ok';
  try {
    for (let round = 0; round < ROUNDS; round += 1) {
      if (await appendOnce(world, records)) return 'ok';
    }
  } catch (error) {
    if (error instanceof Fault) return { fault: error };
    throw error;
  }
  return { fault: new Fault('the journal moved all the time', { where: 'journal', operation: 'late', retryable: true }) };
}

async function appendOnce(world: JournalWorld, records: readonly LateRecord[]): Promise<boolean> {
  const { remote, reader, clock, hash } = world;
  const shown = await remote.ask(JOURNAL_REF);
  if (shown.state === 'unknown') throw shown.fault;
  if (shown.state === 'absent') throw new Fault('the journal is gone', { where: 'journal', operation: 'late', refused: true });
  await remote.fetch([JOURNAL_REF]);
  const tip = await readTip(reader, shown.commit, hash);
  const late = records.map((record) => ({ ...record, run: tip.run }));
  const { text, last } = chainRecords(tip.last, late, hash);
  const id: CommitId = await remote.commit({
    parent: tip.head,
    files: new Map([[tip.path, tip.text + text]]),
    message: commitMessage(subjectOf(late), { run: tip.run, digest: last }),
    author: JOURNAL_AUTHOR,
    at: clock.now(),
  });
  const landed = await landCommit(world, { id, parent: tip.head });
  if (landed.state === 'ours') return true;
  if (landed.state === 'unknown') throw landed.fault;
  if (landed.state === 'refused')
    throw new Fault(`the remote refused the journal: ${landed.text}`, { where: 'journal', operation: 'late', refused: true });
  if (landed.head === null) return false;
  // Ours may have landed, with the holder's next records on top of it.
  await remote.fetch([JOURNAL_REF]);
  return reader.isAncestor(id, landed.head);
}
