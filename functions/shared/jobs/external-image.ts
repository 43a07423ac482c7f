import type { NewAsset } from '../catalog/asset.ts';
import type { Caller } from './caller.ts';
import { IMPORT_OPTIONS } from './import-options.ts';
import { runJob } from './pool.ts';

/**
 * An image of files that stay where they are, each in the state that it has now.
 * @param manifest the JSON text of an ImageManifest
 * @throws INVALID_ARGUMENT for files that an import would have to convert, NOT_FOUND, PERMISSION_DENIED
 */
export async function externalImage(manifest: string, caller: Caller, signal: AbortSignal): Promise<NewAsset> {
  const source = { kind: 'external', text: { text: manifest } } as const;
  const { plan } = await runJob({ kind: 'plan', caller, source, options: IMPORT_OPTIONS }, signal);
  const { adopted = [], record } = plan;
  const rasters = adopted.flatMap(({ source: file, missing: values, ...raster }) =>
    values.map((missing) => ({ ...file, ...raster, missing })),
  );
  const uris = adopted.map(({ source: { bucket, object } }) => `gs://${bucket}/${object}`);
  return { ...record, type: 'IMAGE', rasters, cloudStorageLocation: { uris } };
}
