/** Definitions -> JSON Schema (draft-07) as editors, ajv and auditors read it. Pure. */
import { z } from 'zod';
import { definitions, type Kind, type Place, places } from './documents.ts';

/** A JSON Schema, or a part of one. */
export interface JsonSchema {
  [keyword: string]: unknown;
  type?: string;
  properties?: Record<string, JsonSchema>;
  required?: string[];
  anyOf?: JsonSchema[];
  oneOf?: JsonSchema[];
}

/** Order of keywords in the emitted text; the rest follows as zod wrote it. */
const FIRST = ['$schema', '$id', 'title', 'description', 'examples', 'type', 'format', 'pattern', 'enum', 'const'];

/** Puts the keywords people read first. Only where keywords stand: names of properties keep the order of the definition. */
function withKeywordsFirst(schema: JsonSchema): JsonSchema {
  const rank = (key: string) => (FIRST.includes(key) ? FIRST.indexOf(key) : FIRST.length);
  const entries = Object.entries(schema).sort(([a], [b]) => rank(a) - rank(b));
  return Object.fromEntries(entries.map(([key, value]) => [key, within(key, value)]));
}

function within(keyword: string, value: unknown): unknown {
  if (keyword === 'properties') {
    return Object.fromEntries(Object.entries(value as Record<string, JsonSchema>).map(([name, part]) => [name, withKeywordsFirst(part)]));
  }
  if (keyword === 'anyOf' || keyword === 'oneOf') return (value as JsonSchema[]).map((part) => withKeywordsFirst(part));
  const isSchema = ['items', 'additionalProperties', 'propertyNames'].includes(keyword) && typeof value === 'object';
  return isSchema ? withKeywordsFirst(value as JsonSchema) : value;
}

function discriminatorOf(definition: z.core.$ZodType): string | null {
  const internals = definition._zod.def;
  return internals.type === 'union' && 'discriminator' in internals ? String(internals.discriminator) : null;
}

/** Makes a discriminated union one that ajv can tell the branch of, so that a wrong word gives one message. */
function discriminate(schema: JsonSchema, property: string): void {
  const branches = schema.oneOf ?? schema.anyOf ?? [];
  Reflect.deleteProperty(schema, 'anyOf');
  schema.type = 'object';
  schema['discriminator'] = { propertyName: property };
  schema.required = [property];
  schema.oneOf = branches;
}

function fieldsOf(place: Place): string {
  return place.folder ? `${place.path}/*.yaml` : place.path;
}

/** The JSON Schema of one kind of file. Property order follows the definition. */
export function emit(kind: Kind): JsonSchema {
  const schema = z.toJSONSchema(definitions[kind], {
    target: 'draft-7',
    io: 'input',
    unrepresentable: 'throw',
    override: ({ zodSchema, jsonSchema }) => {
      const part = jsonSchema as JsonSchema;
      const property = discriminatorOf(zodSchema);
      if (property !== null) discriminate(part, property);
      if (part['format'] === 'date') Reflect.deleteProperty(part, 'pattern');
    },
  }) as JsonSchema;
  schema['$id'] = `https://lastday.example/schemas/${kind}.schema.json`;
  schema['title'] = fieldsOf(places[kind]);
  return withKeywordsFirst(schema);
}

/** The file's text: two spaces, one final line break. */
export function emitText(kind: Kind): string {
  return `${JSON.stringify(emit(kind), null, 2)}\n`;
}

/** Every kind, in the order of the table. */
export function kinds(): readonly Kind[] {
  return Object.keys(places) as Kind[];
}
