/** The plan file is closed: what it does not know it refuses, and an edited one is found out. */
import { createHash } from 'node:crypto';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Plan } from '../../../reconciler/model/plan.ts';
import { parsePlan, planId, planJson } from '../../../reconciler/report/json.ts';
import type { Digest } from '../../../schemas/primitives.ts';
import { as, plan } from './sample.ts';

function hash(text: string): Digest {
  return as(createHash('sha256').update(text).digest('hex'));
}

const signed = { ...plan, id: as(planId(plan, hash)) as Digest };

function errorOf(text: string): string {
  const result = parsePlan(text, hash);
  return 'error' in result ? result.error : '';
}

/** The paths of all objects in a value. */
function objectsIn(value: unknown, path: readonly (string | number)[] = []): (readonly (string | number)[])[] {
  if (typeof value !== 'object' || value === null) return [];
  const inner = Array.isArray(value)
    ? value.flatMap((item, index) => objectsIn(item, [...path, index]))
    : Object.entries(value).flatMap(([key, item]) => objectsIn(item, [...path, key]));
  return Array.isArray(value) ? inner : [path, ...inner];
}

function at(value: unknown, path: readonly (string | number)[]): Record<string, unknown> {
  return path.reduce((inner, key) => (inner as never)[key], value) as Record<string, unknown>;
}

/** Objects whose keys are free by design. */
const FREE = /(^|\/)(inputs|values|knownIds|value)$/u;

describe('a plan file', () => {
  it('comes back as the plan that was written', () => {
    expect(parsePlan(planJson(signed), hash)).toEqual(signed);
  });

  it('of the format before there was mail is read as it is', () => {
    const { notices: _none, ...older } = { ...signed, formatVersion: '1.0' as const };
    const first: Plan = { ...older, id: planId(older, hash) as Plan['id'] };

    expect(parsePlan(planJson(first), hash)).toEqual(first);
  });

  it('is the same text for the same plan, whatever the order of its keys', () => {
    const reversed = Object.fromEntries(Object.entries(signed).reverse());

    expect(planJson(as(reversed))).toBe(planJson(signed));
    expect(planJson(signed).endsWith('}\n')).toBe(true);
  });

  it('is refused with an unknown key anywhere', () => {
    for (const path of objectsIn(signed)) {
      if (FREE.test(path.join('/'))) continue;
      const copy = structuredClone(signed);
      at(copy, path)['surplus'] = 1;
      const result = parsePlan(JSON.stringify(copy));
      expect('error' in result ? result.error : '', path.join('/')).toContain('unknown key');
    }
  });

  it('is refused with any required key missing', () => {
    for (const key of Object.keys(signed)) {
      const { [key as 'id']: _gone, ...rest } = signed;
      expect(errorOf(JSON.stringify(rest)), key).toContain(`${key} is missing`);
    }
  });

  it.each([
    ['an instant with a zone', { asOf: '2027-01-04T02:00:00+01:00' }],
    ['a number that JSON cannot hold', { limits: [{ name: 'x', value: 1e300, limit: 1, verdict: 'within' }] }],
    ['a half', { limits: [{ name: 'x', value: 0.5, limit: 1, verdict: 'within' }] }],
    ['a change of an unknown kind', { changes: [{ ...plan.changes[0], kind: 'delete' }] }],
    ['an asset change that names an account', { changes: [{ ...plan.changes[0], kind: 'check-in' }] }],
    ['a digest too short', { id: 'abc' }],
    ['a list where an object belongs', { inputs: [] }],
    ['a word for true', { simulated: 'false' }],
    ['a class that is none', { stops: [{ ...plan.stops[0], class: 'rung' }] }],
    ['a prototype', { inputs: JSON.parse('{"__proto__": "x"}') as object }],
  ])('is refused with %s', (_name, parts) => {
    expect(errorOf(JSON.stringify({ ...signed, ...parts }))).toContain('not the form of a plan');
  });

  it.each([
    ['cut short', planJson(signed).slice(0, -20), 'no JSON'],
    ['empty', '', 'no JSON'],
    ['a page of HTML', '<html>', 'no JSON'],
    ['JSON that is no plan', '[]', 'not the form'],
    ['of a later version', JSON.stringify({ ...signed, formatVersion: '2.0' }), 'another version'],
    ['of a later minor version', JSON.stringify({ ...signed, formatVersion: '1.2' }), 'another version'],
    ['too large', ' '.repeat(20 * 1024 * 1024 + 1), '20 MiB'],
  ])('is refused when it is %s', (_name, text, why) => {
    expect(errorOf(text)).toContain(why);
  });

  it('is found out when it was edited', () => {
    const edited = { ...signed, changes: signed.changes.slice(1) };

    expect(errorOf(JSON.stringify(edited))).toContain('it was changed');
  });

  it('never gives a value back in its error', () => {
    const secret = { ...signed, tool: 7, only: 'zebulon.hemlig@latsas.example' };

    expect(errorOf(JSON.stringify(secret))).not.toContain('zebulon');
  });

  it('never throws, whatever it is given', () => {
    fc.assert(
      fc.property(
        fc.oneof(
          fc.json(),
          fc.string(),
          fc.jsonValue().map((value) => JSON.stringify({ ...signed, changes: value })),
        ),
        (text) => {
          const result = parsePlan(text);
          expect(typeof result).toBe('object');
        },
      ),
    );
  });
});
