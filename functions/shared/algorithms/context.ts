import type { ProfileRow } from '../measures/profile.ts';
import type { Image } from '../raster/image.ts';
import type { PixelContext } from '../raster/pixels/context.ts';
import type { MaybePromise } from '../values/value.ts';
import type { Classifier } from './classifier/classifier.ts';
import type { Collection } from './collection/collection.ts';

/** The resources that an algorithm may use besides its arguments. One for each request. */
export interface Context {
  /** Finds images that are assets, as the caller of the request may see them. */
  readonly assets: AssetLoader;
  readonly pixels: PixelContext;
  /** Whether nothing that is computed is kept for later requests. */
  readonly forgets?: boolean;
  /** Counts work (elements visited) against the request's limits; throws when time or memory is used up. */
  spend(elements: number): void;
}

export interface AssetLoader {
  /**
   * The image of an id as written in an expression: `A/B/C` or `projects/P/assets/…`.
   * Throws the service's "Image.load: Image asset '…' not found (does not exist or caller does not have access)."
   */
  image(id: string, version?: number): MaybePromise<Image>;
  /**
   * The images of a collection, by its id, read as far as they are pulled.
   * Throws the service's "ImageCollection.load: ImageCollection asset '…' not found (does not exist or caller does not have access)."
   */
  imageCollection(id: string, version?: number): MaybePromise<Collection>;
  /**
   * The features of a table, by its id, read as far as they are pulled.
   * Throws the service's "Collection.loadTable: Collection asset '…' not found (does not exist or caller does not have access)."
   */
  table(id: string, version?: number): MaybePromise<Collection>;
  /**
   * The classifier of an id.
   * Throws the service's "Classifier.load: Classifier asset '…' not found (does not exist or caller does not have access)."
   */
  classifier(id: string): MaybePromise<Classifier>;
  /** The version of an image or table that this request has loaded; undefined if it has not, or has seen several. */
  loadedVersion?(id: string): number | undefined;
  /** The image of a GeoTIFF in Cloud Storage, of a gs:// URI, read where it lies. */
  geoTiff(uri: string): MaybePromise<Image>;
  /** What the caller's request of an id has cost; undefined if there is no such profile, or nobody may read it. Not known to exports. */
  profile?(id: string): Promise<readonly ProfileRow[] | undefined>;
  /** The contents of an object in Cloud Storage, of a gs:// URL. */
  blob(url: string): MaybePromise<Uint8Array>;
}
