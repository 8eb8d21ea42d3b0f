/** Complaints of the validator -> problems in our own words: one per mistake, with a "did you mean". */
import type { Kind } from '../../schemas/places.ts';
import type { ShapeError } from './compile.ts';
import { errorAt, partsOf, pointerOf, type TextProblem } from './problem.ts';
import { type SchemaPart, schemaFiles } from './schema-files.ts';
import { didYouMean } from './suggest.ts';
import { actual, expected, typeName } from './words.ts';

/** Words people bring along from other tools. */
const SYNONYMS: Readonly<Record<string, string>> = {
  end: 'lastDay',
  endDate: 'lastDay',
  start: 'firstDay',
  startDate: 'firstDay',
  department: 'unit',
  licenses: 'licences',
  groups: 'grants',
  user: 'login',
  username: 'login',
  assignee: 'holder',
  assetTag: 'id',
};

interface About {
  readonly schema: SchemaPart;
  readonly document: unknown;
}

function valueAt(document: unknown, pointer: string): unknown {
  let value = document;
  for (const part of partsOf(pointer)) value = (value as Record<string, unknown> | null | undefined)?.[part];
  return value;
}

function schemaAt(schema: SchemaPart, path: string): SchemaPart {
  let part: unknown = schema;
  for (const key of partsOf(decodeURIComponent(path.slice(1)))) part = (part as Record<string, unknown> | undefined)?.[key];
  return part ?? {};
}

/** The schema that the complaining keyword stands in. */
function around(about: About, error: ShapeError): SchemaPart {
  return schemaAt(about.schema, error.schemaPath.slice(0, error.schemaPath.lastIndexOf('/')));
}

function example(schema: SchemaPart): string | undefined {
  const first = schema.examples?.[0];
  return typeof first === 'string' || typeof first === 'number' ? `Such as \`${first}\`.` : undefined;
}

/** The word, when it is short and plain enough to be said again. */
function said(value: unknown): string {
  return typeof value === 'string' && /^[A-Za-z0-9-]{1,40}$/u.test(value) ? `\`${value}\`` : 'This';
}

function wrongWord(pointer: string, value: unknown, words: readonly string[]): TextProblem {
  const near = typeof value === 'string' ? didYouMean(value, words) : undefined;
  const hint = near ?? `One of: ${words.join(', ')}.`;
  return errorAt(pointer, 'unknown-word', { message: `${said(value)} is none of the words that can stand here.`, hint });
}

function wrongType(pointer: string, value: unknown, schema: SchemaPart): TextProblem {
  const message = `Expected ${expected(schema)}, but this is ${actual(value)}.`;
  const isText = schema.type === 'string' && (typeof value === 'number' || typeof value === 'boolean');
  const quoted = isText && schema.enum === undefined ? 'Put quotes around it.' : example(schema);
  return errorAt(pointer, value === null ? 'value-missing' : 'wrong-type', { message, hint: quoted });
}

function unknownProperty(about: About, error: ShapeError): TextProblem {
  const name = String(error.params['additionalProperty']);
  const known = Object.keys(around(about, error).properties ?? {});
  const synonym = SYNONYMS[name];
  const near = synonym !== undefined && known.includes(synonym) ? `Did you mean \`${synonym}\`?` : didYouMean(name, known);
  const hint = near ?? (known.length > 12 ? undefined : `Known here: ${known.join(', ')}.`);
  const message = `${said(name)} is no property of this map.`;
  return { ...errorAt(error.instancePath + pointerOf(name), 'unknown-property', { message, hint }), at: 'key' };
}

function missingProperty(about: About, error: ShapeError): TextProblem {
  const name = String(error.params['missingProperty']);
  const schema = around(about, error);
  const words = (schema.oneOf ?? []).map((branch) => branch.properties?.[name]?.const ?? '');
  const hint = words.length > 0 ? `One of: ${words.join(', ')}.` : schema.properties?.[name]?.description;
  return errorAt(error.instancePath, 'missing-property', { message: `\`${name}\` is missing.`, hint });
}

function wrongForm(about: About, error: ShapeError): TextProblem {
  const schema = around(about, error);
  if (schema.format === 'date') {
    const hint = 'A day is written YYYY-MM-DD, such as 2026-12-31.';
    return errorAt(error.instancePath, 'not-a-day', { message: 'This is no day of the calendar.', hint });
  }
  return errorAt(error.instancePath, 'wrong-form', { message: `Expected ${expected(schema)}.`, hint: example(schema) });
}

function wrongKey(about: About, error: ShapeError): TextProblem {
  const name = String(error.params['propertyName']);
  const schema = schemaAt(about.schema, error.schemaPath);
  const message = `The key ${said(name) === 'This' ? '' : `${said(name)} `}cannot stand here: expected ${expected(schema)}.`;
  return { ...errorAt(error.instancePath + pointerOf(name), 'wrong-form', { message }), at: 'key' };
}

function wrongTag(about: About, error: ShapeError): TextProblem | null {
  const tag = String(error.params['tag']);
  const value = error.params['tagValue'] as unknown;
  if (value === undefined) return null;
  const branches = around(about, error).oneOf ?? [];
  const words = branches.map((branch) => branch.properties?.[tag]?.const ?? '');
  return wrongWord(error.instancePath + pointerOf(tag), value, words);
}

const BOUNDS: Readonly<Record<string, (limit: number) => string>> = {
  minimum: (limit) => `The number is too small: at least ${limit}.`,
  maximum: (limit) => `The number is too large: at most ${limit}.`,
  minItems: (limit) => `The list is too short: at least ${limit}.`,
  maxItems: (limit) => `The list is too long: at most ${limit}.`,
};

function describe(about: About, error: ShapeError): TextProblem | null {
  const pointer = error.instancePath;
  const value = valueAt(about.document, pointer);
  switch (error.keyword) {
    case 'additionalProperties':
      return unknownProperty(about, error);
    case 'required':
      return missingProperty(about, error);
    case 'enum':
      return wrongWord(pointer, value, around(about, error).enum ?? []);
    case 'const':
      return wrongWord(pointer, value, [around(about, error).const ?? '']);
    case 'type':
      return wrongType(pointer, value, around(about, error));
    case 'format':
    case 'pattern':
      return wrongForm(about, error);
    case 'propertyNames':
      return wrongKey(about, error);
    case 'discriminator':
      return wrongTag(about, error);
    default: {
      const bound = BOUNDS[error.keyword];
      const message = bound === undefined ? 'This cannot stand here.' : bound(Number(error.params['limit']));
      return errorAt(pointer, 'out-of-bounds', { message });
    }
  }
}

function isWithin(error: ShapeError, path: string): boolean {
  return error.schemaPath.startsWith(`${path}/`);
}

/** One answer for a union: what is wrong within the branch that was meant, else what may stand here. */
function describeUnion(about: About, union: ShapeError, inner: readonly ShapeError[]): readonly TextProblem[] {
  const branches = around(about, union).anyOf ?? [];
  const value = valueAt(about.document, union.instancePath);
  const fits = branches.flatMap((branch, index) => (branch.type === typeName(value) ? [index] : []));
  const [only] = fits;
  if (fits.length === 1 && only !== undefined && typeof value === 'object') {
    return describeAll(
      about,
      inner.filter((error) => isWithin(error, `${union.schemaPath}/${only}`)),
    );
  }
  const words = branches.flatMap((branch) => (branch.const === undefined ? (branch.enum ?? []) : [branch.const]));
  const near = typeof value === 'string' ? didYouMean(value, words) : undefined;
  const what = typeof value === 'object' || fits.length === 0 ? `, but this is ${actual(value)}` : '';
  const code = fits.length === 0 ? 'wrong-type' : 'wrong-form';
  return [errorAt(union.instancePath, code, { message: `Expected ${expected({ anyOf: branches })}${what}.`, hint: near })];
}

function describeAll(about: About, errors: readonly ShapeError[]): readonly TextProblem[] {
  const unions = errors.filter((error) => error.keyword === 'anyOf');
  const outer = unions.filter((error) => !unions.some((other) => other !== error && isWithin(error, other.schemaPath)));
  const problems: TextProblem[] = [];
  for (const error of errors) {
    if (outer.includes(error)) {
      const inner = errors.filter((other) => isWithin(other, error.schemaPath) && other.instancePath.startsWith(error.instancePath));
      problems.push(...describeUnion(about, error, inner));
    }
    if (error.keyword === 'anyOf' || outer.some((union) => isWithin(error, union.schemaPath))) continue;
    if (error.schemaPath.includes('/propertyNames/')) continue;
    const problem = describe(about, error);
    if (problem !== null) problems.push(problem);
  }
  return problems;
}

/** What is wrong with the shape of a document, in the order the validator found it, each place once. */
export function shapeProblems(kind: Kind, document: unknown, errors: readonly ShapeError[]): readonly TextProblem[] {
  const found = describeAll({ schema: schemaFiles[kind], document }, errors);
  const byPlace = new Map(found.map((problem) => [`${problem.pointer} ${problem.code} ${problem.message}`, problem]));
  return [...byPlace.values()];
}
