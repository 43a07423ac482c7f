import type { SampleArray } from '../samples.ts';

/** A tile's pixels: one array a band, `width * height` samples each; less than the whole tile at the image's edge. */
export interface TilePixels {
  readonly bands: readonly SampleArray[];
  readonly width: number;
  readonly height: number;
}
