import { Expression } from './expression.ts';
import { boolean, checked, double, enumeration, int32, int64, repeated, string, struct, timestamp } from './field.ts';
import { message } from './message.ts';

/** Most bands of one answer. */
const MAX_BANDS = 1024;

export const AffineTransform = message('AffineTransform', {
  scaleX: double,
  shearX: double,
  translateX: double,
  shearY: double,
  scaleY: double,
  translateY: double,
});

const extent = checked(int32, (pixels) => (pixels < 0 ? 'must not be negative.' : undefined));

export const GridDimensions = message('GridDimensions', { width: extent, height: extent });

export const PixelGrid = message(
  'PixelGrid',
  { crsCode: string, crsWkt: string, affineTransform: AffineTransform, dimensions: GridDimensions },
  { oneofs: [['crsCode', 'crsWkt']] },
);

export const DoubleRange = message('DoubleRange', { min: double, max: double });

export const VisualizationOptions = message('VisualizationOptions', {
  ranges: repeated(DoubleRange),
  paletteColors: repeated(string),
  gamma: double,
  opacity: double,
});

export const imageFileFormat = enumeration('ImageFileFormat', [
  'IMAGE_FILE_FORMAT_UNSPECIFIED',
  'JPEG',
  'PNG',
  'AUTO_JPEG_PNG',
  'NPY',
  'GEO_TIFF',
  'TF_RECORD_IMAGE',
  'MULTI_BAND_IMAGE_TILE',
  'ZIPPED_GEO_TIFF',
  'ZIPPED_GEO_TIFF_PER_BAND',
]);

export const bandIds = checked(repeated(string), (ids) =>
  ids.length > MAX_BANDS ? `must have at most ${MAX_BANDS} entries. Got ${ids.length}.` : undefined,
);

const picture = {
  expression: Expression,
  fileFormat: imageFileFormat,
  bandIds,
  visualizationOptions: VisualizationOptions,
};

export const EarthEngineMap = message('EarthEngineMap', { name: string, ...picture });

/** A map that does not expire. Terrane's own. */
export const PinnedMap = message('PinnedMap', {
  name: string,
  description: string,
  creator: string,
  createTime: timestamp,
});

export const PinMapRequest = message('PinMapRequest', { description: string });

export const ListMapsResponse = message('ListMapsResponse', { maps: repeated(PinnedMap) });

export const Thumbnail = message('Thumbnail', { name: string, ...picture, grid: PixelGrid, filenamePrefix: string });

export const ComputePixelsRequest = message('ComputePixelsRequest', {
  ...picture,
  grid: PixelGrid,
  workloadTag: string,
});

export const GetPixelsRequest = message('GetPixelsRequest', {
  fileFormat: imageFileFormat,
  grid: PixelGrid,
  region: struct,
  bandIds,
  visualizationOptions: VisualizationOptions,
  workloadTag: string,
});

export const videoFileFormat = enumeration('VideoFileFormat', ['VIDEO_FILE_FORMAT_UNSPECIFIED', 'MP4', 'GIF', 'VP9']);

export const VideoOptions = message('VideoOptions', {
  framesPerSecond: double,
  maxFrames: int32,
  maxPixelsPerFrame: int64,
});

export const VideoThumbnail = message('VideoThumbnail', {
  name: string,
  expression: Expression,
  fileFormat: videoFileFormat,
  grid: PixelGrid,
  videoOptions: VideoOptions,
});

export const FilmstripThumbnail = message('FilmstripThumbnail', {
  name: string,
  expression: Expression,
  fileFormat: imageFileFormat,
  grid: PixelGrid,
  orientation: enumeration('Orientation', ['ORIENTATION_UNSPECIFIED', 'HORIZONTAL', 'VERTICAL']),
});

/** Raw bytes: the reply is the file itself, not this message. */
export const HttpBody = message('HttpBody', { contentType: string, data: string });

export const Empty = message('Empty', {});

export const ProjectConfig = message('ProjectConfig', {
  name: string,
  maxConcurrentExports: int32,
  planMaxConcurrentExports: int32,
  registrationState: string,
  noncommercialQuotaEnforced: boolean,
});
