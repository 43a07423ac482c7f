import { LRUCache } from 'lru-cache';
import type { Image } from '../raster/image.ts';
import type { JobContext } from './context.ts';
import type { Inputs } from './inputs/inputs.ts';

/** An image that holds on to more memory is evaluated for each of its parts. */
const MOST_BYTES = 64 * 1024 * 1024;

interface Kept<I extends Inputs> {
  readonly image: Image;
  /** What the image was evaluated with, and goes on using: collections that it reads, classifiers that it trains. */
  readonly context: JobContext<I>;
}

/** How an image comes to be, where it is not kept. */
export interface ImageMaker<I extends Inputs> {
  /** A context for it. */
  open(): Promise<JobContext<I>> | JobContext<I>;
  evaluate(context: JobContext<I>): Promise<Image>;
}

/**
 * Images that are asked for in many parts, such as the tiles of a map or the chunks of an export. What an image reads or learns before its
 * first pixel, such as the features that it draws or a classifier, is there for the next part, too.
 * A thread does one job at a time, so that no two of them use one context.
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
   * @param key what is one image has one
   * @param seconds that this part may take
   */
  async use<T>(
    key: string,
    maker: ImageMaker<I>,
    seconds: number | undefined,
    compute: (image: Image, context: JobContext<I>) => Promise<T>,
  ): Promise<T> {
    const known = this.#images.get(key);
    // One that fails is not used again: what it waits for may have failed for this request only.
    this.#images.delete(key);
    const kept = known && (await this.#isCurrent(known.context.inputs)) ? known : await evaluated(maker);
    kept.context.renew(seconds);
    const result = await compute(kept.image, kept.context);
    if (kept.context.claimed <= MOST_BYTES) this.#images.set(key, kept);
    return result;
  }
}

async function evaluated<I extends Inputs>({ open, evaluate }: ImageMaker<I>): Promise<Kept<I>> {
  const context = await open();
  return { image: await evaluate(context), context };
}
