/** The checks made ahead of time decide as those compiled at run time. */
import { runInThisContext } from 'node:vm';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { branchCheck } from '../../../reconciler/load/branch-check.ts';
import { type Check, checkFor } from '../../../reconciler/load/compile.ts';
import { emit, kinds } from '../../../schemas/emit.ts';
import { branchesOf, precompile } from '../../../schemas/precompile.ts';
import { woundedOf } from './schema-values.ts';

/** Runs the code as Node runs a CommonJS module. */
function checkFrom(code: string): Check {
  const module: { exports: unknown } = { exports: {} };
  runInThisContext(`(function (module, exports) {${code}\n})`)(module, module.exports);
  return module.exports as Check;
}

it.each(kinds())('need nothing but themselves, and decide and complain alike about %s', (kind) => {
  const code = precompile(kind);
  const before = checkFrom(code);

  expect(code).not.toMatch(/\brequire\(|^import /mu);
  fc.assert(
    fc.property(woundedOf(emit(kind)), (value) => {
      const now = checkFor(kind);

      expect(before(value)).toBe(now(value));
      expect(before.errors ?? []).toEqual(now.errors ?? []);
    }),
    { numRuns: 10 },
  );
});

describe('in parts, one per branch', () => {
  const branches = branchesOf('system') ?? { property: '', values: [] };

  it('a system has one per kind, other files have none', () => {
    expect(branches.property).toBe('kind');
    expect(branches.values).toContain('practice');
    expect(kinds().filter((kind) => branchesOf(kind) !== null)).toEqual(['system']);
  });

  it('each is a fraction of the whole', () => {
    const whole = precompile('system').length;

    for (const value of branches.values) expect(precompile('system', value).length, value).toBeLessThan(whole / 5);
  });

  it('they decide and complain as the whole does, of values of no branch too', () => {
    const parts = branchCheck({ ...branches, load: (value) => checkFrom(precompile('system', value)) });
    const agree = (value: unknown) => {
      const now = checkFor('system');

      expect(parts(value)).toBe(now(value));
      expect(parts.errors ?? []).toEqual(now.errors ?? []);
    };

    for (const value of [
      null,
      'practice',
      {},
      { kind: 7 },
      { kind: 'fax' },
      { kind: '__proto__' },
      ...branches.values.map((kind) => ({ kind })),
    ])
      agree(value);
    fc.assert(fc.property(woundedOf(emit('system')), agree), { numRuns: 100 });
  });
});
