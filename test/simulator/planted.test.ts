/** Every bug planted in the product is caught by the invariant that is written beside it; the table in docs/safety.md says so. */
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { MUTATIONS } from './mutations.ts';
import { tableOf } from './planted-table.ts';

const PATIENCE = 240_000;
const ROOT = join(import.meta.dirname, '../..');

describe('each bug to plant', () => {
  it.each(MUTATIONS)('$name: its text stands in the product, once', ({ file, find, put }) => {
    expect(readFileSync(join(ROOT, 'reconciler', file), 'utf8').split(find)).toHaveLength(2);
    expect(put).not.toBe(find);
  });
});

it('stands in the table of docs/safety.md', () => {
  expect(readFileSync(join(ROOT, 'docs/safety.md'), 'utf8')).toContain(tableOf(MUTATIONS));
});

it(
  'is caught in its own seed, by the invariant that must catch it',
  () => {
    const { status, stdout } = spawnSync(process.execPath, [join(import.meta.dirname, 'simulate.ts'), '--planted'], { encoding: 'utf8' });

    expect(stdout).toBe(`${tableOf(MUTATIONS)}\n`);
    expect(status).toBe(0);
  },
  PATIENCE,
);
