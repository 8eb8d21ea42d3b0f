/** Random values that fit a JSON Schema, and small wounds to them. */
import * as fc from 'fast-check';
import type { JsonSchema } from '../../../schemas/emit.ts';

const day = fc
  .date({ min: new Date('1900-01-01T00:00:00Z'), max: new Date('2199-12-31T00:00:00Z'), noInvalidDate: true })
  .map((date) => date.toISOString().slice(0, 10));

function stringOf(schema: JsonSchema): fc.Arbitrary<unknown> {
  if (schema['format'] === 'date') return day;
  const pattern = schema['pattern'] as string | undefined;
  return pattern === undefined ? fc.string() : fc.stringMatching(new RegExp(pattern, 'u'));
}

function recordOf(schema: JsonSchema): fc.Arbitrary<unknown> {
  const keys = stringOf(schema['propertyNames'] as JsonSchema) as fc.Arbitrary<string>;
  return fc.dictionary(keys, valueOf(schema['additionalProperties'] as JsonSchema), { maxKeys: 2, noNullPrototype: true });
}

function objectOf(schema: JsonSchema): fc.Arbitrary<unknown> {
  if (schema['propertyNames'] !== undefined) return recordOf(schema);
  const properties = Object.fromEntries(Object.entries(schema.properties ?? {}).map(([name, part]) => [name, valueOf(part)]));
  return fc.record(properties, { requiredKeys: schema.required ?? [], noNullPrototype: true });
}

/** A value that the schema accepts. */
export function valueOf(schema: JsonSchema): fc.Arbitrary<unknown> {
  const branches = schema.oneOf ?? schema.anyOf;
  if (branches !== undefined) return fc.oneof(...branches.map((branch) => valueOf(branch)));
  if (schema['const'] !== undefined) return fc.constant(schema['const']);
  if (schema['enum'] !== undefined) return fc.constantFrom(...(schema['enum'] as unknown[]));
  switch (schema.type ?? 'object') {
    case 'string':
      return stringOf(schema);
    case 'integer':
      return fc.integer({ min: Number(schema['minimum'] ?? -5), max: Math.min(Number(schema['maximum'] ?? 5), 2 ** 31) });
    case 'boolean':
      return fc.boolean();
    case 'null':
      return fc.constant(null);
    case 'array': {
      const minLength = Number(schema['minItems'] ?? 0);
      return fc.array(valueOf(schema['items'] as JsonSchema), { minLength, maxLength: minLength + 2 });
    }
    default:
      return objectOf(schema);
  }
}

type Wound = (value: unknown) => unknown;

const junk = fc.constantFrom<unknown>(
  null,
  '',
  'no',
  ' e-1',
  'E-1',
  'é',
  '2026-02-30',
  '2024-02-29',
  '2023-02-29',
  '2026-1-5',
  '0000-01-01',
  '24:00',
  '24:01',
  '1800 SEK',
  '1800.00 SEK',
  'P14D',
  'P14d',
  0,
  -1,
  1.5,
  2 ** 53,
  10_000_001,
  true,
  [],
  {},
  [null],
  { x: 1 },
  'a\nb',
  'x'.repeat(201),
  'x'.repeat(64),
);

function woundAt(value: unknown, path: readonly number[], wound: Wound): unknown {
  const [first, ...rest] = path;
  if (first === undefined || typeof value !== 'object' || value === null) return wound(value);
  const keys = Object.keys(value);
  const key = keys[first % Math.max(1, keys.length)];
  if (key === undefined) return wound(value);
  if (Array.isArray(value)) return value.map((item, index) => (String(index) === key ? woundAt(item, rest, wound) : item));
  return { ...value, [key]: woundAt((value as Record<string, unknown>)[key], rest, wound) };
}

const wound: fc.Arbitrary<Wound> = fc.oneof(
  junk.map((value) => () => value),
  fc
    .constantFrom('extra', 'id', 'kind', 'Name', '', 'constructor')
    .chain((key) =>
      junk.map(
        (value) => (old: unknown) => (typeof old === 'object' && old !== null && !Array.isArray(old) ? { ...old, [key]: value } : value),
      ),
    ),
  fc.nat(20).map((index) => (old: unknown) => {
    if (typeof old !== 'object' || old === null || Array.isArray(old)) return undefinedToNull(old);
    const keys = Object.keys(old);
    return Object.fromEntries(Object.entries(old).filter(([key]) => key !== keys[index % Math.max(1, keys.length)]));
  }),
  fc.constant((old: unknown) => (typeof old === 'string' ? `${old} ` : [old])),
);

function undefinedToNull(value: unknown): unknown {
  return value === undefined ? null : [value, value];
}

/** A value that the schema accepts, with up to two wounds anywhere in it. */
export function woundedOf(schema: JsonSchema): fc.Arbitrary<unknown> {
  const wounds = fc.array(fc.tuple(fc.array(fc.nat(20), { maxLength: 5 }), wound), { maxLength: 2 });
  return fc.tuple(valueOf(schema), wounds).map(([value, list]) => list.reduce((old, [path, make]) => woundAt(old, path, make), value));
}
