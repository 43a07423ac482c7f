import { type StartTiles, type TileAccumulator, tileResult } from './tile-accumulator.ts';

/** Sums with their rounding errors carried along, as in `CompensatedSum`, at each pixel. */
class TileSums {
  readonly #sums: Float64Array;
  readonly #lost: Float64Array;

  constructor(pixels: number) {
    this.#sums = new Float64Array(pixels);
    this.#lost = new Float64Array(pixels);
  }

  add(i: number, value: number): void {
    const sum = this.#sums[i];
    const next = sum + value;
    this.#lost[i] += Math.abs(sum) >= Math.abs(value) ? sum - next + value : value - next + sum;
    this.#sums[i] = next;
  }

  value(i: number): number {
    const sum = this.#sums[i];
    return Number.isFinite(sum) ? sum + this.#lost[i] : sum;
  }
}

/** Weighted sums; 0 where there is nothing to add up. */
export const sumTiles: StartTiles = (pixels): TileAccumulator => {
  const sums = new TileSums(pixels);
  return {
    add(values, mask) {
      for (let i = 0; i < pixels; i++) {
        const weight = mask === undefined ? 1 : mask[i];
        if (weight > 0) sums.add(i, values[i] * weight);
      }
    },
    results: () => [{ values: Float64Array.from({ length: pixels }, (_, i) => sums.value(i)), mask: undefined }],
  };
};

/** Weighted means. */
export const meanTiles: StartTiles = (pixels): TileAccumulator => {
  const [sums, weights] = [new TileSums(pixels), new TileSums(pixels)];
  return {
    add(values, mask) {
      for (let i = 0; i < pixels; i++) {
        const weight = mask === undefined ? 1 : mask[i];
        if (!(weight > 0)) continue;
        sums.add(i, values[i] * weight);
        weights.add(i, weight);
      }
    },
    results() {
      const [means, known] = [new Float64Array(pixels), new Uint8Array(pixels)];
      for (let i = 0; i < pixels; i++) {
        const weight = weights.value(i);
        if (!(weight > 0)) continue;
        means[i] = sums.value(i) / weight;
        known[i] = 1;
      }
      return [tileResult(means, known)];
    },
  };
};
