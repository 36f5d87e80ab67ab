import { defineConfig } from 'vitest/config';

/** `unit` needs nothing but Node; `integration` starts a real server on a real PostgreSQL. */
export default defineConfig({
  test: {
    projects: [
      {
        test: {
          name: 'unit',
          include: ['{shared,server,electron,renderer,build,faults}/**/*.test.{ts,tsx}'],
          exclude: ['**/*.integration.test.ts', '**/node_modules/**'],
          isolate: false,
          setupFiles: 'testing/fresh-file.ts',
          // Property tests take seconds on a busy machine; how long they take decides nothing.
          testTimeout: 60_000,
        },
      },
      {
        test: {
          name: 'integration',
          include: ['{server,renderer,build,faults}/**/*.integration.test.ts'],
          testTimeout: 120_000,
          hookTimeout: 120_000,
          fileParallelism: false,
        },
      },
    ],
  },
});
