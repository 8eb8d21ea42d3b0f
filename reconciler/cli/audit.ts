/** `lastday audit`: the journal as a list of runs and changes, and the proof that nobody has touched it. From git alone. */
import type { CommitId } from '../../schemas/primitives.ts';
import type { Hash } from '../canonical.ts';
import { escapeTerminal } from '../escape/terminal.ts';
import type { Chained } from '../model/journal.ts';
import type { HistoryReader } from '../ports.ts';
import { counted } from '../report/layout.ts';
import type { Invocation } from './command.ts';
import { type CliContext, Stop, UsageError } from './context.ts';

/** Where an audit reads, and where it prints. */
export interface AuditRequest {
  readonly reader: HistoryReader;
  /** Head of the journal; null when there is none. */
  readonly head: CommitId | null;
  readonly genesis: CommitId | null;
  readonly anchors: readonly CommitId[];
  readonly hash: Hash;
  readonly json: boolean;
  readonly out: (text: string) => void;
}

/** What of the log is wanted; null means all. */
export interface LogWish {
  readonly run: string | null;
  readonly person: string | null;
}

/** Prints the verdict over every commit and byte. 0 when all of it holds, 8 when anything does not. */
export async function auditVerify(request: AuditRequest): Promise<number> {
  const { verifyJournal } = await import('../record/verify.ts');
  const verdict = await verifyJournal(request);
  const { genesis, anchors, head } = request;
  if (request.json) request.out(`${JSON.stringify({ ...verdict, head, genesis, anchors: anchors.length })}\n`);
  else if (verdict.ok)
    request.out(
      `The journal holds: ${counted(verdict.runs, 'run')}, ${counted(verdict.records, 'record')}, ${groundWords(genesis, anchors)}.\n`,
    );
  else {
    request.out(`The journal does not hold; ${counted(verdict.problems.length, 'problem')}:\n`);
    for (const { file, line, text } of verdict.problems)
      request.out(`  ${escapeTerminal(`${file}${line === 0 ? '' : `:${line}`}  ${text}`)}\n`);
  }
  return verdict.ok ? 0 : 8;
}

function groundWords(genesis: CommitId | null, anchors: readonly CommitId[]): string {
  const pin = genesis === null ? 'not pinned yet (merge lastday/pin/journal)' : `begun at the pinned ${genesis.slice(0, 12)}`;
  return `${pin}, ${anchors.length} of its heads named on the default branch`;
}

/** Prints records, oldest first, one a line: when, run, what. Only of a journal that holds; 8 otherwise. */
export async function auditLog(request: AuditRequest, wish: LogWish): Promise<number> {
  if (request.head === null) {
    request.out(request.json ? '[]\n' : 'There is no journal yet.\n');
    return 0;
  }
  const { readRecords } = await import('../record/recall.ts');
  const records = await readRecords(request.reader, request.head, request.hash);
  if (!Array.isArray(records)) throw new Stop(8, `the journal cannot be trusted: ${records.why}.`, 'Run `lastday audit verify`.');
  const chosen = records.filter((record: Chained) => isWanted(record, wish));
  if (request.json) request.out(`${JSON.stringify(chosen)}\n`);
  else for (const record of chosen) request.out(`${escapeTerminal(`${record.at}  ${record.run}  ${describe(record)}`)}\n`);
  return 0;
}

function isWanted(record: Chained, wish: LogWish): boolean {
  if (wish.run !== null && record.run !== wish.run && !(record.type === 'late' && record.of === wish.run)) return false;
  if (wish.person === null) return true;
  if (record.type === 'late') return record.change.split('/')[1] === wish.person;
  return 'person' in record && record.person === wish.person;
}

function describe(record: Chained): string {
  switch (record.type) {
    case 'claim':
      return `claim: ${record.kind} from ${record.commit.slice(0, 7)} as of ${record.asOf}${record.only === null ? '' : `, only ${record.only}`}`;
    case 'heartbeat':
      return 'still at work';
    case 'intent':
      return `intends ${record.change} (${record.because.rule}, ${record.because.file}; ${record.class}, approval ${record.approval})`;
    case 'outcome':
      return `${record.outcome} ${record.change}${record.detail === null ? '' : ` (${record.detail})`}`;
    case 'forecast':
      return `publishes ${counted(record.entries.length, 'cut-off')}, ${counted(record.stops.length, 'stop')}`;
    case 'late':
      return `late, of ${record.of}: ${record.outcome} ${record.change}${record.detail === null ? '' : ` (${record.detail})`}`;
    case 'notice-intent':
      return `intends to send ${record.notice} to ${record.to} (${record.because.rule}, ${record.because.file})`;
    case 'notice-outcome':
      return `${record.outcome} ${record.notice}${record.detail === null ? '' : ` (${record.detail})`}`;
    case 'close':
      return `close: exit ${record.exit}${record.unread.length === 0 ? '' : `, not read: ${record.unread.map((one) => one.system).join(', ')}`}`;
    default:
      return record satisfies never;
  }
}

/** `audit log [--run RUN] [--person ID]` and `audit verify`, on what this clone last saw of the journal or, with a remote that answers, on what is there now. */
export async function run(context: CliContext, { words, options }: Invocation): Promise<number> {
  const [what] = words;
  if (what !== 'log' && what !== 'verify')
    throw new UsageError(`audit ${what ?? ''}: there is no such audit.`, 'lastday audit log, or lastday audit verify');
  const { openAudit } = await import('./audit-ground.ts');
  const { request, close } = await openAudit(context);
  try {
    if (what === 'verify') return await auditVerify(request);
    const text = (name: string) => (typeof options[name] === 'string' ? options[name] : null);
    return await auditLog(request, { run: text('run'), person: text('person') });
  } finally {
    await close();
  }
}
