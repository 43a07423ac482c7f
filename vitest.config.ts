import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { defineConfig } from 'vitest/config';
import SlowFirst from './test/slow-first.ts';

// The processes of the tests load what an earlier one has compiled.
process.env['NODE_COMPILE_CACHE'] ??= join(tmpdir(), 'node-compile-cache');

/** Tests that speak to the Firebase emulator suite, in which they run: `npm run test:firebase`. */
const firebase = ['test/firebase/suite/**/*.test.ts', 'infra/firebase/client/**/*.test.ts'];
/** Tests of those who sign in: they share a Terrane that is in their process. */
const signed = [
  'test/integration/access/{buckets,earthengine,expressions,keys,links,methods,official-clients,operations,policies}.test.ts',
];
/** Tests that start servers or change settings that are read once: each file has a process. */
const own = [
  'infra/local/cloud.test.ts',
  'test/{deploy,firebase}/**/*.test.ts',
  'test/integration/access/{attacks,ports}.test.ts',
  'test/integration/batch/faults.test.ts',
  'test/integration/{errors,large-table,limits,observability,signed-in}.test.ts',
  'test/integration/interactive/{calm,large-bodies}.test.ts',
];
/** Tests of one function over a local cloud that is in their process. */
const functions = ['test/integration/batch/*.test.ts', 'test/integration/interactive/{pictures,value}.test.ts'];
/** Tests that share a Terrane in a process of its own. */
const integration = ['test/field/**/*.test.ts', 'test/integration/{*,gdal/*,interactive/*}.test.ts'];
/** What is not a test, or not one of this run. */
const outside = ['**/node_modules/**', 'dist/**', ...firebase];

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
    // All but those of `own` are run by processes that go from one file to the next, and load Terrane and its clients once.
    isolate: false,
    projects: [
      {
        extends: true,
        test: {
          name: 'units',
          include: [
            '{cli,console,scripting}/**/*.test.ts',
            'functions/**/*.test.ts',
            'infra/**/*.test.ts',
            'test/**/*.test.ts',
          ],
          exclude: [...outside, ...own, ...signed, ...functions, ...integration],
          setupFiles: ['test/own-environment.ts'],
        },
      },
      { extends: true, test: { name: 'own', include: own, exclude: outside, isolate: true } },
      { extends: true, test: { name: 'signed', include: signed, exclude: outside } },
      {
        extends: true,
        test: {
          name: 'functions',
          include: functions,
          exclude: [...outside, ...own],
          setupFiles: ['test/own-environment.ts'],
        },
      },
      {
        extends: true,
        test: {
          name: 'integration',
          include: integration,
          exclude: [...outside, ...own, ...functions],
          setupFiles: ['test/own-environment.ts'],
          globalSetup: ['test/integration/shared/start.ts'],
        },
      },
      ...(process.env['FIREBASE_EMULATOR_HUB']
        ? [{ extends: true as const, test: { name: 'firebase', include: firebase } }]
        : []),
    ],
  },
});
