/** The terms of a buyout: what the command line says of them, and the disposition as it is to stand in the plan. */
import type { Disposition } from '../../../schemas/offboarding.ts';
import type { Day, Money } from '../../../schemas/primitives.ts';
import type { EditValue } from '../../model/proposal.ts';
import type { Invocation } from '../command.ts';
import { UsageError } from '../context.ts';
import { dayOption, moneyOf, textOption, wordOption } from '../options.ts';

/** A disposition that is a buyout. */
export type Buyout = Extract<Disposition, { disposition: 'buyout' }>;

/** What was said of the terms; null where nothing was. Amounts may lack their currency. */
export interface TermsWish {
  readonly price: string | null;
  readonly vat: 'included' | 'excluded' | null;
  readonly basis: string | null;
  readonly marketValue: { readonly amount: string; readonly source: 'reseller' | 'lessor' | 'appraiser' | 'own' } | null;
  readonly answerBy: Day | null;
  readonly otherwise: 'release' | 'return-to-lessor' | null;
  readonly answer: 'yes' | 'no' | null;
  readonly consent: string | null;
  readonly settle: 'final-pay' | 'invoice' | 'card' | null;
  readonly endedBy: 'person' | 'company' | 'term' | 'unstated' | null;
  /** Day of the offer, answer or consent; today when null. */
  readonly on: Day | null;
}

function amountOption(options: Invocation['options'], name: string, flag: string): string | null {
  const value = textOption(options, name);
  return value === null ? null : moneyOf(flag, value);
}

/** Reads the command line. */
export function readTerms(options: Invocation['options']): TermsWish {
  const value = amountOption(options, 'marketValue', '--market-value');
  const source = wordOption(textOption(options, 'marketSource'), '--market-source', ['reseller', 'lessor', 'appraiser', 'own']);
  if ((value === null) !== (source === null))
    throw new UsageError('--market-value and --market-source go together.', '--market-value 2300.00 --market-source reseller');
  return {
    price: amountOption(options, 'price', '--price'),
    vat: wordOption(textOption(options, 'vat'), '--vat', ['included', 'excluded']),
    basis: textOption(options, 'basis'),
    marketValue: value === null || source === null ? null : { amount: value, source },
    answerBy: dayOption(options, 'answerBy', '--answer-by') as Day | null,
    otherwise: wordOption(textOption(options, 'else'), '--else', ['release', 'return-to-lessor']),
    answer: wordOption(textOption(options, 'answer'), '--answer', ['yes', 'no']),
    consent: textOption(options, 'consent'),
    settle: wordOption(textOption(options, 'settle'), '--settle', ['final-pay', 'invoice', 'card']),
    endedBy: wordOption(textOption(options, 'endedBy'), '--ended-by', ['person', 'company', 'term', 'unstated']),
    on: dayOption(options, 'on', '--on') as Day | null,
  };
}

/** What terms are written with. */
export interface Writing {
  readonly today: Day;
  readonly currency: (amount: string) => Money;
  /** What happens without a yes, where neither plan nor command say so. */
  readonly usualElse: () => 'release' | 'return-to-lessor';
}

function given(key: string, value: EditValue | undefined): { readonly [key: string]: EditValue } {
  return value === undefined ? {} : { [key]: value };
}

/** True when the command says another price than the plan, or another meaning of it: what was said of the old one is not said of this one. */
function isOtherOffer(present: Buyout['offer'], wish: TermsWish, { currency }: Pick<Writing, 'currency'>): boolean {
  if (present === undefined) return false;
  const price = wish.price === null ? present.price : currency(wish.price);
  return price !== present.price || (wish.vat ?? present.vat) !== present.vat;
}

/** What the plan holds of other terms and the command does not say anew: the answer, or the consent to deduct the price; null when nothing. */
export function outdatedBy(present: Buyout | null, wish: TermsWish, writing: Pick<Writing, 'currency'>): 'answer' | 'consent' | null {
  if (present === null || !isOtherOffer(present.offer, wish, writing)) return null;
  if (present.offer?.answer !== undefined && wish.answer === null) return 'answer';
  return present.consent !== undefined && wish.consent === null ? 'consent' : null;
}

/** The offer; undefined when neither plan nor command have a price and a day to answer. */
function offerOf(present: Buyout['offer'], wish: TermsWish, writing: Writing): EditValue | undefined {
  const { today, currency } = writing;
  const price = wish.price === null ? present?.price : currency(wish.price);
  const answerBy = wish.answerBy ?? present?.answerBy;
  if (price === undefined || answerBy === undefined) return undefined;
  const isOther = isOtherOffer(present, wish, writing);
  const isNewAnswer = wish.answer !== null && (wish.answer !== present?.answer || wish.on !== null || isOther);
  const { marketValue } = wish;
  return {
    price,
    vat: wish.vat ?? present?.vat ?? 'included',
    ...given('basis', wish.basis ?? present?.basis),
    ...given(
      'marketValue',
      marketValue === null ? present?.marketValue : { ...marketValue, amount: currency(marketValue.amount), on: today },
    ),
    ...given('sent', present === undefined || isOther ? (wish.answer === null ? (wish.on ?? today) : today) : present.sent),
    answerBy,
    ...given('answer', wish.answer ?? present?.answer),
    ...given('answered', isNewAnswer ? (wish.on ?? today) : present?.answered),
    else: wish.otherwise ?? present?.else ?? writing.usualElse(),
  };
}

/** The disposition as it is to stand: what the plan says already, and over it what was said now. Null when there is no offer to go by. */
export function termsOf(present: Buyout | null, wish: TermsWish, writing: Writing): { readonly [key: string]: EditValue } | null {
  const offer = offerOf(present?.offer, wish, writing);
  if (offer === undefined) return null;
  const old = present?.consent;
  const isOther = isOtherOffer(present?.offer, wish, writing);
  const isSame = wish.consent === null || (wish.consent === old?.ref && wish.on === null && !isOther);
  return {
    disposition: 'buyout',
    offer,
    ...given('settle', wish.settle ?? present?.settle),
    ...given('consent', isSame ? old : { on: wish.on ?? writing.today, ref: wish.consent }),
    ...given('note', present?.note),
  };
}
