import type { Mode } from '../../learning/model.ts';
import { DOUBLE, FLOAT, PixelType } from '../../raster/pixel-type.ts';
import { float } from '../../values/number.ts';
import type { Value } from '../../values/value.ts';
import { ArrayValue } from '../array/array-value.ts';
import type { Context } from '../context.ts';
import type { Classifier } from './classifier.ts';
import type { Prediction } from './predict.ts';
import { workOf } from './work.ts';

/** The predictor of a classifier, made once when it is first needed, and the type of its predictions. */
export function predictionOf(classifier: Classifier, context: Context): Prediction {
  const { mode, array } = classifier;
  let predictor: ReturnType<Prediction['predictor']> | undefined;
  return {
    type: resultType(classifier, mode),
    array,
    ...(classifier.method.learner.outputs ? { names: classifier.method.learner.outputs } : {}),
    predictor: () => {
      predictor ??= classifier.model(workOf(context)).predictor(mode);
      return predictor;
    },
  };
}

/** Classes are integers of the range that there is; other results are fractions. */
function resultType(classifier: Classifier, mode: Mode): PixelType {
  if (mode === 'CLASSIFICATION') {
    const labels = classifier.knowledge.classes();
    return new PixelType('int', labels[0], labels[labels.length - 1]);
  }
  return classifier.array ? DOUBLE : FLOAT;
}

/** The prediction for one feature as properties; null if an input is missing. */
export function resultProperties(
  { type, array, names }: Prediction,
  outputName: string,
  results: Float64Array | null,
): [string, Value][] {
  const value = (number: number): Value => (type.precision === 'int' ? number : float(number));
  if (names) return names.map((name, i) => [name, results && value(results[i])]);
  if (!results) return [[outputName, null]];
  return [[outputName, array ? new ArrayValue([results.length], results.slice(), type) : value(results[0])]];
}
