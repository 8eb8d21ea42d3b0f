/** From Microsoft Graph's refusals to faults that say what to mend. Its own sentences may name people and are never passed on. */
import { Fault } from '../../ports.ts';
import type { Answer } from '../http/client.ts';
import { Refusal } from './wire.ts';

/** Who asked, and for what. */
export interface About {
  readonly where: string;
  readonly operation: string;
  /** Name of the credential. */
  readonly credential: string;
}

/** The code of a refusal, `Request_ResourceNotFound`; '' when there is none that is only a code. */
export function codeOf(body: unknown): string {
  const code = Refusal.safeParse(body).data?.error.code ?? '';
  return /^[A-Za-z][A-Za-z0-9_.]{0,80}$/u.test(code) ? code : '';
}

/** True when a refusal says that what was to be added is there already. */
export function isThereAlready({ status, body }: Pick<Answer, 'status' | 'body'>): boolean {
  return status === 400 && /already exist/iu.test(Refusal.safeParse(body).data?.error.message ?? '');
}

function sentenceOf(status: number, code: string, credential: string): string {
  switch (status) {
    case 401:
      return `Microsoft Graph does not take the token of the credential "${credential}" (${code || status})`;
    case 403:
      return `the application of the credential "${credential}" may not do that (${code || status}): it lacks a permission of docs/systems/entra.md, or the account is an administrator's, which a person has to change`;
    case 404:
      return 'there is no such record in Entra';
    case 409:
      return 'somebody else is changing the same record';
    default:
      return `Entra refused the call (${code || status})`;
  }
}

/** Words for who asks and may not; any other 403 is about a quota, or of something that stands in front. */
const NO_RIGHT = /denied|forbidden|unauthori[sz]ed|insufficient/iu;

/** The fault of an answer that is no success: it certainly had no effect. */
export function faultOf({ status, body }: Pick<Answer, 'status' | 'body'>, { where, operation, credential }: About): Fault {
  const code = codeOf(body);
  const meaning = status === 403 && NO_RIGHT.test(code) ? 'no-right' : null;
  return new Fault(sentenceOf(status, code, credential), { where, operation, refused: true, retryable: status === 409, meaning });
}
