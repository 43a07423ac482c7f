import type { Grid } from '../grid.ts';
import type { Loader, Tile } from './node.ts';

/** A hash of three integers of 32 bits to one (MurmurHash3's mixing and finalizer, A. Appleby, public domain). */
export function hash(a: number, b: number, c: number): number {
  let h = 0;
  for (let word = 0; word < 3; word++) {
    let k = Math.imul(word === 0 ? a : word === 1 ? b : c, 0xcc9e2d51);
    k = Math.imul((k << 15) | (k >>> 17), 0x1b873593);
    h ^= k;
    h = (Math.imul((h << 13) | (h >>> 19), 5) + 0xe6546b64) | 0;
  }
  h ^= 12;
  h = Math.imul(h ^ (h >>> 16), 0x85ebca6b);
  h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35);
  return (h ^ (h >>> 16)) >>> 0;
}

/** A number from 0 (included) to 1 (not included) with all bits of a double, of a pixel of the plane. */
function uniform(column: number, row: number, seed: number): number {
  return (hash(column, row, seed) * 2 ** 21 + (hash(row, seed, column) >>> 11)) / 2 ** 53;
}

/** A number that is distributed normally, by Box and Muller's transformation. */
function normal(column: number, row: number, seed: number): number {
  const radius = Math.sqrt(-2 * Math.log(1 - uniform(column, row, seed)));
  return radius * Math.cos(2 * Math.PI * uniform(column, row, ~seed));
}

export type Distribution = 'uniform' | 'normal';

/**
 * Random numbers that follow from where a pixel is in its plane, counted in pixels from the origin: a pixel has the same one in each
 * request of its grid, and other grids have others.
 */
export function randomLoader(seed: number, distribution: Distribution): Loader {
  const draw = distribution === 'normal' ? normal : uniform;
  // Both halves of a long count.
  const key = (seed | 0) ^ Math.floor(seed / 2 ** 32);
  return {
    fractionalMask: false,
    async load(bands, { transform: [a, , c, , e, f], width, height }: Grid): Promise<Tile[]> {
      const [firstColumn, firstRow] = [Math.round(c / a), Math.round(f / e)];
      const values = new Float64Array(width * height);
      for (let row = 0, i = 0; row < height; row++) {
        for (let column = 0; column < width; column++, i++) {
          values[i] = draw((firstColumn + column) | 0, (firstRow + row) | 0, key);
        }
      }
      return bands.map(() => ({ values, mask: undefined }));
    },
  };
}
