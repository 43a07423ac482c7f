import { parseAssetName } from '../catalog/names.ts';
import { assetBucket } from '../google/clients.ts';
import type { TABLE_FORMATS, TableFormat } from '../jobs/table-format.ts';
import { SETTINGS } from '../settings.ts';

/** Where the result goes: a file for the user, or an asset. */
export type Destination =
  | { readonly kind: 'file'; readonly bucket: string; readonly prefix: string; readonly extension?: Extension }
  | { readonly kind: 'asset'; readonly asset: string; readonly overwrite: boolean; readonly extension?: Extension };

/** Of the result's name: `tif` unless it is said. */
export type Extension = 'fgb' | (typeof TABLE_FORMATS)[TableFormat]['extension'];

/** An object of Cloud Storage. */
export interface ObjectPlace {
  readonly bucket: string;
  readonly object: string;
}

/** The object that an operation writes. Assets get one of their own each time, so that readers of the old one are not disturbed. */
export function resultPlace(id: string, destination: Destination): ObjectPlace {
  const { extension = 'tif' } = destination;
  if (destination.kind === 'file') return { bucket: destination.bucket, object: `${destination.prefix}.${extension}` };
  const { project, path } = parseAssetName(destination.asset);
  return { bucket: assetBucket(), object: `assets/${project}/${path}/${id}.${extension}` };
}

/** The folder of an operation's parts: in the bucket of the result, as `compose` does not reach across buckets. */
export function partsFolder(id: string, destination: Destination): ObjectPlace {
  const { bucket, object } = resultPlace(id, destination);
  const prefix = destination.kind === 'file' ? destination.prefix : object.slice(0, object.lastIndexOf('/'));
  return { bucket, object: `${prefix}.terrane-parts/${id}/` };
}

/** What the client is told of where the result is. */
export function destinationUris(id: string, destination: Destination): string[] {
  if (destination.kind === 'asset') return [destination.asset];
  const { bucket, object } = resultPlace(id, destination);
  // The console shows real buckets only.
  if (SETTINGS.storageEmulator.read()) return [`gs://${bucket}/${object}`];
  const folder = object.slice(0, object.lastIndexOf('/') + 1);
  return [`https://console.developers.google.com/storage/browser/${bucket}/${folder}`];
}
