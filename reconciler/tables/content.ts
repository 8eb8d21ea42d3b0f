/** The one text form of what a reading holds, so that the same content always has the same digest. Pure. */

function textOf(value: unknown): string {
  if (typeof value === 'string') return JSON.stringify(value);
  if (Array.isArray(value)) return `[${value.map(textOf).sort().join(',')}]`;
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  return recordText(value as Readonly<Record<string, unknown>>);
}

/** The properties of a record in order, but for the one that is left out. */
function recordText(record: Readonly<Record<string, unknown>>, without = ''): string {
  let text = '{';
  for (const key of Object.keys(record).sort()) {
    const item = record[key];
    if (item === undefined || key === without) continue;
    text += item === null ? `"${key}":null,` : `"${key}":${textOf(item)},`;
  }
  return `${text}}`;
}

/**
 * One line per record, its id in front, sorted by code unit: the text whose SHA-256 is the digest of a reading. The order of records, of
 * their properties and of lists inside them does not matter.
 */
export function contentText(content: Readonly<Record<string, readonly object[]>>): string {
  const lines: string[] = [];
  for (const [kind, records] of Object.entries(content)) {
    for (const one of records) {
      const record = one as Readonly<Record<string, unknown>>;
      lines.push(`${textOf(record['id'] ?? '')} ${kind} ${recordText(record, 'id')}`);
    }
  }
  return lines.sort().join('\n');
}
