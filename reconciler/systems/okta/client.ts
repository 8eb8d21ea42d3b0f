/** Calls to one Okta org with one of the two credentials. */
import type { z } from 'zod';
import type { System } from '../../../schemas/system.ts';
import { type Clock, Fault } from '../../ports.ts';
import { type Answer, type Http, type HttpRequest, openHttp } from '../http/client.ts';
import { type Chain, readChain } from '../http/pages.ts';
import { faultOfStatus, isAbsent, throttleOf } from './refusal.ts';
import { Assignees, Org } from './wire.ts';

/** A system of kind `okta`. */
export type OktaSystem = Extract<System, { kind: 'okta' }>;

/** What the runner gives. */
export interface OktaRuntime {
  readonly credential: (name: string) => string | null;
  readonly clock: Clock;
}

/** How a question is put: by the reader as it is, by a write within its time. */
export type Ask = (request: HttpRequest) => Promise<Answer>;

/** A list. */
export interface ListRequest {
  readonly operation: string;
  readonly what: string;
  readonly path: string;
  readonly query?: Readonly<Record<string, string>>;
}

/** Calls as one identity. All throw Fault. */
export interface Client {
  readonly system: OktaSystem;
  readonly http: Http;
  /** The id of the org: what stands as `tenant` in the system file. */
  tenant(ask?: Ask): Promise<string>;
  /** One record; null when Okta itself answers 404. */
  one<T extends z.ZodType>(request: { readonly operation: string; readonly path: string }, wire: T, ask?: Ask): Promise<z.infer<T> | null>;
  /** Every page of a list, by its links. */
  list(request: ListRequest, ask?: Ask): Promise<Chain>;
  /** Every page of the list of administrators, whose links stand in the body. */
  administrators(ask?: Ask): Promise<Chain>;
  /** A refusal, said so that it can be mended. */
  fault(answer: Answer, operation: string): Fault;
}

/** The least that any endpoint that is asked here allows in a minute, by the limits of the smallest org. */
const PER_MINUTE = 500;

function arrayOf(body: unknown): readonly unknown[] | null {
  return Array.isArray(body) ? (body as readonly unknown[]) : null;
}

function tokenOf(system: OktaSystem, runtime: OktaRuntime, use: 'read' | 'write'): { readonly name: string; readonly token: string } {
  const about = { where: system.id, operation: 'open', refused: true };
  const name = system.credential?.[use];
  if (name === undefined) throw new Fault(`the system file names no credential to ${use}`, about);
  const token = runtime.credential(name);
  if (token === null || token === '') throw new Fault(`the runner has no credential "${name}"`, about);
  return { name, token };
}

interface Line {
  readonly system: OktaSystem;
  readonly http: Http;
  readonly fault: Client['fault'];
}

function pages({ http, fault }: Line, operation: string, ask: Ask = (request) => http.send(request)) {
  return async (path: string): Promise<Answer> => {
    const answer = await ask({ operation, method: 'GET', path });
    if (answer.status !== 200) throw fault(answer, operation);
    return answer;
  };
}

function lists(line: Line): Pick<Client, 'list' | 'administrators'> {
  const { system } = line;
  const about = { where: system.id, origin: system.address };
  return {
    list({ operation, what, path, query }, ask) {
      const search = new URLSearchParams({ ...query, limit: String(system.pageSize ?? 200) });
      const first = `/api/v1${path}?${search.toString()}`;
      return readChain({ ...about, operation, what, first, page: pages(line, operation, ask), rowsOf: arrayOf });
    },
    administrators(ask) {
      const operation = 'read administrators';
      const rowsOf = (body: unknown) => Assignees.safeParse(body).data?.value ?? null;
      const nextIn = (body: unknown) => Assignees.safeParse(body).data?._links?.next?.href ?? null;
      const page = pages(line, operation, ask);
      return readChain({
        ...about,
        operation,
        what: 'administrators',
        first: '/api/v1/iam/assignees/users?limit=100',
        page,
        rowsOf,
        nextIn,
      });
    },
  };
}

function records({ system, http, fault }: Line): Client['one'] {
  return async ({ operation, path }, wire, ask = (request) => http.send(request)) => {
    const answer = await ask({ operation, method: 'GET', path });
    if (isAbsent(answer)) return null;
    if (answer.status !== 200) throw fault(answer, operation);
    const parsed = wire.safeParse(answer.body);
    if (!parsed.success) throw new Fault("Okta's answer is not what it should be", { where: system.id, operation });
    return parsed.data;
  };
}

/** Opens a client as one of the two identities. Throws Fault when the file names none or the runner has none. */
export function openClient(system: OktaSystem, runtime: OktaRuntime, use: 'read' | 'write'): Client {
  const { name, token } = tokenOf(system, runtime, use);
  const http = openHttp({
    where: system.id,
    address: system.address,
    clock: runtime.clock,
    headers: { authorization: `SSWS ${token}` },
    perMinute: PER_MINUTE,
    throttle: throttleOf,
  });
  const fault = (answer: Answer, operation: string) => faultOfStatus(answer, { where: system.id, operation, credential: name });
  const line: Line = { system, http, fault };
  const one = records(line);
  let known: string | null = null;
  return {
    system,
    http,
    one,
    fault,
    ...lists(line),
    async tenant(ask) {
      if (known !== null) return known;
      const operation = 'read the org';
      const found = await one({ operation, path: '/.well-known/okta-organization' }, Org, ask);
      if (found === null) throw new Fault('there is no Okta org at this address', { where: system.id, operation });
      known = found.id;
      return known;
    },
  };
}
