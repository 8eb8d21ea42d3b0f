/** What every import ends with: texts are made, checked as a whole, told, and written only when the result is valid. */
import type { Imported } from '../import/import-csv.ts';
import type { SourceFile } from '../load/load.ts';
import type { Diagnostic } from '../model/diagnostic.ts';
import type { EditValue } from '../model/proposal.ts';
import { type CliContext, Stop } from './context.ts';

/** The new text of every file, made or edited. */
async function textsOf(imported: Pick<Imported, 'files' | 'edits'>, files: readonly SourceFile[]): Promise<ReadonlyMap<string, string>> {
  const [{ newYaml }, { editYaml }] = await Promise.all([import('../record/new-yaml.ts'), import('../record/edit-yaml.ts')]);
  const texts = new Map<string, string>();
  for (const [path, { kind, value }] of imported.files) texts.set(path, newYaml(kind, path, value as EditValue));
  const old = new Map(files.map((file) => [file.path, file.bytes]));
  for (const { file, edits } of imported.edits) {
    const text = texts.get(file) ?? new TextDecoder().decode(old.get(file));
    const edited = editYaml(text, edits, file.startsWith('policies/') ? 'system' : 'employee');
    if ('refused' in edited) throw new Stop(1, `${file} cannot be edited: ${edited.refused}`, 'Add what is missing by hand.');
    texts.set(file, edited.text);
  }
  return texts;
}

/** What would be wrong with the repository afterwards. */
async function problemsAfter(texts: ReadonlyMap<string, string>, files: readonly SourceFile[]): Promise<readonly Diagnostic[]> {
  const { loadFiles } = await import('../load/load.ts');
  const encoder = new TextEncoder();
  const made = [...texts].map(([path, text]) => ({ path, mode: '100644', id: '0'.repeat(40), bytes: encoder.encode(text) }));
  const after = [...files.filter((file) => !texts.has(file.path)), ...made];
  return loadFiles(after, null).diagnostics.filter((one) => one.severity === 'error');
}

/** An import that is to be written. */
export interface Finish {
  readonly root: string;
  /** Every file of the repository as it is. */
  readonly files: readonly SourceFile[];
  readonly imported: Pick<Imported, 'files' | 'edits'>;
  readonly isDry: boolean;
  /** What is said on stdout. */
  readonly report: (about: {
    readonly paths: readonly string[];
    readonly isDry: boolean;
    readonly problems: readonly Diagnostic[];
  }) => string;
}

/** Says what there is to say and writes the files, all of them or none. Throws Stop 8 when the result would not be valid. */
export async function finishImport(context: CliContext, { root, files, imported, isDry, report }: Finish): Promise<number> {
  const { world } = context;
  const texts = await textsOf(imported, files);
  const problems = await problemsAfter(texts, files);
  const [problem] = problems;
  const isKept = isDry || problem !== undefined;
  world.out(report({ paths: [...texts.keys()], isDry: isKept, problems }));
  if (problem !== undefined) {
    throw new Stop(8, `the result would not be valid: ${problem.file}: ${problem.message} Nothing was written.`, problem.hint ?? null);
  }
  if (!isKept) for (const [path, text] of texts) await world.writeFile(world.resolve(root, path), text);
  return 0;
}
