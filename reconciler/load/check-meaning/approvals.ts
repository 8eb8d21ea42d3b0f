/** Every approval rule names somebody who could approve. */
import { errorAt, inFile, type Problem, pointerOf } from '../problem.ts';
import type { Tree } from '../tree.ts';

/** Rules that nobody could ever fulfil. */
export function* approvals(tree: Tree): Generator<Problem> {
  for (const { path, doc } of tree.entries('approvals').values()) {
    for (const [index, rule] of doc.rules.entries()) {
      if ((rule.desks?.length ?? 0) + (rule.people?.length ?? 0) > 0 || rule.manager === true) continue;
      const text = { message: 'Nobody could approve by this rule.', hint: 'Name `desks` or `people`, or write `manager: true`.' };
      yield inFile(path, errorAt(pointerOf('rules', index), 'nobody-approves', text));
    }
  }
}
