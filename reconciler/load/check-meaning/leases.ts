/** The days of a lease are in order, and its amounts are of one currency. */
import type { Lease } from '../../../schemas/lease.ts';
import type { Money } from '../../../schemas/primitives.ts';
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

/** Every amount of a lease, by its place; the first line's rent comes first. */
function amountsOf({ lines, breakFee, lateReturn, quote }: Lease): (readonly [string, Money])[] {
  const found: (readonly [string, Money | undefined])[] = Object.entries(lines).flatMap(([tag, line]) => [
    [pointerOf('lines', tag, 'rent'), line.rent] as const,
    [pointerOf('lines', tag, 'residual'), line.residual] as const,
    [pointerOf('lines', tag, 'guaranteedResidual'), line.guaranteedResidual] as const,
  ]);
  found.push(['/breakFee', breakFee], ['/quote/price', quote?.price], ['/lateReturn', lateReturn]);
  return found.flatMap(([pointer, amount]) => (amount === undefined ? [] : [[pointer, amount] as const]));
}

function* amountProblems({ doc }: Entry<'lease'>): Generator<TextProblem> {
  const amounts = amountsOf(doc);
  const currency = amounts[0]?.[1].slice(-3);
  for (const [pointer, amount] of amounts) {
    if (amount.startsWith('-')) yield errorAt(pointer, 'amount-negative', { message: 'A lease has no negative amounts.' });
    if (amount.slice(-3) === currency) continue;
    const text = { message: `The lease is in ${currency}, this amount is not.`, hint: 'Write every amount of a lease in one currency.' };
    yield errorAt(pointer, 'currencies-mixed', text);
  }
}

/** Leases whose days are reversed, and amounts that are negative or of several currencies. */
export function* leases(tree: Tree): Generator<Problem> {
  for (const entry of tree.entries('lease').values()) {
    for (const problem of dayProblems(entry)) yield inFile(entry.path, problem);
    for (const problem of amountProblems(entry)) yield inFile(entry.path, problem);
  }
}
