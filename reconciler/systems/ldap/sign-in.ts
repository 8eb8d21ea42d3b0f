/** Sign-in off and on, and the last day: one attribute each, from exactly the value that was read. */
import type { Change } from 'ldapts';
import type { Day } from '../../../schemas/primitives.ts';
import { changeOf, failed, type Job, modify } from './job.ts';
import { LOCKED } from './records.ts';
import { codeOf } from './refusals.ts';
import {
  accountControlOf,
  endOf,
  filetimeOf,
  generalizedTimeOf,
  instantOfFiletime,
  instantOfGeneralizedTime,
  isNever,
  lastDayBefore,
  marked,
  NEVER_EXPIRES,
  unmarked,
  withEnabled,
} from './values.ts';
import { textOf, textsOf } from './wire.ts';

/** The mark in the description. Where a description has several texts, the mark is one more. */
function stampChanges(job: Job, enabled: boolean, today: Day): readonly Change[] {
  const { system, entry } = job;
  if (system.stamp === undefined) return [];
  if (system.flavour === 'openldap') {
    const stamp = textsOf(entry, 'description').find((text) => unmarked(text) === '' && text !== '') ?? null;
    return changeOf('description', enabled ? stamp : null, enabled || stamp !== null ? null : marked('', today));
  }
  const [held = ''] = textsOf(entry, 'description');
  const text = enabled ? unmarked(held) : marked(held, today);
  return changeOf('description', held === '' ? null : held, text === '' ? null : text);
}

/** The bit of userAccountControl that disables, and no other; or the lock of the password policy that only an administrator takes off. */
function switchChanges(job: Job, enabled: boolean): readonly Change[] {
  const { system, entry } = job;
  if (system.flavour === 'openldap') {
    const lock = textOf(entry, 'pwdaccountlockedtime');
    if (enabled) return lock === LOCKED ? changeOf('pwdAccountLockedTime', lock, null) : [];
    return changeOf('pwdAccountLockedTime', lock, LOCKED);
  }
  const text = textOf(entry, 'useraccountcontrol');
  const control = accountControlOf(text);
  if (control === null) throw failed(job, 'userAccountControl cannot be read; give the writing account the right to see it');
  return changeOf('userAccountControl', text, String(withEnabled(control, enabled)));
}

/** Switches the sign-in, and the mark with it where the account may write it: a mark is never worth an open sign-in. What is so already is left. */
export async function switchSignIn(job: Job, enabled: boolean, today: Day): Promise<void> {
  const changes = switchChanges(job, enabled);
  if (changes.length === 0) return;
  const stamp = stampChanges(job, enabled, today);
  try {
    await modify(job, [...changes, ...stamp]);
  } catch (error) {
    if (codeOf(error) !== 50 || stamp.length === 0) throw error;
    await modify(job, changes);
  }
}

/** Writes the last day, or takes it off. */
export async function writeEndDay(job: Job, day: Day | null): Promise<void> {
  const { system, entry } = job;
  const zone = system.timeZone;
  const isAd = system.flavour === 'active-directory';
  const attribute = isAd ? 'accountExpires' : 'pwdEndTime';
  const held = textOf(entry, attribute.toLowerCase());
  const expiry = held === null ? null : isAd ? instantOfFiletime(held) : instantOfGeneralizedTime(held);
  if ((expiry === null ? null : lastDayBefore(expiry, zone)) === day && (held === null || expiry !== null || isNever(held))) return;
  const none = isAd ? NEVER_EXPIRES : null;
  const end = day === null ? null : endOf(day, zone);
  await modify(job, changeOf(attribute, held, end === null ? none : isAd ? filetimeOf(end) : generalizedTimeOf(end)));
}
