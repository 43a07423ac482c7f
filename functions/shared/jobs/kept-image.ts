import { LRUCache } from 'lru-cache';
import type { Image } from '../raster/image.ts';
import type { JobContext } from './context.ts';
import { evaluateImage } from './evaluate.ts';
import type { RenderJob } from './job.ts';

/** Images that a thread keeps: those of the maps that are being looked at. */
const IMAGES_KEPT = 8;
/** How long: assets that change are seen to have changed soon. */
const KEPT_MILLISECONDS = 10_000;
/** An image that holds on to more memory is evaluated for each tile. */
const MOST_BYTES = 64 * 1024 * 1024;

interface Kept {
  readonly image: Image;
  /** What the image was evaluated with, and goes on using: collections that it reads, classifiers that it trains. */
  readonly context: JobContext;
  /** When it is evaluated anew, as `performance.now` counts. */
  readonly until: number;
}

const images = new LRUCache<string, Kept>({ max: IMAGES_KEPT });

/**
 * Computes a part of an image that is asked for in many parts. What the image reads or learns before its first pixel, such as the features
 * that it draws or a classifier, is there for the next part, too.
 * A thread does one job at a time, so that no two of them use one context.
 * @param open a context for an image that is not kept
 */
export async function withKeptImage<T>(
  job: RenderJob,
  open: () => JobContext,
  seconds: number | undefined,
  compute: (job: RenderJob, image: Image, context: JobContext) => Promise<T>,
): Promise<T> {
  const { project, user = '' } = job.caller;
  const key = `${project} ${user} ${job.expression}`;
  const known = images.get(key);
  // One that fails is not used again: what it waits for may have failed for this request only.
  images.delete(key);
  const kept = known && performance.now() < known.until ? known : await evaluated(job, open());
  kept.context.renew(seconds);
  const result = await compute(job, kept.image, kept.context);
  if (kept.context.claimed <= MOST_BYTES) images.set(key, kept);
  return result;
}

async function evaluated({ expression }: RenderJob, context: JobContext): Promise<Kept> {
  const until = performance.now() + KEPT_MILLISECONDS;
  return { image: await evaluateImage(expression, context), context, until };
}
