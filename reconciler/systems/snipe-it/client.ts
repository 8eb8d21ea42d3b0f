/** Calls to one Snipe-IT instance: envelopes opened, lists read to their end, the instance and the token's user known. */
import { z } from 'zod';
import type { System } from '../../../schemas/system.ts';
import { type Clock, Fault } from '../../ports.ts';
import { type Http, type HttpRequest, openHttp } from '../http/client.ts';
import { faultOfEnvelope, faultOfStatus, isNotFound } from './refusal.ts';
import { Envelope, List, WithId } from './wire.ts';

/** A system of kind `snipe-it`. */
export type SnipeItSystem = Extract<System, { kind: 'snipe-it' }>;

/** What the runner gives. */
export interface SnipeItRuntime {
  readonly credential: (name: string) => string | null;
  readonly clock: Clock;
}

/** A list as it came. `total` is what the instance claims; `ended` is false when the list went on moving while it was read. */
export interface Listed {
  readonly rows: readonly unknown[];
  readonly total: number;
  readonly ended: boolean;
  readonly pages: number;
}

type Query = Readonly<Record<string, string | number>>;

/** Where a list is and what for; seats can only be sorted by their last change. */
export interface ListRequest {
  readonly operation: string;
  readonly path: string;
  readonly query?: Query;
  readonly until?: number;
}

/** Calls to one instance as one service user. All throw Fault. */
export interface Client {
  /** Host and path of the address. */
  readonly site: string;
  /** `<site>#<id of the token's user>`: what stands as `tenant` in the system file. */
  tenant(until?: number): Promise<string>;
  /** Id of the token's user. */
  self(until?: number): Promise<number>;
  /** Every page of a list. A list that moves while it is read is read again, three times at most. */
  list(request: ListRequest): Promise<Listed>;
  /** One record; null when the instance says that it does not exist. */
  one<T extends z.ZodType>(request: ListRequest, wire: T): Promise<z.infer<T> | null>;
  /** A write; gives its envelope, whatever it says. An answer that is none leaves the outcome unknown. */
  write(request: Pick<HttpRequest, 'operation' | 'method' | 'path' | 'body' | 'until'>): Promise<Envelope>;
}

const ATTEMPTS = 3;
const API = '/api/v1';

const Claims = z.object({ sub: z.union([z.int().min(1), z.string().regex(/^[1-9][0-9]{0,9}$/u)]) });

/** The user a token belongs to, as the token itself says (it is a JWT, which the instance checks); null when it does not say. */
function userOfToken(token: string): number | null {
  const [, payload, signature] = token.split('.');
  if (payload === undefined || signature === undefined) return null;
  try {
    const claims: unknown = JSON.parse(Buffer.from(payload, 'base64url').toString());
    const parsed = Claims.safeParse(claims);
    return parsed.success ? Number(parsed.data.sub) : null;
  } catch {
    return null;
  }
}

interface State {
  readonly system: SnipeItSystem;
  readonly http: Http;
  readonly credential: string;
  self: number | null;
}

function aboutOf(state: State, operation: string) {
  return { where: state.system.id, operation, credential: state.credential };
}

async function get(state: State, { operation, path, query, until }: ListRequest): Promise<unknown> {
  const request = {
    operation,
    method: 'GET',
    path: `${API}${path}`,
    query: query ?? {},
    ...(until === undefined ? {} : { until }),
  } as const;
  const { status, body } = await state.http.send(request);
  if (status !== 200) throw faultOfStatus(status, aboutOf(state, operation));
  return body;
}

function unexpected(state: State, operation: string): Fault {
  return new Fault("Snipe-IT's answer is not what it should be", { where: state.system.id, operation });
}

/** An envelope where a list or record was asked for is a refusal. */
function refusalIn(body: unknown): Envelope | null {
  const parsed = Envelope.safeParse(body);
  return parsed.success && parsed.data.messages !== undefined ? parsed.data : null;
}

/** All pages once; null when the total changed on the way or rows came twice. */
async function pass(state: State, request: ListRequest): Promise<{ listed: Listed; isSteady: boolean }> {
  const limit = state.system.pageSize ?? 500;
  const rows: unknown[] = [];
  let pages = 0;
  let total: number | null = null;
  for (;;) {
    const body = await get(state, { ...request, query: { ...request.query, limit, offset: rows.length } });
    const refusal = refusalIn(body);
    if (refusal !== null) throw faultOfEnvelope(refusal, aboutOf(state, request.operation));
    const page = List.safeParse(body);
    if (!page.success) throw unexpected(state, request.operation);
    pages += 1;
    if (total !== null && page.data.total !== total) return { listed: { rows, total, ended: false, pages }, isSteady: false };
    total = page.data.total;
    rows.push(...page.data.rows);
    // By the total and never by an empty page: an offset behind the end of a list of seats begins it again.
    if (rows.length >= total || page.data.rows.length === 0) break;
  }
  const ids = new Set(rows.map((row) => WithId.safeParse(row).data?.id));
  return { listed: { rows, total, ended: rows.length >= total, pages }, isSteady: ids.size === rows.length && rows.length === total };
}

async function readList(state: State, request: ListRequest): Promise<Listed> {
  let pages = 0;
  for (let tried = 1; ; tried += 1) {
    const { listed, isSteady } = await pass(state, request);
    pages += listed.pages;
    if (isSteady || tried === ATTEMPTS) return { ...listed, pages };
  }
}

/** Opens a client as one of the two credentials. Throws Fault when the file names none or the runner has none. */
export function openClient(system: SnipeItSystem, runtime: SnipeItRuntime, use: 'read' | 'write'): Client {
  const operation = 'open';
  const name = system.credential?.[use];
  if (name === undefined) throw new Fault(`the system file names no credential to ${use}`, { where: system.id, operation, refused: true });
  const token = runtime.credential(name);
  if (token === null) throw new Fault(`the runner has no credential "${name}"`, { where: system.id, operation, refused: true });
  const http = openHttp({
    where: system.id,
    address: system.address,
    clock: runtime.clock,
    headers: { authorization: `Bearer ${token}` },
    perMinute: system.requestsPerMinute ?? 120,
  });
  const state: State = { system, http, credential: name, self: userOfToken(token) };
  const { host, pathname } = new URL(system.address);
  const site = `${host}${pathname.replace(/\/$/u, '')}`;

  async function self(until?: number): Promise<number> {
    if (state.self !== null) return state.self;
    const asked = { operation: 'read the own user', path: '/users/me', ...(until === undefined ? {} : { until }) };
    const me = WithId.safeParse(await get(state, asked));
    if (!me.success) throw unexpected(state, asked.operation);
    state.self = me.data.id;
    return me.data.id;
  }

  return {
    site,
    self,
    tenant: async (until) => `${site}#${await self(until)}`,
    list: (request) => readList(state, request),
    async one(request, wire) {
      const body = await get(state, request);
      const refusal = refusalIn(body);
      if (refusal !== null) {
        if (isNotFound(refusal)) return null;
        throw faultOfEnvelope(refusal, aboutOf(state, request.operation));
      }
      const parsed = wire.safeParse(body);
      if (!parsed.success) throw unexpected(state, request.operation);
      return parsed.data;
    },
    async write(request) {
      const { status, body } = await state.http.send({ ...request, path: `${API}${request.path}` });
      const parsed = Envelope.safeParse(body);
      // A refusal by status may come with an envelope whose message is only a number.
      if (status !== 200) throw faultOfStatus(status, aboutOf(state, request.operation));
      if (!parsed.success) throw unexpected(state, request.operation);
      return parsed.data;
    },
  };
}
