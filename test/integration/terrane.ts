import { randomUUID } from 'node:crypto';
import { inject } from 'vitest';
import { storage } from '../../functions/shared/google/storage.ts';
import { ApiClient, type Operation } from '../../infra/local/api-client.ts';
import { DEMO_PROJECT, installSamples } from '../../infra/local/samples.ts';
import { BUCKET } from './shared/bucket.ts';
import { download } from './shared/download.ts';

export { BUCKET };

/** Terrane, in memory. */
export interface TestTerrane {
  readonly url: string;
  readonly api: ApiClient;
  /** The reply of value:compute. */
  compute(node: object, values?: object): Promise<unknown>;
  /** Exports an image to a bucket, waits, and gives the file. */
  export(node: object, options?: object): Promise<Uint8Array>;
  /** A map tile of an image. */
  tile(node: object, zoom: number, x: number, y: number): Promise<Uint8Array>;
}

/** A Terrane for the tests of one file. */
export interface OwnTerrane extends TestTerrane {
  stop(): Promise<void>;
}

/**
 * The Terrane that test files share, with the default settings; other files are asking it at the same time. What a file makes has a name, or
 * is in a project, that no other file uses. The clients of this process are pointed at its cloud.
 */
export function sharedTerrane(): TestTerrane {
  const { url, env } = inject('terrane');
  Object.assign(process.env, env);
  return testTerrane(url);
}

/**
 * Starts a Terrane in this process, which goes by the environment that the file has set; with TERRANE_TEST_BUILT the one that is deployed. It has
 * no assets.
 */
export async function startTerrane(): Promise<OwnTerrane> {
  process.env['TERRANE_LOG'] ??= 'off';
  const terrane = await (process.env['TERRANE_TEST_BUILT'] ? startAsDeployed() : startHere());
  await storage().createBucket(BUCKET);
  return { ...testTerrane(terrane.url), stop: terrane.stop };
}

/** Starts a Terrane as `startTerrane` does, and imports the samples. */
export async function startWithSamples(): Promise<OwnTerrane> {
  const terrane = await startTerrane();
  await installSamples(terrane.url);
  return terrane;
}

async function startHere() {
  const { serveTerrane } = await import('../../infra/local/serve.ts');
  return serveTerrane();
}

async function startAsDeployed() {
  const { startBuilt } = await import('../deploy/built.ts');
  const own = Object.entries(process.env).filter(([name]) => /^TERRANE_(?!TEST_|WARM_THREADS)/.test(name));
  const terrane = await startBuilt(Object.fromEntries(own) as Record<string, string>);
  Object.assign(process.env, terrane.env);
  return terrane;
}

function testTerrane(url: string): TestTerrane {
  const api = new ApiClient(url, DEMO_PROJECT);
  const project = `projects/${DEMO_PROJECT}`;
  return {
    url,
    api,
    async compute(node, values = {}) {
      const expression = { result: 'result', values: { ...values, result: node } };
      return (await api.post<{ result: unknown }>(`${project}/value:compute`, { expression })).result;
    },
    async export(node, options = {}) {
      const filenamePrefix = `export-${randomUUID()}`;
      const operation = await api.post<Operation>(`${project}/image:export`, {
        expression: { result: '0', values: { 0: node } },
        fileExportOptions: {
          fileFormat: 'GEO_TIFF',
          cloudStorageDestination: { bucket: BUCKET, filenamePrefix },
          ...options,
        },
      });
      await api.finish(operation);
      return download(BUCKET, `${filenamePrefix}.tif`);
    },
    async tile(node, zoom, x, y) {
      const expression = { result: '0', values: { 0: node } };
      const { name } = await api.post<{ name: string }>(`${project}/maps`, { expression, fileFormat: 'PNG' });
      const response = await fetch(`${url}/v1/${name}/tiles/${zoom}/${x}/${y}`);
      if (!response.ok) throw new Error(await response.text());
      return new Uint8Array(await response.arrayBuffer());
    },
  };
}

/** A call node. */
export function call(functionName: string, args: { readonly [name: string]: unknown }): object {
  return { functionInvocationValue: { functionName, arguments: args } };
}

/** A constant node. */
export function constant(constantValue: unknown): object {
  return { constantValue };
}

export const LANDSAT = call('Image.load', { id: constant(`projects/${DEMO_PROJECT}/assets/landsat7-olinda`) });
