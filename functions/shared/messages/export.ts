import { pyramidingPolicy } from './asset.ts';
import { Expression } from './expression.ts';
import { FeatureViewAssetExportOptions } from './feature-view.ts';
import { boolean, checked, double, enumeration, int32, int64, map, repeated, string, struct } from './field.ts';
import { type Content, message } from './message.ts';
import { GridDimensions, imageFileFormat, PixelGrid, VideoOptions, videoFileFormat } from './pixels.ts';
import { Policy } from './policy.ts';
import { tableFileFormat } from './table.ts';

const requestId = checked(string, (id) =>
  /^[a-zA-Z0-9-]{0,60}$/.test(id) ? undefined : "must be at most 60 letters, digits and '-'.",
);

const priority = checked(int32, (value) =>
  value >= 0 && value <= 9999 ? undefined : `must be between 0 and 9999. Got ${value}.`,
);

/** The fields that every export request has. */
const job = {
  expression: Expression,
  description: string,
  requestId,
  priority,
  maxWorkers: int32,
  workloadTag: string,
};

export const CloudStorageDestination = message('CloudStorageDestination', {
  bucket: string,
  filenamePrefix: string,
  permissions: enumeration('TilePermissions', ['TILE_PERMISSIONS_UNSPECIFIED', 'PUBLIC', 'DEFAULT_OBJECT_ACL']),
  bucketCorsUris: repeated(string),
});

export const DriveDestination = message('DriveDestination', { folder: string, filenamePrefix: string });

export const EarthEngineDestination = message('EarthEngineDestination', { name: string, overwrite: boolean });

/** Message `Number`: a value with its type. */
export const TypedNumber = message(
  'Number',
  { floatValue: double, integerValue: int64 },
  { oneofs: [['floatValue', 'integerValue']] },
);

export const TiffPyramidOptions = message('TiffPyramidOptions', {
  resamplingMethod: enumeration('ResamplingMethod', [
    'RESAMPLING_METHOD_UNSPECIFIED',
    'NEAREST',
    'AVERAGE',
    'BILINEAR',
    'CUBIC',
    'CUBIC_SPLINE',
    'LANCZOS',
    'MODE',
    'RMS',
    'GAUSS',
  ]),
});

export const GeoTiffImageExportOptions = message('GeoTiffImageExportOptions', {
  cloudOptimized: boolean,
  tileDimensions: GridDimensions,
  skipEmptyFiles: boolean,
  tileSize: int32,
  noData: TypedNumber,
  pyramidOptions: TiffPyramidOptions,
  metadataKeys: repeated(string),
});

export const TfRecordImageExportOptions = message('TfRecordImageExportOptions', {
  tileDimensions: GridDimensions,
  marginDimensions: GridDimensions,
  compress: boolean,
  maxSizeBytes: int64,
  defaultValue: double,
  tensorDepths: map(int32),
  sequenceData: boolean,
  collapseBands: boolean,
  maxMaskedRatio: double,
});

const destinations = { driveDestination: DriveDestination, cloudStorageDestination: CloudStorageDestination };

export const ImageFileExportOptions = message(
  'ImageFileExportOptions',
  {
    fileFormat: imageFileFormat,
    ...destinations,
    geoTiffOptions: GeoTiffImageExportOptions,
    tfRecordOptions: TfRecordImageExportOptions,
    stacItem: boolean,
  },
  {
    oneofs: [
      ['driveDestination', 'cloudStorageDestination'],
      ['geoTiffOptions', 'tfRecordOptions'],
    ],
  },
);

export const ImageAssetExportOptions = message('ImageAssetExportOptions', {
  earthEngineDestination: EarthEngineDestination,
  pyramidingPolicy: pyramidingPolicy,
  pyramidingPolicyOverrides: map(pyramidingPolicy),
  tileSize: int32,
});

export const ExportImageRequest = message(
  'ExportImageRequest',
  {
    ...job,
    maxPixels: int64,
    grid: PixelGrid,
    fileExportOptions: ImageFileExportOptions,
    assetExportOptions: ImageAssetExportOptions,
  },
  { oneofs: [['fileExportOptions', 'assetExportOptions']] },
);
export type ExportImageRequest = Content<typeof ExportImageRequest>;

export const TableFileExportOptions = message(
  'TableFileExportOptions',
  { fileFormat: tableFileFormat, ...destinations },
  { oneofs: [['driveDestination', 'cloudStorageDestination']] },
);

export const TableAssetExportOptions = message('TableAssetExportOptions', {
  earthEngineDestination: EarthEngineDestination,
});

export const ExportTableRequest = message(
  'ExportTableRequest',
  {
    ...job,
    fileExportOptions: TableFileExportOptions,
    assetExportOptions: TableAssetExportOptions,
    featureViewExportOptions: FeatureViewAssetExportOptions,
    bigqueryExportOptions: struct,
    selectors: repeated(string),
    maxErrorMeters: double,
    maxVertices: int32,
    policy: Policy,
  },
  { oneofs: [['fileExportOptions', 'assetExportOptions', 'featureViewExportOptions', 'bigqueryExportOptions']] },
);
export type ExportTableRequest = Content<typeof ExportTableRequest>;

export const TileOptions = message(
  'TileOptions',
  {
    startZoom: int32,
    endZoom: int32,
    scale: double,
    skipEmpty: boolean,
    stride: int32,
    dimensions: GridDimensions,
    mapsApiKey: string,
  },
  { oneofs: [['endZoom', 'scale']] },
);

export const ExportMapRequest = message('ExportMapRequest', {
  ...job,
  tileOptions: TileOptions,
  tileExportOptions: ImageFileExportOptions,
});
export type ExportMapRequest = Content<typeof ExportMapRequest>;

export const VideoFileExportOptions = message('VideoFileExportOptions', {
  fileFormat: videoFileFormat,
  ...destinations,
});

export const ExportVideoRequest = message('ExportVideoRequest', {
  ...job,
  videoOptions: VideoOptions,
  fileExportOptions: VideoFileExportOptions,
});

export const ExportVideoMapRequest = message('ExportVideoMapRequest', {
  ...job,
  videoOptions: VideoOptions,
  tileOptions: TileOptions,
  tileExportOptions: VideoFileExportOptions,
  version: string,
});

export const ClassifierAssetExportOptions = message('ClassifierAssetExportOptions', {
  earthEngineDestination: EarthEngineDestination,
});

export const ExportClassifierRequest = message('ExportClassifierRequest', {
  ...job,
  assetExportOptions: ClassifierAssetExportOptions,
});
