/** Checks the whole journal: every commit, every byte, in the order in which they came. */
import type { CommitId, Digest } from '../../schemas/primitives.ts';
import type { Hash } from '../canonical.ts';
import type { CommitStep, HistoryReader } from '../ports.ts';
import { decodeRun, parseRun } from './chain.ts';
import { NO_DIGEST, runAt } from './journal-places.ts';

/** What is checked against what. */
export interface VerifyRequest {
  readonly reader: HistoryReader;
  readonly head: CommitId | null;
  readonly genesis: CommitId | null;
  readonly anchors: readonly CommitId[];
  readonly hash: Hash;
}

/** A place where the journal does not hold. `line` counts from 1; 0 means the whole file or commit. */
export interface JournalProblem {
  readonly file: string;
  readonly line: number;
  readonly text: string;
}

/** The verdict over all of it. */
export type Verdict =
  | { readonly ok: true; readonly runs: number; readonly records: number }
  | { readonly ok: false; readonly problems: readonly JournalProblem[] };

/** More problems than this tell nothing new. */
const MOST_PROBLEMS = 50;

interface State {
  readonly problems: JournalProblem[];
  readonly files: Map<string, { id: string; lines: number }>;
  readonly hash: Hash;
  newest: string | null;
  /** Null right after a line that does not hold: what follows is then only checked in itself. */
  last: Digest | null;
  records: number;
}

/** Recomputes everything: pin and anchors, one file per commit, parents' bytes untouched, links, digests, and the digest each commit names. Throws Fault when git cannot answer. */
export async function verifyJournal(request: VerifyRequest): Promise<Verdict> {
  const { reader, head, genesis, anchors } = request;
  if (head === null) {
    if (genesis === null && anchors.length === 0) return { ok: true, runs: 0, records: 0 };
    return { ok: false, problems: [whole('the branch lastday/journal is gone, yet the files pin it')] };
  }
  const steps = await reader.walk(head);
  const state: State = {
    problems: checkDescent(steps, request),
    files: new Map(),
    hash: request.hash,
    newest: null,
    last: NO_DIGEST,
    records: 0,
  };
  const wanted = steps.filter((step) => checkStep(state, step));
  let before: Uint8Array = new Uint8Array();
  let at = 0;
  await reader.blobs(
    wanted.map((step) => step.files[0]?.after?.id ?? ''),
    (_id, bytes) => {
      const step = wanted[at];
      at += 1;
      if (step !== undefined) checkBytes(state, step, { before, bytes });
      before = bytes;
    },
  );
  if (state.problems.length > 0) return { ok: false, problems: state.problems.slice(0, MOST_PROBLEMS) };
  return { ok: true, runs: state.files.size, records: state.records };
}

function whole(text: string): JournalProblem {
  return { file: 'lastday/journal', line: 0, text };
}

function nameOf(step: CommitStep): string {
  return `commit ${step.id.slice(0, 12)}`;
}

function checkDescent(steps: readonly CommitStep[], request: VerifyRequest): JournalProblem[] {
  const known = new Set(steps.map((step) => step.id));
  const problems: JournalProblem[] = [];
  for (const anchor of new Set(request.anchors)) {
    if (!known.has(anchor))
      problems.push(whole(`the default branch names ${anchor.slice(0, 12)}, which is not in the journal: it was cut or replaced`));
  }
  const { genesis } = request;
  if (genesis !== null && steps[0]?.id !== genesis) {
    problems.push(whole(`the journal does not begin with the pinned commit ${genesis.slice(0, 12)}: it was replaced`));
  }
  for (const [index, step] of steps.entries()) {
    const expected = steps[index - 1]?.id;
    const isNext = expected === undefined ? step.parents.length === 0 : step.parents.length === 1 && step.parents[0] === expected;
    if (!isNext) problems.push({ file: nameOf(step), line: 0, text: 'the journal is not one line of commits' });
  }
  return problems;
}

/** True when the commit adds a run's file or extends the newest one, so that its bytes are worth reading. */
function checkStep(state: State, step: CommitStep): boolean {
  const refuse = (text: string) => {
    state.problems.push({ file: step.files[0]?.path ?? nameOf(step), line: 0, text: `${nameOf(step)} ${text}` });
    return false;
  };
  const [file] = step.files;
  if (file === undefined || step.files.length > 1) return refuse(`changes ${step.files.length} files; every commit changes one`);
  const run = runAt(file.path);
  if (run === null || file.after?.mode !== '100644') return refuse('leaves something that is no plain file of a run');
  if (file.before === null ? state.files.has(file.path) : file.path !== state.newest) return refuse('changes the file of an earlier run');
  if (step.trailers['Run'] !== run) return refuse('does not name the run whose file it changes');
  state.files.set(file.path, { id: file.after.id, lines: 0 });
  state.newest = file.path;
  return true;
}

/** Checks what a commit added to its file. */
function checkBytes(state: State, step: CommitStep, content: { readonly before: Uint8Array; readonly bytes: Uint8Array }): void {
  const [file] = step.files;
  const known = file === undefined ? undefined : state.files.get(file.path);
  if (file === undefined || known === undefined) return;
  const report = (line: number, text: string) => state.problems.push({ file: file.path, line, text: `${nameOf(step)}: ${text}` });
  const start = file.before === null ? 0 : content.before.length;
  if (!startsWith(content.bytes, content.before.subarray(0, start))) {
    state.last = null;
    report(0, 'lines that were already there have been changed');
    return;
  }
  const text = decodeRun(content.bytes.subarray(start));
  const added = text === null ? { fault: 'the file is not text', line: 1 } : parseRun(text, state.last, state.hash);
  if ('fault' in added) {
    state.last = null;
    report(known.lines + added.line, added.fault);
    return;
  }
  const run = runAt(file.path);
  if (added.records.some((record) => record.run !== run)) report(known.lines + 1, 'a record is of another run');
  if ((added.records[0]?.type === 'claim') !== (start === 0)) report(known.lines + 1, 'a run begins with its one claim');
  if (step.trailers['Digest'] !== added.last)
    report(known.lines + added.records.length, 'the commit does not name the digest of its last record');
  known.lines += added.records.length;
  state.records += added.records.length;
  state.last = added.last;
}

function startsWith(bytes: Uint8Array, start: Uint8Array): boolean {
  return bytes.length > start.length && Buffer.from(bytes.buffer, bytes.byteOffset, start.length).equals(start);
}
