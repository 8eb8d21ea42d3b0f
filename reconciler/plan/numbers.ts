/** What becomes of the phone number of a device when its holder leaves, and what is still missing for it. Pure. */
import type { Device } from '../../schemas/device.ts';
import type { Offboarding } from '../../schemas/offboarding.ts';

/** What a plan says of one number. */
export type NumberWish = NonNullable<Offboarding['numbers']>[Device['id']];

/** A step before a number may go over to the person. */
export type NumberStep = 'agree' | 'second-factor' | 'move';

/** The wish for the number of a device; null when it has none, or it simply stays with the company. */
export function numberWish(plan: Offboarding | undefined, device: Device): NumberWish | null {
  const wish = plan?.numbers?.[device.id];
  return wish === undefined || wish.disposition === 'keep' || device.number === undefined ? null : wish;
}

/**
 * What is not done yet, in the order it must be done. A number is given away with consent only, and after nobody's sign-in is confirmed
 * through it any more: whoever has the number could sign in.
 */
export function missingNumberSteps(wish: NumberWish, { number }: Device): NumberStep[] {
  const missing: NumberStep[] = [];
  if (wish.consent === undefined) missing.push('agree');
  if (number?.secondFactorMoved === undefined) missing.push('second-factor');
  if (number?.moved === undefined) missing.push('move');
  return missing;
}

/** True when the files say that the wish has come true. */
export function isNumberSettled(wish: NumberWish, device: Device): boolean {
  return wish.disposition === 'end' ? device.number?.ended !== undefined : missingNumberSteps(wish, device).length === 0;
}
