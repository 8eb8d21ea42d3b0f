/** How a change ended, in words. Pure. */
import type { Locale } from '../../schemas/primitives.ts';
import { type Outcome, TO_LOOK_AT } from '../model/outcome.ts';
import { findKey, text } from './text.ts';

/** True when somebody has to look, whether it was done or not. */
export function isToLookAt({ detail }: Pick<Outcome, 'detail'>): boolean {
  return detail !== null && TO_LOOK_AT.has(detail);
}

/** How it ended and, where it did not end well or did more than was asked, why. */
export function outcomeText(locale: Locale, { outcome, detail }: Pick<Outcome, 'outcome' | 'detail'>): string {
  const said = text(locale, `outcome.${outcome}`);
  // What was seen needs no reason: how the answer got lost on the way is over.
  if (detail === null || (outcome === 'verified' && !isToLookAt({ detail }))) return said;
  return `${said}: ${findKey(`detail.${detail}`) === null ? detail : text(locale, `detail.${detail}`)}`;
}
