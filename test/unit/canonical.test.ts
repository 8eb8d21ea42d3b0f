/** The one JSON form that digests are made of. */
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { canonicalJson } from '../../reconciler/canonical.ts';

/** The same by the shortest way: what the definition says, without a thought for speed. */
function byDefinition(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map((item) => byDefinition(item ?? null)).join(',')}]`;
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  const entries = Object.entries(value).filter(([, item]) => item !== undefined);
  entries.sort(([a], [b]) => (a < b ? -1 : 1));
  return `{${entries.map(([key, item]) => `${JSON.stringify(key)}:${byDefinition(item)}`).join(',')}}`;
}

const values = fc.letrec((tie) => ({
  value: fc.oneof(
    { maxDepth: 4 },
    fc.string({ unit: 'binary' }),
    fc.maxSafeInteger(),
    fc.boolean(),
    fc.constantFrom(null, undefined),
    fc.array(tie('value'), { maxLength: 4 }),
    fc.dictionary(fc.string(), tie('value'), { maxKeys: 5 }),
    fc.dictionary(fc.string(), fc.string(), { maxKeys: 5 }),
  ),
})).value;

describe('canonical JSON', () => {
  it('is what its definition says, whatever the value', () => {
    fc.assert(
      fc.property(values, (value) => {
        expect(canonicalJson({ value })).toBe(byDefinition({ value }));
      }),
    );
  });

  it.each([
    ['keys in another order', { b: 1, a: 'x' }, '{"a":"x","b":1}'],
    ['keys that look like numbers', { '10': 'a', '9': 'b', x: 'c' }, '{"10":"a","9":"b","x":"c"}'],
    ['only undefined properties', { a: undefined }, '{}'],
    ['undefined in a list', [undefined, 1], '[null,1]'],
    ['an empty record', {}, '{}'],
  ])('writes %s', (_, value, text) => {
    expect(canonicalJson(value)).toBe(text);
  });

  it.each([[1.5], [Number.NaN], [2 ** 53], [() => 1], [{ a: 1n }]])('refuses %s', (value) => {
    expect(() => canonicalJson(value)).toThrow(TypeError);
  });
});
