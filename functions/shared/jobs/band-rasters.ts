import type { BandRaster } from '../raster/encode/overview.ts';
import type { PixelWindow } from '../raster/grid.ts';
import { cutRectangle, pasteRectangle } from '../raster/rectangle.ts';
import { allocateSamples, type SampleType } from '../raster/samples.ts';

/** A band that is put together from pieces: wholly masked at first. */
export interface GrowingRaster extends BandRaster {
  readonly mask: Uint8Array;
}

/** A band of which nothing is valid yet. */
export function emptyRaster(sampleType: SampleType, width: number, height: number): GrowingRaster {
  const count = width * height;
  return { width, height, samples: allocateSamples(sampleType, count), mask: new Uint8Array(count) };
}

/** Puts a piece at a column and a row of a band. */
export function pasteRaster(piece: BandRaster, into: GrowingRaster, column: number, row: number): void {
  const mask = piece.mask ?? new Uint8Array(piece.samples.length).fill(1);
  pasteRectangle(piece.samples, piece.width, into.samples, into.width, column, row);
  pasteRectangle(mask, piece.width, into.mask, into.width, column, row);
}

/** A rectangle of a band. */
export function cutRaster({ samples, mask, width }: BandRaster, window: PixelWindow): BandRaster {
  return {
    width: window.width,
    height: window.height,
    samples: cutRectangle(samples, width, window),
    mask: mask && cutRectangle(mask, width, window),
  };
}
