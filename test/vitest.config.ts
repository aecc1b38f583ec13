import { join } from 'node:path';
import { defineConfig } from 'vitest/config';

/**
 * `fast`: stories on simulated time, many at once. `wide`: browsers and databases of this machine that
 * wait more than they measure, two files at once. `real`: processes, ports and doors of this machine,
 * one file after the other, because they measure time.
 */
const wide = [
  'test/speech/engines.test.ts',
  'test/speech/prompts.test.ts',
  'test/cloud/**/*.test.ts',
  'test/e2e/screens*.test.ts',
  'test/e2e/no-network.test.ts',
  'test/e2e/package.test.ts',
  'test/e2e/wiring.test.ts',
  'test/e2e/sound.test.ts',
  // It puts another log in the place of a module, which takes modules of its own.
  'test/host/secrecy.test.ts',
];
const real = [
  'test/e2e/**/*.test.ts',
  'test/hardware/real-lines.test.ts',
  'test/hardware/modbus-real.test.ts',
];

export default defineConfig({
  root: join(import.meta.dirname, '..'),
  test: {
    testTimeout: 30_000,
    hookTimeout: 60_000,
    maxWorkers: '100%',
    projects: [
      {
        extends: true,
        test: {
          name: 'fast',
          // Modules are loaded once for each worker, not for each file: nothing here keeps state in them.
          isolate: false,
          include: ['test/**/*.test.ts', 'test/**/*.test.tsx'],
          exclude: [...wide, ...real],
        },
      },
      {
        extends: true,
        test: { name: 'wide', include: wide, testTimeout: 120_000 },
      },
      {
        extends: true,
        test: {
          name: 'real',
          include: real,
          exclude: wide,
          fileParallelism: false,
          testTimeout: 120_000,
        },
      },
    ],
  },
});
