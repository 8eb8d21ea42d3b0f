/** The one text form of what a reading holds, so that the same content always has the same digest. Pure. */

function textOf(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(textOf).sort().join(',')}]`;
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  const entries = Object.entries(value).filter(([, item]) => item !== undefined);
  entries.sort(([a], [b]) => (a < b ? -1 : 1));
  return `{${entries.map(([key, item]) => `${JSON.stringify(key)}:${textOf(item)}`).join(',')}}`;
}

/** One line per record, sorted by code unit: the text whose SHA-256 is the digest of a reading. The order of records and of lists inside them does not matter. */
export function contentText(content: Readonly<Record<string, readonly object[]>>): string {
  const lines: string[] = [];
  for (const [kind, records] of Object.entries(content)) for (const one of records) lines.push(`${kind} ${textOf(one)}`);
  return lines.sort().join('\n');
}
