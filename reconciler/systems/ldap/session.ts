/**
 * One connection to one directory server, and requests on it one after another. The messages are those of ldapts; its client is not used,
 * because it keeps the paging cookie to itself, ends a page chain at an empty page, and signs in again unasked or not at all.
 */
import { connect as connectTcp, isIP, type Socket } from 'node:net';
import { connect as connectTls, type TLSSocket } from 'node:tls';
import {
  BindRequest,
  type Change,
  Control,
  ExtendedRequest,
  type Filter,
  type Message,
  MessageParser,
  type MessageResponse,
  ModifyDNRequest,
  ModifyRequest,
  PagedResultsControl,
  SearchEntry,
  SearchReference,
  SearchRequest,
  UnbindRequest,
} from 'ldapts';
import { type Clock, Fault } from '../../ports.ts';
import { refusalOf } from './refusals.ts';
import { type Entry, entryOf } from './wire.ts';

/** Where a session goes to. */
export interface Endpoint {
  readonly where: string;
  readonly address: string;
  /** PEM of the authority; null for those that the machine trusts. */
  readonly authority: string | null;
  readonly clock: Clock;
}

/** What is searched. `paging` asks for a page of that size, from the cookie on (empty: from the beginning). */
export interface Search {
  readonly base: string;
  readonly scope: 'base' | 'sub';
  readonly filter: Filter;
  readonly attributes: readonly string[];
  readonly paging?: { readonly size: number; readonly cookie: Buffer };
}

/** What one request brought. `cookie` is empty on the last page, and null when the server did not say anything about pages. */
export interface Found {
  readonly entries: readonly Entry[];
  readonly cookie: Buffer | null;
  /** True when part of the answer lies on other servers, which are not asked. */
  readonly isElsewhere: boolean;
}

/** Every call throws Fault and is over by `until`, an instant of `clock.elapsed()`. A refusal by the server is a `Refusal`. */
export interface Session {
  bind(name: string, password: string, until: number): Promise<void>;
  search(search: Search, operation: string, until: number): Promise<Found>;
  modify(of: { readonly dn: string; readonly changes: readonly Change[] }, operation: string, until: number): Promise<void>;
  /** Renames an entry, and moves it below another one. */
  move(dn: string, to: { readonly own: string; readonly parent: string }, until: number): Promise<void>;
  close(): void;
}

/** No answer is as large as this: what comes is thrown away and the connection with it. */
const MOST_BYTES = 256 * 1024 * 1024;
const START_TLS = '1.3.6.1.4.1.1466.20037';
/** Asks Active Directory to leave out references to its other partitions. */
const DOMAIN_SCOPE = '1.2.840.113556.1.4.1339';
/** Seconds that the server may work on one search: as many as Active Directory allows. */
const SEARCH_SECONDS = 120;

/** A request under way. */
interface Waiting {
  readonly id: number;
  readonly parts: MessageResponse[];
  readonly done: (parts: readonly MessageResponse[]) => void;
  readonly fail: (why: string) => void;
}

/** The open connection. */
interface Line {
  readonly endpoint: Endpoint;
  readonly host: string;
  socket: Socket | TLSSocket;
  lastId: number;
  /** Bytes since the request under way was sent. */
  received: number;
  waiting: Waiting | null;
  /** Why it can be used no more; null while it can. */
  broken: string | null;
}

/** Something about the connection, of which the server said nothing: what was asked for may have been done. */
function lost(line: Pick<Line, 'endpoint'>, text: string, operation: string): Fault {
  return new Fault(text, { where: line.endpoint.where, operation, retryable: true });
}

function breakOff(line: Line, why: string): void {
  line.broken ??= why;
  line.socket.destroy();
  const { waiting } = line;
  line.waiting = null;
  waiting?.fail(line.broken);
}

function codeOfError(error: Error): string {
  return 'code' in error && typeof error.code === 'string' && /^[A-Z0-9_]{1,60}$/u.test(error.code) ? ` (${error.code})` : '';
}

function take(line: Line, message: MessageResponse): void {
  const { waiting } = line;
  // Message 0 is the server's own: it says that it is about to hang up.
  if (message.messageId === 0) return breakOff(line, 'it ended the connection');
  if (message.messageId !== waiting?.id) return;
  waiting.parts.push(message);
  if (message instanceof SearchEntry || message instanceof SearchReference) return;
  line.waiting = null;
  waiting.done(waiting.parts);
}

/** Listens on a socket that is open. */
function attend(line: Line, socket: Socket | TLSSocket): void {
  line.socket = socket;
  // Requests are small and each waits for its answer: holding one back for more would only cost time.
  socket.setNoDelay(true);
  const parser = new MessageParser();
  parser.on('message', (message) => take(line, message));
  parser.on('error', () => breakOff(line, 'its answer is not LDAP'));
  const unknown = new Map<string, { message: Message }>();
  socket.on('data', (bytes: Buffer) => {
    line.received += bytes.length;
    if (line.received > MOST_BYTES) breakOff(line, 'its answer is too large');
    else parser.read(bytes, unknown);
  });
  socket.on('error', (error) => breakOff(line, `the connection broke${codeOfError(error)}`));
  socket.on('close', () => breakOff(line, 'the connection broke'));
}

/** Waits for one of two events of a socket, until the time is over. */
function opened(socket: Socket | TLSSocket, event: 'connect' | 'secureConnect', about: { line: Line; until: number }): Promise<void> {
  const { line, until } = about;
  const operation = 'connect';
  return new Promise((done, fail) => {
    const end = (error: Fault | null) => {
      clearTimeout(timer);
      socket.removeAllListeners();
      // A socket that is given up may still have something to say.
      socket.on('error', () => {});
      if (error === null) return done();
      socket.destroy();
      fail(error);
    };
    const left = Math.max(1, until - line.endpoint.clock.elapsed());
    const timer = setTimeout(() => end(lost(line, 'no connection came about in time', operation)), left);
    socket.once(event, () => end(null));
    socket.once('error', (error) => end(lost(line, `no connection came about${codeOfError(error)}`, operation)));
    socket.once('close', () => end(lost(line, 'no connection came about', operation)));
  });
}

/** Options made anew for each connection: Node keeps what it is given, and writes into it. */
function tlsOptions({ host, endpoint }: Pick<Line, 'host' | 'endpoint'>) {
  const name = isIP(host) === 0 ? { servername: host } : {};
  const authority = endpoint.authority === null ? {} : { ca: endpoint.authority };
  return { host, ...name, ...authority, rejectUnauthorized: true, minVersion: 'TLSv1.2' } as const;
}

/** Sends a message; every part of its answer. What the server refuses is a Refusal. */
async function ask(
  line: Line,
  make: (messageId: number) => Message,
  about: { operation: string; until: number },
): Promise<readonly MessageResponse[]> {
  const { operation, until } = about;
  const { endpoint } = line;
  const left = until - endpoint.clock.elapsed();
  if (left <= 0) throw new Fault('there is no time left for it', { where: endpoint.where, operation, refused: true });
  if (line.broken !== null) throw lost(line, line.broken, operation);
  line.lastId += 1;
  line.received = 0;
  const message = make(line.lastId);
  const parts = await new Promise<readonly MessageResponse[]>((done, fail) => {
    const timer = setTimeout(() => breakOff(line, 'no answer came in time'), left);
    line.waiting = {
      id: message.messageId,
      parts: [],
      done: (all) => {
        clearTimeout(timer);
        done(all);
      },
      fail: (why) => {
        clearTimeout(timer);
        fail(lost(line, why, operation));
      },
    };
    line.socket.write(message.write());
  });
  const last = parts.at(-1);
  if (last === undefined || last.status !== 0)
    throw refusalOf(last?.status ?? 80, { where: endpoint.where, operation, said: last?.errorMessage ?? '' });
  return parts;
}

async function connect(endpoint: Endpoint, until: number): Promise<Line> {
  const { protocol, hostname: host, port } = new URL(endpoint.address);
  const isImplicit = protocol === 'ldaps:';
  const at = { host, port: port === '' ? (isImplicit ? 636 : 389) : Number(port) };
  const socket = isImplicit ? connectTls({ ...tlsOptions({ host, endpoint }), port: at.port }) : connectTcp(at);
  const line: Line = { endpoint, host, socket, lastId: 0, received: 0, waiting: null, broken: null };
  await opened(socket, isImplicit ? 'secureConnect' : 'connect', { line, until });
  attend(line, socket);
  if (isImplicit) return line;
  await ask(line, (messageId) => new ExtendedRequest({ messageId, oid: START_TLS }), { operation: 'start TLS', until }).catch(
    (error: unknown) => {
      socket.destroy();
      throw error;
    },
  );
  socket.removeAllListeners();
  const secured = connectTls({ ...tlsOptions({ host, endpoint }), socket });
  await opened(secured, 'secureConnect', { line, until });
  attend(line, secured);
  return line;
}

function foundIn(parts: readonly MessageResponse[]): Found {
  const paging = parts.at(-1)?.controls?.find((control) => control instanceof PagedResultsControl);
  return {
    entries: parts.filter((part) => part instanceof SearchEntry).map(entryOf),
    cookie: paging === undefined ? null : (paging.value?.cookie ?? Buffer.alloc(0)),
    isElsewhere: parts.some((part) => part instanceof SearchReference),
  };
}

function searchMessage(search: Search, messageId: number): SearchRequest {
  const { base, scope, filter, attributes, paging } = search;
  const controls: Control[] = [new Control(DOMAIN_SCOPE)];
  if (paging !== undefined) controls.push(new PagedResultsControl({ critical: true, value: { ...paging } }));
  const what = { baseDN: base, scope, filter, attributes: [...attributes] };
  return new SearchRequest({ messageId, ...what, derefAliases: 'never', timeLimit: SEARCH_SECONDS, controls });
}

/** Opens a connection with TLS. Nothing has been said on it yet. Throws Fault. */
export async function openSession(endpoint: Endpoint, until: number): Promise<Session> {
  const line = await connect(endpoint, until);
  return {
    async bind(dn, password, by) {
      // Without a password a directory signs in nobody, and calls it a success.
      if (password === '') throw new Fault('the password is empty', { where: endpoint.where, operation: 'sign in', refused: true });
      await ask(line, (messageId) => new BindRequest({ messageId, dn, password }), { operation: 'sign in', until: by });
    },
    async search(search, operation, by) {
      return foundIn(await ask(line, (messageId) => searchMessage(search, messageId), { operation, until: by }));
    },
    async modify({ dn, changes }, operation, by) {
      await ask(line, (messageId) => new ModifyRequest({ messageId, dn, changes: [...changes] }), { operation, until: by });
    },
    async move(dn, { own, parent }, by) {
      const to = { newRdn: own, newSuperior: parent, deleteOldRdn: true };
      await ask(line, (messageId) => new ModifyDNRequest({ messageId, dn, ...to }), { operation: 'move an account', until: by });
    },
    close() {
      line.broken ??= 'the connection was closed';
      line.socket.removeAllListeners('close');
      line.socket.write(new UnbindRequest({ messageId: line.lastId + 1 }).write(), () => line.socket.destroy());
    },
  };
}
