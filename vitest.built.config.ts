import { defineConfig } from 'vitest/config';

/**
 * `npm run test:built`: integration tests against the functions as they are deployed (test/deploy/built.ts): built, in processes of their own, with
 * the settings of the cloud's services, for those who sign in.
 *
 * Not those that change settings while the server runs (errors, buckets, signed-in), that look into its process or its store (limits, large-table,
 * calm, pictures, batch/): they need it in their own process.
 */
process.env['TERRANE_TEST_BUILT'] = '1';

export default defineConfig({
  test: {
    include: [
      'test/field/*.test.ts',
      'test/integration/{classification,console,endpoints,freshness,georeference,image-collections,image-download,main-job,manifests,mistakes,recorded,tables,uploads}.test.ts',
      'test/integration/gdal/*.test.ts',
      'test/integration/interactive/{agreement,assets,clients,malformed,project,python-discovery,vector-images}.test.ts',
      'test/integration/access/{expressions,methods,official-clients,operations,policies}.test.ts',
    ],
    setupFiles: ['test/property-seed.ts'],
    globalSetup: ['test/integration/shared/start.ts'],
    reporters: ['default', './test/summary-reporter.ts'],
    testTimeout: 180_000,
    hookTimeout: 120_000,
    pool: 'forks',
    maxWorkers: 2,
  },
});
