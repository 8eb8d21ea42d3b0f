/** An account belongs to one person: by id and by login, in each system; and each account line can be told apart. */
import type { AccountLine } from '../../../schemas/employee.ts';
import { errorAt, inFile, type Problem, pointerOf } from '../problem.ts';
import type { Tree } from '../tree.ts';

interface Claim {
  readonly file: string;
}

/** Who claims what, by `<system>` or `<system> login`, then by the id or login itself: no text is made for any of the many. */
type Claims = Map<string, Map<string, Claim>>;

function claimsOf(all: Claims, what: 'id' | 'login', system: string): Map<string, Claim> {
  // No system's id holds a space.
  const key = what === 'id' ? system : `${system} login`;
  const found = all.get(key);
  if (found !== undefined) return found;
  const claims = new Map<string, Claim>();
  all.set(key, claims);
  return claims;
}

function duplicate(
  claim: Claim,
  other: Claim,
  at: { readonly pointer: string; readonly what: 'id' | 'login'; readonly system: string },
): Problem {
  const where = other.file === claim.file ? 'twice in this file' : `in ${other.file} as well`;
  const message = `This ${at.what} in ${at.system} stands ${where}: an account belongs to one person.`;
  const hint = 'Take it away where it is wrong; an account of several people belongs into `shared` of policies/guardrails.yaml.';
  const problem = inFile(claim.file, errorAt(at.pointer, `duplicate-${at.what}`, { message, hint }));
  return other.file === claim.file ? problem : { ...problem, other: other.file };
}

function takeLine(
  all: Claims,
  claim: Claim,
  about: { readonly index: number; readonly line: AccountLine; readonly problems: Problem[] },
): void {
  const { index, line, problems } = about;
  if (line.id === undefined && line.login === undefined) {
    const text = { message: 'This account has neither `id` nor `login`, so that it can never be found.', hint: 'Write one of the two.' };
    problems.push(inFile(claim.file, errorAt(pointerOf('accounts', index), 'account-without-key', text)));
  }
  for (const what of WHAT) {
    const value = line[what];
    if (value === undefined) continue;
    const claims = claimsOf(all, what, line.system);
    const key = what === 'login' ? value.toLowerCase().normalize('NFC') : value;
    const other = claims.get(key);
    if (other === undefined) claims.set(key, claim);
    else problems.push(duplicate(claim, other, { pointer: pointerOf('accounts', index, what), what, system: line.system }));
  }
}

const WHAT = ['id', 'login'] as const;

/** The same login or id declared twice in one system, by two people or by one. Logins are compared regardless of case. */
export function duplicateAccounts(tree: Tree): readonly Problem[] {
  const all: Claims = new Map();
  const problems: Problem[] = [];
  for (const { path, doc } of tree.entries('employee').values()) {
    const claim = { file: path };
    for (const [index, line] of (doc.accounts ?? []).entries()) takeLine(all, claim, { index, line, problems });
  }
  return problems;
}
