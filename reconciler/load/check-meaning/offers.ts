/** An offer to buy: its days in order, and nothing deducted without consent. */
import type { Disposition } from '../../../schemas/offboarding.ts';
import { errorAt, inFile, type Problem, pointerOf, type TextProblem, warningAt } from '../problem.ts';
import type { Tree } from '../tree.ts';

type Buyout = Extract<Disposition, { disposition: 'buyout' }>;

function* offerProblems(wish: Buyout, pointer: string): Generator<TextProblem> {
  const { offer, settle, consent } = wish;
  if (offer?.sent !== undefined && offer.answerBy < offer.sent) {
    yield errorAt(`${pointer}/offer/answerBy`, 'days-reversed', { message: 'The answer is due before the offer was made.' });
  }
  if (offer?.answered !== undefined && offer.sent !== undefined && offer.answered < offer.sent) {
    yield errorAt(`${pointer}/offer/answered`, 'days-reversed', { message: 'The answer came before the offer was made.' });
  }
  if (offer?.answered !== undefined && offer.answer === undefined) {
    yield errorAt(`${pointer}/offer/answered`, 'answer-missing', {
      message: 'There is a day of the answer, but no answer.',
      hint: 'Write `answer: yes` or `answer: no`.',
    });
  }
  if (offer?.answer === 'yes' && offer.answered !== undefined && offer.answered > offer.answerBy) {
    const text = {
      message: 'The answer came after its last day, so that `else` applies.',
      hint: 'Move `answerBy` if it is accepted all the same.',
    };
    yield warningAt(`${pointer}/offer/answered`, 'answer-late', text);
  }
  if (settle === 'final-pay' && consent === undefined && offer?.answer === 'yes') {
    const text = { message: 'Nothing is deducted from the final pay without consent.', hint: 'Add `consent`, or write `settle: invoice`.' };
    yield warningAt(`${pointer}/settle`, 'consent-missing', text);
  }
}

/** Offers of open plans. */
export function* offers(tree: Tree): Generator<Problem> {
  for (const { path, doc } of tree.entries('offboarding').values()) {
    if (doc.closed !== undefined) continue;
    for (const [tag, wish] of Object.entries(doc.devices ?? {})) {
      if (wish.disposition !== 'buyout') continue;
      for (const problem of offerProblems(wish, pointerOf('devices', tag))) yield inFile(path, problem);
    }
  }
}
