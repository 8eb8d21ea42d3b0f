/** The organisation: ids once, no circles, days and hours in order. */
import type { Organisation } from '../../../schemas/organisation.ts';
import { errorAt, inFile, type Problem, pointerOf, type TextProblem } from '../problem.ts';
import type { Tree } from '../tree.ts';
import { findCircle } from './circles.ts';

function* duplicates(items: readonly { readonly id: string }[], list: 'companies' | 'units'): Generator<TextProblem> {
  const seen = new Set<string>();
  for (const [index, { id }] of items.entries()) {
    if (seen.has(id)) yield errorAt(pointerOf(list, index, 'id'), 'duplicate-id', { message: `\`${id}\` stands twice in \`${list}\`.` });
    seen.add(id);
  }
}

function* unitProblems(doc: Organisation): Generator<TextProblem> {
  const parents = new Map<string, string | undefined>(doc.units.map((unit) => [unit.id, unit.parent]));
  const next = (id: string) => [parents.get(id)].filter((parent) => parent !== undefined);
  for (const [index, unit] of doc.units.entries()) {
    if (unit.parent !== undefined && findCircle(unit.id, next) !== null) {
      const text = { message: `\`${unit.id}\` is, through others, above itself.`, hint: 'Take one `parent` away.' };
      yield errorAt(pointerOf('units', index, 'parent'), 'circle', text);
    }
    if (unit.acting !== undefined && unit.acting.to < unit.acting.from) {
      yield errorAt(pointerOf('units', index, 'acting', 'to'), 'days-reversed', { message: 'The end is before the beginning.' });
    }
  }
}

function* deskProblems(doc: Organisation): Generator<TextProblem> {
  for (const [id, desk] of Object.entries(doc.desks ?? {})) {
    const [from, to] = (desk.hours?.split(' ')[1] ?? '00-24').split('-');
    if (Number(from) < Number(to)) continue;
    yield errorAt(pointerOf('desks', id, 'hours'), 'hours-reversed', {
      message: 'The desk closes before it opens.',
      hint: 'Such as `weekdays 08-17`.',
    });
  }
}

/** What is wrong within organisation.yaml. */
export function* organisation(tree: Tree): Generator<Problem> {
  for (const { path, doc } of tree.entries('organisation').values()) {
    for (const problem of duplicates(doc.companies, 'companies')) yield inFile(path, problem);
    for (const problem of duplicates(doc.units, 'units')) yield inFile(path, problem);
    for (const problem of unitProblems(doc)) yield inFile(path, problem);
    for (const problem of deskProblems(doc)) yield inFile(path, problem);
  }
}
