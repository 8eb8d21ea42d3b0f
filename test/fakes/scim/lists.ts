/** Lists as a service gives them: filtered, cut into pages, and spoilt as a test wants it. */
import type { Refused } from './changes.ts';
import type { Row, ScimWorld } from './world.ts';

type Query = Readonly<Record<string, string>>;

/** A list's answer, or a refusal. */
export type Listed = Readonly<Record<string, unknown>> | Refused;

const LIST = 'urn:ietf:params:scim:api:messages:2.0:ListResponse';

/** Rows that a filter leaves: only the one that the adapter sends is understood. */
function filtered(world: ScimWorld, rows: readonly Row[], filter: string | undefined): readonly Row[] | Refused {
  if (filter === undefined) return rows;
  const { filter: how } = world.settings;
  if (how === 'none') return { status: 400, scimType: 'invalidFilter' };
  if (how === 'blind') return [];
  if (how === 'deaf') return rows;
  const [, literal] = /^members\.value eq (".*")$/u.exec(filter) ?? [];
  if (literal === undefined) return { status: 400, scimType: 'invalidFilter' };
  const member = JSON.parse(literal) as string;
  return rows.filter((row) => (row['members'] as readonly { value: string }[]).some(({ value }) => value === member));
}

/** Where a cursor leads; cursors are opaque, and only those that were given are taken. */
function offsetOf(query: Query): number | Refused {
  if (query['cursor'] === undefined) {
    const start = Number(query['startIndex'] ?? '1');
    return Number.isInteger(start) ? Math.max(start, 1) - 1 : { status: 400, scimType: 'invalidValue' };
  }
  if (query['cursor'] === '') return 0;
  const [, at] = /^at-([0-9]+)$/u.exec(Buffer.from(query['cursor'], 'base64url').toString()) ?? [];
  return at === undefined ? { status: 400, scimType: 'invalidCursor' } : Number(at);
}

const cursorAt = (offset: number) => Buffer.from(`at-${offset}`).toString('base64url');

interface Slice {
  readonly rows: readonly Row[];
  readonly at: number;
  readonly all: number;
}

function sliceOf(world: ScimWorld, rows: readonly Row[], given: { readonly at: number; readonly query: Query }): Slice {
  const { trouble, settings } = world;
  const asked = Number(given.query['count'] ?? settings.mostPerPage);
  const size = Math.min(asked, settings.mostPerPage);
  const isSecond = given.at > 0;
  const from = trouble.repeats === true && isSecond ? 0 : given.at;
  const all = trouble.shrinks === true && isSecond ? rows.length - 1 : rows.length;
  return { rows: trouble.loses === true && isSecond ? [] : rows.slice(from, from + size), at: given.at, all };
}

function pageOf(world: ScimWorld, { rows, at, all }: Slice, query: Query): Readonly<Record<string, unknown>> {
  const { settings, trouble } = world;
  const byCursor = settings.paging === 'cursor-unasked' || query['cursor'] !== undefined;
  const next = at + rows.length;
  const hasMore = byCursor && next < all && rows.length > 0;
  const cursor = trouble.circles === true ? cursorAt(settings.mostPerPage) : cursorAt(next);
  return {
    schemas: [LIST],
    ...(settings.withoutTotal ? {} : { totalResults: all }),
    itemsPerPage: rows.length,
    ...(byCursor ? {} : { startIndex: at + 1 }),
    ...(rows.length === 0 ? {} : { Resources: rows }),
    ...(hasMore ? { nextCursor: cursor } : {}),
  };
}

/** One page of a list. */
export function listPage(world: ScimWorld, all: readonly Row[], query: Query): Listed {
  const { trouble } = world;
  const offset = offsetOf(query);
  if (typeof offset !== 'number') return offset;
  if (offset > 0 && query['cursor'] !== undefined && trouble.expires !== undefined && trouble.expires.times > 0) {
    trouble.expires.times -= 1;
    return { status: 400, scimType: trouble.expires.code };
  }
  if (trouble.expires?.code === 'invalidCount' && query['count'] !== undefined) return { status: 400, scimType: 'invalidCount' };
  const rows = filtered(world, all, query['filter']);
  if ('status' in rows) return rows;
  const seen = trouble.blind === true ? [] : trouble.halves === true ? rows.filter((_, index) => index % 2 === 0) : rows;
  return pageOf(world, sliceOf(world, seen, { at: offset, query }), query);
}
