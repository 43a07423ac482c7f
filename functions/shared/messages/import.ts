import { MissingData, pyramidingPolicy } from './asset.ts';
import { boolean, double, enumeration, int32, map, repeated, string, struct, timestamp } from './field.ts';
import { type Content, message } from './message.ts';
import { AffineTransform, GridDimensions } from './pixels.ts';
import { Policy } from './policy.ts';

export const ImageSource = message('ImageSource', {
  uris: repeated(string),
  affineTransform: AffineTransform,
  dimensions: GridDimensions,
});

export const Tileset = message('Tileset', {
  id: string,
  dataType: enumeration('Tileset.DataType', [
    'DATA_TYPE_UNSPECIFIED',
    'INT8',
    'UINT8',
    'INT16',
    'UINT16',
    'INT32',
    'UINT32',
    'FLOAT',
    'DOUBLE',
  ]),
  crs: string,
  sources: repeated(ImageSource),
  subdatasetPrefix: string,
  subdatasetSuffix: string,
});

export const TilesetBand = message('TilesetBand', {
  id: string,
  tilesetId: string,
  tilesetBandIndex: int32,
  missingData: MissingData,
  pyramidingPolicy,
});

export const TilesetMaskBand = message('TilesetMaskBand', { tilesetId: string, bandIds: repeated(string) });

export const GridPoint = message('GridPoint', { x: double, y: double });

export const PixelFootprint = message('PixelFootprint', { points: repeated(GridPoint), bandId: string });

export const ImageManifest = message('ImageManifest', {
  name: string,
  properties: struct,
  uriPrefix: string,
  tilesets: repeated(Tileset),
  bands: repeated(TilesetBand),
  maskBands: repeated(TilesetMaskBand),
  footprint: PixelFootprint,
  missingData: MissingData,
  pyramidingPolicy,
  startTime: timestamp,
  endTime: timestamp,
  minTileAreaRatio: double,
  skipMetadataRead: boolean,
  memo: string,
});
export type ImageManifest = Content<typeof ImageManifest>;

/** `requestId` is not limited to letters and digits here, because clients pass on any text that they were given. */
export const ImportImageRequest = message('ImportImageRequest', {
  imageManifest: ImageManifest,
  description: string,
  overwrite: boolean,
  requestId: string,
  mode: enumeration('ImportMode', ['IMPORT_MODE_UNSPECIFIED', 'INGEST', 'VIRTUAL']),
});
export type ImportImageRequest = Content<typeof ImportImageRequest>;

export const ImportExternalImageRequest = message('ImportExternalImageRequest', {
  imageManifest: ImageManifest,
  overwrite: boolean,
  useLatestObjectVersion: boolean,
});

export const ImportExternalImageResponse = message('ImportExternalImageResponse', { name: string });

export const TableSource = message('TableSource', {
  uris: repeated(string),
  charset: string,
  crs: string,
  geodesic: boolean,
  maxErrorMeters: double,
  maxVertices: int32,
  primaryGeometryColumn: string,
  xColumn: string,
  yColumn: string,
  dateFormat: string,
  csvDelimiter: string,
  csvQualifier: string,
  simplifyErrorMeters: double,
});

export const TableManifest = message('TableManifest', {
  name: string,
  sources: repeated(TableSource),
  uriPrefix: string,
  startTime: timestamp,
  endTime: timestamp,
  properties: struct,
  columnDataTypeOverrides: map(string),
  csvColumnDataTypeOverrides: map(string),
  memo: string,
  policy: Policy,
});

export type TableManifest = Content<typeof TableManifest>;

export const ImportTableRequest = message('ImportTableRequest', {
  tableManifest: TableManifest,
  description: string,
  overwrite: boolean,
  requestId: string,
});
