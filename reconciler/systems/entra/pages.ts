/** Lists over several pages, and many short lists in few requests. A chain of pages that does not end is a Fault, never a short list. */
import { Fault } from '../../ports.ts';
import type { Answer, HttpRequest } from '../http/client.ts';
import { bodyOf, type Client, type GraphSystem, withEnd } from './client.ts';
import { BatchAnswer, Page } from './wire.ts';

/** A list as it came, to its end. */
export interface Listed {
  readonly rows: readonly unknown[];
  readonly pages: number;
  /** The query with which what changes after this list can be asked for; null where the list gives none. */
  readonly since: string | null;
}

/** Where a list is and what for. */
export interface ListRequest {
  readonly operation: string;
  readonly path: string;
  readonly query: Readonly<Record<string, string | number>>;
  readonly until?: number;
  /** Sent within the limit of lists with sign-ins. */
  readonly pace?: 'slow';
}

/** More pages than any tenant has: users of ten million at 999 a page. */
const MOST_PAGES = 10_000;

/** The path and query of a next page, which must be of the same list; null when it leads elsewhere. */
export function nextPath(link: string, list: string): string | null {
  const here = new URL(list);
  const next = URL.canParse(link) ? new URL(link) : null;
  if (next === null || next.origin !== here.origin || next.pathname !== here.pathname) return null;
  return next.username === '' && next.password === '' ? next.search : null;
}

/** The pages after one that came. */
async function follow(client: Client<GraphSystem>, request: ListRequest, first: Answer): Promise<Listed> {
  const { operation, path } = request;
  const send = (query: string) => {
    const next: HttpRequest = { operation, method: 'GET', path: `${path}${query}` };
    return client.send(withEnd(next, request.until), request.pace);
  };
  const rows: unknown[] = [];
  const seen = new Set<string>();
  const fault = (text: string) => new Fault(text, { where: client.system.id, operation });
  let answer = first;
  for (let pages = 1; ; pages += 1) {
    const page = bodyOf(client, answer, { operation, wire: Page });
    rows.push(...page.value);
    const link = page['@odata.nextLink'] ?? page['@odata.deltaLink'];
    if (link === undefined) return { rows, pages, since: null };
    const query = nextPath(link, `${client.base}${path}`);
    if (query === null) throw fault('the next page of a list lies at another address');
    if (page['@odata.nextLink'] === undefined) return { rows, pages, since: query };
    if (seen.has(query) || pages >= MOST_PAGES) throw fault('the pages of a list do not end');
    seen.add(query);
    answer = await send(query);
  }
}

/** Every page of a list. Throws Fault. */
export async function readList(client: Client<GraphSystem>, request: ListRequest): Promise<Listed> {
  const { operation, path, query } = request;
  const first = await client.send(withEnd({ operation, method: 'GET', path, query } as const, request.until), request.pace);
  return follow(client, request, first);
}

/** Requests that one batch may hold. */
const BATCH = 20;

/** How often a batch is sent again for what was put off, and for how many milliseconds altogether. */
const ROUNDS = 5;
const PATIENCE = 90_000;

type Inner = Pick<Answer, 'status' | 'body'>;

interface Round {
  readonly done: ReadonlyMap<string, Inner>;
  readonly later: readonly string[];
  /** Milliseconds that the longest of them asks for. */
  readonly wait: number;
}

function waitOf(headers: Readonly<Record<string, string>> | null | undefined): number {
  const asked = Object.entries(headers ?? {}).find(([name]) => name.toLowerCase() === 'retry-after')?.[1] ?? '';
  return /^[0-9]{1,6}$/u.test(asked) ? Number(asked) * 1000 : 1000;
}

/** One batch. What is throttled or in trouble inside of it, or is not answered at all, is for later. */
async function sendBatch(
  client: Client<GraphSystem>,
  urls: readonly string[],
  about: { operation: string; until?: number | undefined },
): Promise<Round> {
  const { operation } = about;
  const requests = urls.map((url, index) => ({ id: String(index + 1), method: 'GET', url }));
  const request: HttpRequest = { operation, method: 'POST', path: '/$batch', body: { requests }, isRead: true };
  const answer = await client.send(withEnd(request, about.until));
  const { responses } = bodyOf(client, answer, { operation, wire: BatchAnswer });
  const byId = new Map(responses.map((one) => [one.id, one]));
  const done = new Map<string, Inner>();
  const later: string[] = [];
  let wait = 1000;
  for (const { id, url } of requests) {
    const one = byId.get(id);
    if (one !== undefined && one.status !== 429 && one.status < 500) {
      done.set(url, { status: one.status, body: one.body ?? null });
      continue;
    }
    later.push(url);
    wait = Math.max(wait, waitOf(one?.headers));
  }
  return { done, later, wait };
}

/** Asks for many paths below the address, twenty at a time. Gives an answer for each path. Throws Fault when one cannot be had. */
export async function readMany(
  client: Client<GraphSystem>,
  urls: readonly string[],
  about: { readonly operation: string; readonly until?: number | undefined },
): Promise<ReadonlyMap<string, Inner>> {
  const { clock, system } = client;
  const answers = new Map<string, Inner>();
  for (let from = 0; from < urls.length; from += BATCH) {
    const end = Math.min(clock.elapsed() + PATIENCE, about.until ?? Number.POSITIVE_INFINITY);
    let left: readonly string[] = urls.slice(from, from + BATCH);
    for (let round = 1; left.length > 0; round += 1) {
      const { done, later, wait } = await sendBatch(client, left, about);
      for (const [url, answer] of done) answers.set(url, answer);
      left = later;
      if (left.length === 0) break;
      if (round === ROUNDS || clock.elapsed() + wait > end) {
        const { operation } = about;
        throw new Fault('it asks to wait because of its limit of requests', {
          where: system.id,
          operation,
          retryable: true,
          refused: true,
        });
      }
      await clock.sleep(wait);
    }
  }
  return answers;
}

/** The rest of a list whose first page came in a batch. Throws Fault. */
export function continueList(client: Client<GraphSystem>, request: Omit<ListRequest, 'query'>, first: Inner): Promise<Listed> {
  return follow(client, { ...request, query: {} }, { ...first, headers: new Headers() });
}
