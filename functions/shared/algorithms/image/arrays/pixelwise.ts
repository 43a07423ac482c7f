import { withFootprint } from '../../../raster/band-footprint.ts';
import { commonFootprint } from '../../../raster/footprint.ts';
import type { Grid } from '../../../raster/grid.ts';
import type { Band } from '../../../raster/image.ts';
import type { PixelType } from '../../../raster/pixel-type.ts';
import { computeBands } from '../../../raster/pixels/compute.ts';
import type { PixelContext } from '../../../raster/pixels/context.ts';
import { type Loader, loaded, maskOf, type Tile } from '../../../raster/pixels/node.ts';
import { ArrayValue } from '../../array/array-value.ts';

/** Computes a pixel: one array for each output; an array without dimensions is a plain number. Null masks the pixel. */
export type PixelFunction = (...inputs: readonly ArrayValue[]) => readonly (ArrayValue | null)[];

/** An output band: `type.dimensions` says whether its pixels are arrays. */
export interface Output {
  readonly id: string;
  readonly type: PixelType;
}

/**
 * Bands that are computed pixel by pixel from arrays and numbers. Masked where an input is. Arrays differ from pixel to pixel, so
 * there is no kernel for them; numbers of array bands come out in Float64.
 */
class PixelwiseLoader implements Loader {
  readonly fractionalMask = false;
  readonly #inputs: readonly Band[];
  readonly #outputs: readonly Output[];
  readonly #compute: PixelFunction;

  constructor(inputs: readonly Band[], outputs: readonly Output[], compute: PixelFunction) {
    this.#inputs = inputs;
    this.#outputs = outputs;
    this.#compute = compute;
  }

  async load(bands: readonly number[], grid: Grid, context: PixelContext): Promise<Tile[]> {
    const count = grid.width * grid.height;
    const inputs = await computeBands(this.#inputs, grid, context);
    const masks = this.#outputs.map(() => new Uint8Array(count));
    const numbers = this.#outputs.map(() => new Float64Array(count));
    const arrays = this.#outputs.map((): (ArrayValue | undefined)[] => new Array(count));
    const memory = new ArrayMemory(context);
    for (let i = 0; i < count; i++) {
      if (inputs.some(({ mask }) => mask !== undefined && mask[i] === 0)) continue;
      const values = inputs.map((tile, k) => pixelArray(tile, i, this.#inputs[k].type));
      for (const [k, result] of this.#compute(...values).entries()) {
        if (result === null) continue;
        memory.add(result);
        masks[k][i] = 1;
        arrays[k][i] = result;
        numbers[k][i] = result.values[0];
      }
    }
    memory.release();
    return bands.map((band) => ({
      values: numbers[band],
      mask: maskOf(masks[band]),
      ...(this.#outputs[band].type.dimensions > 0 ? { arrays: arrays[band] } : {}),
    }));
  }
}

/** Arrays are claimed by the megabyte, not one by one. */
const CLAIM_BYTES = 1 << 20;

/** Counts the memory of arrays while they are made. */
class ArrayMemory {
  readonly #context: PixelContext;
  readonly #releases: (() => void)[] = [];
  #bytes = 0;

  constructor(context: PixelContext) {
    this.#context = context;
  }

  add(array: ArrayValue): void {
    this.#bytes += array.values.byteLength;
    if (this.#bytes < CLAIM_BYTES) return;
    this.#releases.push(this.#context.claim(this.#bytes));
    this.#bytes = 0;
  }

  release(): void {
    for (const release of this.#releases) release();
  }
}

/** The value of a pixel as an array: without dimensions if the band is of plain numbers. */
export function pixelArray(
  { values, arrays }: Pick<Tile, 'values' | 'arrays'>,
  index: number,
  type: PixelType,
): ArrayValue {
  const array = arrays?.[index];
  if (array instanceof ArrayValue) return array;
  return array
    ? new ArrayValue(array.shape, array.values, type)
    : new ArrayValue([], Float64Array.of(values[index]), type);
}

/** Bands made pixel by pixel where all inputs are valid, on the grid of the first one. */
export function pixelwise(inputs: readonly Band[], outputs: readonly Output[], compute: PixelFunction): Band[] {
  const loader = new PixelwiseLoader(inputs, outputs, compute);
  const footprint = inputs.map((input) => input.footprint).reduce(commonFootprint);
  return outputs.map(({ id, type }, i) =>
    withFootprint({ ...inputs[0], id, type, pixels: loaded(loader, i) }, footprint),
  );
}
