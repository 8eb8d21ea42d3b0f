import { describe, expect, it } from 'vitest';
import { classOf } from '../../../reconciler/plan/classify.ts';
import type { Instant } from '../../../schemas/primitives.ts';
import { at, makeInput, published } from './world.ts';

const CUT_OFF = at('2027-01-03');
const about = { person: 'e-1' as never, cause: 'spell:2027-01-03', cutOff: CUT_OFF };

describe('class of a cut-off, by since when it has stood published', () => {
  it.each([
    ['2026-12-28T01:00:00Z', 'known'],
    ['2026-12-28T01:00:01Z', 'fresh'],
    ['2027-01-03T13:00:00Z', 'fresh'],
    ['2027-01-03T13:00:01Z', 'surprise'],
  ])('%s: %s', (since, expected) => {
    const memory = { published: published({ ...about, person: 'e-1', since: since as Instant }) };

    expect(classOf(makeInput({ memory }), about)).toBe(expected);
  });

  it('is a surprise when nothing, or another instant, was published', () => {
    const other = published({ ...about, person: 'e-1', cutOff: at('2027-01-02'), since: '2026-01-01T00:00:00Z' as Instant });

    expect(classOf(makeInput(), about)).toBe('surprise');
    expect(classOf(makeInput({ memory: { published: other } }), about)).toBe('surprise');
  });
});
