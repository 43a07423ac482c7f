import type { AssetRecord } from '../catalog/asset.ts';
import { idOfAssetName, parseAssetName } from '../catalog/names.ts';
import { featureViewLocation } from './feature-view-message.ts';

/** The message EarthEngineAsset of a record. The view `BASIC` leaves out the long fields. */
export function assetMessage(record: AssetRecord, view: 'FULL' | 'BASIC' = 'FULL'): { [field: string]: unknown } {
  const {
    name,
    type,
    updateTime,
    startTime,
    endTime,
    properties,
    bands,
    geometry,
    table,
    featureView,
    sizeBytes,
    cloudStorageLocation,
  } = record;
  const basic = { type, name, id: idOfAssetName(parseAssetName(name)) };
  if (view === 'BASIC') return basic;
  return {
    ...basic,
    updateTime,
    ...(startTime === undefined ? {} : { startTime }),
    ...(endTime === undefined ? {} : { endTime }),
    ...(properties && Object.keys(properties).length > 0 ? { properties } : {}),
    ...(geometry === undefined ? {} : { geometry: JSON.parse(geometry) }),
    ...(bands === undefined ? {} : { bands }),
    ...(table === undefined ? {} : { featureCount: String(table.count) }),
    ...(featureView === undefined ? {} : { featureViewAssetLocation: featureViewLocation(featureView) }),
    ...(cloudStorageLocation === undefined ? {} : { cloudStorageLocation }),
    // 64-bit numbers travel as text.
    ...(sizeBytes === undefined ? {} : { sizeBytes: String(sizeBytes) }),
  };
}
