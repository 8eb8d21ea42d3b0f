/** The one text form of what a reading holds, so that the same content always has the same digest. Pure. */

type Properties = Readonly<Record<string, unknown>>;

/** The keys of the last record, as they came and in order: thousands of records have the same ones. */
interface Keys {
  came: readonly string[];
  sorted: readonly string[];
}

/** How the records of a content are written: which properties are left out, and the keys of the last record and of the last one inside a list. */
interface Form {
  readonly without: ReadonlySet<string>;
  readonly outer: Keys;
  readonly inner: Keys;
}

function sortedKeys(record: Properties, last: Keys): readonly string[] {
  let count = 0;
  for (const key in record) {
    if (last.came[count] !== key) {
      count = -1;
      break;
    }
    count += 1;
  }
  if (count === last.came.length) return last.sorted;
  last.came = Object.keys(record);
  last.sorted = last.came.toSorted();
  return last.sorted;
}

function textOf(value: unknown, form: Form): string {
  if (typeof value === 'string') return JSON.stringify(value);
  if (Array.isArray(value)) return listText(value, form);
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  return recordText(value as Properties, form, form.inner);
}

function listText(list: readonly unknown[], form: Form): string {
  if (list.length < 2) return list.length === 0 ? '[]' : `[${textOf(list[0], form)}]`;
  const texts = list.map((item) => textOf(item, form));
  return `[${texts.sort().join(',')}]`;
}

/** The properties of a record in order. */
function recordText(record: Properties, form: Form, last: Keys): string {
  let text = '{';
  for (const key of sortedKeys(record, last)) {
    const item = record[key];
    if (item === undefined || (last === form.outer && form.without.has(key))) continue;
    text += item === null ? `"${key}":null,` : `"${key}":${textOf(item, form)},`;
  }
  return `${text}}`;
}

/**
 * One line per record, its id in front, sorted by code unit: the text whose SHA-256 is the digest of a reading. The order of records, of
 * their properties and of lists inside them does not matter. Properties of records named in `without` do not count.
 */
export function contentText(content: Readonly<Record<string, readonly object[]>>, without: readonly string[] = []): string {
  const keys = (): Keys => ({ came: [], sorted: [] });
  const form: Form = { without: new Set(['id', ...without]), outer: keys(), inner: keys() };
  const lines: string[] = [];
  for (const [kind, records] of Object.entries(content)) {
    for (const one of records) {
      const record = one as Properties;
      lines.push(`${textOf(record['id'] ?? '', form)} ${kind} ${recordText(record, form, form.outer)}`);
    }
  }
  return lines.sort().join('\n');
}
