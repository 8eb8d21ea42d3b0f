/** What one list has and another lacks. */
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { lackedBy } from '../../../reconciler/plan/differences.ts';

const lists = fc.array(fc.integer({ min: 0, max: 40 }), { maxLength: 40 });

describe('lackedBy', () => {
  it('is the difference of the two, each item once, in the order of the list', () => {
    fc.assert(
      fc.property(lists, lists, (other, list) => {
        expect(lackedBy(other, list)).toEqual([...new Set(list)].filter((item) => !other.includes(item)));
      }),
    );
  });
});
