/** Starts a real SCIM protocol layer by others (scimmy, scimmy-routers, express) on a free port, over a store of ours. */
import { existsSync } from 'node:fs';
import type { Server } from 'node:http';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';

const packages = join(import.meta.dirname, 'node_modules');
const SCIMMY = join(packages, 'scimmy/dist/scimmy.js');
const ROUTERS = join(packages, 'scimmy-routers/dist/routers.js');
const EXPRESS = join(packages, 'express/index.js');

/** True when the packages are installed. */
export const isScimmyInstalled = [SCIMMY, ROUTERS, EXPRESS].every((path) => existsSync(path));

/** How to install them. */
export const INSTALL = 'npm run counterparts';

/** The token that is taken. */
export const TOKEN = 'counterpart-token';

/** A resource as the store keeps it. */
export type Kept = Record<string, unknown> & { id: string };

/** A service that runs until it is stopped. */
export interface Scimmy {
  readonly address: string;
  readonly users: Map<string, Kept>;
  readonly groups: Map<string, Kept>;
  /** Requests so far, as `METHOD /path`. */
  readonly requests: string[];
  /** What goes wrong in the store, or in front of the protocol layer. */
  readonly trouble: Trouble;
  stop(): Promise<void>;
}

/** Failures that stand in for those of a service behind the protocol layer. */
export interface Trouble {
  /** Shows nobody, and the total agrees. */
  blind: boolean;
  /** From this record on, pages are empty although the total says that there are more. */
  losesFrom: number | null;
  /** Each page claims one record fewer. */
  shrinks: boolean;
  /**
   * Whether `startIndex` reaches the protocol layer. Left to itself on express 5 it does not: numbers that it writes into the query are lost,
   * and each page is the first one.
   */
  ignoresIndex: boolean;
  /** Connections end from this request on, counted from when it is set. */
  diesAt: number | null;
}

interface Handlers {
  readonly egress: (resource: Asked) => unknown;
  readonly ingress: (resource: Asked, instance: object) => unknown;
  readonly degress: (resource: Asked) => void;
}

/** What the protocol layer hands to a store. */
interface Asked {
  readonly id?: string;
  readonly filter?: { match(values: unknown[]): unknown[] };
  readonly constraints?: { readonly startIndex?: number; readonly count?: number };
}

/** What of the packages is used. */
interface Scim {
  readonly Resources: {
    declare(resource: unknown, handlers: Handlers): void;
    readonly User: { extend(schema: unknown): unknown };
    readonly Group: unknown;
  };
  readonly Schemas: { readonly EnterpriseUser: unknown };
  readonly Config: { set(config: object): void };
  readonly Types: { readonly Error: new (status: number, code: string | null, text: string) => Error };
}

interface Incoming {
  readonly method: string;
  readonly url: string;
  readonly socket: { destroy(): void };
  header(name: string): string | undefined;
  readonly query: Record<string, unknown>;
}

interface Express {
  (): App;
}

interface App {
  use(first: string | ((request: Incoming, response: unknown, next: () => void) => void), router?: unknown): void;
  listen(port: number, host: string, ready: () => void): Server;
}

const PER_PAGE = 20;

async function bring(path: string): Promise<Record<string, unknown>> {
  return (await import(pathToFileURL(path).href)) as Record<string, unknown>;
}

/** A page of the store, in the form that tells the protocol layer of how many it is one: a list with holes behind it. */
function pageOf(all: readonly Kept[], from: number, trouble: Trouble): unknown[] {
  const lost = trouble.losesFrom !== null && from > trouble.losesFrom;
  const page: unknown[] = lost ? [] : all.slice(from - 1, from - 1 + PER_PAGE);
  page.length = trouble.shrinks ? all.length - Math.floor(from / PER_PAGE) : all.length;
  return page;
}

/** What a filter leaves. Who is a member of what is looked up at once, as the index of a database would. */
function matching(filter: NonNullable<Asked['filter']>, all: readonly Kept[]): unknown[] {
  const [, member] = /^\[\{"members":\{"value":\["eq","([^"]+)"\]\}\}\]$/u.exec(JSON.stringify(filter)) ?? [];
  if (member === undefined) return filter.match([...all]);
  return all.filter(({ members }) => ((members ?? []) as readonly { value: string }[]).some(({ value }) => value === member));
}

function handlersOf(scim: Scim, map: Map<string, Kept>, about: { readonly type: string; readonly trouble: Trouble }): Handlers {
  const { type, trouble } = about;
  const absent = () => new scim.Types.Error(404, null, 'Resource not found');
  return {
    egress({ id, filter, constraints }) {
      if (id !== undefined) {
        const one = map.get(id);
        if (one === undefined) throw absent();
        return one;
      }
      if (filter !== undefined) return matching(filter, [...map.values()]);
      if (trouble.blind && type === 'User') return [];
      return pageOf([...map.values()], constraints?.startIndex ?? 1, trouble);
    },
    ingress({ id }, instance) {
      const before = id === undefined ? undefined : map.get(id);
      if (id === undefined || before === undefined) throw absent();
      const row = { ...(JSON.parse(JSON.stringify(instance)) as object), id, meta: before['meta'] };
      map.set(id, row);
      return row;
    },
    degress({ id }) {
      if (id === undefined || !map.delete(id)) throw absent();
    },
  };
}

/** Query of a request as a value that stays as it is written, with `startIndex` as the number that the protocol layer looks for. */
function settleQuery(request: Incoming): void {
  const { count: _, ...query } = request.query;
  const start = Number(query['startIndex']);
  const value = query['startIndex'] === undefined ? query : { ...query, startIndex: start };
  Object.defineProperty(request, 'query', { value, writable: true, configurable: true });
}

/** Starts it. There is one per process: the protocol layer keeps its resources in itself. */
export async function startScimmy(users: readonly Kept[], groups: readonly Kept[]): Promise<Scimmy> {
  const scim = (await bring(SCIMMY))['default'] as Scim;
  const Routers = (await bring(ROUTERS))['default'] as new (scheme: object) => unknown;
  const express = (await bring(EXPRESS))['default'] as Express;
  const world = { users: new Map(users.map((one) => [one.id, one])), groups: new Map(groups.map((one) => [one.id, one])) };
  const trouble: Trouble = { blind: false, losesFrom: null, shrinks: false, ignoresIndex: false, diesAt: null };
  const requests: string[] = [];
  const { Resources, Schemas } = scim;
  Resources.declare(Resources.User.extend(Schemas.EnterpriseUser), handlersOf(scim, world.users, { type: 'User', trouble }));
  Resources.declare(Resources.Group, handlersOf(scim, world.groups, { type: 'Group', trouble }));
  scim.Config.set({ patch: true, filter: { supported: true, maxResults: 100 }, etag: false, sort: false });
  const app = express();
  app.use((request, _, next) => {
    requests.push(`${request.method} ${request.url.replace(/^\/scim\/v2/u, '').replace(/\?.*$/u, '')}`);
    if (trouble.diesAt !== null) trouble.diesAt -= 1;
    if (trouble.diesAt !== null && trouble.diesAt <= 0) return request.socket.destroy();
    if (!trouble.ignoresIndex) settleQuery(request);
    next();
  });
  const handler = (request: Incoming) => {
    if (request.header('authorization') !== `Bearer ${TOKEN}`) throw new Error('not that token');
    return null;
  };
  app.use('/scim/v2', new Routers({ type: 'bearer', handler }));
  const server = await new Promise<Server>((ready) => {
    const one = app.listen(0, '127.0.0.1', () => ready(one));
  });
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('it has no port');
  return {
    address: `http://127.0.0.1:${address.port}/scim/v2`,
    ...world,
    requests,
    trouble,
    async stop() {
      server.closeAllConnections();
      await new Promise((closed) => server.close(closed));
    },
  };
}
