import { isUploadOf } from '../access/buckets.ts';
import type { NewAsset } from '../catalog/asset.ts';
import { invalid } from '../errors.ts';
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
  const passing = adopted.find(({ source }) => isUploadOf(caller.project, source));
  if (passing) {
    throw invalid(`gs://${passing.source.bucket}/${passing.source.object} is kept for a day only: import it instead.`);
  }
  const rasters = adopted.flatMap(({ source: file, missing: values, ...raster }) =>
    values.map((missing) => ({ ...file, ...raster, missing })),
  );
  const uris = adopted.map(({ source: { bucket, object } }) => `gs://${bucket}/${object}`);
  return { ...record, type: 'IMAGE', rasters, cloudStorageLocation: { uris } };
}
