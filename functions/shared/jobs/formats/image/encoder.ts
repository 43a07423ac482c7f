import type { Grid } from '../../../raster/grid.ts';
import type { Image } from '../../../raster/image.ts';
import type { Tile } from '../../../raster/pixels/node.ts';

/** Pixels of an image that have been computed. */
export interface ComputedImage {
  readonly image: Image;
  /** One for each band, of the whole grid. */
  readonly tiles: readonly Tile[];
  readonly grid: Grid;
  /** What the names of files in an archive begin with. */
  readonly filenamePrefix?: string;
}

/** A file that is in memory as a whole. */
export interface EncodedImage {
  readonly bytes: Uint8Array;
  readonly contentType: string;
  /** Of the file's name. */
  readonly extension: string;
}

/** A file format that the pixels of a reply are written in. */
export interface ImageEncoder {
  /** Whether it is for the eye: the image is made into one or three bands of bytes first. */
  readonly visual: boolean;
  encode(computed: ComputedImage): Promise<EncodedImage> | EncodedImage;
}
