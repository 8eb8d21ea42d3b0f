/** What is committed is what the definitions say; and every property explains itself. */
import { readdirSync, readFileSync } from 'node:fs';
import { Ajv } from 'ajv';
import { describe, expect, it } from 'vitest';
import { ajvOptions } from '../../../schemas/ajv-options.ts';
import { fileReference } from '../../../schemas/describe.ts';
import { places } from '../../../schemas/documents.ts';
import { emit, emitText, type JsonSchema, kinds } from '../../../schemas/emit.ts';

const root = new URL('../../../', import.meta.url);

function* propertiesOf(schema: JsonSchema, path: string): Generator<readonly [path: string, JsonSchema]> {
  for (const [name, part] of Object.entries(schema.properties ?? {})) {
    yield [`${path}/${name}`, part];
    yield* propertiesOf(part, `${path}/${name}`);
  }
  for (const [index, branch] of [...(schema.oneOf ?? []), ...(schema.anyOf ?? [])].entries())
    yield* propertiesOf(branch, `${path}|${index}`);
  for (const keyword of ['items', 'additionalProperties']) {
    const part = schema[keyword];
    if (typeof part === 'object') yield* propertiesOf(part as JsonSchema, `${path}/*`);
  }
}

describe('committed files', () => {
  it.each(kinds())('holds the schema of %s as it is generated', (kind) => {
    const committed = readFileSync(new URL(`schemas/json/${kind}.schema.json`, root), 'utf8');

    expect(committed, 'run `npm run schemas`').toBe(emitText(kind));
  });

  it('holds no schema of a kind that is gone', () => {
    const files = readdirSync(new URL('schemas/json/', root));

    expect(files.toSorted()).toEqual(
      kinds()
        .map((kind) => `${kind}.schema.json`)
        .toSorted(),
    );
  });

  it('holds the reference as it is generated', () => {
    expect(readFileSync(new URL('docs/files.md', root), 'utf8'), 'run `npm run schemas`').toBe(fileReference());
  });

  it('names every property of every kind in the reference', () => {
    const reference = fileReference();

    for (const kind of kinds()) {
      expect(reference).toContain(places[kind].path);
      for (const [path] of propertiesOf(emit(kind), '')) expect(reference).toContain(`${path.split('/').at(-1)}\``);
    }
  });
});

describe.each(kinds())('%s', (kind) => {
  const properties = [...propertiesOf(emit(kind), '')];

  it('has a description and an example for every property', () => {
    const silent = properties.filter(([, part]) => {
      const { description, examples } = part as { description?: string; examples?: unknown[] };
      return description === undefined || description.length < 3 || examples?.length !== 1;
    });

    expect(properties.length).toBeGreaterThan(0);
    expect(silent.map(([path]) => path)).toEqual([]);
  });

  it('has examples that fit their own schema', () => {
    const ajv = new Ajv(ajvOptions);
    const wrong = properties.filter(([, part]) => !ajv.validate(part, (part['examples'] as unknown[])[0]));

    expect(wrong.map(([path]) => path)).toEqual([]);
  });

  it('is closed: every map names its properties or the form of its keys', () => {
    const open = properties.filter(
      ([, part]) => part.type === 'object' && part['oneOf'] === undefined && part['additionalProperties'] === undefined,
    );

    expect(open.map(([path]) => path)).toEqual([]);
  });

  it('uses no pattern that only a program can read for days', () => {
    expect(emitText(kind)).not.toContain('[13579][26]');
  });
});
