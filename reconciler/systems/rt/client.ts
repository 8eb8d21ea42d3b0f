/** Request Tracker's REST interface, version 2, as far as assets need it. */
import { z } from 'zod';
import type { Answer } from '../http/client.ts';
import type { RtSystem } from './records.ts';
import { openTransport, type RtRuntime, type Transport } from './transport.ts';
import { AssetAnswer, CatalogAnswer, MissingAnswer, PageAnswer, UserAnswer } from './wire.ts';

/** The catalog, and what the server calls itself: host and path of its own address. */
export interface Catalog {
  readonly id: string;
  readonly tenant: string;
}

/** An asset as it is right now, with the ETag that names this state. */
export interface AssetNow {
  readonly answer: AssetAnswer;
  readonly version: string;
}

/** Every call throws Fault. `until` is the instant of `clock.elapsed()` by which all of it is over. */
export interface RtClient {
  /** Asked once. */
  catalog(): Promise<Catalog>;
  /** Assets of the catalog with a higher number than `after`, lowest first; `total` counts what is left, null when the account is not told. */
  page(after: string): Promise<{ readonly items: readonly unknown[]; readonly total: number | null }>;
  /** Null when there is no such asset in the catalog; deleted ones are none. */
  asset(id: string, until?: number): Promise<AssetNow | null>;
  /** The number of the user with this sign-in name; null when there is none. */
  user(login: string, until: number): Promise<number | null>;
  /** Asks for a change of the state that `version` names. `stale`: somebody changed it before, and nothing was done. What `done` did must be read. */
  put(id: string, change: object, about: { readonly version: string; readonly until: number }): Promise<'done' | 'stale'>;
}

function isAbsent({ status, body }: Answer): boolean {
  return status === 404 && MissingAnswer.safeParse(body).success;
}

async function findCatalog({ catalog }: RtSystem, { send, check, fault }: Transport): Promise<Catalog> {
  const operation = 'find the catalog';
  const answer = await send({ operation, method: 'GET', path: `/catalog/${encodeURIComponent(catalog)}` });
  if (answer.status === 404 && answer.body === null)
    throw fault('there is no Request Tracker with REST 2 at this address', operation, true);
  if (answer.status === 403 || answer.status === 404)
    throw fault('there is no catalog of that name that the account may see', operation, true);
  const { id, Name, _hyperlinks: links } = check(answer, operation, CatalogAnswer);
  // Digits are taken for a number.
  if (Name !== catalog) throw fault('another catalog than the one that was asked for answered', operation, true);
  const own = links.find((link) => link.ref === 'self')?._url ?? '';
  const [, tenant] = /^https?:\/\/(?<tenant>.+)\/REST\/2\.0\//u.exec(own) ?? [];
  if (tenant === undefined) throw fault('it does not say at which address it is', operation);
  return { id, tenant };
}

/** Asks once; a failure is not kept. */
function remembering(ask: () => Promise<Catalog>): () => Promise<Catalog> {
  let known: Promise<Catalog> | null = null;
  return () => {
    known ??= ask().catch((error: unknown) => {
      known = null;
      throw error;
    });
    return known;
  };
}

function readerOf(system: RtSystem, { send, check, fault }: Transport): Pick<RtClient, 'catalog' | 'page' | 'asset'> {
  const catalog = remembering(() => findCatalog(system, { send, check, fault }));
  return {
    catalog,
    async page(after) {
      const { id } = await catalog();
      const query = { query: `Catalog = ${id} AND id > ${after}`, orderby: 'id', order: 'ASC', per_page: system.pageSize ?? 100 };
      const operation = 'read assets';
      const fields = { fields: 'Name,Status,Catalog,HeldBy,CustomFields' };
      const answer = await send({ operation, method: 'GET', path: '/assets', query: { ...query, ...fields } });
      const { items, total } = check(answer, operation, PageAnswer);
      return { items, total: total ?? null };
    },
    async asset(id, until) {
      if (!/^[1-9][0-9]{0,14}$/u.test(id)) return null;
      const operation = 'read an asset';
      const answer = await send({ operation, method: 'GET', path: `/asset/${id}`, ...(until === undefined ? {} : { until }) });
      if (isAbsent(answer)) return null;
      const asset = check(answer, operation, AssetAnswer);
      const isHere = asset.Catalog.id === (await catalog()).id && asset.Status !== 'deleted';
      if (!isHere) return null;
      const version = answer.headers.get('etag');
      if (version === null) throw fault('it gives no ETag, so that a change by somebody else could not be noticed', operation);
      return { answer: asset, version };
    },
  };
}

/** Opens the interface with the credential for reading or writing. */
export function openRt(system: RtSystem, runtime: RtRuntime, use: 'read' | 'write'): RtClient {
  const transport = openTransport(system, runtime, use);
  const { send, check } = transport;
  return {
    ...readerOf(system, transport),
    async user(login, until) {
      const operation = 'find a user';
      const answer = await send({ operation, method: 'GET', path: `/user/${encodeURIComponent(login)}`, until });
      if (isAbsent(answer)) return null;
      const { Name, _hyperlinks: links } = check(answer, operation, UserAnswer);
      const number = Number(links.find((link) => link.ref === 'self')?.id);
      return Name.toLowerCase() === login.toLowerCase() && Number.isSafeInteger(number) ? number : null;
    },
    async put(id, body, { version, until }) {
      const operation = 'change an asset';
      const answer = await send({ operation, method: 'PUT', path: `/asset/${id}`, headers: { 'if-match': version }, body, until });
      if (answer.status === 412) return 'stale';
      check(answer, operation, z.unknown());
      return 'done';
    },
  };
}
