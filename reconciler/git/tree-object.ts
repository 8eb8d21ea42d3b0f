/** Tree objects as git stores them: lines of mode, name and id. Pure. */
import { Fault, type TreeEntry } from '../ports.ts';

/** A tree object: its bytes, and how many of them an id takes (20, or 32 with SHA-256). */
export interface TreeObject {
  readonly bytes: Buffer;
  readonly width: number;
}

const FILE = '100644';
const FOLDER = '40000';

/** A tree that cannot be read. */
export function treeFault(text: string): Fault {
  return new Fault(`git could not read tree: ${text}`, { where: 'git', operation: 'read tree' });
}

/** True of a folder's line. */
export const isFolder = ({ mode }: TreeEntry): boolean => mode === FOLDER;

/** As git shows modes, whatever an old tree holds. */
function canonical(mode: string): string {
  if (!mode.startsWith('100')) return mode;
  return (Number.parseInt(mode, 8) & 0o100) === 0 ? FILE : '100755';
}

const TYPES: Readonly<Record<string, string>> = { [FOLDER]: 'tree', '160000': 'commit' };

/** The lines of a tree object, `mode SP name NUL id`; folders are among them. `folder`: put before every name. Throws Fault on anything else. */
export function parseTree({ bytes, width }: TreeObject, folder: string): readonly TreeEntry[] {
  // Cut out of two long texts: a call for each name and id would take several times as long.
  const text = bytes.toString('latin1');
  const hex = bytes.toString('hex');
  const entries: TreeEntry[] = [];
  for (let at = 0; at < text.length; ) {
    const space = text.indexOf(' ', at);
    const end = text.indexOf('\0', space + 1);
    const next = end + 1 + width;
    if (space < 0 || end < 0 || next > text.length) throw treeFault('one of its folders is damaged');
    const letters = text.slice(space + 1, end);
    const name = /[^ -~]/u.test(letters) ? bytes.toString('utf8', space + 1, end) : letters;
    const mode = text.startsWith(FILE, at) ? FILE : canonical(text.slice(at, space));
    const type = mode === FILE ? 'blob' : (TYPES[mode] ?? 'blob');
    entries.push({ path: folder + name, mode, type, id: hex.slice(2 * (end + 1), 2 * next) });
    at = next;
  }
  return entries;
}

/** Where the line that begins at a place ends; the length of the bytes when it is the last, or damaged. */
function endOfLine({ bytes, width }: TreeObject, at: number): number {
  const end = bytes.indexOf(0, at);
  return end < 0 ? bytes.length : Math.min(bytes.length, end + 1 + width);
}

/** Two trees without the lines that both have at one place before the first name that only one of them has. Most of what changes in a large folder is contents. */
export function dropSame(was: TreeObject, is: TreeObject): readonly [TreeObject, TreeObject] {
  const kept: [Buffer[], Buffer[]] = [[], []];
  let old = 0;
  let now = 0;
  while (old < was.bytes.length && now < is.bytes.length) {
    const [oldEnd, nowEnd] = [endOfLine(was, old), endOfLine(is, now)];
    const [oldName, nowName] = [oldEnd - was.width, nowEnd - is.width];
    if (was.bytes.compare(is.bytes, now, nowName, old, oldName) !== 0) break;
    if (was.bytes.compare(is.bytes, now, nowEnd, old, oldEnd) !== 0) {
      kept[0].push(was.bytes.subarray(old, oldEnd));
      kept[1].push(is.bytes.subarray(now, nowEnd));
    }
    [old, now] = [oldEnd, nowEnd];
  }
  const rest = (object: TreeObject, lines: readonly Buffer[], at: number) => ({
    bytes: Buffer.concat([...lines, object.bytes.subarray(at)]),
    width: object.width,
  });
  return [rest(was, kept[0], old), rest(is, kept[1], now)];
}

/** Where the line of a name begins, for every name in a tree. */
export function indexOf(object: TreeObject): ReadonlyMap<string, number> {
  const text = object.bytes.toString('latin1');
  const index = new Map<string, number>();
  for (let at = 0; at < text.length; ) {
    const space = text.indexOf(' ', at);
    const end = text.indexOf('\0', space + 1);
    if (space < 0 || end < 0) throw treeFault('one of its folders is damaged');
    index.set(text.slice(space + 1, end), at);
    at = end + 1 + object.width;
  }
  return index;
}

/** The line that begins at a place. */
export function lineAt(object: TreeObject, at: number): TreeEntry | undefined {
  return parseTree({ ...object, bytes: object.bytes.subarray(at, endOfLine(object, at)) }, '')[0];
}
