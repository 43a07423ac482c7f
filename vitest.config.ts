import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { defineConfig } from 'vitest/config';
import SlowFirst from './test/slow-first.ts';

// The processes of the tests load what an earlier one has compiled.
process.env['NODE_COMPILE_CACHE'] ??= join(tmpdir(), 'node-compile-cache');

/** Folders below the cloud: they know no environment and no servers, so their tests can share a process, and its loaded algorithms. */
const PURE = '{algorithms,expression,geometry,learning,messages,raster,table,values}';
const pure = `functions/shared/${PURE}/**/*.test.ts`;
/** Tests that speak to the Firebase emulator suite, in which they run: `npm run test:firebase`. */
const firebase = ['test/firebase/suite/**/*.test.ts', 'infra/firebase/client/**/*.test.ts'];
/** Tests of those who sign in: they share a Terrane that is in their process. */
const signed = 'test/integration/access/{buckets,expressions,methods,official-clients,operations,policies}.test.ts';
/** Where the tests are that share a Terrane, beside some that need their own. */
const integration = ['test/field/**/*.test.ts', 'test/integration/{*,gdal/*,interactive/*}.test.ts'];

export default defineConfig({
  test: {
    exclude: ['**/node_modules/**', 'dist/**'],
    setupFiles: ['test/property-seed.ts'],
    reporters: ['default', './test/summary-reporter.ts'],
    // Most tests compute little, one thing at a time; those that read log lines switch them on.
    env: { TERRANE_WARM_THREADS: '1', TERRANE_LOG: 'off' },
    testTimeout: 180_000,
    hookTimeout: 60_000,
    pool: 'forks',
    maxWorkers: 2,
    sequence: { sequencer: SlowFirst },
    projects: [
      { extends: true, test: { name: 'pure', include: [pure], isolate: false } },
      {
        extends: true,
        test: {
          name: 'cloud',
          include: ['console/**/*.test.ts', 'functions/**/*.test.ts', 'infra/**/*.test.ts', 'test/**/*.test.ts'],
          exclude: ['**/node_modules/**', 'dist/**', pure, signed, ...integration, ...firebase],
        },
      },
      { extends: true, test: { name: 'signed', include: [signed], isolate: false } },
      {
        extends: true,
        test: { name: 'integration', include: integration, globalSetup: ['test/integration/shared/start.ts'] },
      },
      ...(process.env['FIREBASE_EMULATOR_HUB']
        ? [{ extends: true as const, test: { name: 'firebase', include: firebase } }]
        : []),
    ],
  },
});
