import { remainder } from '../pixels/place.ts';

/** Tells of a column and a row of the plane whether a seed is there. */
export type SeedGrid = (column: number, row: number) => boolean;

/** Grids of seeds that are so many pixels apart: in the middle of squares, or each as far from its six neighbours. */
export const SEED_GRIDS: { readonly [type: string]: (size: number) => SeedGrid } = {
  square: (size) => {
    const middle = Math.floor(size / 2);
    return (column, row) => remainder(column, size) === middle && remainder(row, size) === middle;
  },
  hex: (size) => {
    const height = Math.max(1, Math.round((size * Math.sqrt(3)) / 2));
    const [middle, half] = [Math.floor(height / 2), Math.floor(size / 2)];
    return (column, row) => {
      if (remainder(row, height) !== middle) return false;
      const odd = remainder(Math.floor(row / height), 2) === 1;
      return remainder(column - (odd ? half : 0), size) === half;
    };
  },
};
