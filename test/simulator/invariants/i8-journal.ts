/** I8: the journal verifies against its genesis and anchors, and explains every difference that the reconciler made. */
import { hash as sha256 } from 'node:crypto';
import { readAnchors } from '../../../reconciler/record/anchors.ts';
import { verifyJournal } from '../../../reconciler/record/verify.ts';
import type { CommitId, Digest } from '../../../schemas/primitives.ts';
import { JOURNAL, MAIN } from '../ports.ts';
import type { ProcessSeen, Watch, WriteSeen } from '../seen.ts';

const hash = (text: string) => sha256('sha256', text) as Digest;

/** Before each write: the machine's clock is not behind the journal, or it ends access on the wrong day. */
export function goesByTheTime({ chain }: Watch, { run, at, write, system }: WriteSeen): string[] {
  const earlier = chain.runs.filter((one) => one.run !== run).flatMap(({ records }) => records.slice(-1));
  const last = Math.max(0, ...earlier.map((one) => Date.parse(one.at)));
  return at < last ? [`${write.kind} in ${system} by a clock that is behind the journal's last record`] : [];
}

/** After each process: the chain by its bytes alone, and a record for everything written. */
export function explainsEverything({ chain }: Watch, seen: ProcessSeen): string[] {
  const wrong = chain.wrong.splice(0);
  const { run } = seen.ended.view ?? { run: null };
  if (seen.ended.state !== 'done' || run === null) return wrong;
  const records = chain.runs.filter((one) => one.run === run).flatMap((one) => one.records);
  if (!records.some((one) => one.type === 'close')) return wrong;
  const told = new Set(records.flatMap((one) => (one.type === 'outcome' || one.type === 'late' ? [one.change] : [])));
  for (const { change, write, system } of seen.writes) {
    if (change !== null && !told.has(change)) wrong.push(`${write.kind} in ${system}: ${change} has no outcome in a run that was closed`);
  }
  return wrong;
}

/** What `lastday audit verify` says of it; it reads everything, so not after every process. */
export async function verifies({ git }: Watch): Promise<string[]> {
  const head = git.refs.get(JOURNAL) ?? null;
  const anchors = await readAnchors(git.reader, git.refs.get(MAIN) as CommitId);
  const verdict = await verifyJournal({ reader: git.reader, head, genesis: null, anchors, hash });
  return verdict.ok ? [] : verdict.problems.map((problem) => `audit verify: ${problem.file}:${problem.line} ${problem.text}`);
}

/** What a record lost, changed or put in must be seen by `audit verify`: the newest line changed in one place, on a copy of the branch. */
export async function seesForgery({ git }: Watch): Promise<string[]> {
  const head = git.refs.get(JOURNAL);
  if (head === undefined) return [];
  const [path = ''] = git.describe(head).paths;
  const text = git.read(head, path) ?? '';
  const forged = text.replace(/"at":"2/u, '"at":"3');
  const info = git.describe(head);
  const [name = '', email = ''] = /^(.*) <(.*)>$/u.exec(info.author)?.slice(1) ?? [];
  const commit = await git.remote.commit({
    parent: info.parent,
    files: new Map([[path, forged]]),
    message: git.messageAt(head),
    author: { name, email },
    at: info.at,
  });
  const verdict = await verifyJournal({ reader: git.reader, head: commit, genesis: null, anchors: [], hash });
  return verdict.ok ? ['audit verify believes a record that was changed'] : [];
}
