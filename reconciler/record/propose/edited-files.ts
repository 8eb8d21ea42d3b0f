/** The files of a proposal: read at a commit, edited as text, checked. */
import { type Kind, places } from '../../../schemas/places.ts';
import type { CommitId } from '../../../schemas/primitives.ts';
import type { Proposal } from '../../model/proposal.ts';
import type { ObjectReader } from '../../ports.ts';
import { editYaml } from '../edit-yaml.ts';
import type { Ground } from './request.ts';

/** One file before and after. */
export interface EditedFile {
  readonly old: string;
  readonly text: string;
}

/** All files of a proposal, or why they cannot be edited: a code and what it is about. */
export type EditedFiles = { readonly files: ReadonlyMap<string, EditedFile> } | { readonly failed: string };

/** The kind of file at a path; null for files that are none of ours. */
export function kindAt(path: string): Kind | null {
  for (const [kind, place] of Object.entries(places) as [Kind, (typeof places)[Kind]][]) {
    if (place.folder ? path.startsWith(`${place.path}/`) && path.endsWith('.yaml') : path === place.path) return kind;
  }
  return null;
}

/** Texts by blob id. */
export async function readTexts(reader: ObjectReader, ids: readonly string[]): Promise<ReadonlyMap<string, string>> {
  const texts = new Map<string, string>();
  const decoder = new TextDecoder('utf-8', { ignoreBOM: true });
  await reader.blobs([...new Set(ids)], (id, bytes) => texts.set(id, decoder.decode(bytes)));
  return texts;
}

/** Texts of some paths at a commit; null where there is no such file. */
export async function readPaths(
  reader: ObjectReader,
  commit: CommitId,
  paths: readonly string[],
): Promise<ReadonlyMap<string, string | null>> {
  const ids = new Map<string, string>();
  for (const path of paths) {
    const entry = (await reader.tree(commit, path)).find((one) => one.path === path && one.type === 'blob');
    if (entry !== undefined) ids.set(path, entry.id);
  }
  const texts = await readTexts(reader, [...ids.values()]);
  return new Map(paths.map((path) => [path, texts.get(ids.get(path) ?? '') ?? null]));
}

/** Every file of the proposal at the base, edited. A file that would not be valid afterwards fails the proposal. */
export async function editFiles(ground: Ground, proposal: Proposal): Promise<EditedFiles> {
  const { reader, check } = ground.request;
  const ids = proposal.files.map(({ file }) => ground.files.get(file)).filter((id) => id !== undefined);
  const texts = await readTexts(reader, ids);
  const files = new Map<string, EditedFile>();
  for (const { file, edits } of proposal.files) {
    const old = files.get(file)?.text ?? texts.get(ground.files.get(file) ?? '');
    const kind = kindAt(file);
    if (old === undefined || kind === null) return { failed: `file-missing: ${file}` };
    const edited = editYaml(old, edits, kind);
    if ('refused' in edited) return { failed: `edit-refused: ${file}: ${edited.refused}` };
    const problem = check(file, edited.text).find((one) => one.severity === 'error');
    if (problem !== undefined) return { failed: `check-failed: ${file}: ${problem.code}` };
    files.set(file, { old: files.get(file)?.old ?? old, text: edited.text });
  }
  return { files };
}
