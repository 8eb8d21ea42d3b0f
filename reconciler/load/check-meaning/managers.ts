/** Nobody is their own manager, nor in a circle of managers. */
import { errorAt, inFile, type Problem, warningAt } from '../problem.ts';
import type { Tree } from '../tree.ts';

/** The ids of everybody who stands on a circle of managers. Walks each person once. */
function onCircles(above: ReadonlyMap<string, string>): ReadonlySet<string> {
  const walked = new Set<string>();
  const circle = new Set<string>();
  for (const start of above.keys()) {
    const way = new Map<string, number>();
    let person: string | undefined = start;
    while (person !== undefined && !walked.has(person) && !way.has(person)) {
      way.set(person, way.size);
      person = above.get(person);
    }
    const first = person === undefined ? undefined : way.get(person);
    if (first !== undefined) for (const [id, position] of way) if (position >= first) circle.add(id);
    for (const id of way.keys()) walked.add(id);
  }
  return circle;
}

/** People who manage themselves (an error), or each other in a circle (a warning: nobody above would be asked). */
export function* managers(tree: Tree): Generator<Problem> {
  const above = new Map<string, string>();
  for (const [id, { path, doc }] of tree.entries('employee')) {
    if (doc.manager === undefined) continue;
    if (doc.manager === id) {
      const text = { message: 'Nobody is their own manager.', hint: "Leave `manager` out: the unit's manager answers." };
      yield inFile(path, errorAt('/manager', 'manager-of-oneself', text));
    } else above.set(id, doc.manager);
  }
  for (const id of onCircles(above)) {
    const text = { message: `${id} is managed, through others, by ${id}.`, hint: 'Look at the chain of managers.' };
    yield inFile(tree.pathOf('employee', id), warningAt('/manager', 'circle', text));
  }
}
