/** The tests that a change is run against, named by the run. */
import process from 'node:process';
import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: JSON.parse(process.env['LASTDAY_MUTATION_TESTS'] ?? '[]') as string[],
    exclude: ['**/propert*.test.ts', '**/hostile*.test.ts', '**/node_modules/**'],
    environment: 'node',
    testTimeout: 30_000,
    // Modules are loaded once for all files of tests, not for each: a change is tried in a second instead of ten.
    isolate: false,
  },
});
