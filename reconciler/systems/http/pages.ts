/** Lists whose pages are chained by `Link: <…>; rel="next"`, read to their end and never on another origin. */
import type { SystemId } from '../../../schemas/primitives.ts';
import { Fault } from '../../ports.ts';
import type { Answer } from './client.ts';

/** A list as it came. `ended` is true only when a page said that no other one follows. */
export interface Chain {
  readonly rows: readonly unknown[];
  readonly ended: boolean;
  readonly pages: number;
  /** What makes it doubtful that these are all rows: a sentence each. */
  readonly problems: readonly string[];
}

/** How a list is asked for. */
export interface ChainRequest {
  readonly where: SystemId;
  /** `https://host`, without a path. */
  readonly origin: string;
  readonly operation: string;
  /** What is listed, as a sentence names it: `members`. */
  readonly what: string;
  /** Path and query of the first page. */
  readonly first: string;
  /** Asks for one page, and throws Fault for every answer that is none. */
  readonly page: (path: string) => Promise<Answer>;
  /** Pages after which the list is given up, so that it does not end. */
  readonly most?: number;
  /** Where the address of the next page stands, when that is not the header; null on the last page. */
  readonly nextIn?: (body: unknown) => string | null;
  /** The rows of a page; null when it is no such page. */
  readonly rowsOf: (body: unknown) => readonly unknown[] | null;
}

const LINK = /<([^<>]*)>\s*;[^<]*?\brel="?([a-z ]+)"?/giu;

/** Links of an answer by their relation. */
function linksOf(headers: Headers): ReadonlyMap<string, string> {
  const links = new Map<string, string>();
  for (const [, target = '', relations = ''] of (headers.get('link') ?? '').matchAll(LINK)) {
    for (const relation of relations.toLowerCase().split(' ')) if (!links.has(relation)) links.set(relation, target);
  }
  return links;
}

/** Path and query of the next page; null on the last one. Throws Fault when it lies on another origin: a credential goes nowhere else. */
function nextOf(answer: Answer, request: ChainRequest): string | null {
  const { where, origin, operation, nextIn } = request;
  const target = nextIn === undefined ? (linksOf(answer.headers).get('next') ?? null) : nextIn(answer.body);
  if (target === null) return null;
  const url = URL.parse(target, origin);
  if (url === null || url.origin !== origin)
    throw new Fault('its next page lies at another address, to which no credential is sent', { where, operation });
  return `${url.pathname}${url.search}`;
}

/** The number of the last page, where the first one tells. */
function lastPageOf(headers: Headers): number | null {
  const target = linksOf(headers).get('last');
  const number = target === undefined ? null : (URL.parse(target, 'https://unused.invalid')?.searchParams.get('page') ?? null);
  return number !== null && /^[1-9][0-9]{0,6}$/u.test(number) ? Number(number) : null;
}

/** More pages than any list has: ten million rows at a thousand a page. */
const MOST_PAGES = 10_000;

/** Counts the pages of a list that says of each page that another one follows. Throws Fault at the first that is too many. */
export function pageCounter(about: { readonly where: string; readonly operation: string }): () => void {
  let pages = 0;
  return () => {
    pages += 1;
    if (pages > MOST_PAGES) throw new Fault('the pages of a list do not end', about);
  };
}

const MOST = 20_000;

/** Every page of a list. A chain that leads back, breaks off early or has a hole comes home with a problem. */
export async function readChain(request: ChainRequest): Promise<Chain> {
  const rows: unknown[] = [];
  const problems: string[] = [];
  const seen = new Set<string>();
  let next: string | null = request.first;
  let last: number | null = null;
  const most = request.most ?? MOST;
  while (next !== null && seen.size < most) {
    seen.add(next);
    const answer: Answer = await request.page(next);
    const found = request.rowsOf(answer.body);
    if (found === null) throw new Fault(`its answer is no list of ${request.what}`, { where: request.where, operation: request.operation });
    rows.push(...found);
    next = nextOf(answer, request);
    if (seen.size === 1) last = lastPageOf(answer.headers);
    if (found.length === 0 && next !== null) problems.push(`a page of ${request.what} in the middle of the list is empty`);
    if (next !== null && seen.has(next)) {
      problems.push(`the list of ${request.what} leads back to a page that was read already`);
      break;
    }
  }
  if (next === null && last !== null && seen.size < last) problems.push(`the list of ${request.what} ended before its last page`);
  return { rows, ended: next === null, pages: seen.size, problems };
}
