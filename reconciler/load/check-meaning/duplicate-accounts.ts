/** An account belongs to one person: by id and by login, in each system; and each account line can be told apart. */
import type { AccountLine } from '../../../schemas/employee.ts';
import { errorAt, inFile, type Problem, pointerOf } from '../problem.ts';
import type { Tree } from '../tree.ts';

interface Claim {
  readonly file: string;
}

function duplicate(
  claim: Claim,
  other: Claim,
  at: { readonly pointer: string; readonly what: 'id' | 'login'; readonly system: string },
): Problem {
  const where = other.file === claim.file ? 'twice in this file' : `in ${other.file} as well`;
  const message = `This ${at.what} in ${at.system} stands ${where}: an account belongs to one person.`;
  const hint = 'Take it away where it is wrong; an account of several people belongs into `shared` of policies/guardrails.yaml.';
  return inFile(claim.file, errorAt(at.pointer, `duplicate-${at.what}`, { message, hint }));
}

function* lineProblems(seen: Map<string, Claim>, claim: Claim, [index, line]: readonly [number, AccountLine]): Generator<Problem> {
  if (line.id === undefined && line.login === undefined) {
    const text = { message: 'This account has neither `id` nor `login`, so that it can never be found.', hint: 'Write one of the two.' };
    yield inFile(claim.file, errorAt(pointerOf('accounts', index), 'account-without-key', text));
  }
  for (const what of ['id', 'login'] as const) {
    const value = line[what];
    if (value === undefined) continue;
    const key = `${what} ${line.system} ${what === 'login' ? value.toLowerCase().normalize('NFC') : value}`;
    const other = seen.get(key);
    if (other === undefined) seen.set(key, claim);
    else yield duplicate(claim, other, { pointer: pointerOf('accounts', index, what), what, system: line.system });
  }
}

/** The same login or id declared twice in one system, by two people or by one. Logins are compared regardless of case. */
export function* duplicateAccounts(tree: Tree): Generator<Problem> {
  const seen = new Map<string, Claim>();
  for (const { path, doc } of tree.entries('employee').values()) {
    for (const line of (doc.accounts ?? []).entries()) yield* lineProblems(seen, { file: path }, line);
  }
}
