import type { Context } from '../algorithms/context.ts';
import { invalid } from '../errors.ts';
import type { Grid } from '../raster/grid.ts';
import type { Image } from '../raster/image.ts';
import { storageTypeOf } from '../raster/pixel-type.ts';
import { bytesPerSample } from '../raster/samples.ts';
import type { JobContext } from './context.ts';
import { evaluateImage } from './evaluate.ts';
import { finishedTiles } from './finished-tiles.ts';
import { IMAGE_FORMATS } from './formats/image-formats.ts';
import type { ObservedInputs } from './inputs/observed-inputs.ts';
import type { CheckJob, RenderedFile, RenderJob } from './job.ts';
import { computeImage } from './mosaic.ts';
import { MAX_DIMENSION } from './pixel-limits.ts';
import { encodePixels, renderedFile } from './rendered-file.ts';
import { requestGrid } from './request-grid.ts';
import { chooseBands, visualImage } from './visual.ts';

/** Limits of pixels that are answered at once, as the service has them. */
const MAX_DOWNLOAD_DIMENSION = 10_000;
const MAX_BANDS = 1_024;
const MAX_PIXEL_BYTES = 50_331_648;
const MAX_THUMBNAIL_PIXELS = 100_000_000;

/** Evaluates an image and its visualization, without computing a pixel. */
export async function checkImage(job: CheckJob, context: Context): Promise<undefined> {
  const image = await evaluateImage(job.expression, context);
  const { file } = job;
  if (file === undefined || IMAGE_FORMATS[file.fileFormat].visual) await visualImage(image, job, context);
  else checkSize(file, chooseBands(image, job), requestGrid(file, image));
  return undefined;
}

/** Computes a part of an image that has been evaluated, and encodes it as a file. */
export async function renderImage(
  job: RenderJob,
  image: Image,
  context: JobContext<ObservedInputs>,
): Promise<RenderedFile> {
  const make = async () => {
    const { visual, encode } = IMAGE_FORMATS[job.fileFormat];
    const shown = visual ? await visualImage(image, job, context) : chooseBands(image, job);
    const grid = requestGrid(job, image);
    checkSize(job, shown, grid);
    const tiles = await computeImage(shown, grid, context.pixels);
    const { filenamePrefix } = job;
    const file = { image: shown, tiles, grid, ...(filenamePrefix ? { filenamePrefix } : {}) };
    return encodePixels(() => encode(file), context.pixels.profiler);
  };
  return renderedFile(job.known, context, make, job.tile && !context.forgets ? finishedTiles.of(job) : undefined);
}

function checkSize({ limits }: Pick<RenderJob, 'limits'>, image: Image, { width, height }: Grid): void {
  if (limits === 'tile') return;
  const most = limits === 'download' ? MAX_DOWNLOAD_DIMENSION : MAX_DIMENSION;
  if (width > most || height > most) {
    throw invalid(`Pixel grid dimensions (${width}x${height}) must be less than or equal to ${most}.`);
  }
  if (image.bands.length > MAX_BANDS)
    throw invalid(`Too many bands: ${image.bands.length}; at most ${MAX_BANDS} are allowed.`);
  if (limits === 'thumbnail' && width * height > MAX_THUMBNAIL_PIXELS) {
    throw invalid(`Thumbnail too large: ${width}x${height} pixels; at most ${MAX_THUMBNAIL_PIXELS} are allowed.`);
  }
  if (limits === 'pixels' || limits === 'download') {
    const bytes = image.bands.reduce((sum, { type }) => sum + width * height * bytesPerSample(storageTypeOf(type)), 0);
    if (bytes > MAX_PIXEL_BYTES) {
      throw invalid(`Total request size (${bytes} bytes) must be less than or equal to ${MAX_PIXEL_BYTES} bytes.`);
    }
  }
}
