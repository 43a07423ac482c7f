import { defineConfig } from 'vitest/config';

/** Folders below the cloud: they know no environment and no servers, so their tests can share a process, and its loaded algorithms. */
const PURE = '{algorithms,expression,geometry,learning,messages,raster,table,values}';
const pure = `functions/shared/${PURE}/**/*.test.ts`;
/** Tests that ask a Terrane, most of them one that they share. */
const integration = ['test/field/**/*.test.ts', 'test/integration/**/*.test.ts'];

export default defineConfig({
  test: {
    exclude: ['**/node_modules/**', 'dist/**'],
    setupFiles: ['test/property-seed.ts'],
    reporters: ['default', './test/summary-reporter.ts'],
    // Most tests compute little, one thing at a time.
    env: { TERRANE_WARM_THREADS: '1' },
    testTimeout: 180_000,
    hookTimeout: 60_000,
    pool: 'forks',
    maxWorkers: 2,
    projects: [
      { extends: true, test: { name: 'pure', include: [pure], isolate: false } },
      {
        extends: true,
        test: {
          name: 'cloud',
          include: ['functions/**/*.test.ts', 'infra/**/*.test.ts', 'test/**/*.test.ts'],
          exclude: ['**/node_modules/**', 'dist/**', pure, ...integration],
        },
      },
      {
        extends: true,
        test: { name: 'integration', include: integration, globalSetup: ['test/integration/shared/start.ts'] },
      },
    ],
  },
});
