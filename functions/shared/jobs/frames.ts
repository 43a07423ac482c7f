import { collectionType } from '../algorithms/collection/types.ts';
import type { Context } from '../algorithms/context.ts';
import { invalid } from '../errors.ts';
import { encoding } from '../measures/meter.ts';
import type { Grid } from '../raster/grid.ts';
import { Image } from '../raster/image.ts';
import type { PixelContext } from '../raster/pixels/context.ts';
import type { Tile } from '../raster/pixels/node.ts';
import { pasteRectangle } from '../raster/rectangle.ts';
import { typeNameOf } from '../values/value.ts';
import type { JobContext } from './context.ts';
import { evaluateText, requireNumbers } from './evaluate.ts';
import type { EncodedImage } from './formats/image/encoder.ts';
import { IMAGE_FORMATS } from './formats/image-formats.ts';
import type { Arrangement, CheckFramesJob, FramesAsked, FramesJob } from './frames-job.ts';
import type { ObservedInputs } from './inputs/observed-inputs.ts';
import type { RenderedFile } from './job.ts';
import { computeImage } from './mosaic.ts';
import { MAX_DIMENSION } from './pixel-limits.ts';
import { renderedFile } from './rendered-file.ts';
import { requestGrid } from './request-grid.ts';
import { interleave, visualImage } from './visual.ts';

/** The most pixels of all frames together, as documented of `videoThumbnails.create` and `filmstripThumbnails.create`. */
const MAX_PIXELS = 512 * 512 * 100;

/** Images that are shown together, each on the same number of pixels. */
export interface Frames {
  /** Of one or three bands of bytes. */
  readonly images: readonly Image[];
  /** The pixels of each. */
  readonly grid: Grid;
}

/** Evaluates a collection and the visualization of its images, without computing a pixel. */
export async function checkFrames(job: CheckFramesJob, context: Context): Promise<undefined> {
  await framesOf(job, context);
  return undefined;
}

/** Computes the images of a collection, and encodes them as one file. */
export async function renderFrames(job: FramesJob, context: JobContext<ObservedInputs>): Promise<RenderedFile> {
  const frames = await framesOf(job, context);
  return renderedFile(job.known, context, async () => {
    const { arrangement } = job;
    if (arrangement.kind === 'video') return animation(frames, arrangement.framesPerSecond, context.pixels);
    const side = arrangement.orientation === 'HORIZONTAL';
    const { tiles, grid } = await computeStrip(frames, side, context.pixels);
    return encoding(() => IMAGE_FORMATS[arrangement.fileFormat].encode({ image: frames.images[0], tiles, grid }));
  });
}

/** Evaluates a collection and the visualization of its images, without computing a pixel. @throws INVALID_ARGUMENT for too many, or too many pixels */
export async function framesOf({ expression, arrangement, grid }: FramesAsked, context: Context): Promise<Frames> {
  const value = await evaluateText(expression, context);
  const collection = collectionType.coerce(value);
  if (!collection) throw invalid(`Expected an ImageCollection, got a value of type ${typeNameOf(value)}.`);
  const most = arrangement.kind === 'video' ? arrangement.maxFrames : MAX_PIXELS;
  const cursor = collection.open();
  const images: Image[] = [];
  let pixels: Grid | undefined;
  for (let element = await cursor.next(); element !== undefined; element = await cursor.next()) {
    context.spend(1);
    if (!(element instanceof Image)) throw invalid(`Expected an ImageCollection, got a ${element.typeName} in it.`);
    if (images.length === most) {
      throw invalid(`The collection has more than ${most} images: raise 'maxFrames', or filter the collection.`);
    }
    requireNumbers(element);
    pixels ??= requestGrid({ grid }, element);
    images.push(await visualImage(element, {}, context));
    checkSize(arrangement, pixels, images.length);
  }
  if (!pixels) throw invalid('The collection is empty.');
  return { images, grid: pixels };
}

function checkSize(arrangement: Arrangement, { width, height }: Grid, count: number): void {
  const side = arrangement.kind === 'filmstrip' && arrangement.orientation === 'HORIZONTAL';
  const down = arrangement.kind === 'filmstrip' && !side;
  const [across, deep] = [side ? width * count : width, down ? height * count : height];
  if (across > MAX_DIMENSION || deep > MAX_DIMENSION) {
    throw invalid(`Pixel grid dimensions (${across}x${deep}) must be less than or equal to ${MAX_DIMENSION}.`);
  }
  if (arrangement.kind === 'video' && width * height > arrangement.maxPixelsPerFrame) {
    throw invalid(
      `A frame has ${width * height} pixels; 'maxPixelsPerFrame' allows only ${arrangement.maxPixelsPerFrame}.`,
    );
  }
  const most = (arrangement.kind === 'video' ? arrangement.maxPixels : undefined) ?? MAX_PIXELS;
  if (width * height * count > most) {
    throw invalid(
      `The images have more than ${most} pixels in all (${width}x${height} each): specify smaller dimensions, or fewer images.`,
    );
  }
}

/** Pixels of frames side by side, or one below the other: a tile a band. */
interface Strip {
  readonly tiles: readonly Tile[];
  readonly grid: Grid;
}

/** Computes images. @param side side by side; else one below the other */
async function computeStrip({ images, grid }: Frames, side: boolean, context: PixelContext): Promise<Strip> {
  const { width, height } = grid;
  const whole = side ? { ...grid, width: width * images.length } : { ...grid, height: height * images.length };
  const count = whole.width * whole.height;
  const bands = Math.max(...images.map((image) => image.bands.length));
  // Values and masks, and the interleaved bytes.
  context.claim(count * (2 * bands + 4));
  const values = Array.from({ length: bands }, () => new Uint8Array(count));
  const mask = new Float32Array(count).fill(1);
  let masked = false;
  for (const [frame, image] of images.entries()) {
    const tiles = await computeImage(image, grid, context);
    const [column, row] = side ? [frame * width, 0] : [0, frame * height];
    values.forEach((band, i) => {
      pasteRectangle(Uint8Array.from(tiles[i % tiles.length].values), width, band, whole.width, column, row);
    });
    const leastMask = leastOf(tiles);
    if (leastMask === undefined) continue;
    masked = true;
    pasteRectangle(leastMask, width, mask, whole.width, column, row);
  }
  return { tiles: values.map((band) => ({ values: band, mask: masked ? mask : undefined })), grid: whole };
}

/** The least of the masks of bands; undefined if all pixels are valid. */
function leastOf(tiles: readonly Tile[]): Float32Array | undefined {
  const masks = tiles.flatMap(({ mask }) => (mask ? [mask] : []));
  if (masks.length === 0) return undefined;
  const least = Float32Array.from(masks[0]);
  for (const mask of masks) for (let i = 0; i < least.length; i++) if (mask[i] < least[i]) least[i] = mask[i];
  return least;
}

/** Computes images, and encodes them as a GIF that shows one after the other. */
export async function animation(frames: Frames, framesPerSecond: number, context: PixelContext): Promise<EncodedImage> {
  const { tiles, grid } = await computeStrip(frames, false, context);
  // Loaded where it is needed: most workers never write one.
  const { encodeGif } = await import('../raster/encode/gif.ts');
  const { width, height } = grid;
  const bytes = await encodeGif({ width, height, ...interleave(tiles) }, frames.images.length, framesPerSecond);
  return { bytes, contentType: 'image/gif', extension: 'gif' };
}
