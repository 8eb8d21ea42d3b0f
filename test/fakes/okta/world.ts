/** The world of an Okta org, and how rows of it are shown. */
import type { KeyObject } from 'node:crypto';
import type { Call, Reply } from '../json-server.ts';
import type { FakeEvent, FakeSeen } from './log.ts';

/** A user. */
export interface FakeOktaUser {
  readonly id: string;
  login: string;
  email: string;
  status: string;
  lastLogin: string | null;
  transitioningTo: string | null;
  provider: string;
  sessions: number;
  lastUpdated: string;
}

/** A group with its people. */
export interface FakeOktaGroup {
  readonly id: string;
  name: string;
  readonly type: 'OKTA_GROUP' | 'APP_GROUP' | 'BUILT_IN';
  readonly people: Set<string>;
}

/** An app with the people who have it by themselves, and the groups that give it. */
export interface FakeOktaApp {
  readonly id: string;
  readonly people: Set<string>;
  readonly groups: Set<string>;
}

/** The org. */
export interface FakeOkta {
  id: string;
  readonly users: Map<string, FakeOktaUser>;
  readonly groups: Map<string, FakeOktaGroup>;
  readonly fed: Set<string>;
  readonly apps: Map<string, FakeOktaApp>;
  readonly roles: Map<string, readonly string[]>;
  self: string;
  token: string;
  /** The service app, where there is one: its public key, and the scopes that it is granted. */
  app: { readonly id: string; readonly key: KeyObject; readonly scopes: Set<string>; dpop: boolean } | null;
  /** Tokens that the service app was given, with their scopes. */
  readonly tokens: Map<string, readonly string[]>;
  /** Parts of paths that the token may not read. */
  readonly forbidden: Set<string>;
  /** Every list is empty: the rights to see are gone. */
  isBlind: boolean;
  /** How many more readings of one user show what was kept at that moment. */
  stale: { left: number; readonly users: ReadonlyMap<string, FakeOktaUser> } | null;
  /** The sort of the next call that is refused for its number, and after how many seconds it may come again. */
  limit: { readonly sort: 'read' | 'write'; readonly seconds: number } | null;
  losesAnswer: boolean;
  /** The System Log. */
  readonly log: FakeEvent[];
  /** Users as they were at the last look. */
  readonly seen: Map<string, FakeSeen>;
  hasBegun: boolean;
  /** When users were looked at last. */
  lookedAt: string;
  /** Users go without an event. */
  forgetsDeletions: boolean;
  /** What searches find lags so many seconds behind. */
  lag: number;
}

/** A user of an org. */
export function oktaUser(id: string, more: Partial<FakeOktaUser> = {}): FakeOktaUser {
  const usual = { login: `${id}@exempel.example`, email: `${id}@exempel.example`, status: 'ACTIVE', lastLogin: '2026-12-30T08:00:00.000Z' };
  return { id, ...usual, transitioningTo: null, provider: 'OKTA', sessions: 2, lastUpdated: '2024-01-01T08:00:00.000Z', ...more };
}

/** An org of these users, and of the administrator whose token it is. */
export function fakeOkta(users: readonly FakeOktaUser[]): FakeOkta {
  const self = oktaUser('00uself', { login: 'lastday@exempel.example' });
  return {
    id: '00oexempel',
    users: new Map([...users, self].map((user) => [user.id, user])),
    groups: new Map(),
    fed: new Set(),
    apps: new Map(),
    roles: new Map([['00uself', ['USER_ADMIN', 'APP_ADMIN']]]),
    self: self.id,
    token: '00practice',
    app: null,
    tokens: new Map(),
    forbidden: new Set(),
    isBlind: false,
    stale: null,
    limit: null,
    losesAnswer: false,
    log: [],
    seen: new Map(),
    hasBegun: false,
    lookedAt: '',
    forgetsDeletions: false,
    lag: 0,
  };
}

/** A refusal as Okta writes it. */
export function problem(status: number, errorCode: string, errorSummary: string): Reply {
  return { status, body: { errorCode, errorSummary, errorLink: errorCode, errorId: 'oaepractice', errorCauses: [] } };
}

/** An answer of Okta. */
export const NONE = problem(404, 'E0000007', 'Not found: Resource not found');
/** An answer of Okta. */
export const DONE: Reply = { status: 204 };

/** A user as lists show them. */
export function shown(user: FakeOktaUser): object {
  const { id, status, lastLogin, login, email, provider, transitioningTo, lastUpdated } = user;
  return {
    id,
    status,
    created: '2024-01-01T08:00:00.000Z',
    activated: null,
    statusChanged: null,
    lastLogin,
    lastUpdated,
    transitioningToStatus: transitioningTo,
    profile: { login, email, displayName: null },
    credentials: { provider: { type: provider, name: provider } },
    _links: { self: { href: `https://exempel.okta.com/api/v1/users/${id}` } },
  };
}

/** A group as lists show it. */
export function groupShown({ id, type, name }: FakeOktaGroup): object {
  return { id, type, profile: { name, description: null } };
}

/** A page behind an opaque cursor, with the link to the next one. */
export function paged(address: string, { path, query }: Call, rows: readonly unknown[]): Reply {
  const size = Number(query['limit'] ?? 200);
  const from = query['after'] === undefined ? 0 : Number(Buffer.from(query['after'], 'base64url').toString());
  const { after: _, ...rest } = query;
  const next = new URLSearchParams({ ...rest, after: Buffer.from(String(from + size)).toString('base64url') });
  const self = `<${address}${path}>; rel="self"`;
  const link = from + size < rows.length ? `${self}, <${address}${path}?${next.toString()}>; rel="next"` : self;
  return { status: 200, body: rows.slice(from, from + size), headers: { link } };
}

/** Words of every list. */
export const PAGES = ['limit', 'after'];
