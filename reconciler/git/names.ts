/** Names that come from files, forges and the command line, checked before git sees them: an option must never come out of a name. */
import type { CommitId } from '../../schemas/primitives.ts';
import { Fault } from '../ports.ts';

const COMMIT = /^(?:[0-9a-f]{40}|[0-9a-f]{64})$/u;

/** Space, control characters and what git keeps for revisions and patterns. */
// oxlint-disable-next-line no-control-regex -- control characters are what is refused
const FORBIDDEN_IN_REF = /[\u0000-\u0020\u007f~^:?*[\\]/u;
// oxlint-disable-next-line no-control-regex -- control characters are what is refused
const FORBIDDEN_IN_REVISION = /[\u0000-\u0020\u007f:?*[\\]|\.\./u;

/** True for a whole commit or object id in lower-case hex. */
export function isObjectId(text: string): text is CommitId {
  return COMMIT.test(text);
}

/** True for a revision such as `HEAD`, `main~2`, `origin/main` or an id: no option, no range, no path in a tree. */
export function isRevision(text: string): boolean {
  return text !== '' && text.length <= 1000 && !text.startsWith('-') && !FORBIDDEN_IN_REVISION.test(text);
}

/** True for a name that `git check-ref-format` takes, and that begins with no dash. */
export function isRefName(text: string): boolean {
  if (text === '' || text === '@' || text.length > 500 || text.startsWith('-')) return false;
  if (FORBIDDEN_IN_REF.test(text) || text.includes('..') || text.includes('@{') || text.endsWith('.')) return false;
  return text.split('/').every((part) => part !== '' && !part.startsWith('.') && !part.startsWith('-') && !part.endsWith('.lock'));
}

/** The full name of a ref; a short name is a branch. Throws Fault on a name that git would not take. */
export function fullRef(ref: string): string {
  const full = ref.startsWith('refs/') ? ref : `refs/heads/${ref}`;
  if (!isRefName(ref) || !isRefName(full)) {
    throw new Fault(`${JSON.stringify(ref.slice(0, 80))} is not a name for a branch or tag`, {
      where: 'git',
      operation: 'name',
      refused: true,
    });
  }
  return full;
}

/** The id itself. Throws Fault when it is none. */
export function objectId(text: string): CommitId {
  if (isObjectId(text)) return text;
  throw new Fault(`${JSON.stringify(text.slice(0, 80))} is not an object id`, { where: 'git', operation: 'name', refused: true });
}

/** True for a path inside a commit that needs no second look: relative, no empty part, no `.`, `..` or `.git`. */
export function isTreePath(path: string): boolean {
  if (path === '' || path.includes('\0') || path.includes('\n')) return false;
  return path.split('/').every((part) => part !== '' && part !== '.' && part !== '..' && part.toLowerCase() !== '.git');
}
