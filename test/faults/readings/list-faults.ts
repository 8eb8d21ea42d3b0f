/** Faults that only the pages of a list can have: lost, twice, in a circle, of nobody, of somebody else. */
import { changed, type ReadingFault, type Row, type Shape, TOTAL } from './fault.ts';
import { respond, type Whole } from './ways.ts';

type Body = Record<string, unknown> | unknown[];

function parsed(whole: Whole): Body {
  return JSON.parse(whole.text) as Body;
}

function rowsOf(body: Body, shape: Shape): Row[] {
  const rows = Array.isArray(body) ? body : (body[shape.rows ?? ''] as unknown[] | undefined);
  return (rows ?? []) as Row[];
}

function withRows(whole: Whole, shape: Shape, change: (rows: Row[]) => Row[], total?: (rows: Row[]) => number): Whole {
  const body = parsed(whole);
  const rows = change(rowsOf(body, shape));
  if (Array.isArray(body)) return { ...whole, text: JSON.stringify(rows) };
  const counted = shape.total === null || total === undefined ? {} : { [shape.total]: total(rows) };
  return { ...whole, text: JSON.stringify({ ...body, [shape.rows ?? '']: rows, ...counted }) };
}

/** The page as the last one. */
function ended(whole: Whole, shape: Shape): Whole {
  const headers = new Headers(whole.headers);
  if (shape.next.length === 0) headers.delete('link');
  const body = parsed(whole);
  if (!Array.isArray(body)) {
    for (const path of shape.next) {
      const [first = '', second] = path.split('/');
      if (second === undefined) delete body[first];
      else body[first] = { ...(body[first] as object), [second]: '' };
    }
  }
  return { ...whole, headers, text: JSON.stringify(body) };
}

/** The page that came first, in place of each later one. */
const again: ReadingFault['twist'] = async ({ nth, forward }, _, kept) => {
  const whole = await forward();
  if (nth === 1) kept.set('first', whole);
  return respond(kept.get('first') ?? whole);
};

/** The faults. */
export const LISTS: readonly ReadingFault[] = [
  {
    name: 'a property that comes twice in a row, the second time empty',
    of: 'list',
    isHarmless: true,
    twist: changed((whole, shape) => {
      const [row] = rowsOf(parsed(whole), shape);
      if (row === undefined) return whole;
      const text = JSON.stringify(row);
      return { ...whole, text: whole.text.replace(text, `${text.slice(0, -1)},"id":null}`) };
    }),
  },
  {
    name: 'the second page is not there',
    of: 'list',
    twist: async ({ nth, forward }) =>
      respond(nth === 2 ? { status: 404, text: '{}', headers: new Headers({ 'content-type': 'application/json' }) } : await forward()),
  },
  { name: 'the cursor leads back to the first page', of: 'list', twist: again },
  {
    name: 'the same page twice, the next one missing',
    of: 'list',
    async twist({ nth, forward }, shape, kept) {
      const whole = await forward();
      if (nth === 1) kept.set('first', whole);
      const first = kept.get('first');
      if (nth !== 2 || first === undefined) return respond(whole);
      return respond(withRows(whole, shape, () => rowsOf(parsed(first), shape)));
    },
  },
  {
    name: 'a page that lost two rows, and the total agrees',
    of: 'list',
    isHarmless: true,
    twist: changed((whole, shape, { nth }) =>
      withRows(
        whole,
        shape,
        (rows) => (nth === 2 ? rows.slice(2) : rows),
        () => TOTAL - 2,
      ),
    ),
  },
  {
    name: 'an empty page in the middle',
    of: 'list',
    isHarmless: true,
    twist: changed((whole, shape, { nth }) => withRows(whole, shape, (rows) => (nth === 2 ? [] : rows))),
  },
  {
    name: 'a total of 3,612, and a handful of rows',
    of: 'total',
    twist: changed((whole, shape) =>
      withRows(
        whole,
        shape,
        (rows) => rows,
        () => 3612,
      ),
    ),
  },
  {
    name: 'success that shows nobody: the right to see is gone',
    of: 'list',
    twist: changed((whole, shape) =>
      ended(
        withRows(
          whole,
          shape,
          () => [],
          () => 0,
        ),
        shape,
      ),
    ),
  },
  {
    name: 'the first page alone, as if it were all',
    of: 'list',
    twist: changed((whole, shape) =>
      ended(
        withRows(
          whole,
          shape,
          (rows) => rows,
          (rows) => rows.length,
        ),
        shape,
      ),
    ),
  },
  {
    name: 'one account hidden, and the total agrees',
    of: 'list',
    isHarmless: true,
    twist: changed((whole, shape) =>
      withRows(
        whole,
        shape,
        (rows) => rows.filter((row) => !shape.id(row).endsWith('2')),
        () => TOTAL - 1,
      ),
    ),
  },
  {
    name: 'data of a sandbox: other ids under the right tenant',
    of: 'list',
    twist: changed((whole, shape) => withRows(whole, shape, (rows) => rows.map(shape.elsewhere))),
  },
];
