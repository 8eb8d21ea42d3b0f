/** Paths -> kinds: which file is what, and which may not lie where it lies. Kind and id alone decide the path. */
import { type Kind, type Place, places } from '../../schemas/places.ts';
import { personalNumbers } from './personal-numbers.ts';
import { errorAt, inFile, type Problem } from './problem.ts';
import { didYouMean } from './suggest.ts';

/** A file of the tree, known by its path alone. */
export interface Placed {
  readonly path: string;
  readonly kind: Kind;
  /** The file name without `.yaml`: the record's id, or `<employee>.<n>` for a further plan. */
  readonly stem: string;
  /** Folder between, when records are sharded. */
  readonly shard: string | null;
  /** Blob id; empty when unknown. */
  readonly blob: string;
}

/** What a listing shows of a file. */
export interface Listed {
  readonly path: string;
  readonly mode: string;
  readonly id: string;
}

const KINDS = Object.entries(places) as [Kind, Place][];
const FIXED = new Map(KINDS.filter(([, place]) => !place.folder).map(([kind, place]) => [place.path, kind]));
const FOLDERS = new Map(KINDS.filter(([, place]) => place.folder).map(([kind, place]) => [place.path, kind]));

const ID = /^[a-z0-9][a-z0-9-]{0,62}$/u;
const TAG = /^[A-Za-z0-9][A-Za-z0-9-]{0,62}$/u;
const PLAN = /^[a-z0-9][a-z0-9-]{0,62}(\.([2-9]|[1-9][0-9]))?$/u;

const MODES: Readonly<Record<string, readonly [code: string, message: string, hint: string]>> = {
  '100755': ['file-executable', 'The file is marked as executable.', 'Take the mark off: git update-index --chmod=-x.'],
  '120000': ['file-symlink', 'The file is a symbolic link; links are not followed.', 'Put the record itself here.'],
  '160000': ['file-submodule', 'A submodule stands here; its content is not read.', 'Put the records themselves here.'],
};

/** True for a path that this tool reads or watches. */
export function isOurs(path: string): boolean {
  return path.startsWith('state/') || path.startsWith('policies/') || path === 'state' || path === 'policies';
}

/** The folder between that a sharded record lies in: the last two alphanumerics of its id. */
export function shardOf(id: string): string {
  return id
    .toLowerCase()
    .replaceAll(/[^a-z0-9]/gu, '')
    .slice(-2);
}

/** Where the record of a kind lies. */
export function pathFor(kind: Kind, stem: string, shards: boolean): string {
  const place = places[kind];
  if (!place.folder) return place.path;
  const isState = place.path.startsWith('state/');
  return shards && isState ? `${place.path}/${shardOf(stem.split('.')[0] ?? stem)}/${stem}.yaml` : `${place.path}/${stem}.yaml`;
}

function stemPattern(kind: Kind): RegExp {
  if (kind === 'device') return TAG;
  return kind === 'offboarding' ? PLAN : ID;
}

function unexpected(path: string): Problem {
  const known = [...FIXED.keys(), ...[...FOLDERS.keys()].map((folder) => `${folder}/${path.slice(path.lastIndexOf('/') + 1)}`)];
  const hint = didYouMean(path, known) ?? 'Only the files that the reference names lie below state/ and policies/.';
  return inFile(path, errorAt('', 'unexpected-file', { message: 'No kind of file lies here.', hint }));
}

function modeProblem(listed: Listed): Problem | null {
  if (listed.mode === '100644') return null;
  const [code, message, hint] = MODES[listed.mode] ?? [
    'file-mode',
    `The file has mode ${listed.mode}.`,
    'Ordinary files have mode 100644.',
  ];
  return inFile(listed.path, errorAt('', code, { message, hint }));
}

/** The ordinary case, at a glance: a record right in its folder, named by its id. Null says nothing. */
function plainRecord(listed: Listed): Placed | null {
  const { path } = listed;
  const end = path.lastIndexOf('/');
  const kind = listed.mode === '100644' && path.endsWith('.yaml') ? FOLDERS.get(path.slice(0, end)) : undefined;
  if (kind === undefined) return null;
  const stem = path.slice(end + 1, -'.yaml'.length);
  return stemPattern(kind).test(stem) ? { path, kind, stem, shard: null, blob: listed.id } : null;
}

function inFolder(listed: Listed, parts: readonly string[]): Placed | Problem {
  const { path } = listed;
  const kind = FOLDERS.get(parts.slice(0, 2).join('/'));
  const name = parts.at(-1) ?? '';
  if (kind === undefined || parts.length > 4) return unexpected(path);
  const stem = name.slice(0, -'.yaml'.length);
  if (!stemPattern(kind).test(stem)) {
    const letters = kind === 'device' ? 'letters, digits and hyphens' : 'lower-case letters, digits and hyphens';
    const hint = `A file is named by the id: ${letters}, at most 63${kind === 'offboarding' ? '; a further plan adds .2, .3 …' : ''}.`;
    return inFile(path, errorAt('', 'file-name', { message: 'The file name is no id.', hint }));
  }
  return { path, kind, stem, shard: parts.length === 4 ? (parts[2] ?? null) : null, blob: listed.id };
}

function placeFile(listed: Listed): Placed | Problem | null {
  const plain = plainRecord(listed);
  if (plain !== null) return plain;
  const { path } = listed;
  const wrongMode = modeProblem(listed);
  if (wrongMode !== null) return wrongMode;
  const parts = path.split('/');
  const name = parts.at(-1) ?? '';
  if (name === 'README.md' || name === '.gitkeep') return null;
  const fixed = FIXED.get(path);
  if (fixed !== undefined) return { path, kind: fixed, stem: fixed, shard: null, blob: listed.id };
  if (name.endsWith('.yml')) {
    const hint = `Did you mean \`${path.slice(0, -3)}yaml\`?`;
    return inFile(path, errorAt('', 'file-extension', { message: 'Files end in .yaml here.', hint }));
  }
  return name.endsWith('.yaml') && parts.length >= 3 ? inFolder(listed, parts) : unexpected(path);
}

function nameWithNumber(path: string): Problem | null {
  if (!/[0-9]{6}/u.test(path) || personalNumbers(path).length === 0) return null;
  const hint = 'Rename it, and the id in it. It is in the history as well: ask who keeps the repository to take it out there.';
  return inFile(
    path,
    errorAt('', 'personal-number', { message: 'A personal identity number stands in the name of this file; it is not shown.', hint }),
  );
}

function sameTags(found: readonly Placed[]): Problem[] {
  const byLower = new Map<string, Placed>();
  const problems: Problem[] = [];
  const devices = found.filter((placed) => placed.kind === 'device');
  // Tags without small letters, and tags without capitals, are told apart by their letters alone.
  if (devices.every(({ stem }) => !/[a-z]/u.test(stem)) || devices.every(({ stem }) => !/[A-Z]/u.test(stem))) return problems;
  for (const placed of devices) {
    const key = placed.stem.toLowerCase();
    const other = byLower.get(key);
    if (other === undefined) {
      byLower.set(key, placed);
      continue;
    }
    const message = `\`${placed.stem}\` and \`${other.stem}\` (${other.path}) are one id: capitals do not tell ids apart.`;
    problems.push(inFile(placed.path, errorAt('', 'duplicate-id', { message, hint: 'Keep one of the two files.' })));
  }
  return problems;
}

/** Sorts a listing, by path, into files that are read and problems with those that are not. Paths outside `state/` and `policies/` are left out. */
export function placeFiles(listing: readonly Listed[]): { readonly placed: readonly Placed[]; readonly problems: readonly Problem[] } {
  const placed: Placed[] = [];
  const problems: Problem[] = [];
  const ours = listing.filter((listed) => isOurs(listed.path));
  let last = '';
  const isSorted = ours.every(({ path }) => {
    const isAfter = last <= path;
    last = path;
    return isAfter;
  });
  if (!isSorted) ours.sort((a, b) => (a.path < b.path ? -1 : Number(a.path > b.path)));
  for (const listed of ours) {
    const number = nameWithNumber(listed.path);
    if (number !== null) problems.push(number);
    const result = placeFile(listed);
    if (result === null) continue;
    if ('kind' in result) placed.push(result);
    else problems.push(result);
  }
  problems.push(...sameTags(placed));
  return { placed, problems };
}

/** Files that lie deeper or less deep than `shardFolders` says. */
export function checkShards(placed: readonly Placed[], shards: boolean): Problem[] {
  const problems: Problem[] = [];
  for (const file of placed) {
    const expected = pathFor(file.kind, file.stem, shards);
    if (expected === file.path) continue;
    const message = `By \`shardFolders: ${shards}\` in state/organisation.yaml this record lies elsewhere.`;
    problems.push(inFile(file.path, errorAt('', 'wrong-folder', { message, hint: `Move it to ${expected}.` })));
  }
  return problems;
}
