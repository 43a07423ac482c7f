import type { NewAsset } from '../../shared/catalog/asset.ts';
import { invalid, unimplemented } from '../../shared/errors.ts';
import type { Caller } from '../../shared/jobs/caller.ts';
import { externalImage } from '../../shared/jobs/external-image.ts';
import type { EarthEngineAsset } from '../../shared/messages/asset.ts';
import { checkProperties } from './properties.ts';

/**
 * A new folder or collection. Images come from imports and exports.
 * @throws INVALID_ARGUMENT, UNIMPLEMENTED for other types
 */
export function containerAsset(asset: EarthEngineAsset): NewAsset {
  const { type } = asset;
  if (type === undefined || type === 'TYPE_UNSPECIFIED') throw invalid("The asset has no 'type'.");
  if (type !== 'FOLDER' && type !== 'IMAGE_COLLECTION') {
    throw unimplemented(`Assets of type ${type} cannot be created by this call yet: import or export them.`);
  }
  return { type, ...fieldsOf(asset) };
}

/**
 * A new image of a file in Cloud Storage that stays where it is.
 * @throws INVALID_ARGUMENT, NOT_FOUND, PERMISSION_DENIED
 */
export function externalAsset(asset: EarthEngineAsset, caller: Caller, signal: AbortSignal): Promise<NewAsset> {
  const { type, cloudStorageLocation: { uris = [] } = {} } = asset;
  if (type !== 'IMAGE') throw invalid("Invalid value at 'asset.cloud_storage_location': only images have one.");
  if (uris.length !== 1) {
    throw invalid(
      `Invalid value at 'asset.cloud_storage_location.uris': exactly one URI is expected. Got ${uris.length}. Images of several files are made by image:importExternal.`,
    );
  }
  return externalImage(JSON.stringify({ tilesets: [{ sources: [{ uris }] }], ...fieldsOf(asset) }), caller, signal);
}

function fieldsOf({ startTime, endTime, properties }: EarthEngineAsset) {
  return {
    ...(startTime === undefined ? {} : { startTime }),
    ...(endTime === undefined ? {} : { endTime }),
    ...(properties ? { properties: checkProperties(properties) } : {}),
  };
}
