/** The task list: ids once, no circles, and plans that name tasks there are. */
import { errorAt, inFile, type Problem, pointerOf, warningAt } from '../problem.ts';
import { didYouMean } from '../suggest.ts';
import type { Entry, Tree } from '../tree.ts';
import { findCircle } from './circles.ts';

function* templateProblems(entry: Entry<'offboarding-tasks'>): Generator<Problem> {
  const seen = new Set<string>();
  const after = new Map<string, readonly string[]>();
  for (const [index, task] of entry.doc.tasks.entries()) {
    if (seen.has(task.id)) {
      yield inFile(
        entry.path,
        errorAt(pointerOf('tasks', index, 'id'), 'duplicate-id', { message: `The task \`${task.id}\` stands twice.` }),
      );
    }
    seen.add(task.id);
    after.set(task.id, task.after ?? []);
  }
  for (const [index, task] of entry.doc.tasks.entries()) {
    if (findCircle(task.id, (id) => after.get(id) ?? []) === null) continue;
    const text = { message: `\`${task.id}\` waits, through others, for itself.`, hint: 'Take one of the `after` away.' };
    yield inFile(entry.path, errorAt(pointerOf('tasks', index, 'after'), 'circle', text));
  }
}

/** Task templates, and the tasks that open plans tick off. */
export function* planTasks(tree: Tree): Generator<Problem> {
  const entry = tree.entries('offboarding-tasks').get('offboarding-tasks');
  if (entry !== undefined) yield* templateProblems(entry);
  if (tree.known('offboarding-tasks').size > 0 && entry === undefined) return;
  const known = new Set<string>(entry?.doc.tasks.map((task) => task.id));
  for (const { path, doc } of tree.entries('offboarding').values()) {
    if (doc.closed !== undefined) continue;
    for (const [task, state] of Object.entries(doc.tasks ?? {})) {
      if (!known.has(task)) {
        const text = { message: `There is no task \`${task}\` in policies/offboarding.yaml.`, hint: didYouMean(task, known) };
        yield inFile(path, { ...warningAt(pointerOf('tasks', task), 'unknown-task', text), at: 'key' });
      }
      if (state.done !== undefined && state.skipped !== undefined) {
        yield inFile(path, errorAt(pointerOf('tasks', task), 'exactly-one', { message: 'A task is done or skipped, not both.' }));
      }
    }
  }
}
