import { Expression } from './expression.ts';
import { any, enumeration, int32, repeated, string } from './field.ts';
import { message } from './message.ts';

export const tableFileFormat = enumeration('TableFileFormat', [
  'TABLE_FILE_FORMAT_UNSPECIFIED',
  'CSV',
  'GEO_JSON',
  'KML',
  'KMZ',
  'SHP',
  'TF_RECORD_TABLE',
]);

export const Table = message('Table', {
  name: string,
  expression: Expression,
  fileFormat: tableFileFormat,
  selectors: repeated(string),
  filename: string,
});

const featureProjection = enumeration('FeatureProjection', [
  'FEATURE_PROJECTION_UNSPECIFIED',
  'FEATURE_PROJECTION_WGS_84_PLANAR',
  'FEATURE_PROJECTION_NATIVE',
]);

const page = { expression: Expression, pageSize: int32, pageToken: string, workloadTag: string };

export const ComputeFeaturesRequest = message('ComputeFeaturesRequest', { ...page, featureProjection });

export const ComputeImagesRequest = message('ComputeImagesRequest', page);

export const Feature = message('Feature', { type: string, geometry: any, properties: any });

const features = { type: string, features: repeated(Feature), nextPageToken: string };

export const ComputeFeaturesResponse = message('ComputeFeaturesResponse', features);

export const ListFeaturesResponse = message('ListFeaturesResponse', features);

export const FeatureView = message('FeatureView', {
  name: string,
  asset: string,
  mapName: string,
  visualizationExpression: Expression,
});
