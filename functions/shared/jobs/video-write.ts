import type { Context } from '../algorithms/context.ts';
import { invalid } from '../errors.ts';
import { loadText } from '../google/stored-text.ts';
import { writePart } from '../google/write-part.ts';
import type { JobContext } from './context.ts';
import { animation, type Frames, framesOf } from './frames.ts';
import { type ObservedInputs, pinsText } from './inputs/observed-inputs.ts';
import { computeImage } from './mosaic.ts';
import type { CheckVideoJob, VideoOptions, WriteVideoJob, WrittenVideo } from './video-job.ts';
import { type InterleavedPixels, interleave } from './visual.ts';

/** The most pixels of an MP4: the file is in memory as a whole. */
const MAX_PIXELS = 1e9;

/** The most pixels of a frame, and of its sides, that players are bound to show: level 5.2 of H.264. */
const MAX_FRAME = 36_864 * 256;
const MAX_SIDE = 8_688;

/** Evaluates a collection without computing a pixel, and tells what is wrong with it. */
export async function checkVideo(
  { source, options }: CheckVideoJob,
  context: JobContext<ObservedInputs>,
): Promise<string> {
  await videoFrames(await loadText(source.text), options, context);
  return pinsText(context.inputs);
}

/** Computes the images of a collection, and writes them as a video. */
export async function writeVideo(
  { source, options, place }: WriteVideoJob,
  context: JobContext,
): Promise<WrittenVideo> {
  const frames = await videoFrames(await loadText(source.text), options, context);
  return { ...place, generation: await writePart(place, await encoded(frames, options, context)) };
}

async function videoFrames(expression: string, options: VideoOptions, context: Context): Promise<Frames> {
  const { format, ...limits } = options;
  const most = format === 'MP4' ? { maxPixels: MAX_PIXELS } : {};
  const frames = await framesOf({ expression, arrangement: { kind: 'video', ...limits, ...most } }, context);
  const { width, height } = frames.grid;
  if (format === 'MP4' && (width * height > MAX_FRAME || Math.max(width, height) > MAX_SIDE)) {
    throw invalid(
      `A frame has ${width}x${height} pixels; an MP4 can have ${MAX_FRAME}, and ${MAX_SIDE} a side. Specify smaller dimensions.`,
    );
  }
  return frames;
}

async function encoded(frames: Frames, { format, framesPerSecond }: VideoOptions, context: Context) {
  if (format === 'GIF') return (await animation(frames, framesPerSecond, context.pixels)).bytes;
  // Loaded where it is needed: most workers never write one.
  const { encodeMp4 } = await import('../raster/encode/mp4.ts');
  const { width, height } = frames.grid;
  return encodeMp4({ width, height, framesPerSecond }, pixelsOf(frames, context));
}

async function* pixelsOf({ images, grid }: Frames, { pixels }: Context): AsyncGenerator<Uint8Array> {
  for (const image of images) {
    pixels.signal.throwIfAborted();
    const release = pixels.claim(grid.width * grid.height * 4);
    try {
      yield overBlack(interleave(await computeImage(image, grid, pixels)));
    } finally {
      release();
    }
  }
}

/** RGBA without transparency: pixels over black. */
function overBlack({ channels, data }: InterleavedPixels): Uint8Array {
  const count = data.length / channels;
  const colours = channels < 3 ? 1 : 3;
  const hasAlpha = channels > colours;
  const result = new Uint8Array(count * 4);
  for (let i = 0, from = 0, to = 0; i < count; i++, from += channels, to += 4) {
    const alpha = hasAlpha ? data[from + colours] / 255 : 1;
    for (let c = 0; c < 3; c++) result[to + c] = Math.round(data[from + (colours === 3 ? c : 0)] * alpha);
    result[to + 3] = 255;
  }
  return result;
}
