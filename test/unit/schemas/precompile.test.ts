/** The checks made ahead of time decide as those compiled at run time. */
import { runInThisContext } from 'node:vm';
import * as fc from 'fast-check';
import { expect, it } from 'vitest';
import { type Check, checkFor } from '../../../reconciler/load/compile.ts';
import { emit, kinds } from '../../../schemas/emit.ts';
import { precompile } from '../../../schemas/precompile.ts';
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
