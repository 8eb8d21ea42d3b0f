/** Calls to one service that speaks SCIM: what it can do, its tenant, single resources with their version, changes. */
import type { System } from '../../../schemas/system.ts';
import { type Clock, Fault } from '../../ports.ts';
import { type Answer, type Http, type HttpRequest, openHttp } from '../http/client.ts';
import { DIALECTS, type Dialect } from './dialects.ts';
import { type Capabilities, capabilitiesOf } from './discovery.ts';
import { pathPart } from './filter.ts';
import { type Listed, type ListRequest, readList } from './paging.ts';
import { faultOf, isGone } from './refusal.ts';
import { Page, WithId } from './wire.ts';

/** A system of kind `scim`. */
export type ScimSystem = Extract<System, { kind: 'scim' }>;

/** What the runner gives. */
export interface ScimRuntime {
  readonly credential: (name: string) => string | null;
  readonly clock: Clock;
}

/** A resource as it came, whole, with its version where the service has versions. */
export interface Resource {
  readonly body: Readonly<Record<string, unknown>>;
  readonly version: string | null;
}

type Ask = Pick<HttpRequest, 'operation' | 'path' | 'query' | 'until'>;
type Change = Pick<HttpRequest, 'operation' | 'path' | 'body' | 'until'> & {
  readonly method: 'PATCH' | 'PUT';
  readonly version?: string | null;
};

/** Which resource: a list's path as discovery gives it, and an id. */
export interface At {
  readonly operation: string;
  readonly list: string;
  readonly id: string;
  readonly until?: number;
}

/** Calls to one service with one token. All throw Fault. */
export interface Client {
  readonly where: ScimSystem['id'];
  readonly dialect: Dialect;
  /** Host and path of the address. */
  readonly site: string;
  /** What the service can do; asked once. */
  capabilities(until?: number): Promise<Capabilities>;
  /** The tenant as the service shows it (see README); null when it shows none. */
  tenant(until?: number): Promise<string | null>;
  /** Every page of a list. */
  list(request: Omit<ListRequest, 'count' | 'capabilities'>): Promise<Listed>;
  /** One resource; null when the service says that it does not exist. */
  one(at: At): Promise<Resource | null>;
  /** An answer to a question, whatever its status. */
  ask(request: Ask): Promise<Answer>;
  /** An answer to a change, whatever its status; an answer that is none is thrown and leaves the outcome unknown. */
  change(request: Change): Promise<Answer>;
  /** The fault of an answer that is no success. */
  fault(answer: Answer, operation: string): Fault;
}

const ACCEPT = 'application/scim+json, application/json;q=0.9';

/** The resource that stands behind `#` in a tenant: `Users/<id>` or `Groups/<id>`. */
export function anchorOf(tenant: string): { readonly kind: 'users' | 'groups'; readonly id: string } | null {
  const [, kind, id] = /#(Users|Groups)\/(.+)$/u.exec(tenant) ?? [];
  return kind === undefined || id === undefined ? null : { kind: kind === 'Users' ? 'users' : 'groups', id };
}

/** Host and path that a resource says it lies below; null when it does not say. */
function siteOfLocation(location: string | null | undefined, list: string): string | null {
  const url = location === null || location === undefined ? null : URL.parse(location);
  const at = url?.pathname.lastIndexOf(`${list}/`) ?? -1;
  return url === null || at < 0 ? null : `${url.host}${url.pathname.slice(0, at)}`;
}

function versionOf({ headers }: Answer, body: Readonly<Record<string, unknown>>): string | null {
  return headers.get('etag') ?? WithId.safeParse(body).data?.meta?.version ?? null;
}

interface State {
  readonly system: ScimSystem;
  readonly http: Http;
  readonly credential: string;
  known: Promise<Capabilities> | null;
}

async function ask({ http }: State, request: Ask): Promise<Answer> {
  return http.send({ ...request, method: 'GET', headers: { accept: ACCEPT } });
}

function fault({ system, credential }: State, answer: Answer, operation: string): Fault {
  return faultOf(answer, { where: system.id, operation, credential });
}

/** One of the three documents; null where the service has none. Only a wrong token is worth stopping for. */
async function document(state: State, path: string, until: number | undefined): Promise<unknown> {
  const operation = 'read what the service can do';
  try {
    const answer = await ask(state, { operation, path, ...(until === undefined ? {} : { until }) });
    if (answer.status === 401) throw fault(state, answer, operation);
    return answer.status === 200 ? answer.body : null;
  } catch (error) {
    // A page for people instead of a document: the lists themselves will show whether that matters.
    if (error instanceof Fault && !error.retryable && !error.refused) return null;
    throw error;
  }
}

async function discover(state: State, until: number | undefined): Promise<Capabilities> {
  const config = await document(state, '/ServiceProviderConfig', until);
  const resourceTypes = await document(state, '/ResourceTypes', until);
  const schemas = await document(state, '/Schemas', until);
  return capabilitiesOf({ config, resourceTypes, schemas });
}

async function readOne(state: State, at: At, usesVersions: boolean): Promise<Resource | null> {
  const part = pathPart(at.id);
  if (part === null) return null;
  const { operation, list, until } = at;
  const answer = await ask(state, { operation, path: `${list}/${part}`, ...(until === undefined ? {} : { until }) });
  if (isGone(answer)) return null;
  if (answer.status !== 200) throw fault(state, answer, operation);
  const { data } = WithId.safeParse(answer.body);
  if (data?.id !== at.id)
    throw new Fault('the service answered with another record than it was asked for', { where: state.system.id, operation });
  const body = answer.body as Resource['body'];
  return { body, version: usesVersions ? versionOf(answer, body) : null };
}

async function sendChange({ http }: State, { version, ...request }: Change): Promise<Answer> {
  const only = version === null || version === undefined ? {} : { 'if-match': version };
  const send = (type: string) => http.send({ ...request, headers: { accept: ACCEPT, 'content-type': type, ...only } });
  const answer = await send('application/scim+json');
  return answer.status === 415 ? send('application/json') : answer;
}

/** Where the resources lie, as the first one says. */
async function locationOf(state: State, users: string, until: number | undefined): Promise<string | null> {
  const operation = 'read whose service it is';
  const answer = await ask(state, { operation, path: users, query: { count: 1 }, ...(until === undefined ? {} : { until }) });
  if (answer.status !== 200) throw fault(state, answer, operation);
  const [first] = Page.safeParse(answer.body).data?.Resources ?? [];
  return siteOfLocation(WithId.safeParse(first).data?.meta?.location, users);
}

/** Opens a client as one of the two credentials. Throws Fault when the file names none or the runner has none. */
export function openClient(system: ScimSystem, runtime: ScimRuntime, use: 'read' | 'write'): Client {
  const operation = 'open';
  const name = system.credential?.[use];
  if (name === undefined) throw new Fault(`the system file names no credential to ${use}`, { where: system.id, operation, refused: true });
  const token = runtime.credential(name);
  if (token === null) throw new Fault(`the runner has no credential "${name}"`, { where: system.id, operation, refused: true });
  const dialect = DIALECTS[system.dialect ?? 'generic'];
  const http = openHttp({
    where: system.id,
    address: system.address,
    clock: runtime.clock,
    headers: { authorization: `Bearer ${token}` },
    perMinute: system.requestsPerMinute ?? dialect.perMinute,
  });
  const state: State = { system, http, credential: name, known: null };
  const { host, pathname } = new URL(system.address);
  const site = `${host}${pathname.replace(/\/$/u, '')}`;

  async function capabilities(until?: number): Promise<Capabilities> {
    state.known ??= discover(state, until);
    try {
      return await state.known;
    } catch (error) {
      state.known = null;
      throw error;
    }
  }

  return {
    where: system.id,
    dialect,
    site,
    capabilities,
    async tenant(until) {
      const can = await capabilities(until);
      const anchor = anchorOf(system.tenant);
      if (anchor === null) return locationOf(state, can.users, until);
      const list = can[anchor.kind];
      const about = { operation: 'read whose service it is', id: anchor.id, ...(until === undefined ? {} : { until }) };
      const found = list === null ? null : await readOne(state, { ...about, list }, false);
      return found === null ? site : `${site}#${anchor.kind === 'users' ? 'Users' : 'Groups'}/${anchor.id}`;
    },
    async list(request) {
      const can = await capabilities(request.until);
      const count = Math.min(system.pageSize ?? 100, can.largestPage ?? Number.POSITIVE_INFINITY);
      const about = { where: system.id, credential: name };
      return readList({ ...request, count, capabilities: can }, { ask: (one) => ask(state, one), about });
    },
    one: async (at) => readOne(state, at, (await capabilities(at.until)).etag),
    ask: (request) => ask(state, request),
    change: (request) => sendChange(state, request),
    fault: (answer, what) => fault(state, answer, what),
  };
}
