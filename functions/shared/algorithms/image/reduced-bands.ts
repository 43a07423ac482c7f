import type { Band } from '../../raster/image.ts';
import { type Loader, loaded } from '../../raster/pixels/node.ts';
import type { Reducer } from '../reducer/reducer.ts';

/**
 * The bands that a loader makes of inputs by a reducer: of each input (whose bands of the loader come one after the other) the outputs under
 * its own name, or with their names behind it if there are several; or of all inputs together those of a reducer of several inputs.
 */
export function reducedBands(inputs: readonly Band[], reducer: Reducer, loader: Loader): Band[][] {
  const { outputs } = reducer;
  const bandsOf = (group: readonly Band[], first: number, name: (output: string) => string): Band[] => {
    const types = reducer.pixelTypes(group.map((band) => band.type));
    return outputs.map((output, i) => {
      return { ...group[0], id: name(output), type: types[i], pixels: loaded(loader, first + i) };
    });
  };
  if (reducer.inputs.length > 1) return [bandsOf(inputs, 0, (output) => output)];
  return inputs.map((band, k) =>
    bandsOf([band], k * outputs.length, (output) => (outputs.length === 1 ? band.id : `${band.id}_${output}`)),
  );
}
