/** What a value is called in messages: the words for types and patterns of the schemas. */
import type { SchemaPart } from './schema-files.ts';

const TYPES: Readonly<Record<string, string>> = {
  string: 'text',
  integer: 'a whole number',
  number: 'a number',
  boolean: '`true` or `false`',
  null: '`null`',
  array: 'a list',
  object: 'a map',
};

/** What a pattern asks for, by its first characters or as a whole. */
const PATTERNS: readonly (readonly [pattern: string, words: string])[] = [
  ['^[a-z0-9][a-z0-9-]{0,62}$', 'an id: lower-case letters, digits and hyphens'],
  ['^[A-Za-z0-9][A-Za-z0-9-]{0,62}$', 'an asset tag: letters, digits and hyphens'],
  ['^-?(0|[1-9]', 'an amount with two decimals and its currency'],
  ['^P[0-9]{1,4}[DWM]$', 'a length of time in days, weeks or months'],
  ['^PT[0-9]{1,3}H$', 'a length of time in hours'],
  ['^(([01][0-9]|2[0-3]):', 'a time of day'],
  ['^[A-Z][A-Za-z0-9_+-]', 'the name of a time zone'],
  ['^[A-Z]{2}$', 'a country by its two capitals'],
  ['^[A-Z]{3}$', 'a currency by its three capitals'],
  ['^[0-9a-f]{64}$', 'a digest of 64 hexadecimal digits'],
  ['^([0-9a-f]{40}', 'the id of a commit'],
  ['^.{1,200}$', 'one line of at most 200 characters'],
  ['^[A-Za-z0-9][A-Za-z0-9._/-]{0,62}$', 'a reference without spaces, never a sentence'],
  ["^[A-Za-z0-9._%+'-]", 'an e-mail address'],
  ['^[^\\s]', 'text on one line without spaces at its ends'],
  ['^(weekdays|everyday)', 'working hours'],
  ['^(leaver|manager', 'leaver, manager, successor, holder or desk:<id>'],
  ['^(lastDay|notice', 'lastDay, notice or deviceDay, with a length of time before or after'],
  ['^(auto:', 'auto:<event>, issue or file'],
  ['^[A-Za-z0-9-]{1,60}\\/', 'a team as organisation/team'],
];

function listed(words: readonly string[]): string {
  return words.length < 2 ? words.join('') : `${words.slice(0, -1).join(', ')} or ${words.at(-1)}`;
}

/** What may stand where this schema applies, as the object of "expected". */
export function expected(schema: SchemaPart): string {
  const branches = schema.anyOf ?? [];
  if (branches.length > 0) return listed(branches.map((branch) => expected(branch)));
  if (schema.const !== undefined) return `\`${schema.const}\``;
  if (schema.enum !== undefined) return listed(schema.enum.map((word) => `\`${word}\``));
  if (schema.format === 'date') return 'a day';
  const { pattern } = schema;
  if (pattern !== undefined) return PATTERNS.find(([start]) => pattern.startsWith(start))?.[1] ?? 'text of another form';
  const keys = Object.keys(schema.properties ?? {});
  if (schema.type === 'object' && keys.length > 0 && keys.length < 6) return `a map with ${listed(keys.map((key) => `\`${key}\``))}`;
  return TYPES[schema.type ?? ''] ?? 'something else';
}

/** What a value is, as the subject of "this is". */
export function actual(value: unknown): string {
  if (value === null) return 'nothing';
  if (Array.isArray(value)) return 'a list';
  if (typeof value === 'object') return 'a map';
  return { string: 'text', number: 'a number', boolean: '`true` or `false`' }[typeof value as string] ?? 'something else';
}

/** The type of a value in the words of JSON Schema. */
export function typeName(value: unknown): string {
  if (value === null) return 'null';
  if (Array.isArray(value)) return 'array';
  return typeof value === 'number' ? 'integer' : typeof value;
}
