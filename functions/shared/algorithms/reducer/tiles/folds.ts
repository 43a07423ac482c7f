import { type StartTiles, type TileAccumulator, tileResult } from './tile-accumulator.ts';

/** Counts the valid values of each pixel. */
export const countTiles: StartTiles = (pixels): TileAccumulator => {
  const counts = new Float64Array(pixels);
  return {
    add(_, mask) {
      for (let i = 0; i < pixels; i++) if (mask === undefined || mask[i] > 0) counts[i]++;
    },
    results: () => [{ values: counts.slice(), mask: undefined }],
  };
};

/** The value that is better than all before it. */
export function bestTiles(better: (value: number, best: number) => boolean): StartTiles {
  return (pixels): TileAccumulator => {
    const [best, known] = [new Float64Array(pixels), new Uint8Array(pixels)];
    return {
      add(values, mask) {
        for (let i = 0; i < pixels; i++) {
          if (mask !== undefined && !(mask[i] > 0)) continue;
          if (known[i] === 1 && !better(values[i], best[i])) continue;
          best[i] = values[i];
          known[i] = 1;
        }
      },
      results: () => [tileResult(best.slice(), known.slice())],
    };
  };
}
