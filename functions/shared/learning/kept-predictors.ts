import type { Mode, Model } from './model.ts';
import type { Predictor } from './predictor.ts';

/** The model with predictors that are made once for each mode: making that of a forest takes as long as some thousand pixels. */
export function keepingPredictors(model: Model): Model {
  const made = new Map<Mode, Predictor>();
  const predictor = (mode: Mode): Predictor => {
    const known = made.get(mode) ?? model.predictor(mode);
    made.set(mode, known);
    return known;
  };
  return { ...model, predictor };
}
