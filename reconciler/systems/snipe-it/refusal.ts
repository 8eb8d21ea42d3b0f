/** From Snipe-IT's refusals to faults that say what to mend. Its own sentences may name people and are never passed on. */
import { Fault } from '../../ports.ts';
import type { Envelope } from './wire.ts';

interface About {
  readonly where: string;
  readonly operation: string;
}

/** All texts in `messages`, whatever its form. */
function textsIn(messages: unknown): readonly string[] {
  if (typeof messages === 'string') return [messages];
  if (typeof messages !== 'object' || messages === null) return [];
  return Object.values(messages).flatMap((one) => textsIn(one));
}

/** True when an envelope says that what was asked for is not there. A restore of something undeleted has its text in `payload`. */
export function isNotFound({ status, messages }: Envelope): boolean {
  return status === 'error' && textsIn(messages).some((text) => /\bnot found\b|does not exist/iu.test(text));
}

/** True when an envelope says that a device is checked in already. */
export function isAlreadyCheckedIn({ status, messages }: Envelope): boolean {
  return status === 'error' && textsIn(messages).some((text) => /already checked in/iu.test(text));
}

/** Names of the fields that a validation names; custom fields by their column. */
function fieldsIn(messages: unknown): readonly string[] {
  if (typeof messages !== 'object' || messages === null || Array.isArray(messages)) return [];
  return Object.keys(messages).filter((name) => /^[a-z_][a-z0-9_]{0,60}$/u.test(name));
}

function sentenceOf(envelope: Envelope): string {
  if (isNotFound(envelope)) return 'Snipe-IT refused: there is no such record';
  if (textsIn(envelope.messages).some((text) => /not available/iu.test(text))) {
    return 'Snipe-IT refused: the device is not available; it is assigned, or its status label is not deployable';
  }
  const fields = fieldsIn(envelope.messages);
  return fields.length === 0 ? 'Snipe-IT refused the call' : `Snipe-IT refused these fields: ${fields.join(', ')}`;
}

/** The fault of an envelope with status `error`: it certainly had no effect. */
export function faultOfEnvelope(envelope: Envelope, about: About): Fault {
  return new Fault(sentenceOf(envelope), { ...about, refused: true });
}

/** The fault of a status that is not the success that was awaited. A success of another kind may have had its effect. */
export function faultOfStatus(status: number, about: About & { readonly credential: string }): Fault {
  const texts: Readonly<Record<number, string>> = {
    401: `Snipe-IT refused the token: it is wrong, was withdrawn or has expired; give a new one as the credential "${about.credential}"`,
    403: `the service user of the credential "${about.credential}" lacks the permission; see docs/systems/snipe-it.md`,
    404: 'Snipe-IT has no such call at this address; look at `address` in the system file and at the version of the instance',
    405: 'Snipe-IT does not take this call; look at the version of the instance',
  };
  const { where, operation } = about;
  return new Fault(texts[status] ?? `Snipe-IT answered ${status}`, { where, operation, refused: status >= 400 });
}
