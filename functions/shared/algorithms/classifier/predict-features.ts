import type { Collection } from '../collection/collection.ts';
import { mapCursor } from '../collection/cursor.ts';
import type { Context } from '../context.ts';
import { numericProperty } from './gather.ts';
import type { Prediction } from './predict.ts';
import { resultProperties } from './results.ts';

/** The features with a prediction of each as a property more; null where an input is missing. */
export function predictedCollection(
  features: Collection,
  schema: readonly string[],
  outputName: string,
  prediction: Prediction,
  algorithm: string,
  context: Context,
): Collection {
  return features.withElements(algorithm, () => {
    const predictor = prediction.predictor();
    const results = new Float64Array(predictor.outputs);
    return mapCursor(features.open(), (element) => {
      context.spend(1 + schema.length);
      const row = schema.map((name) => numericProperty(element, name));
      const complete = row.every((number) => number !== undefined);
      if (complete) predictor.predict(Float64Array.from(row), 1, results);
      const more = resultProperties(prediction, outputName, complete ? results : null);
      return element.withProperties(new Map([...element.properties, ...more]));
    });
  });
}
