import { wrong } from '../../errors.ts';
import type { Position } from '../../geometry/geometry.ts';
import { LONGITUDE_LATITUDE } from '../../geometry/geometry.ts';
import { PlaceIndex } from '../../geometry/place-index.ts';
import { transformer } from '../../raster/crs/transform.ts';
import { isNumberValue, toDouble } from '../../values/number.ts';
import { typeNameOf } from '../../values/value.ts';
import { indexOf } from '../collection/indexed.ts';
import type { Reducer } from '../reducer/reducer.ts';
import type { Placed } from './feature-source.ts';
import { propertyOf } from './numbering.ts';

/** Numbers that have been measured at places. */
export interface Measurements {
  readonly places: PlaceIndex;
  readonly values: Float64Array;
}

/** The mean, unless another reducer is asked for. */
interface Folding {
  add(value: number): void;
  result(): number | null;
}

/**
 * A property of points as measurements: features without it are left out, and the values of those at one place are folded into one by a
 * reducer, or else their mean.
 */
export function measurements(features: readonly Placed[], property: string, reducer: Reducer | null): Measurements {
  const folds = new Map<string, { position: Position; fold: Folding }>();
  for (const feature of features) {
    const value = propertyOf(feature, property, 'propertyName');
    if (value === null) continue;
    const position = positionOf(feature);
    const key = position.join();
    let known = folds.get(key);
    if (known === undefined) {
      known = { position, fold: reducer === null ? mean() : by(reducer) };
      folds.set(key, known);
    }
    known.fold.add(toDouble(value));
  }
  const found = [...folds.values()].flatMap(({ position, fold }) => {
    const value = fold.result();
    return value === null ? [] : [{ position, value }];
  });
  return {
    places: new PlaceIndex(found.map(({ position }) => position)),
    values: Float64Array.from(found, ({ value }) => value),
  };
}

function mean(): Folding {
  let [sum, count] = [0, 0];
  return {
    add: (value) => {
      sum += value;
      count++;
    },
    result: () => sum / count,
  };
}

function by(reducer: Reducer): Folding {
  const fold = reducer.start();
  return {
    add: (value) => fold.add(value, 1),
    result: () => {
      const result = fold.result();
      if (result === null) return null;
      if (isNumberValue(result)) return toDouble(result);
      throw wrong(`The reducer must give a number. Got: ${typeNameOf(result)}.`);
    },
  };
}

function positionOf({ element, geometry }: Placed): Position {
  const { shape, crs } = geometry;
  if (shape.type !== 'Point') {
    throw wrong(
      `The features must be points. Feature '${indexOf(element) ?? '?'}' is a ${shape.type}: use its centroid.`,
    );
  }
  const place = Float64Array.from(shape.coordinates);
  transformer(crs, LONGITUDE_LATITUDE).forward(place);
  if (!Number.isFinite(place[0] + place[1]))
    throw wrong(`Feature '${indexOf(element) ?? '?'}' is nowhere on the Earth.`);
  return [place[0], place[1]];
}
