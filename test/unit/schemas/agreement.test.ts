/** The JSON Schemas decide as the definitions do. */
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { checkFor } from '../../../reconciler/load/compile.ts';
import { DAY } from '../../../schemas/day-format.ts';
import { definitions } from '../../../schemas/documents.ts';
import { emit, kinds } from '../../../schemas/emit.ts';
import { Day } from '../../../schemas/primitives.ts';
import { valueOf, woundedOf } from './schema-values.ts';

const RUNS = 200;

describe.each(kinds())('%s', (kind) => {
  const schema = emit(kind);

  it('accepts what it describes', () => {
    fc.assert(
      fc.property(valueOf(schema), (value) => {
        expect(checkFor(kind)(value)).toBe(true);
        expect(definitions[kind].safeParse(value).success).toBe(true);
      }),
      { numRuns: 50 },
    );
  });

  it('gives the same verdict as the definition on wounded documents', () => {
    let refused = 0;
    fc.assert(
      fc.property(woundedOf(schema), (value) => {
        const isValid = checkFor(kind)(value);
        if (!isValid) refused += 1;
        expect({ value, isValid }).toEqual({ value, isValid: definitions[kind].safeParse(value).success });
      }),
      { numRuns: RUNS },
    );
    expect(refused).toBeGreaterThan(RUNS / 5);
    expect(refused).toBeLessThan(RUNS);
  });
});

describe('days', () => {
  it('agrees with the definition on every month and day of years that end in anything', () => {
    const differing: string[] = [];
    const pad = (number: number, width: number) => String(number).padStart(width, '0');
    for (const year of [0, 1, 4, 100, 400, 1600, 1700, 1900, 2000, 2023, 2024, 2026, 2100, 2400, 9996, 9999]) {
      for (let month = 0; month <= 13; month += 1) {
        for (let day = 0; day <= 32; day += 1) {
          const text = `${pad(year, 4)}-${pad(month, 2)}-${pad(day, 2)}`;
          if (DAY.test(text) !== Day.safeParse(text).success) differing.push(text);
        }
      }
    }

    expect(differing).toEqual([]);
  });

  it.each(['2026-1-05', '26-01-05', '2026-01-05 ', '2026-01-05T00:00', '２026-01-05', '2026-02-29', ''])(
    'refuses %j as the definition does',
    (text) => {
      expect(DAY.test(text)).toBe(false);
      expect(Day.safeParse(text).success).toBe(false);
    },
  );
});
