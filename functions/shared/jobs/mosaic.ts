import { meter } from '../measures/meter.ts';
import { type Grid, subGrid, tilesOf } from '../raster/grid.ts';
import type { Image } from '../raster/image.ts';
import { storageTypeOf } from '../raster/pixel-type.ts';
import { computeBands } from '../raster/pixels/compute.ts';
import type { PixelContext } from '../raster/pixels/context.ts';
import type { Tile } from '../raster/pixels/node.ts';
import { pasteRectangle } from '../raster/rectangle.ts';
import { allocateSamples, bytesPerSample, type SampleArray } from '../raster/samples.ts';

/** Pixels a side of the pieces that a large grid is computed in, so that intermediate values stay in caches. */
const PIECE = 512;

/** A band of the whole grid while it is put together. */
interface Whole {
  readonly values: SampleArray;
  mask: Uint8Array | Float32Array | undefined;
}

/** Computes an image's bands on a grid of any size, piece by piece. One tile a band, of the whole grid. */
export async function computeImage(image: Image, grid: Grid, context: PixelContext): Promise<Tile[]> {
  meter.pixels += grid.width * grid.height * image.bands.length;
  if (grid.width <= PIECE && grid.height <= PIECE) return computeBands(image.bands, grid, context);
  const count = grid.width * grid.height;
  const types = image.bands.map((band) => storageTypeOf(band.type));
  context.claim(types.reduce((sum, type) => sum + count * (bytesPerSample(type) + 1), 0));
  const whole: Whole[] = types.map((type) => ({ values: allocateSamples(type, count), mask: undefined }));
  for (const window of tilesOf({ column: 0, row: 0, width: grid.width, height: grid.height }, PIECE)) {
    const pieces = await computeBands(image.bands, subGrid(grid, window), context);
    pieces.forEach((piece, band) => {
      const { values } = whole[band];
      const mask = maskFor(whole[band], piece, count);
      pasteRectangle(piece.values, window.width, values, grid.width, window.column, window.row);
      if (piece.mask && mask) pasteRectangle(piece.mask, window.width, mask, grid.width, window.column, window.row);
    });
  }
  return whole;
}

/** The whole's mask, made or widened to fractions at the first piece that needs it. */
function maskFor(whole: Whole, piece: Tile, count: number) {
  if (piece.mask === undefined) return whole.mask;
  if (whole.mask === undefined) {
    whole.mask = piece.mask instanceof Float32Array ? new Float32Array(count).fill(1) : new Uint8Array(count).fill(1);
  } else if (piece.mask instanceof Float32Array && whole.mask instanceof Uint8Array) {
    whole.mask = Float32Array.from(whole.mask);
  }
  return whole.mask;
}
