import type { Band, Image } from '../../../raster/image.ts';
import type { Tile } from '../../../raster/pixels/node.ts';
import type { Components } from '../../../raster/segments/components.ts';
import type { Value } from '../../../values/value.ts';
import { wrong } from '../../declare.ts';
import type { Reducer } from '../../reducer/reducer.ts';

/** Results by name. */
type Named = [name: string, value: Value][];

/** What a reducer makes of the pixels of each component in some bands: each by itself, or all as its inputs. */
export function segmentStatistics(
  image: Image,
  reducer: Reducer,
  tiles: readonly Tile[],
  components: Components,
): Named[] {
  // The first band is what makes the segments; it is reduced itself if there is no other.
  const from = image.bands.length > 1 ? 1 : 0;
  const [bands, inputs] = [image.bands.slice(from), tiles.slice(from)];
  if (reducer.inputs.length > 1) return together(reducer, bands, inputs, components);
  const results = bands.map((band, i): Named[] => {
    const name = (output: string) =>
      bands.length === 1 ? output : reducer.outputs.length === 1 ? band.id : `${band.id}_${output}`;
    return reduced(reducer, [inputs[i]], components).map((values) =>
      reducer.outputs.map((output, k) => [name(output), values[k]]),
    );
  });
  return Array.from({ length: components.count }, (_, label) => results.flatMap((each) => each[label]));
}

function together(reducer: Reducer, bands: readonly Band[], tiles: readonly Tile[], components: Components): Named[] {
  if (reducer.inputs.length !== bands.length) {
    throw wrong(
      `The reducer ${reducer.name} needs ${reducer.inputs.length} inputs. The image has ${bands.length} bands beside that of the labels.`,
    );
  }
  return reduced(reducer, tiles, components).map((values) => reducer.outputs.map((output, k) => [output, values[k]]));
}

/** The results for each component. */
function reduced(reducer: Reducer, tiles: readonly Tile[], { labels, count }: Components): (readonly Value[])[] {
  const accumulators = Array.from({ length: count }, () => reducer.open());
  const ones = tiles.map(() => 1);
  for (let i = 0; i < labels.length; i++) {
    if (labels[i] < 0) continue;
    const values = tiles.map((tile) => (tile.mask === undefined || tile.mask[i] > 0 ? tile.values[i] : null));
    if (!reducer.countsMasked && values.every((value) => value === null)) continue;
    accumulators[labels[i]].add(values, ones);
  }
  return accumulators.map((accumulator) => accumulator.results());
}
