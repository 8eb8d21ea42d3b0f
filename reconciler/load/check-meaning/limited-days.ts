/** Files that hold for a while only: exceptions at most 180 days in sum, overrides and accepted readings two days. */
import type { Day } from '../../../schemas/primitives.ts';
import { addDays, daysBetween } from '../../calendar.ts';
import { errorAt, inFile, type Problem, type TextProblem, warningAt } from '../problem.ts';
import type { Tree } from '../tree.ts';

/** Longest time one thing may be excepted, in days, both ends counted. */
const LONGEST = 180;

function reversed(doc: { readonly from: Day; readonly until?: Day }): TextProblem | null {
  if (doc.until === undefined || doc.until >= doc.from) return null;
  return errorAt('/until', 'days-reversed', { message: 'The last day is before the first.' });
}

function* exceptions(tree: Tree): Generator<Problem> {
  const sums = new Map<string, number>();
  for (const { path, doc } of tree.entries('exception').values()) {
    const wrong = reversed(doc);
    if (wrong !== null) {
      yield inFile(path, wrong);
      continue;
    }
    const key = JSON.stringify([
      doc.subject.employee,
      doc.subject.device,
      doc.subject.account?.system,
      doc.subject.account?.id,
      doc.finding ?? doc.change,
    ]);
    const sum = (sums.get(key) ?? 0) + daysBetween(doc.from, doc.until) + 1;
    sums.set(key, sum);
    if (sum > LONGEST) {
      const message = `With this, ${sum} days are excepted for the same subject and cause; at most ${LONGEST} are allowed in sum.`;
      yield inFile(path, errorAt('/until', 'exception-too-long', { message, hint: 'End it earlier, or change what is wrong.' }));
    }
    if (doc.owner === doc.subject.employee) {
      const text = { message: 'The owner of this exception is its subject.', hint: 'Name somebody else who answers for it.' };
      yield inFile(path, warningAt('/owner', 'exception-of-oneself', text));
    }
  }
}

/** Exceptions, holds, overrides and accepted readings whose days are reversed or too far apart. */
export function* limitedDays(tree: Tree): Generator<Problem> {
  yield* exceptions(tree);
  for (const { path, doc } of tree.entries('hold').values()) {
    const wrong = reversed(doc);
    if (wrong !== null) yield inFile(path, wrong);
  }
  for (const kind of ['override', 'reading'] as const) {
    for (const { path, doc } of tree.entries(kind).values()) {
      const wrong = reversed(doc);
      if (wrong !== null) yield inFile(path, wrong);
      if (doc.until <= addDays(doc.from, 1)) continue;
      const text = { message: 'This holds longer than two days.', hint: `Write \`until: ${addDays(doc.from, 1)}\` at the latest.` };
      yield inFile(path, errorAt('/until', 'too-long', text));
    }
  }
}
