/** Test runner: source as it is, no globals, real timers. */
import { availableParallelism } from 'node:os';
import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    exclude: ['test/counterparts/**', '**/node_modules/**'],
    environment: 'node',
    testTimeout: 30_000,
    hookTimeout: 120_000,
    // Much of the time is spent waiting for git and for servers, so that two cores have work for two workers.
    maxWorkers: Math.max(2, availableParallelism() - 1),
    coverage: {
      provider: 'v8',
      include: [
        'reconciler/plan/**',
        'reconciler/observe/{completeness,explained,figures,plausible}.ts',
        'reconciler/record/edit-yaml.ts',
        'reconciler/record/edit-yaml/**',
      ],
      reporter: ['text-summary', ['text', { skipFull: true }], 'json-summary', 'json'],
      thresholds: { branches: 100, functions: 100, lines: 100, statements: 100 },
    },
  },
});
