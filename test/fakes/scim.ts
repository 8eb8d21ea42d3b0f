/** A service that speaks SCIM 2.0, on 127.0.0.1 and stateful, made from the facts about the protocol and its dialects. */
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { type How, type Reply, send, sendRefusal, sendWrong } from './scim/answers.ts';
import { patched, put, type Refused } from './scim/changes.ts';
import { documentOf } from './scim/documents.ts';
import { listPage } from './scim/lists.ts';

import type { Row, ScimWorld } from './scim/world.ts';

export type { How } from './scim/answers.ts';

/** A failure to come: of calls whose `METHOD /path` matches, from the n-th on for a number of calls. */
export interface Failure {
  readonly of: RegExp;
  readonly how: How;
  readonly nth?: number;
  readonly times?: number;
}

/** A call as it was seen. */
export interface Seen {
  readonly name: string;
  readonly query: Readonly<Record<string, string>>;
  readonly headers: IncomingMessage['headers'];
  readonly body: unknown;
}

/** A service that runs. */
export interface FakeScim {
  readonly address: string;
  readonly world: ScimWorld;
  readonly calls: readonly Seen[];
  /** Calls that no fact names: a test ends with none. */
  readonly violations: readonly string[];
  fail(failure: Failure): void;
  /** That many readings of single resources that are changed from now on show them as they are now. */
  stale(readings: number): void;
  /** Called before a call is answered: the place where somebody else changes something. */
  before: (name: string) => void;
  /** Date that answers bear. */
  date: () => string;
  /** Tokens that are taken, and whether they may change anything. */
  readonly tokens: Map<string, 'read' | 'write'>;
  stop(): Promise<void>;
}

const PREFIX = '/scim/v2';
/** Query words that the standard has. */
const WORDS = new Set(['startIndex', 'count', 'cursor', 'filter', 'sortBy', 'sortOrder', 'excludedAttributes']);

function isRefused(value: object): value is Refused {
  return 'status' in value && typeof value.status === 'number';
}

class Service {
  readonly calls: Seen[] = [];
  readonly violations: string[] = [];
  readonly tokens = new Map<string, 'read' | 'write'>([['secret-token', 'write']]);
  readonly failures: (Failure & { seen: number })[] = [];
  before: FakeScim['before'] = () => {};
  date: FakeScim['date'] = () => new Date(0).toUTCString();
  frozen: { readings: number; readonly rows: Map<string, Row> } = { readings: 0, rows: new Map() };
  readonly world: ScimWorld;
  address = '';

  constructor(world: ScimWorld) {
    this.world = world;
  }

  private howFor(name: string): How | null {
    for (const one of this.failures.filter((each) => each.of.test(name))) {
      one.seen += 1;
      const first = one.nth ?? 1;
      if (one.seen >= first && one.seen < first + (one.times ?? 1)) return one.how;
    }
    return null;
  }

  private reply(response: ServerResponse): Reply {
    return { response, date: this.date() };
  }

  /** A resource as answers show it. */
  private shown(kind: 'Users' | 'Groups', row: Row): Row {
    const { settings, versions } = this.world;
    const location = settings.locations ? { location: `${this.address}/${kind}/${encodeURIComponent(row.id)}` } : {};
    const version = settings.etag ? { version: `W/"${versions.get(row.id) ?? 1}"` } : {};
    const meta = { resourceType: kind === 'Users' ? 'User' : 'Group', created: '2024-02-01T08:00:00.000Z', ...location, ...version };
    const { members, entitlements, ...rest } = row;
    const shown: Row = {
      ...rest,
      ...(members === undefined || !settings.members ? {} : { members }),
      ...(entitlements === undefined || settings.entitlements === 'absent' ? {} : { entitlements }),
      ...(kind === 'Users' && settings.active === 'text' ? { active: row['active'] === true ? 'True' : 'False' } : {}),
      meta,
    };
    return shown;
  }

  private rowsOf(kind: 'Users' | 'Groups'): Map<string, Row> {
    return kind === 'Users' ? this.world.users : this.world.groups;
  }

  private visible(kind: 'Users' | 'Groups'): readonly Row[] {
    const rows = [...this.rowsOf(kind).values()];
    const isHiding = kind === 'Users' && this.world.settings.onInactive === 'hidden';
    return (isHiding ? rows.filter((row) => row['active'] !== false) : rows).map((row) => this.shown(kind, row));
  }

  private readOne(response: ServerResponse, kind: 'Users' | 'Groups', id: string): void {
    const current = this.rowsOf(kind).get(id);
    const earlier = this.frozen.readings > 0 ? this.frozen.rows.get(id) : undefined;
    const isStale = earlier !== undefined && JSON.stringify(earlier) !== JSON.stringify(current);
    if (isStale) this.frozen.readings -= 1;
    const row = isStale ? earlier : current;
    if (row === undefined) return sendRefusal(this.reply(response), { status: 404 });
    const shown = this.shown(kind, row);
    send(this.reply(response), 200, shown);
  }

  private store(kind: 'Users' | 'Groups', row: Row): void {
    const { settings, versions } = this.world;
    versions.set(row.id, (versions.get(row.id) ?? 1) + 1);
    if (kind === 'Users' && row['active'] === false && settings.onInactive === 'deleted') {
      this.world.users.delete(row.id);
      for (const group of this.world.groups.values()) {
        group['members'] = (group['members'] as { value: string }[]).filter(({ value }) => value !== row.id);
      }
    } else this.rowsOf(kind).set(row.id, row);
  }

  private change(response: ServerResponse, call: Seen, at: { kind: 'Users' | 'Groups'; id: string; how: How | null }): void {
    const { kind, id, how } = at;
    const { settings, versions } = this.world;
    const row = this.rowsOf(kind).get(id);
    if (row === undefined) return sendRefusal(this.reply(response), { status: 404 });
    const only = call.headers['if-match'];
    if (settings.etag && only === undefined) this.violations.push(`${call.name} without If-Match`);
    if (!settings.etag && only !== undefined) this.violations.push(`${call.name} with If-Match although there are no versions`);
    if (settings.etag && only !== undefined && only !== `W/"${versions.get(id) ?? 1}"`)
      return sendRefusal(this.reply(response), { status: 412 });
    const isPatch = call.name.startsWith('PATCH ');
    if (isPatch && settings.patch.length === 0) return sendRefusal(this.reply(response), { status: 501 });
    const next = isPatch ? patched(this.world, row, call.body) : put(this.world, row, call.body);
    if (isRefused(next)) return sendRefusal(this.reply(response), next);
    if (how !== 'silent' && next !== row) this.store(kind, next);
    if (how === 'lost-answer') return sendWrong(this.reply(response), how);
    if (settings.answers204) return send(this.reply(response), 204, null);
    const now = this.rowsOf(kind).get(id);
    return now === undefined ? send(this.reply(response), 204, null) : send(this.reply(response), 200, this.shown(kind, now));
  }

  private isWellFormed(call: Seen, path: string): boolean {
    const { headers, query } = call;
    if (!String(headers.accept).startsWith('application/scim+json')) return false;
    if (Object.keys(query).some((word) => !WORDS.has(word))) return false;
    if (query['cursor'] !== undefined && query['startIndex'] !== undefined) return false;
    return path.startsWith(PREFIX);
  }

  private answer(response: ServerResponse, call: Seen, how: How | null): void {
    const [method = '', path = ''] = call.name.split(/ (.*)/su);
    const [, kind, id] = /^\/(Users|Groups)(?:\/([^/]+))?$/u.exec(path) ?? [];
    const { settings } = this.world;
    if (method === 'GET' && /^\/(ServiceProviderConfig|ResourceTypes|Schemas)$/u.test(path)) {
      const document = documentOf(this.world.settings, path);
      return document === null ? sendRefusal(this.reply(response), { status: 404 }) : send(this.reply(response), 200, document);
    }
    if (method === 'GET' && path === '/Me') {
      return settings.me === null ? sendRefusal(this.reply(response), { status: 501 }) : this.readOne(response, 'Users', settings.me);
    }
    if (kind !== 'Users' && kind !== 'Groups') return this.strange(response, call);
    if (kind === 'Groups' && !settings.groups) return sendRefusal(this.reply(response), { status: 404 });
    if (method === 'GET') {
      if (id !== undefined) return this.readOne(response, kind, decodeURIComponent(id));
      const page = listPage(this.world, this.visible(kind), call.query);
      return isRefused(page) ? sendRefusal(this.reply(response), page) : send(this.reply(response), 200, page);
    }
    const isChange = (method === 'PATCH' || method === 'PUT') && id !== undefined;
    if (!isChange) return this.strange(response, call);
    return this.change(response, call, { kind, id: decodeURIComponent(id), how });
  }

  private strange(response: ServerResponse, call: Seen): void {
    this.violations.push(call.name);
    sendRefusal(this.reply(response), { status: 404 });
  }

  async handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const url = new URL(request.url ?? '/', 'http://127.0.0.1');
    const name = `${request.method} ${url.pathname.replace(PREFIX, '')}`;
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const text = Buffer.concat(chunks).toString();
    const call: Seen = {
      name,
      query: Object.fromEntries(url.searchParams),
      headers: request.headers,
      body: text === '' ? null : JSON.parse(text),
    };
    this.calls.push(call);
    this.before(name);
    if (!this.isWellFormed(call, url.pathname)) return this.strange(response, call);
    const type = request.headers['content-type'];
    if (text !== '' && this.world.settings.plainJson && type !== 'application/json')
      return sendRefusal(this.reply(response), { status: 415 });
    if (text !== '' && !this.world.settings.plainJson && type !== 'application/scim+json') this.violations.push(`${name} as ${type}`);
    const right = this.tokens.get((request.headers.authorization ?? '').replace(/^Bearer /u, ''));
    if (right === undefined) return sendRefusal(this.reply(response), { status: 401 });
    if (text !== '' && right === 'read') return sendRefusal(this.reply(response), { status: 403 });
    const how = this.howFor(name);
    if (how !== null && how !== 'lost-answer' && how !== 'silent') return sendWrong(this.reply(response), how);
    return this.answer(response, call, how);
  }
}

/** Starts a service on a free port of 127.0.0.1; the token is `secret-token`. */
export async function startScim(world: ScimWorld): Promise<FakeScim> {
  const service = new Service(world);
  const server = createServer((request, response) => {
    service.handle(request, response).catch((error: unknown) => {
      service.violations.push(String(error));
      response.destroy();
    });
  });
  await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready));
  service.address = `http://127.0.0.1:${(server.address() as AddressInfo).port}${PREFIX}`;
  return {
    address: service.address,
    world,
    calls: service.calls,
    violations: service.violations,
    tokens: service.tokens,
    fail: (one) => void service.failures.push({ ...one, seen: 0 }),
    stale(readings) {
      service.frozen = { readings, rows: new Map(structuredClone([...world.users, ...world.groups])) };
    },
    get before() {
      return service.before;
    },
    set before(action) {
      service.before = action;
    },
    get date() {
      return service.date;
    },
    set date(now) {
      service.date = now;
    },
    async stop() {
      server.closeAllConnections();
      await new Promise((closed) => server.close(closed));
    },
  };
}
