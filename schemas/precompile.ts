/** JSON Schemas -> the code of their checks made ahead, for the bundle: no compiler at start-up, and only the kinds that are met are loaded. */
import { Ajv } from 'ajv';
import standalone from 'ajv/dist/standalone/index.js';
import { ajvOptions } from './ajv-options.ts';
import { emit, type JsonSchema } from './emit.ts';
import type { Kind } from './places.ts';

/** What people read is left out of the code; where keywords stand, paths of errors stay the same. */
function withoutWords(schema: JsonSchema): JsonSchema {
  const { description: _description, examples: _examples, title: _title, ...rest } = schema;
  return Object.fromEntries(Object.entries(rest).map(([keyword, value]) => [keyword, withinKeyword(keyword, value)]));
}

function withinKeyword(keyword: string, value: unknown): unknown {
  if (keyword === 'properties') {
    return Object.fromEntries(Object.entries(value as Record<string, JsonSchema>).map(([name, part]) => [name, withoutWords(part)]));
  }
  if (Array.isArray(value)) return keyword === 'anyOf' || keyword === 'oneOf' ? value.map((part: JsonSchema) => withoutWords(part)) : value;
  return typeof value === 'object' && value !== null && keyword !== 'discriminator' ? withoutWords(value as JsonSchema) : value;
}

/** The text of a CommonJS module that exports the check of one kind, as `checkFor` of `reconciler/load/compile.ts` returns it. It needs nothing but itself. */
export function precompile(kind: Kind): string {
  const ajv = new Ajv({ ...ajvOptions, code: { source: true, lines: false } });
  return standalone.default(ajv, ajv.compile(withoutWords(emit(kind))));
}
