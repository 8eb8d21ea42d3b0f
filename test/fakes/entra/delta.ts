/** What changed among the users of a tenant since a link was given: pages, objects that come twice, ones that are gone, and links that are forgotten. */
import { bad, type Call, type Given, odd, refusal } from './answers.ts';
import { selected, USER_PROPERTIES } from './reads.ts';
import { pick, userRow } from './rows.ts';
import type { FakeLink, FakeWorld } from './world.ts';

type Row = Readonly<Record<string, unknown>>;

function rowsOf(world: FakeWorld, select: readonly string[]): Map<string, Row> {
  return new Map([...world.users.values()].map((user) => [user.id, pick(userRow(user), select)]));
}

/** Keeps how everything looks now; gives the word for it. */
function keep(world: FakeWorld, select: readonly string[]): string {
  const word = `d-${world.links.size}`;
  world.links.set(word, { select, rows: rowsOf(world, select), told: null });
  return word;
}

function changedIn(before: Row | undefined, now: Row, silentOn: readonly string[]): Row {
  return Object.fromEntries(
    Object.entries(now).filter(([name, value]) => !silentOn.includes(name) && JSON.stringify(value) !== JSON.stringify(before?.[name])),
  );
}

/** Rows of what changed; first those of people who are gone. */
function changesSince(world: FakeWorld, link: FakeLink): readonly unknown[] {
  const { repeats, partial, reason, silentOn, hides } = world.settings.delta;
  const now = rowsOf(world, link.select);
  const gone = [...link.rows].filter(([id]) => !now.has(id)).slice(hides);
  const removed = gone.flatMap(([id, before]) => [...(repeats ? [before] : []), { id, '@removed': { reason } }]);
  const changed = [...now].flatMap(([id, row]): object[] => {
    const before = link.rows.get(id);
    const differing = changedIn(before, row, silentOn);
    if (Object.keys(differing).length === 0) return [];
    return [...(repeats ? [before ?? { id, '@removed': { reason: 'changed' } }] : []), partial ? { ...differing, id } : row];
  });
  return [...removed, ...changed];
}

const FORGOTTEN = 'syncStateNotFound';

/** The list of changes. */
export function tellChanges(world: FakeWorld, call: Call): Given {
  const { delta } = world.settings;
  const { query, base, path } = call;
  const at = (words: string) => `${base}${path}?${words}`;
  const latest = query.get('$deltaToken');
  if (latest !== null) {
    const select = selected(call, USER_PROPERTIES);
    if (latest !== 'latest' || select === null) return odd(`changes with ${query.toString()}`);
    if (select.includes('signInActivity')) return bad('signInActivity');
    return { status: 200, body: { value: [], '@odata.deltaLink': at(`$deltatoken=${keep(world, select)}`) } };
  }
  if (query.has('$select')) return odd('a link to changes that was not followed as it is');
  const [word = '', from = '0'] = (query.get('$deltatoken') ?? query.get('$skiptoken') ?? '').split('+');
  const link = world.links.get(word);
  if (link === undefined) return odd(`changes since ${word}`);
  if (delta.forgets !== null) return { status: delta.forgets, body: refusal(FORGOTTEN) };
  link.told ??= { rows: changesSince(world, link), next: keep(world, link.select) };
  const { rows, next } = link.told;
  const start = Number.parseInt(from, 10);
  const isEmpty = delta.empties && !from.endsWith('e');
  const end = isEmpty ? start : start + delta.page;
  const value = delta.trouble === 'odd-row' ? [{ name: 'no id' }] : rows.slice(start, end);
  const more = end < rows.length || isEmpty;
  if (delta.trouble === 'no-link') return { status: 200, body: { value } };
  if (delta.trouble === 'loop') return { status: 200, body: { value, '@odata.nextLink': at(`$skiptoken=${word}%2B0`) } };
  if (delta.trouble === 'elsewhere')
    return { status: 200, body: { value, '@odata.deltaLink': `http://127.0.0.2:9${path}?$deltatoken=${word}` } };
  // Followed twice it tells the same; only then is it told anew.
  if (!more) link.told = null;
  const onward = more
    ? { '@odata.nextLink': at(`$skiptoken=${word}%2B${end}${isEmpty ? 'e' : ''}`) }
    : { '@odata.deltaLink': at(`$deltatoken=${next}`) };
  return { status: 200, body: { ...onward, value } };
}
