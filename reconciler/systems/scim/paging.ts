/** Lists read to their end, by index (RFC 7644) or by cursor (RFC 9865): by what came, never by what was asked for. */
import { Fault } from '../../ports.ts';
import type { Answer, HttpRequest } from '../http/client.ts';
import { pageCounter } from '../http/pages.ts';
import type { Capabilities } from './discovery.ts';
import { codeOf, faultOf } from './refusal.ts';
import { Page, WithId } from './wire.ts';

/** A list as it came. `ended` is false when it broke off, went in a circle, or went on moving while it was read. */
export interface Listed {
  readonly rows: readonly unknown[];
  /** What the service claims to have; null when it does not say. */
  readonly total: number | null;
  readonly ended: boolean;
  readonly pages: number;
  /** Why it did not end: a sentence without names. */
  readonly problem: string | null;
}

/** What is listed. `what` names it for people: users, groups. */
export interface ListRequest {
  readonly what: string;
  readonly path: string;
  readonly filter?: string;
  /** An attribute that is not needed; a service that gives it nevertheless does no harm. */
  readonly excluded?: string;
  readonly until?: number;
  readonly count: number;
  readonly capabilities: Capabilities;
}

/** How a page is asked for. */
export interface Asking {
  readonly ask: (request: Pick<HttpRequest, 'operation' | 'path' | 'query' | 'until'>) => Promise<Answer>;
  readonly about: { readonly where: string; readonly credential: string };
}

/** A pass over a list. `isSteady`: everything came once, and as much as there should be. */
interface Pass {
  readonly listed: Listed;
  readonly isSteady: boolean;
}

const ATTEMPTS = 3;

/** More than any service of one organisation has. */
const MOST = 1_000_000;

/** Errors after which a list is begun anew: its cursor is worth nothing any more, or the number asked for is too large. */
const BEGIN_ANEW: ReadonlySet<string> = new Set(['expiredcursor', 'invalidcursor', 'invalidcount']);

/** One list on its way. */
interface Way {
  readonly rows: unknown[];
  readonly ids: Set<string>;
  readonly cursors: Set<string>;
  cursor: string | null;
  total: number | null;
  pages: number;
}

function queryOf(request: ListRequest, way: Way, withCount: boolean): Readonly<Record<string, string | number>> {
  const { filter, excluded, count, capabilities } = request;
  return {
    ...(filter === undefined ? {} : { filter }),
    ...(excluded === undefined ? {} : { excludedAttributes: excluded }),
    ...(capabilities.sort && capabilities.paging === 'index' ? { sortBy: 'id', sortOrder: 'ascending' } : {}),
    ...(withCount ? { count } : {}),
    // Cursor and index are never sent together, and the first page needs no index.
    ...(way.cursor === null ? (way.rows.length > 0 ? { startIndex: way.rows.length + 1 } : {}) : { cursor: way.cursor }),
  };
}

function stopped(way: Way, problem: string | null): Pass {
  return { listed: { rows: way.rows, total: way.total, ended: false, pages: way.pages, problem }, isSteady: false };
}

function finished(way: Way, what: string): Pass {
  const { rows, total, pages, ids } = way;
  const isShort = total !== null && rows.length < total;
  const problem = isShort ? `the list of ${what} ended after ${rows.length} of ${total}` : null;
  const isSteady = !isShort && ids.size === rows.length && (total === null || rows.length === total);
  return { listed: { rows, total, ended: !isShort, pages, problem }, isSteady };
}

/** Adds the rows of a page; false when none of them is new. */
function add(way: Way, rows: readonly unknown[]): boolean {
  let fresh = 0;
  for (const row of rows) {
    const id = WithId.safeParse(row).data?.id;
    // A row without an id is told as one that cannot be read; it must not look like one that came before.
    if (id === undefined || !way.ids.has(id)) fresh += 1;
    way.ids.add(id ?? `row ${way.rows.length}`);
    way.rows.push(row);
  }
  return fresh > 0 || rows.length === 0;
}

/** Takes one page in; what ends the pass, or null when another page must be asked for. */
function take(way: Way, page: Page, what: string): Pass | null {
  const total = page.totalResults ?? null;
  if (total !== null && way.total !== null && total !== way.total)
    return stopped(way, `the number of ${what} changed while they were read`);
  way.total ??= total;
  const rows = page.Resources ?? [];
  if (way.rows.length > MOST) return stopped(way, `the list of ${what} does not end`);
  if (!add(way, rows)) return stopped(way, `the list of ${what} gave a page again that it had given before`);
  const next = page.nextCursor ?? '';
  if (next !== '') {
    if (way.cursors.has(next)) return stopped(way, `the list of ${what} goes in a circle: a cursor came again`);
    way.cursors.add(next);
    way.cursor = next;
    return null;
  }
  const isLast = way.cursor !== null || rows.length === 0 || (total !== null && way.rows.length >= total);
  return isLast ? finished(way, what) : null;
}

async function pass(request: ListRequest, asking: Asking, withCount: boolean): Promise<Pass | 'smaller'> {
  const { what, path, until, capabilities } = request;
  const operation = `read ${what}`;
  const first = capabilities.paging === 'cursor' ? '' : null;
  const way: Way = { rows: [], ids: new Set(), cursors: new Set(), cursor: first, total: null, pages: 0 };
  const countPage = pageCounter({ where: asking.about.where, operation });
  for (;;) {
    countPage();
    const query = queryOf(request, way, withCount);
    const answer = await asking.ask({ operation, path, query, ...(until === undefined ? {} : { until }) });
    if (answer.status === 400 && BEGIN_ANEW.has(codeOf(answer))) {
      return codeOf(answer) === 'invalidcount'
        ? 'smaller'
        : stopped(way, `the list of ${what} was cut off: its cursor was no longer taken`);
    }
    if (answer.status !== 200) throw faultOf(answer, { ...asking.about, operation });
    const page = Page.safeParse(answer.body);
    if (!page.success) throw new Fault('the answer is no list as SCIM has them', { where: asking.about.where, operation });
    way.pages += 1;
    const end = take(way, page.data, what);
    if (end !== null) return end;
  }
}

/** Every page of a list. A list that moves while it is read, or whose cursor ends, is read again from its beginning, three times at most. */
export async function readList(request: ListRequest, asking: Asking): Promise<Listed> {
  let pages = 0;
  let withCount = true;
  for (let tried = 1; ; tried += 1) {
    const came = await pass(request, asking, withCount);
    if (came === 'smaller') {
      const { where } = asking.about;
      if (!withCount) throw new Fault('the service takes no size of a page', { where, operation: `read ${request.what}`, refused: true });
      withCount = false;
      continue;
    }
    pages += came.listed.pages;
    if (came.isSteady || tried >= ATTEMPTS) return { ...came.listed, pages };
  }
}
