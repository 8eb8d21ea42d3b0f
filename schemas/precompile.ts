/** JSON Schemas -> the code of `reconciler/load/compile.ts` made ahead, for the bundle: no compiler at start-up. */
import { Ajv } from 'ajv';
import standalone from 'ajv/dist/standalone/index.js';
import { ajvOptions } from './ajv-options.ts';
import { emit, type JsonSchema, kinds } from './emit.ts';

function nameOf(kind: string): string {
  return `check_${kind.replaceAll('-', '_')}`;
}

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

/** The text of an ES module that exports `checkFor(kind)` as `compile.ts` does. It imports nothing. */
export function precompile(): string {
  const ajv = new Ajv({ ...ajvOptions, code: { source: true, esm: true, lines: false } });
  const names: Record<string, string> = {};
  for (const kind of kinds()) {
    const schema = withoutWords(emit(kind));
    ajv.addSchema(schema);
    names[nameOf(kind)] = String(schema['$id']);
  }
  const code = standalone.default(ajv, names);
  const table = kinds().map((kind) => `${JSON.stringify(kind)}:${nameOf(kind)}`);
  return `${code}\nconst checks={${table.join(',')}};\nexport function checkFor(kind){return checks[kind]}\n`;
}
