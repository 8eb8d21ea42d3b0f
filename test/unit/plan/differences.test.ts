/** What one list has and another lacks. */
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { lackedBy } from '../../../reconciler/plan/differences.ts';

const lists = fc.array(fc.integer({ min: 0, max: 40 }), { maxLength: 40 });

describe('lackedBy', () => {
  it.each<[string, number[], number[], number[]]>([
    ['an empty list', [1], [], []],
    ['nothing that the other lacks', [1, 2], [2, 1], []],
    ['one item, said twice', [1], [2, 1, 2], [2]],
    ['several items', [], [3, 1, 3, 2], [3, 1, 2]],
    ['much to compare with', Array.from({ length: 40 }, (_, n) => n), [41, 3, 40], [41, 40]],
  ])('%s', (_name, other, list, expected) => {
    expect(lackedBy(other, list)).toEqual(expected);
  });

  it('is the difference of the two, each item once, in the order of the list', () => {
    fc.assert(
      fc.property(lists, lists, (other, list) => {
        expect(lackedBy(other, list)).toEqual([...new Set(list)].filter((item) => !other.includes(item)));
      }),
    );
  });
});
