import { ApiClient, type Operation } from '../../infra/local/api-client.ts';
import { DEMO_PROJECT, installSamples } from '../../infra/local/samples.ts';
import { type LocalTerrane, type ServeOptions, serveTerrane } from '../../infra/local/serve.ts';

/** Terrane with its samples, in memory, for the tests of one file. */
export interface TestTerrane {
  readonly terrane: LocalTerrane;
  readonly api: ApiClient;
  /** The reply of value:compute. */
  compute(node: object, values?: object): Promise<unknown>;
  /** Exports an image to a bucket, waits, and gives the file. */
  export(node: object, options?: object): Promise<Uint8Array>;
  /** A map tile of an image. */
  tile(node: object, zoom: number, x: number, y: number): Promise<Uint8Array>;
}

export const BUCKET = 'test-exports';

export async function startWithSamples(options: ServeOptions = {}): Promise<TestTerrane> {
  process.env['TERRANE_LOG'] ??= 'off';
  const terrane = await serveTerrane(options);
  await installSamples(terrane.url);
  // The client reads where the local cloud is when it is loaded.
  const { storage } = await import('../../functions/shared/google/clients.ts');
  await storage().createBucket(BUCKET);
  const api = new ApiClient(terrane.url, DEMO_PROJECT);
  const project = `projects/${DEMO_PROJECT}`;
  let exports = 0;
  return {
    terrane,
    api,
    async compute(node, values = {}) {
      const expression = { result: 'result', values: { ...values, result: node } };
      return (await api.post<{ result: unknown }>(`${project}/value:compute`, { expression })).result;
    },
    async export(node, options = {}) {
      const filenamePrefix = `export-${exports++}`;
      const operation = await api.post<Operation>(`${project}/image:export`, {
        expression: { result: '0', values: { 0: node } },
        fileExportOptions: {
          fileFormat: 'GEO_TIFF',
          cloudStorageDestination: { bucket: BUCKET, filenamePrefix },
          ...options,
        },
      });
      await api.finish(operation);
      return (await storage().bucket(BUCKET).file(`${filenamePrefix}.tif`).download())[0];
    },
    async tile(node, zoom, x, y) {
      const expression = { result: '0', values: { 0: node } };
      const { name } = await api.post<{ name: string }>(`${project}/maps`, { expression, fileFormat: 'PNG' });
      const response = await fetch(`${terrane.url}/v1/${name}/tiles/${zoom}/${x}/${y}`);
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
