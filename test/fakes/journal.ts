/** A journal on a real bare remote: records, runs and tampering for tests. */
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { openObjects } from '../../reconciler/git/objects.ts';
import { openRemote } from '../../reconciler/git/remote.ts';
import type {
  ClaimRecord,
  CloseRecord,
  ForecastRecord,
  IntentRecord,
  JournalRecord,
  LateRecord,
  OutcomeRecord,
} from '../../reconciler/model/journal.ts';
import type { HistoryReader, Remote } from '../../reconciler/ports.ts';
import { chainRecords } from '../../reconciler/record/chain.ts';
import type { JournalWorld, RunJournal } from '../../reconciler/record/journal.ts';
import { JOURNAL_AUTHOR, JOURNAL_REF, NO_DIGEST, runAt, runPath } from '../../reconciler/record/journal-places.ts';
import { commitMessage } from '../../reconciler/record/journal-text.ts';
import { type ClaimDraft, takeLock } from '../../reconciler/record/lock.ts';
import { verifyJournal } from '../../reconciler/record/verify.ts';
import type { CommitId, Digest, Instant } from '../../schemas/primitives.ts';
import { type FakeClock, fakeClock } from './clock.ts';
import { makeRepository, quietGit, type TestRepository } from './repository.ts';

/** SHA-256 of a text in hex, as main gives it. */
export function sha256(text: string): Digest {
  return createHash('sha256').update(text).digest('hex') as Digest;
}

/** A world for lock and journal, on a repository of its own or a clone of another's remote. */
export interface JournalLab extends JournalWorld {
  readonly reader: HistoryReader;
  readonly clock: FakeClock;
  readonly repository: TestRepository;
}

/** Opens a lab. */
export async function journalLab(clock = fakeClock()): Promise<JournalLab> {
  const repository = makeRepository();
  const { gitDir } = repository;
  return { repository, clock, hash: sha256, reader: openObjects(gitDir), remote: await openRemote({ gitDir, environment: quietGit }) };
}

/** The same remote seen from another clone, by another clock. */
export async function rivalOf(lab: JournalLab, name: string, clock: FakeClock = fakeClock(lab.clock.now())): Promise<JournalLab> {
  const gitDir = join(lab.repository.emptyClone(name), '.git');
  return { ...lab, clock, reader: openObjects(gitDir), remote: await openRemote({ gitDir, environment: quietGit }) };
}

/** What a claim says in tests. */
export const claimDraft: ClaimDraft = {
  attempt: 1,
  kind: 'reconcile',
  home: null,
  commit: 'a'.repeat(40) as CommitId,
  versions: { lastday: '0.1.0' },
  policy: 'b'.repeat(64) as Digest,
  plan: null,
  asOf: '2027-01-04T01:00:00Z' as Instant,
  only: null,
  readings: [],
};

/** A nonce out of one hex digit. */
export function nonceOf(digit: string): string {
  return digit.repeat(32);
}

/** Head of the journal as the remote shows it. */
export async function journalHead(remote: Remote): Promise<CommitId | null> {
  const shown = await remote.ask(JOURNAL_REF);
  if (shown.state === 'unknown') throw shown.fault;
  return shown.state === 'present' ? shown.commit : null;
}

/** What verification says of a lab's journal. */
export async function verdictOn(lab: JournalLab): Promise<Awaited<ReturnType<typeof verifyJournal>>> {
  return verifyJournal({ ...lab, head: await journalHead(lab.remote), genesis: null, anchors: [] });
}

/** Takes the lock or throws. */
export async function mustLock(lab: JournalLab, nonce = nonceOf('1')): Promise<RunJournal> {
  const result = await takeLock({ ...lab, nonce, claim: claimDraft, on: await journalHead(lab.remote) });
  if (result.state !== 'held') throw new Error(`the lock is ${result.state}`);
  return result.run;
}

/** An intent to disable one account of a person. */
export function intent(run: string, person: string, more: Partial<IntentRecord> = {}): IntentRecord {
  return {
    type: 'intent',
    run,
    at: '2027-01-04T01:01:00Z',
    change: `disable/${person}/spell:2026-12-31/ad/id-${person}`,
    kind: 'disable',
    person,
    spell: '2026-12-31',
    cause: 'spell:2026-12-31',
    system: 'ad',
    account: `id-${person}`,
    class: 'known',
    after: { enabled: false },
    because: { rule: 'cut-off', file: `state/employees/${person}.yaml`, pointer: '/lastDay' },
    approval: 'unverified',
    capture: { open: { enabled: true }, sealed: null, complete: true },
    ...more,
  } as IntentRecord;
}

/** The outcome of the same change. */
export function outcome(run: string, person: string, more: Partial<OutcomeRecord> = {}): OutcomeRecord {
  return {
    type: 'outcome',
    run,
    at: '2027-01-04T01:02:00Z',
    change: `disable/${person}/spell:2026-12-31/ad/id-${person}`,
    kind: 'disable',
    person,
    system: 'ad',
    account: `id-${person}`,
    outcome: 'verified',
    detail: null,
    fingerprint: null,
    ...more,
  } as OutcomeRecord;
}

/** An outcome that a run could only write down after it had lost the lock. */
export function late(of: string, person: string): LateRecord {
  return {
    type: 'late',
    run: of,
    of,
    at: '2027-01-04T01:30:00Z',
    change: `disable/${person}/spell:2026-12-31/ad/id-${person}`,
    outcome: 'verified',
    detail: null,
  } as LateRecord;
}

/** A forecast without entries. */
export function forecast(run: string, more: Partial<ForecastRecord> = {}): ForecastRecord {
  const at = '2027-01-04T01:03:00Z' as Instant;
  return {
    type: 'forecast',
    run,
    at,
    entries: [],
    stops: [],
    baselines: [],
    ids: { set: {}, gone: [] },
    people: { came: [], went: [] },
    overrides: [],
    ...more,
  };
}

/** A good end. */
export function close(run: string, more: Partial<CloseRecord> = {}): CloseRecord {
  const at = '2027-01-04T01:05:00Z' as Instant;
  return { type: 'close', run, at, exit: 0, exits: [0], unread: [], counts: {}, only: null, plan: null, ...more };
}

/** A claim record as the lock writes it. */
export function claim(run: string, more: Partial<ClaimRecord> = {}): ClaimRecord {
  return { ...claimDraft, type: 'claim', journal: 1, run, nonce: run.slice(-8).repeat(4), at: '2027-01-04T01:00:00Z' as Instant, ...more };
}

/** One commit of a journal that a test writes by hand: whole content of one file, and the digest its message names. */
export interface HandCommit {
  readonly path: string;
  readonly text: string | Uint8Array | null;
  readonly digest: string;
  readonly run?: string;
}

/** Writes commits on top of a parent without any check, as somebody with push rights could. Returns the head. */
export async function handWrite(lab: JournalLab, parent: CommitId | null, commits: readonly HandCommit[]): Promise<CommitId> {
  let head = parent;
  for (const { path, text, digest, run } of commits) {
    const message = commitMessage('By hand', { run: run ?? runAt(path) ?? 'none', digest: digest as Digest });
    const at = lab.clock.now();
    head = await lab.remote.commit({ parent: head, files: new Map([[path, text]]), message, author: JOURNAL_AUTHOR, at });
  }
  if (head === null) throw new Error('no commit');
  return head;
}

/** The commits of an honest journal: each inner list is one commit's records; a claim begins a new file. */
export function honestCommits(batches: readonly (readonly JournalRecord[])[]): HandCommit[] {
  const commits: HandCommit[] = [];
  let last: Digest = NO_DIGEST;
  let file = { path: '', text: '' };
  for (const records of batches) {
    const first = records[0];
    if (first?.type === 'claim') file = { path: runPath(first.run), text: '' };
    const chained = chainRecords(last, records, sha256);
    file = { path: file.path, text: file.text + chained.text };
    last = chained.last;
    commits.push({ ...file, digest: last });
  }
  return commits;
}

/** Writes many commits at once, each on top of the one before. Returns the head. */
export function importCommits(lab: JournalLab, commits: readonly HandCommit[]): CommitId {
  const who = `${JOURNAL_AUTHOR.name} <${JOURNAL_AUTHOR.email}> 1799024400 +0000`;
  const data = (text: string) => `data ${Buffer.byteLength(text)}\n${text}\n`;
  const parts = commits.map(({ path, text, digest, run }) => {
    const message = commitMessage('By hand', { run: run ?? runAt(path) ?? 'none', digest: digest as Digest });
    return `commit refs/heads/imported\ncommitter ${who}\n${data(message)}M 100644 inline ${path}\n${data(String(text))}\n`;
  });
  const done = spawnSync('git', ['-C', lab.repository.root, 'fast-import', '--quiet'], {
    env: quietGit,
    input: parts.join(''),
    encoding: 'utf8',
  });
  if (done.status !== 0) throw new Error(done.stderr);
  return lab.repository.git('rev-parse', 'refs/heads/imported') as CommitId;
}

/** Many nights, each with a claim, intents for nine people, their outcomes, a forecast and a close, in three commits. */
export function manyNights(count: number): HandCommit[] {
  const batches = Array.from({ length: count }, (_, n) => {
    const day = new Date(Date.UTC(2027, 0, 4 + n, 1)).toISOString();
    const run = `${day.slice(0, 19).replaceAll(/[-:]/gu, '')}Z-${n.toString(16).padStart(8, '0')}`;
    const at = `${day.slice(0, 19)}Z` as Instant;
    const people = Array.from({ length: 9 }, (_one, p) => `e-${n}-${p}`);
    return [
      [claim(run, { at }), ...people.map((person) => intent(run, person, { at }))],
      people.map((person) => outcome(run, person, { at })),
      [forecast(run, { at }), close(run, { at })],
    ];
  });
  return honestCommits(batches.flat());
}
