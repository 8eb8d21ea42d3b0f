/** Asks a Request Tracker with a credential, and says what its refusals mean. */
import type { z } from 'zod';
import { type Clock, Fault } from '../../ports.ts';
import { type Answer, type HttpRequest, openHttp } from '../http/client.ts';
import type { RtSystem } from './records.ts';

/** What the machine that runs us gives. */
export interface RtRuntime {
  readonly credential: (name: string) => string | null;
  readonly clock: Clock;
}

/** Requests and the reading of answers. All throw Fault. */
export interface Transport {
  readonly send: (request: HttpRequest) => Promise<Answer>;
  /** The body of an answer below 400 that is as it should be. */
  readonly check: <T>(answer: Answer, operation: string, schema: z.ZodType<T>) => T;
  readonly fault: (text: string, operation: string, refused?: boolean) => Fault;
}

/** RT sets no limit of its own; this keeps a small server usable while we read. */
const PER_MINUTE = 600;

const ADVICE: Readonly<Record<number, string>> = {
  401: 'it does not accept the credential; make a new token',
  403: 'the account has not the right to do that; docs/systems/rt.md lists the rights',
};

function authorisation(secret: string): string {
  return secret.includes(':') ? `Basic ${Buffer.from(secret).toString('base64')}` : `token ${secret}`;
}

/** Opens it with the credential for reading or writing. A credential that is missing is a Fault of every call. */
export function openTransport(system: RtSystem, runtime: RtRuntime, use: 'read' | 'write'): Transport {
  const fault = (text: string, operation: string, refused = false) => new Fault(text, { where: system.id, operation, refused });

  function send(request: HttpRequest): Promise<Answer> {
    const name = system.credential?.[use];
    if (name === undefined)
      throw fault(`no credential is named for it; add credential.${use} to the system's file`, request.operation, true);
    const secret = runtime.credential(name);
    if (secret === null || secret === '') throw fault(`the runner has no credential "${name}"`, request.operation, true);
    const headers = { authorization: authorisation(secret) };
    const { clock } = runtime;
    const http = openHttp({ where: system.id, address: `${system.address}/REST/2.0`, clock, headers, perMinute: PER_MINUTE });
    return http.send(request);
  }

  function check<T>(answer: Answer, operation: string, schema: z.ZodType<T>): T {
    const { status, body } = answer;
    if (status >= 400) throw fault(ADVICE[status] ?? `it answered ${status}`, operation, true);
    const parsed = schema.safeParse(body);
    if (parsed.success) return parsed.data;
    throw fault(`its answer is not as Request Tracker 5 answers, at "${parsed.error.issues[0]?.path.join('.') ?? ''}"`, operation);
  }

  return { send, check, fault };
}
