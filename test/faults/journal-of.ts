/** What the journal of a small company says, read from its remote. */
import { openObjects } from '../../reconciler/git/objects.ts';
import type { Chained, OutcomeRecord } from '../../reconciler/model/journal.ts';
import { parseRun } from '../../reconciler/record/chain.ts';
import { verifyJournal } from '../../reconciler/record/verify.ts';
import type { CommitId } from '../../schemas/primitives.ts';
import { testContext } from '../fakes/process-world.ts';
import { git } from '../practice/git.ts';

/** Where a company's remote is. */
type Remote = { readonly remote: string };

const { hash } = testContext({ folder: '', exports: '' }).world;

function headOf(mini: Remote): CommitId {
  return git(mini.remote, ['rev-parse', 'refs/heads/lastday/journal']).trim() as CommitId;
}

/** All records, run by run in the order of their names. */
export function recordsOf(mini: Remote): readonly Chained[] {
  const head = headOf(mini);
  const files = new Map<string, string>();
  for (const line of git(mini.remote, ['grep', '--full-name', '-e', '', head, '--', 'runs']).split('\n')) {
    const [, path = '', text = ''] = /^[0-9a-f]+:([^:]+):(.*)$/u.exec(line) ?? [];
    if (path !== '') files.set(path, `${files.get(path) ?? ''}${text}\n`);
  }
  return [...files.values()].flatMap((file) => {
    const run = parseRun(file, null, hash);
    if ('fault' in run) throw new Error(run.fault);
    return run.records;
  });
}

/** True when `audit verify` would say so. */
export async function verifies(mini: Remote): Promise<boolean> {
  const reader = openObjects(mini.remote);
  const verdict = await verifyJournal({ reader, head: headOf(mini), genesis: null, anchors: [], hash });
  await reader.close();
  return verdict.ok;
}

/** Changes that the journal calls done, each as often as it does. */
export function doneIn(mini: Remote): readonly string[] {
  const isDone = (record: Chained): record is Chained & OutcomeRecord =>
    record.type === 'outcome' && (record.outcome === 'verified' || record.outcome === 'handed-over');
  return recordsOf(mini)
    .filter(isDone)
    .map((record) => record.change);
}

/** Announced changes of which nobody said what became of them. */
export function unsettledIn(mini: Remote): readonly string[] {
  const records = recordsOf(mini);
  const settled = new Set(records.flatMap((record) => (record.type === 'outcome' || record.type === 'late' ? [record.change] : [])));
  const announced = new Set<string>(records.flatMap((record) => (record.type === 'intent' ? [record.change] : [])));
  return [...announced].filter((change) => !settled.has(change));
}
