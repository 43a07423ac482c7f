import { Expression } from './expression.ts';
import { FeatureViewLocation } from './feature-view.ts';
import {
  any,
  boolean,
  double,
  enumeration,
  fieldMask,
  int32,
  int64,
  repeated,
  string,
  struct,
  timestamp,
} from './field.ts';
import { type Content, message } from './message.ts';
import { DoubleRange, PixelGrid } from './pixels.ts';

/** The types of assets. */
export const ASSET_TYPES = ['IMAGE', 'IMAGE_COLLECTION', 'TABLE', 'FOLDER', 'CLASSIFIER', 'FEATURE_VIEW'] as const;

/** The methods of computing an overview's pixels from those of the level below. */
export const PYRAMIDING_POLICIES = ['MEAN', 'SAMPLE', 'MIN', 'MAX', 'MODE', 'MEDIAN'] as const;

/** The kinds of numbers that pixels are. */
export const PRECISIONS = ['INT', 'FLOAT', 'DOUBLE'] as const;

export const assetType = enumeration(
  'EarthEngineAsset.Type',
  ['TYPE_UNSPECIFIED', ...ASSET_TYPES],
  // The JavaScript client's `createAssetHome` sends the older name.
  { Folder: 'FOLDER', ImageCollection: 'IMAGE_COLLECTION' },
);

export const pyramidingPolicy = enumeration(
  'PyramidingPolicy',
  ['PYRAMIDING_POLICY_UNSPECIFIED', ...PYRAMIDING_POLICIES],
  // The JavaScript client sends the policy as the user wrote it.
  { mean: 'MEAN', sample: 'SAMPLE', min: 'MIN', max: 'MAX', mode: 'MODE', median: 'MEDIAN' },
);

export const MissingData = message('MissingData', { values: repeated(double) });

export const PixelDataType = message('PixelDataType', {
  precision: enumeration('PixelDataType.Precision', ['PRECISION_UNSPECIFIED', ...PRECISIONS]),
  range: DoubleRange,
  dimensionsCount: int32,
});

export const ImageBand = message('ImageBand', {
  id: string,
  dataType: PixelDataType,
  grid: PixelGrid,
  pyramidingPolicy,
  missingData: MissingData,
  tilesetId: string,
  tilesetBandIndex: int32,
});

export const FolderQuota = message('FolderQuota', {
  assetCount: int64,
  maxAssets: int64,
  sizeBytes: int64,
  maxSizeBytes: int64,
});

export const CloudStorageLocation = message('CloudStorageLocation', { uris: repeated(string) });

export const EarthEngineAsset = message('EarthEngineAsset', {
  type: assetType,
  name: string,
  id: string,
  updateTime: timestamp,
  startTime: timestamp,
  endTime: timestamp,
  properties: struct,
  geometry: struct,
  bands: repeated(ImageBand),
  sizeBytes: int64,
  featureCount: int64,
  quota: FolderQuota,
  expression: Expression,
  cloudStorageLocation: CloudStorageLocation,
  tilesets: repeated(any),
  tilestoreLocation: any,
  tableLocation: any,
  featureViewAssetLocation: FeatureViewLocation,
});
export type EarthEngineAsset = Content<typeof EarthEngineAsset>;

export const ListAssetsResponse = message('ListAssetsResponse', {
  assets: repeated(EarthEngineAsset),
  nextPageToken: string,
});

export const UpdateAssetRequest = message('UpdateAssetRequest', { asset: EarthEngineAsset, updateMask: fieldMask });

export const CopyAssetRequest = message('CopyAssetRequest', {
  destinationName: string,
  overwrite: boolean,
  bandIds: repeated(string),
});

export const MoveAssetRequest = message('MoveAssetRequest', { destinationName: string });

export const GetLinkedAssetRequest = message('GetLinkedAssetRequest', {});

export const LinkAssetRequest = message('LinkAssetRequest', { destinationName: string });
