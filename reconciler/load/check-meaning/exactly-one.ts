/** Where exactly one of several properties must stand. */
import { errorAt, inFile, type Problem, pointerOf, type TextProblem } from '../problem.ts';
import type { Tree } from '../tree.ts';

function exactlyOne(value: object, names: readonly string[], pointer: string): TextProblem | null {
  const present = names.filter((name) => (value as Readonly<Record<string, unknown>>)[name] !== undefined);
  if (present.length === 1) return null;
  const all = `${names.slice(0, -1).join(', ')} or ${names.at(-1)}`;
  const message =
    present.length === 0 ? `One of ${all} must stand here.` : `Only one of ${all} can stand here, not ${present.join(' and ')}.`;
  return errorAt(pointer, 'exactly-one', { message });
}

const SUBJECT = ['employee', 'device', 'account'];

function* found(tree: Tree): Generator<readonly [file: string, TextProblem | null]> {
  for (const { path, doc } of tree.entries('exception').values()) {
    yield [path, exactlyOne(doc.subject, SUBJECT, '/subject')];
    yield [path, exactlyOne(doc, ['finding', 'change'], '')];
  }
  for (const { path, doc } of tree.entries('hold').values()) yield [path, exactlyOne(doc.subject, SUBJECT, '/subject')];
  for (const { path, doc } of tree.entries('device').values()) {
    if (typeof doc.holder === 'object' && doc.holder !== null) yield [path, exactlyOne(doc.holder, ['unit', 'place', 'pool'], '/holder')];
  }
  for (const { path, doc } of tree.entries('system').values()) {
    if (doc.kind !== 'csv') continue;
    for (const [index, table] of doc.tables.entries()) {
      yield [path, exactlyOne(table.freshness, ['column', 'sideFile', 'file'], pointerOf('tables', index, 'freshness'))];
    }
  }
}

/** Subjects, shared holders, exceptions and freshness of exports. */
export function* exactlyOnes(tree: Tree): Generator<Problem> {
  for (const [file, problem] of found(tree)) if (problem !== null) yield inFile(file, problem);
}
