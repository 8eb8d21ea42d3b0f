/** Clean-up lists: each account once, and never one that is protected, shared or a service. */
import type { Guardrails } from '../../../schemas/policies/guardrails.ts';
import { errorAt, inFile, type Problem, pointerOf } from '../problem.ts';
import type { Tree } from '../tree.ts';

function untouchable(guardrails: Guardrails | undefined): ReadonlySet<string> {
  const lines = [...(guardrails?.protected ?? []), ...(guardrails?.service ?? []), ...(guardrails?.shared ?? [])];
  return new Set(lines.flatMap((line) => (line.id === undefined ? [] : [`${line.system ?? ''} ${line.id}`])));
}

/** What is wrong with clean-up lists. */
export function* cleanups(tree: Tree): Generator<Problem> {
  const never = untouchable(tree.entries('guardrails').get('guardrails')?.doc);
  for (const { path, doc } of tree.entries('cleanup').values()) {
    const seen = new Set<string>();
    for (const [index, id] of doc.accounts.entries()) {
      const pointer = pointerOf('accounts', index);
      if (seen.has(id)) yield inFile(path, errorAt(pointer, 'duplicate-id', { message: 'This account stands twice.' }));
      seen.add(id);
      if (never.has(`${doc.system} ${id}`) || never.has(` ${id}`)) {
        const text = {
          message: 'This account is protected, shared or a service account: it is never touched.',
          hint: 'Take it out of the list.',
        };
        yield inFile(path, errorAt(pointer, 'cleanup-of-protected', text));
      }
    }
    if (doc.what === 'disable' && doc.entitlements !== undefined) {
      const text = {
        message: '`entitlements` says nothing when accounts are disabled.',
        hint: 'Take it away, or write `what: licences` or `what: groups`.',
      };
      yield inFile(path, errorAt('/entitlements', 'entitlements-not-used', text));
    }
  }
}
