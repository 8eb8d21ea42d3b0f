/** Bugs planted in a copy of the product are found; all of them with `npm run simulate -- --planted`. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { MUTATIONS } from './mutations.ts';
import { catchBug } from './planted.ts';

const PATIENCE = 240_000;
const PRODUCT = join(import.meta.dirname, '../../reconciler');

describe('each bug to plant', () => {
  it.each(MUTATIONS)('$name: its text stands in the product, once', ({ file, find, put }) => {
    expect(readFileSync(join(PRODUCT, file), 'utf8').split(find)).toHaveLength(2);
    expect(put).not.toBe(find);
  });
});

// Those that the first seeds find: the whole table takes too long for every change.
it.each([
  ['no nonce in the lock', 'I6'],
  ['complete by the end of the rows only', 'I5'],
  ['the cut-off is a day early', 'I1'],
  ['a hold keeps a sign-in open', 'I3'],
])(
  '%s breaks %s',
  async (name, invariant) => {
    const mutation = MUTATIONS.find((one) => one.name === name);
    if (mutation === undefined) throw new Error(`there is no bug ${name}`);

    expect((await catchBug(mutation, { from: 1, most: 60 })).trouble).toMatch(new RegExp(`^${invariant} `, 'u'));
  },
  PATIENCE,
);
