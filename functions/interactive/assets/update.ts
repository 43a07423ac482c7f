import { FieldPath, FieldValue } from '@google-cloud/firestore';
import type { EarthEngineAsset } from '../../shared/api/messages/asset.ts';
import type { AssetRecord } from '../../shared/catalog/asset.ts';
import type { AssetName } from '../../shared/catalog/names.ts';
import { assetDocument } from '../../shared/catalog/store.ts';
import { invalid } from '../../shared/errors.ts';
import { inTransaction } from '../../shared/google/transaction.ts';
import { missingAsset } from './missing.ts';
import { checkKey, checkProperties, checkProperty } from './properties.ts';

/** A field of the record and what it becomes. */
type Change = readonly [FieldPath, unknown];

/**
 * Changes what the mask names: times, all properties, or single ones (`properties."KEY"`). What the mask names and the asset
 * lacks is removed. Without a mask, the fields that the asset has are changed.
 * @throws NOT_FOUND, or INVALID_ARGUMENT for fields that cannot be changed
 */
export async function updateAsset(
  name: AssetName,
  asset: EarthEngineAsset,
  mask: readonly string[],
): Promise<AssetRecord> {
  const paths = mask.length > 0 ? mask : ['startTime', 'endTime', 'properties'].filter((path) => path in asset);
  const changes = paths.map((path) => readChange(path, asset));
  const document = assetDocument(name);
  await inTransaction(async (transaction) => {
    if (!(await transaction.get(document)).exists) throw missingAsset(name);
    const all: Change[] = [...changes, [new FieldPath('updateTime'), new Date().toISOString()]];
    const [[field, value], ...more] = all;
    transaction.update(document, field, value, ...more.flat());
  });
  return (await document.get()).data() as AssetRecord;
}

function readChange(path: string, asset: EarthEngineAsset): Change {
  switch (path) {
    case 'start_time':
    case 'startTime':
      return [new FieldPath('startTime'), asset.startTime ?? FieldValue.delete()];
    case 'end_time':
    case 'endTime':
      return [new FieldPath('endTime'), asset.endTime ?? FieldValue.delete()];
    case 'properties':
      return [new FieldPath('properties'), checkProperties(asset.properties ?? {})];
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
  return [new FieldPath('properties', checkKey(key)), removed ? FieldValue.delete() : checkProperty(key, value)];
}

function readPropertyPath(path: string): string | undefined {
  const [, quoted, plain] = /^properties\.(?:"((?:[^"\\]|\\.)*)"|([^"]+))$/.exec(path) ?? [];
  return quoted?.replace(/\\(.)/g, '$1') ?? plain;
}
