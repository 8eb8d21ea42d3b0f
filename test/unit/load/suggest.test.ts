/** The nearest known word. */
import * as fc from 'fast-check';
import { expect, it } from 'vitest';
import { distance, nearest } from '../../../reconciler/load/suggest.ts';

it.each([
  ['e-1042', 'e-1042', 0],
  ['e-1024', 'e-1042', 1],
  ['manger', 'manager', 1],
  ['relese', 'release', 1],
  ['kitten', 'sitting', 3],
  ['', 'abc', 3],
])('%s to %s takes %i', (a, b, edits) => {
  expect(distance(a, b, 9)).toBe(edits);
});

it('is symmetric, zero only for the same, and never above the longer length', () => {
  const word = fc.string({ maxLength: 12 });
  fc.assert(
    fc.property(word, word, (a, b) => {
      const edits = distance(a, b, 99);

      expect(distance(b, a, 99)).toBe(edits);
      expect(edits === 0).toBe(a === b);
      expect(edits).toBeLessThanOrEqual(Math.max(a.length, b.length));
      expect(distance(a, b, 2)).toBe(Math.min(edits, 3));
    }),
  );
});

it.each([
  ['e-1024', ['e-1042', 'e-2042'], 'e-1042'],
  ['LT-42', ['lt-42'], 'lt-42'],
  ['zzzz', ['e-1042'], null],
  ['ab', ['xy'], null],
  ['e-1', ['e-3', 'e-2'], 'e-2'],
  ['x', [], null],
])('%s among %j is %j', (word, known, expected) => {
  expect(nearest(word, known)).toBe(expected);
});
