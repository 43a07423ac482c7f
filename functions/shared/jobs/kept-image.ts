import { LRUCache } from 'lru-cache';
import type { Image } from '../raster/image.ts';
import type { StopSignal } from '../raster/pixels/context.ts';
import type { JobContext } from './context.ts';
import type { Inputs } from './inputs/inputs.ts';

/** An image whose context claims more bytes than this is not kept: it is evaluated anew for each part. */
const MOST_BYTES = 64 * 1024 * 1024;

interface Kept<I extends Inputs> {
  readonly image: Image;
  /**
   * The context that the image was evaluated with and continues to use: it holds the collections that were read and the classifiers that
   * were trained.
   */
  readonly context: JobContext<I>;
}

/** Opens a context and evaluates an image; used if no evaluated image is kept. */
export interface ImageMaker<I extends Inputs> {
  /** Opens a context for the evaluation. */
  open(): Promise<JobContext<I>> | JobContext<I>;
  evaluate(context: JobContext<I>): Promise<Image>;
}

/**
 * Evaluated images, kept because they are requested in many parts, such as the tiles of a map or the chunks of an export. Data that an
 * image reads or learns before its first pixel (features to draw, a classifier) is thus available to the next part. A thread does one job
 * at a time, so no two jobs use one context.
 */
export class KeptImages<I extends Inputs> {
  readonly #images: LRUCache<string, Kept<I>>;
  readonly #isCurrent: (inputs: I) => Promise<boolean>;

  /**
   * @param max images that are kept
   * @param isCurrent whether an image that was evaluated with some inputs may be used again
   */
  constructor(max: number, isCurrent: (inputs: I) => Promise<boolean>) {
    this.#images = new LRUCache({ max });
    this.#isCurrent = isCurrent;
  }

  /**
   * Computes a part of an image.
   * @param key identifies the image
   * @param limits the limits of this part: its time in seconds, and what stops it
   */
  async use<T>(
    key: string,
    maker: ImageMaker<I>,
    limits: { readonly seconds: number | undefined; readonly stop: StopSignal },
    compute: (image: Image, context: JobContext<I>) => Promise<T>,
  ): Promise<T> {
    const known = this.#images.get(key);
    // One that fails is not used again: what it waits for may have failed for this request only.
    this.#images.delete(key);
    const kept = known && (await this.#isCurrent(known.context.inputs)) ? known : await evaluated(maker);
    kept.context.renew(limits.stop, limits.seconds);
    const result = await compute(kept.image, kept.context);
    if (kept.context.claimed <= MOST_BYTES) this.#images.set(key, kept);
    return result;
  }
}

async function evaluated<I extends Inputs>({ open, evaluate }: ImageMaker<I>): Promise<Kept<I>> {
  const context = await open();
  return { image: await evaluate(context), context };
}
