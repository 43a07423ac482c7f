import { wrong } from '../../errors.ts';
import { BLOCK_ROWS, type Predictor } from '../../learning/predictor.ts';
import type { Grid } from '../../raster/grid.ts';
import type { Band, Image } from '../../raster/image.ts';
import { PixelType } from '../../raster/pixel-type.ts';
import { computeBands } from '../../raster/pixels/compute.ts';
import type { PixelContext } from '../../raster/pixels/context.ts';
import { type Loader, loaded, type PixelArray, type Tile } from '../../raster/pixels/node.ts';
import type { SampleArray } from '../../raster/samples.ts';

/** The type of a prediction: its band's type without dimensions, and whether pixels are arrays. */
export interface Prediction {
  readonly type: PixelType;
  readonly array: boolean;
  /** The names of several results, each with a band or property of its own; absent for one under the name that the caller gives. */
  readonly names?: readonly string[];
  /** The predictor; called when the first pixels are computed. */
  readonly predictor: () => Predictor;
}

/** Predicts each pixel from some bands; masked where any of the bands is. */
class PredictionLoader implements Loader {
  readonly fractionalMask = false;
  readonly #inputs: readonly Band[];
  readonly #prediction: Prediction;

  constructor(inputs: readonly Band[], prediction: Prediction) {
    this.#inputs = inputs;
    this.#prediction = prediction;
  }

  async load(bands: readonly number[], grid: Grid, context: PixelContext): Promise<Tile[]> {
    const count = grid.width * grid.height;
    const predictor = this.#prediction.predictor();
    const { outputs } = predictor;
    const release = context.claim(count * 8 * outputs);
    try {
      const inputs = await computeBands(this.#inputs, grid, context);
      const { rows: valid, mask } = validPixels(inputs, count);
      const results = new Float64Array(valid.length * outputs);
      const width = inputs.length;
      const block = new Float64Array(BLOCK_ROWS * width);
      for (let start = 0; start < valid.length; start += BLOCK_ROWS) {
        context.signal.throwIfAborted();
        const pixels = valid.subarray(start, start + BLOCK_ROWS);
        for (let input = 0; input < width; input++) fillColumn(block, inputs[input].values, pixels, input, width);
        predictor.predict(block, pixels.length, results.subarray(start * outputs));
      }
      return bands.map((band) =>
        this.#prediction.array
          ? arrayTile(results, outputs, valid, mask, count)
          : { values: scattered(results, outputs, band, valid, count), mask },
      );
    } finally {
      release();
    }
  }
}

/** The pixels that are valid in all tiles, and the mask that says so. */
function validPixels(tiles: readonly Tile[], count: number): { rows: Int32Array; mask: Uint8Array | undefined } {
  const masks = tiles.flatMap(({ mask }) => (mask === undefined ? [] : [mask]));
  const rows = new Int32Array(count);
  if (masks.length === 0) return { rows: rows.map((_, pixel) => pixel), mask: undefined };
  const mask = new Uint8Array(count).fill(1);
  for (const other of masks) {
    for (let pixel = 0; pixel < count; pixel++) if (!(other[pixel] > 0)) mask[pixel] = 0;
  }
  let valid = 0;
  for (let pixel = 0; pixel < count; pixel++) if (mask[pixel] === 1) rows[valid++] = pixel;
  return { rows: rows.subarray(0, valid), mask };
}

function fillColumn(block: Float64Array, values: SampleArray, pixels: Int32Array, input: number, width: number): void {
  for (let i = 0, at = input; i < pixels.length; i++, at += width) block[at] = values[pixels[i]];
}

/** A tile of one result, from results that were computed for valid pixels only. */
function scattered(
  results: Float64Array,
  outputs: number,
  output: number,
  valid: Int32Array,
  count: number,
): Float64Array {
  if (valid.length === count && outputs === 1) return results;
  const values = new Float64Array(count);
  for (let i = 0, at = output; i < valid.length; i++, at += outputs) values[valid[i]] = results[at];
  return values;
}

function arrayTile(
  results: Float64Array,
  outputs: number,
  valid: Int32Array,
  mask: Uint8Array | undefined,
  count: number,
): Tile {
  const arrays: (PixelArray | undefined)[] = new Array(count).fill(undefined);
  valid.forEach((pixel, i) => {
    arrays[pixel] = { shape: [outputs], values: results.subarray(i * outputs, (i + 1) * outputs) };
  });
  return { values: new Float64Array(count), mask, arrays };
}

/** The image of predictions, on the grid of the first input. Inputs are the bands with the names of the training's inputs. */
export function predictedImage(
  image: Image,
  schema: readonly string[],
  outputName: string,
  prediction: Prediction,
  algorithm: string,
): Image {
  const inputs = schema.map((name) => image.band(name, algorithm));
  if (inputs.length === 0) throw wrong('The classifier has no inputs.');
  const arrays = inputs.find(({ type }) => type.dimensions > 0);
  if (arrays) throw wrong(`The band '${arrays.id}' has arrays for pixels; inputs must be numbers.`);
  const { precision, min, max } = prediction.type;
  const type = new PixelType(precision, min, max, prediction.array ? 1 : 0);
  const loader = new PredictionLoader(inputs, prediction);
  const names = prediction.names ?? [outputName];
  const bands = names.map((id, i) => ({ ...inputs[0], id, type, pixels: loaded(loader, i) }));
  return image.withBands(bands).withoutIdentity();
}
