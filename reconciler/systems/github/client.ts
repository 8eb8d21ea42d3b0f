/** Calls to one organisation on GitHub with one of the two credentials. */
import type { z } from 'zod';
import type { System } from '../../../schemas/system.ts';
import { Fault } from '../../ports.ts';
import { credentialOf, type HttpRuntime, type Use } from '../http/adapter.ts';
import { type Answer, type Ask, type Http, openHttp } from '../http/client.ts';
import { type Chain, readChain } from '../http/pages.ts';
import { parseRecord, type ReadRecord, type RecordLine, recordReader } from '../http/record.ts';
import { patient } from './new-token.ts';
import { faultOfStatus, isAbsent, throttleOf } from './refusal.ts';
import { GraphAnswer, Organisation } from './wire.ts';

/** A system of kind `github`. */
export type GithubSystem = Extract<System, { kind: 'github' }>;

/** Calls as one identity. All throw Fault. */
export interface Client {
  readonly system: GithubSystem;
  readonly http: Http;
  /** `/orgs/<organisation>`, below the prefix of the interface. */
  readonly organisation: string;
  /** The prefix of the interface: '' or, on an Enterprise Server, `/api/v3`. */
  readonly prefix: string;
  /** Calls as the administrator of the enterprise; null when the file names none, or the runner has no such credential. */
  readonly enterprise: Http | null;
  /** The organisation's number: what stands as `tenant` in the system file. */
  tenant(ask?: Ask): Promise<string>;
  /** One record; null when GitHub itself answers 404. */
  readonly one: ReadRecord;
  /** Every page of a list. */
  list(request: ListRequest, ask?: Ask): Promise<Chain>;
  /** A question in GraphQL. */
  graph<T extends z.ZodType>(request: GraphRequest, wire: T, ask?: Ask): Promise<z.infer<T>>;
  /** A refusal, said so that it can be mended. */
  fault(answer: Answer, operation: string): Fault;
}

/** A list: `path` is without the prefix. */
export interface ListRequest {
  readonly operation: string;
  readonly what: string;
  readonly path: string;
  readonly query?: Readonly<Record<string, string>>;
  /** Rows of a page that is not just a list; null when it is no such page. */
  readonly rowsOf?: (body: unknown) => readonly unknown[] | null;
}

/** A query with its variables: nothing is ever pasted into the text. */
export interface GraphRequest {
  readonly operation: string;
  readonly query: string;
  readonly variables: Readonly<Record<string, unknown>>;
}

const ODD = "GitHub's answer is not what it should be";

const PUBLIC = 'https://api.github.com';

/** GitHub lets 900 points go in a minute, one for a question and five for a change. */
const PER_MINUTE = 600;

function arrayOf(body: unknown): readonly unknown[] | null {
  return Array.isArray(body) ? (body as readonly unknown[]) : null;
}

/** What the calls of a client share. */
interface Line extends RecordLine {
  readonly system: GithubSystem;
  readonly origin: string;
  readonly prefix: string;
}

function lists(line: Line): Client['list'] {
  const { system, origin, http, fault } = line;
  return ({ operation, what, path, query, rowsOf = arrayOf }, ask = (request) => http.send(request)) => {
    const search = new URLSearchParams({ ...query, per_page: String(system.pageSize ?? 100) });
    const page = async (at: string) => {
      const answer = await ask({ operation, method: 'GET', path: at });
      if (answer.status !== 200) throw fault(answer, operation);
      return answer;
    };
    return readChain({ where: system.id, origin, operation, what, first: `${path}?${search.toString()}`, page, rowsOf });
  };
}

function graphs(line: Line): Client['graph'] {
  const { system, prefix, http, fault } = line;
  return async ({ operation, query, variables }, wire, ask = (request) => http.send(request)) => {
    const path = prefix === '/api/v3' ? '/api/graphql' : `${prefix}/graphql`;
    const answer = await ask({ operation, method: 'POST', path, body: { query, variables }, isRead: true });
    if (answer.status !== 200) throw fault(answer, operation);
    const { data, errors } = parseRecord(line, GraphAnswer, { body: answer.body, operation, odd: ODD });
    if (errors === null || errors === undefined || errors.length === 0) return parseRecord(line, wire, { body: data, operation, odd: ODD });
    const text = 'GitHub refused a question in GraphQL; see the permissions in docs/systems/github.md';
    throw new Fault(text, { where: system.id, operation, refused: true });
  };
}

function openAs(system: GithubSystem, { clock }: HttpRuntime, token: string): Http {
  const http = openHttp({
    where: system.id,
    address: new URL(system.address ?? PUBLIC).origin,
    clock,
    headers: { authorization: `Bearer ${token}`, accept: 'application/vnd.github+json', 'x-github-api-version': '2022-11-28' },
    perMinute: PER_MINUTE,
    throttle: throttleOf,
  });
  return patient(http, { token, clock });
}

function openEnterprise(system: GithubSystem, runtime: HttpRuntime): Http | null {
  const token = system.enterprise === undefined ? null : runtime.credential(system.enterprise.credential);
  return token === null || token === '' ? null : openAs(system, runtime, token);
}

function openLine(system: GithubSystem, runtime: HttpRuntime, use: Use): Line {
  const { name, value: token } = credentialOf(system, runtime, use);
  const { origin, pathname } = new URL(system.address ?? PUBLIC);
  const http = openAs(system, runtime, token);
  const fault = (answer: Answer, operation: string) => faultOfStatus(answer, { where: system.id, operation, credential: name });
  return { system, http, origin, prefix: pathname.replace(/\/$/u, ''), fault };
}

/** Opens a client as one of the two identities. Throws Fault when the file names none or the runner has none. */
export function openClient(system: GithubSystem, runtime: HttpRuntime, use: Use): Client {
  const line = openLine(system, runtime, use);
  const { http, prefix, fault } = line;
  const organisation = `${prefix}/orgs/${encodeURIComponent(system.organisation)}`;
  const one = recordReader(line, { odd: ODD, isAbsent });
  let known: string | null = null;
  return {
    system,
    http,
    organisation,
    prefix,
    enterprise: use === 'read' ? openEnterprise(system, runtime) : null,
    one,
    fault,
    list: lists(line),
    graph: graphs(line),
    async tenant(ask) {
      if (known !== null) return known;
      const operation = 'read the organisation';
      const found = await one({ operation, path: organisation }, Organisation, ask);
      if (found === null) throw new Fault('there is no organisation of this name that the token may see', { where: system.id, operation });
      known = String(found.id);
      return known;
    },
  };
}
