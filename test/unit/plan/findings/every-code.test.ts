/** Every finding there is has a rule, an example, the values its sentence needs, and obeys policy. */
import { describe, expect, it } from 'vitest';
import { FINDING_VALUES, FINDING_VARIANTS } from '../../../../reconciler/plan/text-keys.ts';
import { FindingCode } from '../../../../schemas/vocabulary.ts';
import { examples } from './examples.ts';
import { findingsOf, one, only } from './look.ts';

const FORBIDDEN = /annexe|\n|@/u;

describe.each(FindingCode.options)('%s', (code) => {
  const [world, tonight] = examples[code];

  it('is found once in its example, with exactly the values of its sentence', () => {
    const found = one(code, world, tonight);

    expect(Object.keys(found.values).toSorted()).toEqual([...FINDING_VALUES[code]].toSorted());
    expect(found.key.startsWith(`${code}/`)).toBe(true);
    expect(found.because.rule).toMatch(/^[a-z-]+$/u);
    expect(found.because.file).toMatch(/^(state|policies)\/.+\.yaml$/u);
    expect(found.because.line).toBe(0);
    expect(JSON.stringify(found)).not.toMatch(FORBIDDEN);
  });

  it('has a variant that there is a sentence for', () => {
    const variants: Readonly<Record<string, readonly string[]>> = FINDING_VARIANTS;

    const { variant } = one(code, world, tonight).values;

    expect(variants[code]?.includes(variant ?? '') ?? variant === undefined).toBe(true);
  });

  it('is as loud as policy says, and silent when policy switches it off', () => {
    const loud = { ...world, policies: { ...world.policies, drift: { [code]: { severity: 'critical', tell: ['tellme'] } } } };
    const off = { ...world, policies: { ...world.policies, drift: { [code]: { on: false } } } };

    expect(one(code, loud as never, tonight).severity).toBe('critical');
    expect(only(code, off as never, tonight)).toEqual([]);
  });

  it('comes out the same again', () => {
    expect(findingsOf(world, tonight)).toEqual(findingsOf(world, tonight));
  });
});
