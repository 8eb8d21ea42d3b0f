/** `lastday import`: exports of another system, or live systems -> employees, devices, licences and systems as files; every row used or reported. */

import type { Beginning, Existing, ImportRequest, ImportTable } from '../import/ground.ts';
import type { Mapping } from '../import/mapping.ts';
import type { SourceFile } from '../load/load.ts';
import type { Invocation } from './command.ts';
import { type CliContext, Stop, UsageError } from './context.ts';
import { finishImport } from './import-files.ts';
import { importText } from './import-text.ts';
import { isOn, textOption } from './options.ts';

type Options = Invocation['options'];

/** The repository as it is before the import, with every file of it. */
async function readExisting(root: string): Promise<{ existing: Existing; files: readonly SourceFile[] }> {
  const [{ readWorktree }, { loadFiles }] = await Promise.all([import('../git/worktree.ts'), import('../load/load.ts')]);
  const files = await readWorktree(root);
  const paths = new Set(files.map((file) => file.path));
  if (!paths.has('state/organisation.yaml')) {
    const nothing = { organisation: null, employees: new Map(), devices: new Map(), systems: new Map(), paths };
    return { existing: nothing, files };
  }
  const { desired } = loadFiles(files, null);
  if (desired === null)
    throw new Stop(8, 'the files of this repository are not valid, so that nothing can be added to them.', 'See: lastday validate');
  const { organisation, employees, devices, systems } = desired;
  return { existing: { organisation, employees, devices, systems, paths }, files };
}

async function readTable(context: CliContext, path: string | null, option: string): Promise<ImportTable | null> {
  if (path === null) return null;
  const bytes = await context.world.readFile(context.world.resolve(context.world.folder, path));
  if (bytes === null) throw new Stop(1, `there is no file ${path}.`, `Look at --${option}.`);
  const [{ decode }, { parseTable }] = await Promise.all([import('../tables/encoding.ts'), import('../tables/csv.ts')]);
  const decoded = decode(bytes, 'auto');
  if ('fault' in decoded) throw new Stop(1, `${path}: ${decoded.fault}.`);
  return { file: path.split(/[\\/]/u).at(-1) ?? path, table: parseTable(decoded.text, 'auto') };
}

async function readLayout(context: CliContext, options: Options): Promise<Mapping> {
  const layout = textOption(options, 'layout') ?? (textOption(options, 'mapping') === null ? 'snipe-it' : 'mapped');
  if (layout === 'snipe-it') return (await import('../import/layouts/snipe-it.ts')).snipeIt;
  if (layout !== 'mapped') throw new UsageError(`--layout is "${layout}".`, 'It is snipe-it, or mapped together with --mapping FILE.');
  const path = textOption(options, 'mapping');
  if (path === null)
    throw new UsageError('--layout mapped needs --mapping FILE.', 'The file says which heading is what; see: lastday help import');
  const bytes = await context.world.readFile(context.world.resolve(context.world.folder, path));
  if (bytes === null) throw new Stop(1, `there is no file ${path}.`, 'Look at --mapping.');
  const [{ parse }, { readMapping }] = await Promise.all([import('yaml'), import('../import/layouts/mapped.ts')]);
  let value: unknown;
  try {
    value = parse(new TextDecoder().decode(bytes));
  } catch {
    throw new Stop(1, `${path} is neither YAML nor JSON.`);
  }
  const result = readMapping(value);
  if ('problem' in result) throw new Stop(1, `${path}: ${result.problem}.`);
  return result.mapping;
}

function beginningOf(context: CliContext, options: Options, existing: Existing): Beginning {
  const company = existing.organisation?.companies[0];
  const locale = context.shared.locale;
  const currency = textOption(options, 'currency') ?? company?.currency ?? 'USD';
  if (!/^[A-Z]{3}$/u.test(currency)) throw new UsageError(`--currency is "${currency}".`, 'Three capital letters, for example SEK.');
  return {
    name: textOption(options, 'name') ?? 'My organisation',
    timeZone: textOption(options, 'zone') ?? 'Europe/Stockholm',
    locale: locale === 'sv' || locale === 'da' ? locale : 'en',
    country: textOption(options, 'country') ?? 'SE',
    currency,
  };
}

async function readRequest(context: CliContext, options: Options, existing: Existing): Promise<ImportRequest> {
  return {
    mapping: await readLayout(context, options),
    people: await readTable(context, textOption(options, 'people'), 'people'),
    assets: await readTable(context, textOption(options, 'assets'), 'assets'),
    licences: await readTable(context, textOption(options, 'licences'), 'licences'),
    existing,
    createHolders: isOn(options, 'createHolders'),
    beginning: beginningOf(context, options, existing),
  };
}

/** Reads the exports, writes the files unless `--dry-run`, reports every row that was not used whole. Exit 0, 1 when a table is broken, 8 when the result would not be valid. */
export async function run(context: CliContext, { words, options }: Invocation): Promise<number> {
  const { shared } = context;
  if (words[0] !== 'csv') return (await import('./import-systems.ts')).runSystems(context, { words, options });
  const { findRepository } = await import('../git/repository.ts');
  const root = (await findRepository(shared.folder))?.root ?? shared.folder;
  const { existing, files } = await readExisting(root);
  const request = await readRequest(context, options, existing);
  if (request.people === null && request.assets === null && request.licences === null) {
    throw new UsageError('nothing to import.', 'Name at least one of --people, --assets and --licences.');
  }
  const { importCsv } = await import('../import/import-csv.ts');
  const imported = importCsv(request);
  await finishImport(context, {
    root,
    files,
    imported,
    isDry: isOn(options, 'dryRun'),
    report: ({ paths, isDry, problems }) =>
      shared.json
        ? `${JSON.stringify({ files: paths, report: imported.report, problems, dryRun: isDry })}\n`
        : importText(imported.report, { files: paths, isDry }),
  });
  return imported.report.problems.length > 0 ? 1 : 0;
}
