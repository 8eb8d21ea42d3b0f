/** The days of a person: an end for everybody who is external, everything in order, nothing outside the employment. */
import type { Employee } from '../../../schemas/employee.ts';
import { errorAt, inFile, type Problem, pointerOf, type TextProblem } from '../problem.ts';
import type { Tree } from '../tree.ts';

interface Span {
  readonly from: string;
  readonly to?: string;
}

function* endProblems(person: Employee): Generator<TextProblem> {
  const { kind, lastDay, reviewBy, lastWorkingDay, firstDay } = person;
  if (kind !== 'employee' && lastDay === undefined && reviewBy === undefined) {
    const hint = 'Write `lastDay`; or `reviewBy`, the day on which somebody looks whether the relation goes on.';
    yield errorAt('/kind', 'external-without-end', { message: `A ${kind} needs a last day or a day of review.`, hint });
  }
  if (lastDay !== undefined && reviewBy !== undefined) {
    const text = { message: '`reviewBy` and `lastDay` exclude each other.', hint: 'Keep `lastDay` when the end is known.' };
    yield errorAt('/reviewBy', 'two-ends', text);
  }
  if (lastWorkingDay !== undefined && lastDay === undefined) {
    const text = { message: 'There is a last working day, but no last day.', hint: 'Write `lastDay`.' };
    yield errorAt('/lastWorkingDay', 'last-day-missing', text);
  }
  if (lastWorkingDay !== undefined && lastDay !== undefined && lastWorkingDay > lastDay) {
    yield errorAt('/lastWorkingDay', 'days-reversed', { message: 'The last working day is after the last day.' });
  }
  if (lastWorkingDay !== undefined && firstDay !== undefined && firstDay > lastWorkingDay) {
    yield errorAt('/lastWorkingDay', 'days-reversed', { message: 'The last working day is before the first day.' });
  }
  if (firstDay !== undefined && lastDay !== undefined && firstDay > lastDay) {
    yield errorAt('/firstDay', 'days-reversed', {
      message: 'The first day is after the last day.',
      hint: 'A day typed in the wrong year?',
    });
  }
}

function overlaps(a: Span, b: Span): boolean {
  return (b.to === undefined || a.from <= b.to) && (a.to === undefined || b.from <= a.to);
}

/** Reversed spans, and two that overlap. */
function* spanProblems(spans: readonly Span[], list: 'periods' | 'leaves' | 'assignments'): Generator<TextProblem> {
  for (const [index, span] of spans.entries()) {
    if (span.to !== undefined && span.to < span.from) {
      yield errorAt(pointerOf(list, index, 'to'), 'days-reversed', { message: 'The end is before the beginning.' });
    }
    const other = list === 'assignments' ? -1 : spans.slice(0, index).findIndex((one) => overlaps(one, span));
    if (other >= 0) yield errorAt(pointerOf(list, index), 'overlap', { message: `This overlaps with number ${other + 1} of the list.` });
  }
}

function relationOf(person: Employee): readonly Span[] {
  const present = { from: person.firstDay ?? '0000-01-01', ...(person.lastDay === undefined ? {} : { to: person.lastDay }) };
  return [...(person.periods ?? []), present];
}

function* assignmentProblems(person: Employee): Generator<TextProblem> {
  const relation = relationOf(person);
  const seen = new Set<string>();
  for (const [index, assignment] of (person.assignments ?? []).entries()) {
    const isInside = relation.some(
      (span) => span.from <= assignment.from && (span.to === undefined || (assignment.to ?? assignment.from) <= span.to),
    );
    if (!isInside) {
      const text = { message: 'The assignment lies outside the employment.', hint: 'Move its days, or the last day.' };
      yield errorAt(pointerOf('assignments', index), 'assignment-outside', text);
    }
    if (seen.has(assignment.id)) {
      yield errorAt(pointerOf('assignments', index, 'id'), 'duplicate-id', {
        message: `The assignment \`${assignment.id}\` stands twice.`,
      });
    }
    seen.add(assignment.id);
  }
}

function* periodProblems(person: Employee): Generator<TextProblem> {
  const { firstDay } = person;
  for (const [index, period] of (person.periods ?? []).entries()) {
    if (firstDay !== undefined && period.to >= firstDay) {
      const text = { message: 'This earlier employment reaches into the present one.', hint: '`periods` ends before `firstDay`.' };
      yield errorAt(pointerOf('periods', index, 'to'), 'overlap', text);
    }
  }
}

/** What is wrong with the days of each person. */
export function* personDays(tree: Tree): Generator<Problem> {
  for (const { path, doc } of tree.entries('employee').values()) {
    for (const problem of endProblems(doc)) yield inFile(path, problem);
    for (const list of ['periods', 'leaves', 'assignments'] as const) {
      for (const problem of spanProblems(doc[list] ?? [], list)) yield inFile(path, problem);
    }
    for (const problem of assignmentProblems(doc)) yield inFile(path, problem);
    for (const problem of periodProblems(doc)) yield inFile(path, problem);
  }
}
