/** From a refusal to a fault that says what to mend. A service's own sentences may name people and are never passed on. */
import { Fault } from '../../ports.ts';
import type { Answer } from '../http/client.ts';
import { Failure } from './wire.ts';

/** Where, what, and as whom. */
export interface About {
  readonly where: string;
  readonly operation: string;
  readonly credential: string;
}

/** The code of an error (RFC 7644, table 9; RFC 9865, 3) in lower case; '' when there is none. */
export function codeOf({ body }: Answer): string {
  const code = Failure.safeParse(body).data?.scimType ?? '';
  return /^[a-z]{1,40}$/iu.test(code) ? code.toLowerCase() : '';
}

/** True when an answer says that a resource is not there. */
export function isGone({ status }: Answer): boolean {
  return status === 404 || status === 410;
}

/** Codes of what another spelling of the same request would not mend. */
const FINAL: ReadonlySet<string> = new Set(['mutability', 'uniqueness', 'sensitive', 'toomany', 'invalidvers']);

/** True when a request was refused for its form, so that the same wish in another form may be understood. Certainly nothing was done. */
export function isOfForm(answer: Answer): boolean {
  return [400, 405, 415, 422, 501].includes(answer.status) && !FINAL.has(codeOf(answer));
}

/** The fault of an answer that is no success. 4xx are certain to have had no effect. The status is its `cause`. */
export function faultOf(answer: Answer, { where, operation, credential }: About): Fault {
  const code = codeOf(answer);
  const texts: Readonly<Record<number, string>> = {
    401: `the service refused the token: it is wrong, was withdrawn or has expired; give a new one as the credential "${credential}"`,
    403: `the credential "${credential}" lacks the right; see docs/systems/scim.md`,
    404: 'there is no such record, or no such list at this address; look at `address` in the system file',
    409: 'the service refused: it conflicts with another record',
    412: 'the record changed in this moment; the next run decides anew',
    413: 'the service refused: the request is too large',
    501: 'the service does not take this call',
  };
  const plain = `the service answered ${answer.status}`;
  const text = `${texts[answer.status] ?? plain}${code === '' ? '' : ` (${code})`}`;
  const meaning = answer.status === 403 ? 'no-right' : null;
  return new Fault(text, { where, operation, refused: answer.status >= 400, meaning, cause: answer.status });
}
