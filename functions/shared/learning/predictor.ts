/**
 * Predicts rows of inputs. Rows come in blocks, so that a model can loop over its own parts outside and the rows inside. A predictor may be
 * used by several callers in turn: it keeps no state between two calls.
 */
export interface Predictor {
  /** The number of results a row. */
  readonly outputs: number;
  /**
   * @param rows the inputs of `count` rows, one row after the other
   * @param results gets `outputs` numbers a row
   */
  predict(rows: Float64Array, count: number, results: Float64Array): void;
}

/** Rows a block: their inputs and results stay in the processor's cache. */
export const BLOCK_ROWS = 1024;

/**
 * Predicts all rows, block by block.
 * @param width the number of inputs a row
 * @returns `outputs` numbers a row
 */
export function predictAll(predictor: Predictor, rows: Float64Array, width: number): Float64Array {
  const { outputs } = predictor;
  const count = width === 0 ? 0 : rows.length / width;
  const results = new Float64Array(count * outputs);
  for (let start = 0; start < count; start += BLOCK_ROWS) {
    const end = Math.min(count, start + BLOCK_ROWS);
    const into = results.subarray(start * outputs, end * outputs);
    predictor.predict(rows.subarray(start * width, end * width), end - start, into);
  }
  return results;
}

/** The label of the class with the largest score; of several, the first one. */
export function largestClass(scores: Predictor, labels: Float64Array): Predictor {
  return reduced(scores, (values, start, end) => labels[largestAt(values, start, end) - start]);
}

/**
 * The probability of the predicted class. With two classes it is that of the second one, as presence and absence are coded; with more, that
 * of the likeliest.
 * @param probabilities gives one probability for each class
 */
export function classProbability(probabilities: Predictor): Predictor {
  return reduced(probabilities, (values, start, end) =>
    end - start === 2 ? values[start + 1] : values[largestAt(values, start, end)],
  );
}

/** Reduces the numbers that another predictor gives a row to one. */
export function reduced(
  source: Predictor,
  choose: (values: Float64Array, start: number, end: number) => number,
): Predictor {
  const { outputs } = source;
  let values = new Float64Array(BLOCK_ROWS * outputs);
  return {
    outputs: 1,
    predict(rows, count, results) {
      if (values.length < count * outputs) values = new Float64Array(count * outputs);
      source.predict(rows, count, values);
      for (let row = 0, at = 0; row < count; row++, at += outputs) results[row] = choose(values, at, at + outputs);
    },
  };
}

/** The index of the largest value of a range; of several, the first one. */
export function largestAt(values: Float64Array, start: number, end: number): number {
  let best = start;
  for (let i = start + 1; i < end; i++) if (values[i] > values[best]) best = i;
  return best;
}
