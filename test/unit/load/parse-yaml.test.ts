/** The strict reader against the library it rests on: what it accepts means the same, and nothing makes it throw. */
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { parseYaml } from '../../../reconciler/load/parse-yaml.ts';
import { WORLD } from './world.ts';

const TEXTS = Object.values(WORLD);
const PIECES = [
  '\n',
  ' ',
  '  ',
  '- ',
  ': ',
  ':',
  '"',
  "'",
  '{',
  '}',
  '[',
  ']',
  ', ',
  '#',
  '&a',
  '*a',
  '!t',
  '<<',
  '|',
  '>',
  '%',
  '0',
  '01',
  '1.5',
  'null',
  'true',
  '~',
  '\t',
  '---\n',
  '...\n',
  'é',
  '\\',
  '@',
  '?',
  '\r\n',
  '2026-12-31',
  '=',
  '_',
];

const wounded = fc
  .tuple(fc.constantFrom(...TEXTS), fc.array(fc.tuple(fc.nat(), fc.nat(3), fc.constantFrom(...PIECES)), { minLength: 1, maxLength: 4 }))
  .map(([text, wounds]) =>
    wounds.reduce((old, [at, cut, piece]) => {
      const place = at % (old.length + 1);
      return `${old.slice(0, place)}${piece}${old.slice(place + cut)}`;
    }, text),
  );

it('reads whatever it accepts as the library reads it, in the core schema', () => {
  let accepted = 0;
  let refused = 0;
  fc.assert(
    fc.property(wounded, (text) => {
      const parsed = parseYaml(text);
      if ('problems' in parsed) {
        refused += 1;
        expect(parsed.problems.length).toBeGreaterThan(0);
        return;
      }
      accepted += 1;
      expect(parsed.value).toEqual(parse(text, { schema: 'core', version: '1.2', merge: false, stringKeys: true }));
    }),
    { numRuns: 1500 },
  );
  expect(accepted).toBeGreaterThan(100);
  expect(refused).toBeGreaterThan(100);
});

it('never throws, and every refusal has a code, a sentence and a place', () => {
  const text = fc.oneof(fc.string({ unit: 'binary' }), fc.string({ unit: fc.constantFrom(...PIECES) }));
  fc.assert(
    fc.property(text, (some) => {
      const parsed = parseYaml(some);
      for (const { code, message, offset } of 'problems' in parsed ? parsed.problems : []) {
        expect(code).toMatch(/^[a-z0-9-]+$/u);
        expect(message).toMatch(/\.$/u);
        expect(offset ?? 0).toBeLessThanOrEqual(some.length);
      }
    }),
    { numRuns: 1500 },
  );
});

describe('values', () => {
  it.each([
    ['a: 0\n', { a: 0 }],
    ['a: -7\n', { a: -7 }],
    ['a: 9007199254740991\n', { a: 9007199254740991 }],
    ['a: "0012345"\n', { a: '0012345' }],
    ['a: 12:30:45\n', { a: '12:30:45' }],
    ['a: 2026-12-31\n', { a: '2026-12-31' }],
    ['a: no\nb: off\nc: y\n', { a: 'no', b: 'off', c: 'y' }],
    ['a: true\nb: null\nc:\n', { a: true, b: null, c: null }],
    ['1001: x\ntrue: y\n', { '1001': 'x', true: 'y' }],
    ['a: 1800.00 SEK\n', { a: '1800.00 SEK' }],
    ['a: hello_world_1\n', { a: 'hello_world_1' }],
    ['a: |\n  one\n  two\n', { a: 'one\ntwo\n' }],
  ])('%j', (text, value) => {
    expect(parseYaml(text)).toEqual({ value });
  });
});

it('says every duplicate key at once', () => {
  const parsed = parseYaml('a: 1\na: 2\nb: 3\nb: 4\n');

  expect('problems' in parsed ? parsed.problems.map((one) => [one.code, one.offset]) : []).toEqual([
    ['duplicate-key', 5],
    ['duplicate-key', 15],
  ]);
});

it('stays quick on hostile input', () => {
  const start = performance.now();
  for (const text of [
    `${'- '.repeat(50_000)}\n`,
    `${'['.repeat(50_000)}\n`,
    `${'a: {'.repeat(5000)}\n`,
    `a: "${'\\x41'.repeat(100_000)}"\n`,
    `${'? '.repeat(20_000)}\n`,
    `a: ${'9'.repeat(200_000)}\n`,
  ])
    parseYaml(text);

  expect(performance.now() - start).toBeLessThan(5000);
});
