/** JSON Schemas -> the code of their checks made ahead, for the bundle: no compiler at start-up, and only the kinds that are met are loaded. */
import { Ajv } from 'ajv';
import standalone from 'ajv/dist/standalone/index.js';
import { ajvOptions } from './ajv-options.ts';
import { emit, type JsonSchema } from './emit.ts';
import type { Kind } from './places.ts';

/** What tells the branches of a kind apart. */
export interface Branches {
  readonly property: string;
  readonly values: readonly string[];
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

/** Where a kind has branches that one property tells apart (`kind` of a system): that property, and its values in the order of the branches. Null elsewhere. */
export function branchesOf(kind: Kind): Branches | null {
  const { discriminator, oneOf } = emit(kind);
  if (discriminator === undefined || oneOf === undefined) return null;
  const { propertyName: property } = discriminator as { readonly propertyName: string };
  return { property, values: oneOf.map((branch) => String(branch.properties?.[property]?.['const'])) };
}

/** Every branch but one is left with the property that tells it apart, so that paths of errors, which count branches, stay the same. */
function narrowed(schema: JsonSchema, { property, values }: Branches, value: string): JsonSchema {
  const oneOf = (schema.oneOf ?? []).map((branch, index) => {
    const told = branch.properties?.[property];
    return values[index] === value || told === undefined
      ? branch
      : { type: 'object', properties: { [property]: told }, required: [property] };
  });
  return { ...schema, oneOf };
}

/**
 * The text of a CommonJS module that exports the check of one kind, as `checkFor` of `reconciler/load/compile.ts` returns it. It needs
 * nothing but itself. With a `branch` it is only good for values of that branch, and for those of none.
 */
export function precompile(kind: Kind, branch: string | null = null): string {
  const ajv = new Ajv({ ...ajvOptions, code: { source: true, lines: false } });
  const schema = withoutWords(emit(kind));
  const branches = branch === null ? null : branchesOf(kind);
  return standalone.default(ajv, ajv.compile(branch === null || branches === null ? schema : narrowed(schema, branches, branch)));
}
