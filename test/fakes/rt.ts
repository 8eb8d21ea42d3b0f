/** A catalog of assets in Request Tracker 5, stateful, made from the facts about its REST interface: lists by number, one asset, and its change. */
import { type Call, type JsonServer, type Reply, type Route, startJsonServer } from './json-server.ts';

/** An asset. */
export interface FakeRtAsset {
  readonly id: number;
  name: string;
  status: string;
  /** Sign-in name; '' when nobody has it. */
  holder: string;
  version: number;
}

/** The catalog `Hardware` of a server. */
export interface FakeRt {
  readonly assets: Map<number, FakeRtAsset>;
  readonly token: string;
}

/** What the server calls itself. */
export const RT_TENANT = 'rt.exempel.example';

/** A catalog of these assets. */
export function fakeRt(assets: readonly Omit<FakeRtAsset, 'version'>[]): FakeRt {
  return { assets: new Map(assets.map((one) => [one.id, { ...one, version: 1 }])), token: '1-14-token' };
}

function link(id: string, path: string): object {
  return { ref: 'self', id, _url: `https://${RT_TENANT}/REST/2.0/${path}` };
}

function shown({ id, name, status, holder }: FakeRtAsset): object {
  const held = holder === '' ? [] : [{ type: 'user', id: holder }];
  return { id, Name: name, Status: status, Catalog: { type: 'catalog', id: '2' }, HeldBy: held };
}

const MISSING: Reply = { status: 404, body: { message: 'Not Found' } };

function listed(rt: FakeRt, { query }: Call): Reply {
  const after = Number(/^Catalog = 2 AND id > (?<after>\d+)$/u.exec(query['query'] ?? '')?.groups?.['after'] ?? Number.NaN);
  if (Number.isNaN(after)) return { status: 400, body: { message: 'a query that no fact names' } };
  const left = [...rt.assets.values()].filter(({ id }) => id > after).toSorted((a, b) => a.id - b.id);
  return { status: 200, body: { total: left.length, items: left.slice(0, Number(query['per_page'])).map(shown) } };
}

function single(rt: FakeRt, { parts }: Call): Reply {
  const asset = rt.assets.get(Number(parts[0]));
  return asset === undefined ? MISSING : { status: 200, headers: { etag: `"${asset.version}"` }, body: shown(asset) };
}

function change(rt: FakeRt, { parts, body, headers }: Call): Reply {
  const asset = rt.assets.get(Number(parts[0]));
  if (asset === undefined) return MISSING;
  if (headers['if-match'] !== `"${asset.version}"`) return { status: 412, body: { message: 'Precondition Failed' } };
  const { Status: status, HeldBy: held } = body as { readonly Status?: string; readonly HeldBy?: string | readonly string[] };
  if (status !== undefined) asset.status = status;
  if (held !== undefined) asset.holder = [held].flat()[0] ?? '';
  asset.version += 1;
  return { status: 200, body: ['Asset updated'] };
}

function routesOf(rt: FakeRt): readonly Route[] {
  const words = ['query', 'orderby', 'order', 'per_page', 'fields'];
  const catalog = { id: 2, Name: 'Hardware', _hyperlinks: [link('2', 'catalog/2')] };
  return [
    { method: 'GET', path: /^\/REST\/2\.0\/catalog\/Hardware$/u, answer: () => ({ status: 200, body: catalog }) },
    { method: 'GET', path: /^\/REST\/2\.0\/assets$/u, query: words, answer: (call) => listed(rt, call) },
    { method: 'GET', path: /^\/REST\/2\.0\/asset\/(\d+)$/u, answer: (call) => single(rt, call) },
    { method: 'PUT', path: /^\/REST\/2\.0\/asset\/(\d+)$/u, body: ['Status', 'HeldBy'], answer: (call) => change(rt, call) },
  ];
}

/** Starts the server on a free port. */
export function startRt(rt: FakeRt): Promise<JsonServer> {
  const refused: Reply = { status: 401, body: { message: 'Unauthorized' } };
  return startJsonServer(() => ({
    routes: routesOf(rt),
    guard: ({ headers }) => (headers.authorization === `token ${rt.token}` ? null : refused),
    unknown: (status) => ({ status, body: { message: 'unknown' } }),
  }));
}
