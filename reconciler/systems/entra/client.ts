/** Calls to one tenant through Microsoft Graph as one of two applications: token kept, tenant known, lists and batches read to their end. */
import { randomUUID } from 'node:crypto';
import type { z } from 'zod';
import type { System } from '../../../schemas/system.ts';
import { type Clock, type EarlierReadings, Fault } from '../../ports.ts';
import { type Answer, type HttpRequest, openHttp } from '../http/client.ts';
import { askToken, keepToken, type Tokens } from '../http/token.ts';
import { claimsOf, explainToken, tokenForm } from './credential.ts';
import { faultOf } from './refusal.ts';
import { type Claims, Organisation, Page } from './wire.ts';

/** A system of kind `entra`. */
export type EntraSystem = Extract<System, { kind: 'entra' }>;

/** What the runner gives. */
export interface EntraRuntime {
  readonly credential: (name: string) => string | null;
  readonly clock: Clock;
  /** Absent or null where the runner keeps none. */
  readonly earlier?: EarlierReadings | null;
}

/** What a system file says of a tenant and its applications. */
export type GraphSystem = Pick<EntraSystem, 'id' | 'tenant' | 'clients' | 'credential' | 'address' | 'login' | 'requestsPerMinute'>;

/** Calls to the tenant. All throw Fault. */
export interface Client<S extends GraphSystem = EntraSystem> {
  readonly system: S;
  readonly clock: Clock;
  /** Address of version 1.0, without a slash at the end. */
  readonly base: string;
  /**
   * Sends; a token that is not taken is renewed once. Gives every answer below 500 but 401 and 429. `slow` keeps within the lower limit
   * that lists with sign-ins have, `single` within that of single accounts with theirs.
   */
  send(request: HttpRequest, pace?: Pace): Promise<Answer>;
  /** The fault of an answer that is no success. */
  fault(answer: Pick<Answer, 'status' | 'body'>, operation: string): Fault;
  /** An answer that is not as it should be. */
  unexpected(operation: string): Fault;
  /** The tenant that the token is of, or that answers where the token does not say. */
  tenant(until?: number): Promise<string>;
  /** What the token says; null when it cannot be read. */
  claims(until: number): Promise<Claims | null>;
}

/** How fast requests may go out. */
export type Pace = 'usual' | 'slow' | 'single';

/** Requests in a minute. For sign-ins Graph says five in ten seconds; for those of single accounts, people have seen ten. */
const PER_MINUTE: Readonly<Record<Pace, number>> = { usual: 600, slow: 30, single: 10 };

/** How long a token is asked for when its caller sets no end, in milliseconds. */
const PATIENCE = 90_000;

const OPERATION = 'read the organisation';

interface Opening {
  readonly system: GraphSystem;
  readonly runtime: EntraRuntime;
  readonly use: 'read' | 'write';
}

function nameOf({ system, use }: Opening): string {
  const name = system.credential?.[use];
  if (name !== undefined) return name;
  throw new Fault(`the system file names no credential to ${use}`, { where: system.id, operation: 'open', refused: true });
}

function openTokens(opening: Opening, name: string): Tokens {
  const { system, runtime, use } = opening;
  const where = system.id;
  const refuse = (text: string) => new Fault(text, { where, operation: 'open', refused: true });
  const client = system.clients[use];
  if (client === undefined) throw refuse(`the system file names no application to ${use}; add clients.${use}`);
  const { clock } = runtime;
  const address = system.login ?? 'https://login.microsoftonline.com';
  const http = openHttp({ where, address, clock, headers: {} });
  const path = `/${system.tenant}/oauth2/v2.0/token`;
  const scope = `${new URL(system.address ?? 'https://graph.microsoft.com').origin}/.default`;
  return keepToken(clock, (until) => {
    // Asked anew each time: an assertion lives for minutes only.
    const credential = runtime.credential(name);
    if (credential === null || credential === '') throw refuse(`the runner has no credential "${name}"`);
    const form = tokenForm(client, credential, scope);
    return askToken(http, { where, credential: name, path, form, until, explain: explainToken(name) });
  });
}

/** Opens a client as one of the two applications. Throws Fault when the file names none. */
export function openClient<S extends GraphSystem = EntraSystem>(system: S, runtime: EntraRuntime, use: 'read' | 'write'): Client<S> {
  const opening = { system, runtime, use };
  const credential = nameOf(opening);
  const tokens = openTokens(opening, credential);
  const { clock } = runtime;
  const base = `${system.address ?? 'https://graph.microsoft.com'}/v1.0`;
  let last = '';
  const headers = async (until: number) => {
    last = await tokens.get(until);
    return { authorization: `Bearer ${last}`, 'client-request-id': randomUUID() };
  };
  const open = (pace: Pace) => {
    const perMinute = pace === 'usual' ? (system.requestsPerMinute ?? PER_MINUTE.usual) : PER_MINUTE[pace];
    return openHttp({
      where: system.id,
      address: base,
      clock,
      headers,
      perMinute: Math.min(perMinute, system.requestsPerMinute ?? perMinute),
    });
  };
  const clients = { usual: open('usual'), slow: open('slow'), single: open('single') } as const;
  const fault: Client['fault'] = (answer, operation) => faultOf(answer, { where: system.id, operation, credential });

  async function send(request: HttpRequest, pace: Pace = 'usual'): Promise<Answer> {
    const http = clients[pace];
    const first = await http.send(request);
    if (first.status !== 401) return first;
    tokens.drop(last);
    const second = await http.send(request);
    if (second.status === 401) throw fault(second, request.operation);
    return second;
  }

  const client: Client<S> = {
    system,
    clock,
    base,
    fault,
    send,
    unexpected: (operation) => new Fault("Microsoft Graph's answer is not what it should be", { where: system.id, operation }),
    claims: async (until) => claimsOf(await tokens.get(until)),
    async tenant(until) {
      const claims = await client.claims(until ?? clock.elapsed() + PATIENCE);
      const tenant = claims?.tid ?? (await readOrganisation(client, until));
      if (tenant !== null) return tenant;
      throw new Fault('neither its token nor Entra says of which tenant it is; give the application Organization.Read.All', {
        where: system.id,
        operation: OPERATION,
        refused: true,
      });
    },
  };
  return client;
}

/** The body of an answer that is a success and as it should be. Throws Fault. */
export function bodyOf<T extends z.ZodType>(
  client: Client<GraphSystem>,
  answer: Answer,
  about: { operation: string; wire: T },
): z.infer<T> {
  if (answer.status >= 300) throw client.fault(answer, about.operation);
  const parsed = about.wire.safeParse(answer.body);
  if (!parsed.success) throw client.unexpected(about.operation);
  return parsed.data;
}

/** Adds the end of time to a request, where there is one. */
export function withEnd<T extends object>(request: T, end: number | undefined): T & { readonly until?: number } {
  return end === undefined ? request : { ...request, until: end };
}

/** Asks for the organisation. Every application is told what time it is, and only some its id. */
export function askOrganisation(client: Client<GraphSystem>, end?: number): Promise<Answer> {
  const request = { operation: OPERATION, method: 'GET', path: '/organization', query: { $select: 'id' } } as const;
  return client.send(withEnd(request, end));
}

/** The id of the organisation that answers; null when this application may not be told. Throws Fault. */
export async function readOrganisation(client: Client<GraphSystem>, end?: number): Promise<string | null> {
  const answer = await askOrganisation(client, end);
  if (answer.status === 403) return null;
  const [row] = bodyOf(client, answer, { operation: OPERATION, wire: Page }).value;
  const organisation = Organisation.safeParse(row);
  if (!organisation.success) throw client.unexpected(OPERATION);
  return organisation.data.id;
}
