/** The days of a lease are in order. */
import { errorAt, inFile, type Problem, pointerOf, type TextProblem } from '../problem.ts';
import type { Entry, Tree } from '../tree.ts';

function* dayProblems({ doc }: Entry<'lease'>): Generator<TextProblem> {
  if (doc.to < doc.from) yield errorAt('/to', 'days-reversed', { message: 'The lease ends before it begins.' });
  if (doc.noticeGiven !== undefined && doc.noticeGiven < doc.from) {
    yield errorAt('/noticeGiven', 'days-reversed', { message: 'Notice was given before the lease began.' });
  }
  if (doc.quote?.until !== undefined && doc.quote.until < doc.quote.on) {
    yield errorAt('/quote/until', 'days-reversed', { message: 'The quote ends before it was made.' });
  }
  for (const [tag, line] of Object.entries(doc.lines)) {
    if (line.to !== undefined && line.to < doc.from) {
      yield errorAt(pointerOf('lines', tag, 'to'), 'days-reversed', { message: 'The line ends before the lease begins.' });
    }
  }
}

/** Leases whose days are reversed. */
export function* leases(tree: Tree): Generator<Problem> {
  for (const entry of tree.entries('lease').values()) for (const problem of dayProblems(entry)) yield inFile(entry.path, problem);
}
