import { wrong } from '../../../errors.ts';
import type { Band, Image } from '../../../raster/image.ts';
import type { Tile } from '../../../raster/pixels/node.ts';
import type { Components } from '../../../raster/segments/components.ts';
import type { Value } from '../../../values/value.ts';
import type { Context } from '../../context.ts';
import type { Reducer } from '../../reducer/reducer.ts';
import { openForPixels, pixelInputs } from '../arrays/pixel-inputs.ts';

/** Results by name. */
type Named = [name: string, value: Value][];

/** What a reducer makes of the pixels of each component in some bands: each by itself, or all as its inputs. */
export function segmentStatistics(
  image: Image,
  reducer: Reducer,
  tiles: readonly Tile[],
  components: Components,
  context: Context,
): Named[] {
  // The first band is what makes the segments; it is reduced itself if there is no other.
  const from = image.bands.length > 1 ? 1 : 0;
  const [bands, inputs] = [image.bands.slice(from), tiles.slice(from)];
  if (reducer.inputs.length > 1) return together(reducer, bands, inputs, components, context);
  const results = bands.map((band, i): Named[] => {
    const name = (output: string) =>
      bands.length === 1 ? output : reducer.outputs.length === 1 ? band.id : `${band.id}_${output}`;
    return reduced(reducer, [band], [inputs[i]], components, context).map((values) =>
      reducer.outputs.map((output, k) => [name(output), values[k]]),
    );
  });
  return Array.from({ length: components.count }, (_, label) => results.flatMap((each) => each[label]));
}

function together(
  reducer: Reducer,
  bands: readonly Band[],
  tiles: readonly Tile[],
  components: Components,
  context: Context,
): Named[] {
  if (reducer.inputs.length !== bands.length) {
    throw wrong(
      `The reducer ${reducer.name} needs ${reducer.inputs.length} inputs. The image has ${bands.length} bands beside that of the labels.`,
    );
  }
  return reduced(reducer, bands, tiles, components, context).map((values) =>
    reducer.outputs.map((output, k) => [output, values[k]]),
  );
}

/** The results for each component. */
function reduced(
  reducer: Reducer,
  bands: readonly Band[],
  tiles: readonly Tile[],
  { labels, count }: Components,
  context: Context,
): (readonly Value[])[] {
  const types = bands.map(({ type }) => type);
  const inputs = tiles.map((tile, i) => pixelInputs(tile, types[i]));
  const accumulators = Array.from({ length: count }, () => openForPixels(reducer, types, context));
  const ones = tiles.map(() => 1);
  for (let i = 0; i < labels.length; i++) {
    if (labels[i] < 0) continue;
    const values = tiles.map(({ mask }, band) => (mask === undefined || mask[i] > 0 ? inputs[band][i] : null));
    if (!reducer.countsMasked && values.every((value) => value === null)) continue;
    accumulators[labels[i]].add(values, ones);
  }
  return accumulators.map((accumulator) => accumulator.results());
}
