import { join } from 'node:path';
import { defineConfig } from 'vitest/config';

/**
 * `fast`: stories on simulated time, many at once. `real`: processes, ports, browsers and databases
 * of this machine, one file after the other, because they measure time.
 */
const real = [
  'test/e2e/**',
  'test/cloud/**',
  'test/hardware/real-lines.test.ts',
  'test/hardware/modbus-real.test.ts',
];

export default defineConfig({
  root: join(import.meta.dirname, '..'),
  test: {
    testTimeout: 30_000,
    hookTimeout: 60_000,
    projects: [
      {
        extends: true,
        test: {
          name: 'fast',
          include: ['test/**/*.test.ts', 'test/**/*.test.tsx'],
          exclude: real,
        },
      },
      {
        extends: true,
        test: {
          name: 'real',
          include: real.map((place) => place.replace(/\*\*$/, '**/*.test.ts')),
          fileParallelism: false,
          testTimeout: 120_000,
        },
      },
    ],
  },
});
