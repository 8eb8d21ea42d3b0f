/** Service, shared and protected accounts: each can be found, stands once, and is nobody's own. */
import { errorAt, inFile, type Problem, pointerOf } from '../problem.ts';
import type { Entry, Tree } from '../tree.ts';

function keysOf(line: { readonly system: string; readonly id?: string; readonly login?: string }): string[] {
  const keys: string[] = [];
  if (line.id !== undefined) keys.push(`id ${line.system} ${line.id}`);
  if (line.login !== undefined) keys.push(`login ${line.system} ${line.login.toLowerCase()}`);
  return keys;
}

function* unfindable(entry: Entry<'guardrails'>): Generator<Problem> {
  for (const [index, line] of (entry.doc.protected ?? []).entries()) {
    if (line.id !== undefined || line.login !== undefined || line.role !== undefined) continue;
    const text = { message: 'This protects nothing: it has no `id`, `login` or `role`.', hint: 'Write one of the three.' };
    yield inFile(entry.path, errorAt(pointerOf('protected', index), 'account-without-key', text));
  }
}

function* listProblems(entry: Entry<'guardrails'>, owned: Map<string, string>): Generator<Problem> {
  for (const list of ['service', 'shared', 'guest'] as const) {
    for (const [index, line] of (entry.doc[list] ?? []).entries()) {
      const pointer = pointerOf(list, index);
      const keys = keysOf(line);
      if (keys.length === 0) {
        const text = { message: 'This account has neither `id` nor `login`.', hint: 'Write one of the two.' };
        yield inFile(entry.path, errorAt(pointer, 'account-without-key', text));
      }
      if (keys.some((key) => owned.has(key))) {
        const text = { message: 'This account stands twice among service, shared and guest accounts.', hint: 'Keep one of the two.' };
        yield inFile(entry.path, errorAt(pointer, 'duplicate-account', text));
      }
      for (const key of keys) owned.set(key, list);
    }
  }
}

/** What the lists of guardrails.yaml say about accounts, against itself and against everybody's own accounts. */
export function* ownedAccounts(tree: Tree): Generator<Problem> {
  const entry = tree.entries('guardrails').get('guardrails');
  if (entry === undefined) return;
  yield* unfindable(entry);
  const owned = new Map<string, string>();
  yield* listProblems(entry, owned);
  if (owned.size === 0) return;
  for (const { path, doc } of tree.entries('employee').values()) {
    for (const [index, line] of (doc.accounts ?? []).entries()) {
      const list = keysOf(line)
        .map((key) => owned.get(key))
        .find((found) => found !== undefined);
      if (list === undefined) continue;
      const message = `This account is a ${list} account in policies/guardrails.yaml: it would never end with the person.`;
      yield inFile(
        path,
        errorAt(pointerOf('accounts', index), 'account-owned-twice', { message, hint: 'Keep it in one of the two places.' }),
      );
    }
  }
}
