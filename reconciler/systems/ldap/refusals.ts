/** What the result codes of directories mean, in sentences that name nobody: the server's own texts hold names and are never passed on. */
import { Fault } from '../../ports.ts';

const RIGHTS = 'docs/systems/ldap.md lists the rights';

const TEXT: Readonly<Record<number, string>> = {
  2: 'it does not understand the request',
  3: 'it ran out of its own time and did not send everything',
  4: 'it cut the list at its size limit; let the reading account page',
  7: 'it does not let accounts sign in with a password',
  8: 'it asks for a safer way to sign in',
  10: 'it refers to another server, which is not followed',
  11: 'it cut the list at an administrative limit',
  12: 'it cannot send lists in pages',
  13: 'it asks for TLS',
  16: 'somebody changed the entry in between; the next run looks at it again',
  17: 'it does not know an attribute that is needed; perhaps the password policy overlay is not loaded',
  19: 'it does not accept the value: a constraint of the directory stands against it',
  21: 'it does not accept the form of the value',
  32: 'there is no such entry; it may just have been moved',
  34: 'a name in the system file is not a distinguished name',
  49: 'it does not accept the name or the password',
  50: `the account has not the right to do that; ${RIGHTS}`,
  51: 'it is busy',
  52: 'it is not available',
  53: 'it is not willing to do that: a rule of the directory stands against it',
  64: 'the entry may not have that name there',
  65: 'the entry would lack something that it must have',
  66: 'the entry has others below it',
  68: 'an entry of that name is there already',
  71: 'the place belongs to another server',
};

/** What Active Directory says behind code 49. */
const SIGN_IN: Readonly<Record<string, string>> = {
  '525': 'there is no account of that name',
  '530': 'the account may not sign in at this hour',
  '531': 'the account may not sign in from here',
  '532': 'its password has run out',
  '533': 'the account is disabled',
  '701': 'the account has expired',
  '773': 'its password must be changed first',
  '775': 'the account is locked',
};

/** Answers after which it is worth trying again. */
const BUSY = new Set([51, 52]);
/** Answers that leave it open whether something was done. */
const OPEN = new Set([1, 3, 80]);

/** A directory's refusal. `code` is the result code of LDAP. */
export class Refusal extends Fault {
  readonly code: number;
  constructor(code: number, about: { where: string; operation: string; text: string }) {
    const { where, operation, text } = about;
    super(text, { where, operation, refused: !OPEN.has(code), retryable: BUSY.has(code), meaning: code === 50 ? 'no-right' : null });
    this.name = 'Refusal';
    this.code = code;
  }
}

/** The refusal of a result code. Of the server's text only Active Directory's number behind a refused sign-in is looked at. */
export function refusalOf(code: number, about: { where: string; operation: string; said?: string }): Refusal {
  const { where, operation, said = '' } = about;
  const reason = code === 49 ? SIGN_IN[/\bdata ([0-9a-f]{3})\b/u.exec(said)?.[1] ?? ''] : undefined;
  const known = TEXT[code] ?? `it answered with result code ${code}`;
  return new Refusal(code, { where, operation, text: reason === undefined ? known : `${known}: ${reason}` });
}

/** The code of a refusal; null for any other error. */
export function codeOf(error: unknown): number | null {
  return error instanceof Refusal ? error.code : null;
}
