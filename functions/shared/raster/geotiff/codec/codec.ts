import type { TiffImage } from '@cogeotiff/core';
import type { MaybePromise } from '../../../values/value.ts';
import type { SampleEncoding } from '../sample-encoding.ts';

/** A block before it is decoded: what the directory says of it. */
export interface BlockForm {
  readonly image: TiffImage;
  /** Pixels of a stored block; the last strip of an image may have fewer rows. */
  readonly width: number;
  readonly height: number;
  /** Samples that are stored for each pixel: one if each band has blocks of its own. */
  readonly samplesPerPixel: number;
  readonly encoding: SampleEncoding;
  readonly photometric: number;
}

/**
 * Turns a block's bytes into `size` bytes or, at the end of an image, fewer. The result is the caller's to change, and good until this thread
 * decompresses anything else.
 */
export type Decompress = (bytes: Uint8Array, size: number) => MaybePromise<Uint8Array>;

/** A compression of TIFF. */
export interface Codec {
  /** As GDAL calls it. */
  readonly name: string;
  /** Whether predictors are applied before it; writers leave the tag beside others, and libtiff ignores it there. */
  readonly predicted: boolean;
  /** Whether FillOrder says the order of its bits; libtiff leaves those of JPEG as they are. */
  readonly hasFillOrder: boolean;
  /** Whether it gives RGB where the directory says YCbCr. */
  readonly givesRgb: boolean;
  /**
   * The decoder of an image's blocks.
   * @throws GeoTiffError for a form of blocks that it does not read
   */
  open(form: BlockForm): MaybePromise<Decompress>;
}
