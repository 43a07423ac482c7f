import type { Image } from '../raster/image.ts';
import type { PixelContext } from '../raster/pixels/context.ts';
import type { MaybePromise } from '../values/value.ts';

/** What an algorithm may use beyond its arguments. One for each request. */
export interface Context {
  /** Finds images that are assets, as the caller of the request may see them. */
  readonly assets: AssetLoader;
  readonly pixels: PixelContext;
  /** Counts work (elements visited) against the request's limits; throws when time or memory is used up. */
  spend(elements: number): void;
}

export interface AssetLoader {
  /**
   * The image of an id as written in an expression: `A/B/C` or `projects/P/assets/…`.
   * Throws the service's "Image.load: Image asset '…' not found (does not exist or caller does not have access)."
   */
  image(id: string, version?: number): MaybePromise<Image>;
  /** The contents of an object in Cloud Storage, of a gs:// URL. */
  blob(url: string): MaybePromise<Uint8Array>;
}
