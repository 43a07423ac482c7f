import type { Context } from '../algorithms/context.ts';
import { projectionOfGrid } from '../catalog/grid-message.ts';
import { invalid } from '../errors.ts';
import { encodeNpy } from '../raster/encode/npy.ts';
import { encodePng } from '../raster/encode/png.ts';
import type { Grid } from '../raster/grid.ts';
import { gridOf } from '../raster/grid.ts';
import type { Image } from '../raster/image.ts';
import { storageTypeOf } from '../raster/pixel-type.ts';
import { mapTileGrid, ownGrid } from '../raster/request-grid.ts';
import { bytesPerSample } from '../raster/samples.ts';
import { encodeArchive } from './archive.ts';
import { evaluateImage } from './evaluate.ts';
import type { CheckJob, ImageFileFormat, RenderedFile, RenderJob } from './job.ts';
import { computeImage } from './mosaic.ts';
import { chooseBands, interleave, visualImage } from './visual.ts';
import { encodeWholeGeoTiff } from './whole-geotiff.ts';

/** Limits of pixels that are answered at once, as the service has them. */
const MAX_DIMENSION = 32_768;
const MAX_BANDS = 1_024;
const MAX_PIXEL_BYTES = 50_331_648;
const MAX_THUMBNAIL_PIXELS = 100_000_000;
/** Formats for the eye: of stretched bytes. */
const PICTURES: readonly ImageFileFormat[] = ['AUTO_JPEG_PNG', 'JPEG', 'PNG'];

/** Evaluates an image and what is to be shown of it, without computing a pixel. */
export async function checkImage(job: CheckJob, context: Context): Promise<undefined> {
  await visualImage(await evaluateImage(job.expression, context), job, context);
  return undefined;
}

/** Computes an image on a grid and encodes it as a file. */
export async function render(job: RenderJob, context: Context): Promise<RenderedFile> {
  return renderImage(job, await evaluateImage(job.expression, context), context);
}

/** The same of an image that has been evaluated. */
export async function renderImage(job: RenderJob, image: Image, context: Context): Promise<RenderedFile> {
  const picture = PICTURES.includes(job.fileFormat);
  const shown = picture ? await visualImage(image, job, context) : chooseBands(image, job);
  const grid = requestGrid(job, image);
  checkSize(job, shown, grid);
  const tiles = await computeImage(shown, grid, context.pixels);
  const { width, height } = grid;
  if (picture) {
    const pixels = { width, height, ...interleave(tiles) };
    if (job.fileFormat !== 'JPEG') return { bytes: encodePng(pixels), contentType: 'image/png' };
    // Loaded where it is needed: most workers never write one.
    const { encodeJpeg } = await import('../raster/encode/jpeg.ts');
    return { bytes: await encodeJpeg(pixels), contentType: 'image/jpeg' };
  }
  if (job.fileFormat === 'NPY') {
    const fields = shown.bands.map((band, i) => ({ name: band.id, samples: tiles[i].values }));
    return { bytes: encodeNpy(width, height, fields), contentType: 'application/octet-stream' };
  }
  if (job.fileFormat === 'GEO_TIFF') {
    return { bytes: encodeWholeGeoTiff(shown, tiles, grid), contentType: 'image/tiff' };
  }
  const names = { perBand: job.fileFormat === 'ZIPPED_GEO_TIFF_PER_BAND', prefix: job.filenamePrefix };
  return { bytes: encodeArchive(shown, tiles, grid, names), contentType: 'application/zip' };
}

/** The pixels that are asked for. */
function requestGrid({ tile, grid }: RenderJob, image: Image): Grid {
  if (tile) return mapTileGrid(tile.zoom, tile.x, tile.y);
  const own = ownGrid(image);
  if (!grid) {
    if (!own) throw invalid('The image is unbounded: specify a region or a grid.');
    return own;
  }
  const { width, height } = grid.dimensions ?? {};
  const named = grid.crsCode !== undefined || grid.crsWkt !== undefined || grid.affineTransform !== undefined;
  const projection = named ? projectionOfGrid(grid) : image.bands[0].projection;
  if (width !== undefined && height !== undefined) {
    return gridOf(projection, { column: 0, row: 0, width, height });
  }
  if (!own) throw invalid('The image is unbounded: the grid must have dimensions.');
  return ownGrid(image.withBands([{ ...image.bands[0], projection }])) ?? own;
}

function checkSize({ limits, tile }: RenderJob, image: Image, { width, height }: Grid): void {
  if (tile) return;
  if (width > MAX_DIMENSION || height > MAX_DIMENSION) {
    throw invalid(`Pixel grid dimensions (${width}x${height}) must be less than or equal to ${MAX_DIMENSION}.`);
  }
  if (image.bands.length > MAX_BANDS)
    throw invalid(`Too many bands: ${image.bands.length}; at most ${MAX_BANDS} are allowed.`);
  if (limits === 'thumbnail' && width * height > MAX_THUMBNAIL_PIXELS) {
    throw invalid(`Thumbnail too large: ${width}x${height} pixels; at most ${MAX_THUMBNAIL_PIXELS} are allowed.`);
  }
  if (limits === 'pixels') {
    const bytes = image.bands.reduce((sum, { type }) => sum + width * height * bytesPerSample(storageTypeOf(type)), 0);
    if (bytes > MAX_PIXEL_BYTES) {
      throw invalid(`Total request size (${bytes} bytes) must be less than or equal to ${MAX_PIXEL_BYTES} bytes.`);
    }
  }
}
