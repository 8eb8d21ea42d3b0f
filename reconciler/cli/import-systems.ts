/** `lastday import SYSTEM…`: people and accounts of live systems as files. Only reads the systems; nothing in them is changed. */
import type { Employee } from '../../schemas/employee.ts';
import type { EmployeeId, SystemId } from '../../schemas/primitives.ts';
import type { System } from '../../schemas/system.ts';
import { dayOf } from '../calendar.ts';
import { pathFor } from '../import/ground.ts';
import { type AccountFate, type AccountRow, type AccountsGround, takeAccounts } from '../import/import-accounts.ts';
import type { SourceFile } from '../load/load.ts';
import { didYouMean } from '../load/suggest.ts';
import type { Desired } from '../model/desired.ts';
import type { Memory } from '../model/memory.ts';
import type { Observed } from '../model/observed.ts';
import type { FileEdits } from '../model/proposal.ts';
import { WIDTH, wrap } from '../report/layout.ts';
import type { Invocation } from './command.ts';
import { type CliContext, Stop, UsageError } from './context.ts';
import { finishImport } from './import-files.ts';
import { isOn } from './options.ts';

/** The files of the work tree; what is not committed yet counts, because a first import is written before the first commit. */
interface Tree {
  readonly root: string;
  readonly files: readonly SourceFile[];
  readonly desired: Desired;
}

async function readTree(context: CliContext): Promise<Tree> {
  const [{ findRepository }, { readWorktree }, { loadFiles }] = await Promise.all([
    import('../git/repository.ts'),
    import('../git/worktree.ts'),
    import('../load/load.ts'),
  ]);
  const root = (await findRepository(context.shared.folder))?.root ?? context.shared.folder;
  const files = await readWorktree(root);
  const { desired } = loadFiles(files, null);
  if (desired === null) {
    throw new Stop(
      8,
      'the files of this repository are not there or not valid, so that nothing can be added to them.',
      'See: lastday validate',
    );
  }
  return { root, files, desired };
}

function systemsOf({ desired }: Tree, words: readonly string[]): readonly System[] {
  return [...new Set(words)].map((word) => {
    const system = desired.systems.get(word as SystemId);
    if (system === undefined) {
      const near = didYouMean(word, desired.systems.keys());
      throw new Stop(
        64,
        `there is no system "${word}".`,
        near ?? `Write policies/systems/${word}.yaml first, with \`mode: observe\`; docs/systems/ has a page per kind.`,
      );
    }
    if (!system.holds.includes('accounts'))
      throw new Stop(64, `${word} holds no accounts.`, 'Exports of devices are taken by: lastday import csv --assets');
    if (system.mode === 'off')
      throw new Stop(64, `${word} is off.`, 'Write `mode: observe` in its file: then it is read, and never changed.');
    return system;
  });
}

/** Reads the systems. An import takes a reading whole or not at all: what is missing would become people who are missing. */
async function readAll(context: CliContext, tree: Tree, systems: readonly System[]): Promise<{ observed: Observed; memory: Memory }> {
  const { world } = context;
  const [{ exportsFolder }, { observe }, { openReader }, { foldMemory }] = await Promise.all([
    import('../run/observing.ts'),
    import('../observe/observe.ts'),
    import('../systems/registry.ts'),
    import('../record/fold.ts'),
  ]);
  const asOf = world.clock.now();
  const memory = foldMemory([], { head: null, genesis: null, asOf, zone: tree.desired.organisation.timeZone });
  const runtime = { exports: exportsFolder({ context, root: tree.root }), credential: world.credential, clock: world.clock };
  const desired = { ...tree.desired, systems: new Map(systems.map((system) => [system.id, system])) };
  const observed = await observe({
    desired,
    memory,
    asOf,
    open: (system) => openReader(system, runtime),
    report: (line) => world.err(`${line}\n`),
  });
  for (const { reading, complete, doubts } of observed.values()) {
    if (complete.has('existence')) continue;
    throw new Stop(
      9,
      `${reading.system} was not read whole: ${doubts[0]?.message ?? 'no reason is known'}. Nothing was written.`,
      'See: lastday doctor',
    );
  }
  return { observed, memory };
}

const SAID: Readonly<Record<AccountFate, string>> = {
  declared: 'in the files already',
  'id-recorded': 'known by sign-in name; their id is recorded now',
  linked: 'of people who are there already, by exact sign-in name or address',
  'person-made': 'of people who are made',
  policy: 'service, shared or protected by policy',
  ambiguous: 'NOT USED, may belong to several people; add the line by hand',
  disputed: 'NOT USED, disputed: id and sign-in name belong to different accounts, or two people have them',
  'left-over': 'NOT USED, of nobody: write a person, declare it in policies/guardrails.yaml, or put it on a clean-up list',
};

/** So many accounts are named per reason. */
const MOST = 12;

function folded(line: string): string {
  const [first = '', ...rest] = wrap(line.trimStart(), WIDTH - 4);
  return [line.startsWith('  ') ? `  ${first}` : first, ...rest.map((part) => `    ${part}`)].join('\n');
}

function reportText(
  rows: readonly AccountRow[],
  about: { readonly people: number; readonly files: number; readonly isDry: boolean },
): string {
  const lines = [`${rows.length} accounts read, ${about.people} people made`];
  for (const system of new Set(rows.map((row) => row.system))) {
    for (const fate of Object.keys(SAID) as AccountFate[]) {
      const found = rows.filter((row) => row.system === system && row.fate === fate);
      if (found.length === 0) continue;
      const isOpen = fate === 'ambiguous' || fate === 'disputed' || fate === 'left-over';
      const shown = found.slice(0, MOST).map((row) => row.account);
      const more = found.length > MOST ? ` and ${found.length - MOST} more` : '';
      lines.push(`  ${system}: ${found.length} ${SAID[fate]}${isOpen ? `: ${shown.join(', ')}${more}` : ''}`);
    }
  }
  lines.push(`${about.files} files ${about.isDry ? 'would be written' : 'written'}`);
  if (!about.isDry && about.files > 0) lines.push('Next: lastday validate, commit, then: lastday plan');
  return `${lines.map(folded).join('\n')}\n`;
}

interface Made {
  readonly people: ReadonlyMap<EmployeeId, Employee>;
  readonly made: ReadonlySet<EmployeeId>;
  readonly edits: readonly FileEdits[];
  readonly rows: readonly AccountRow[];
}

interface Wish {
  readonly systems: readonly System[];
  readonly makes: AccountsGround['makes'];
}

/** One system after another: whom the first one makes, the next one finds. */
async function take(context: CliContext, tree: Tree, { systems, makes }: Wish): Promise<Made> {
  const { observed, memory } = await readAll(context, tree, systems);
  const { correlate } = await import('../observe/correlate.ts');
  const { desired } = tree;
  const { organisation } = desired;
  let people: ReadonlyMap<EmployeeId, Employee> = desired.employees;
  let made: ReadonlySet<EmployeeId> = new Set();
  const edits: FileEdits[] = [];
  const rows: AccountRow[] = [];
  const today = dayOf(context.world.clock.now(), organisation.timeZone);
  const pathOf = (id: EmployeeId) =>
    desired.employees.has(id) && !made.has(id) ? pathIn(tree, id) : pathFor(organisation, 'state/employees', id);
  for (const { id } of systems) {
    const correlation = correlate({ ...desired, employees: people }, observed, memory);
    const taken = takeAccounts({ employees: people, made, system: id, correlation, today, makes, pathOf });
    people = taken.employees;
    made = taken.made;
    edits.push(...taken.edits);
    rows.push(...taken.rows);
  }
  return { people, made, edits, rows };
}

/** Where a person's file lies now, sharded or not. */
function pathIn(tree: Tree, id: EmployeeId): string {
  const found = tree.files.find(({ path }) => path.startsWith('state/employees/') && path.endsWith(`/${id}.yaml`));
  return found?.path ?? pathFor(tree.desired.organisation, 'state/employees', id);
}

function makesOf(options: Invocation['options']): AccountsGround['makes'] {
  if (!isOn(options, 'onlyKnown')) return isOn(options, 'withDisabled') ? 'all' : 'enabled';
  if (isOn(options, 'withDisabled')) throw new UsageError('--only-known makes nobody, --with-disabled makes more.', 'Take one of them.');
  return 'none';
}

/** Reads, writes the files unless `--dry-run`, reports every account. Exit 0, 1 when accounts were left over, 8 when the result would not be valid, 9 when a system could not be read whole. */
export async function runSystems(context: CliContext, { words, options }: Invocation): Promise<number> {
  if (words.length === 0) throw new UsageError('nothing to import.', 'lastday import csv …, or lastday import SYSTEM…');
  const tree = await readTree(context);
  const { people, made, edits, rows } = await take(context, tree, { systems: systemsOf(tree, words), makes: makesOf(options) });
  const documents = [...made].map((id) => {
    const employee = people.get(id);
    return [pathFor(tree.desired.organisation, 'state/employees', id), { kind: 'employee', value: employee }] as const;
  });
  const done = await finishImport(context, {
    root: tree.root,
    files: tree.files,
    imported: { files: new Map(documents), edits },
    isDry: isOn(options, 'dryRun'),
    report: ({ paths, isDry, problems }) =>
      context.shared.json
        ? `${JSON.stringify({ files: paths, accounts: rows, problems, dryRun: isDry })}\n`
        : reportText(rows, { people: made.size, files: paths.length, isDry }),
  });
  const isOpen = rows.some(({ fate }) => fate === 'ambiguous' || fate === 'disputed' || fate === 'left-over');
  return done === 0 && isOpen ? 1 : done;
}
