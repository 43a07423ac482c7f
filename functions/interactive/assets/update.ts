import type { AssetRecord } from '../../shared/catalog/asset.ts';
import type { AssetName } from '../../shared/catalog/names.ts';
import { type AssetChange, changeAsset } from '../../shared/catalog/write.ts';
import { invalid } from '../../shared/errors.ts';
import type { EarthEngineAsset } from '../../shared/messages/asset.ts';
import { checkKey, checkProperties, checkProperty } from './properties.ts';

/**
 * Changes the fields that the mask names: times, all properties, or single ones (`properties."KEY"`). Named fields that the request does
 * not contain are removed. Without a mask, the fields that the request contains are changed.
 * @throws NOT_FOUND, or INVALID_ARGUMENT for fields that cannot be changed
 */
export function updateAsset(name: AssetName, asset: EarthEngineAsset, mask: readonly string[]): Promise<AssetRecord> {
  const paths = mask.length > 0 ? mask : ['startTime', 'endTime', 'properties'].filter((path) => path in asset);
  return changeAsset(
    name,
    paths.map((path) => readChange(path, asset)),
  );
}

function readChange(path: string, asset: EarthEngineAsset): AssetChange {
  switch (path) {
    case 'start_time':
    case 'startTime':
      return { path: ['startTime'], value: asset.startTime };
    case 'end_time':
    case 'endTime':
      return { path: ['endTime'], value: asset.endTime };
    case 'properties':
      return { path: ['properties'], value: checkProperties(asset.properties ?? {}) };
  }
  const key = readPropertyPath(path);
  if (key === undefined) {
    throw invalid(
      `Invalid update mask: '${path.slice(0, 100)}' cannot be changed. ` +
        'Use start_time, end_time, properties or properties."KEY".',
    );
  }
  const value = asset.properties && Object.hasOwn(asset.properties, key) ? asset.properties[key] : undefined;
  const removed = value === undefined || value === null;
  return { path: ['properties', checkKey(key)], value: removed ? undefined : checkProperty(key, value) };
}

function readPropertyPath(path: string): string | undefined {
  const [, quoted, plain] = /^properties\.(?:"((?:[^"\\]|\\.)*)"|([^"]+))$/.exec(path) ?? [];
  return quoted?.replace(/\\(.)/g, '$1') ?? plain;
}
