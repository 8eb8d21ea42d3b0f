/** The checks made ahead of time decide as those compiled at run time. */
import * as fc from 'fast-check';
import { beforeAll, expect, it } from 'vitest';
import { type Check, checkFor } from '../../../reconciler/load/compile.ts';
import { emit, kinds } from '../../../schemas/emit.ts';
import type { Kind } from '../../../schemas/places.ts';
import { precompile } from '../../../schemas/precompile.ts';
import { woundedOf } from './schema-values.ts';

let ahead: (kind: Kind) => Check;
let code: string;

beforeAll(async () => {
  code = precompile();
  const module: { checkFor: (kind: Kind) => Check } = await import(
    /* @vite-ignore */ `data:text/javascript;base64,${Buffer.from(code).toString('base64')}`
  );
  ahead = module.checkFor;
});

it('needs nothing but itself', () => {
  expect(code).not.toMatch(/\brequire\(|^import /mu);
});

it.each(kinds())('decides and complains alike about %s', (kind) => {
  fc.assert(
    fc.property(woundedOf(emit(kind)), (value) => {
      const now = checkFor(kind);
      const before = ahead(kind);

      expect(before(value)).toBe(now(value));
      expect(before.errors ?? []).toEqual(now.errors ?? []);
    }),
    { numRuns: 10 },
  );
});
