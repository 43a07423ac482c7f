/** A feature: a function of the inputs, from 0 to 1 over the background. */
export interface Feature {
  readonly kind: FeatureKind;
  /** The feature's name, made from the inputs' names. */
  readonly name: (names: readonly string[]) => string;
  /** The feature of a row, `width` numbers from `start`. */
  readonly of: (rows: Float64Array, start: number) => number;
}

export type FeatureKind = 'linear' | 'quadratic' | 'product' | 'threshold' | 'hinge' | 'categorical';

/** Knots of thresholds and hinges for each input. */
const KNOTS = 50;

/** The range of an input over the background. */
export interface Range {
  readonly low: number;
  readonly high: number;
}

/** The features of some kinds. Categorical inputs have one for each value; others are brought to the range from 0 to 1. */
export function featuresOf(
  columns: readonly Float64Array[],
  ranges: readonly Range[],
  categorical: readonly boolean[],
  kinds: ReadonlySet<FeatureKind>,
): Feature[] {
  const numeric = columns.flatMap((_, input) => {
    const { low, high } = ranges[input];
    return categorical[input] || !(high > low) ? [] : [{ input, low, span: high - low }];
  });
  const features = columns.flatMap((column, input) => (categorical[input] ? categories(column, input) : []));
  for (const { input, low, span } of numeric) {
    const scaled = (rows: Float64Array, start: number): number => (rows[start + input] - low) / span;
    if (kinds.has('linear')) features.push({ kind: 'linear', name: (names) => names[input], of: scaled });
    if (kinds.has('quadratic')) {
      features.push({
        kind: 'quadratic',
        name: (names) => `${names[input]}^2`,
        of: (rows, start) => scaled(rows, start) ** 2,
      });
    }
    if (kinds.has('threshold')) features.push(...thresholds(input, low, span));
    if (kinds.has('hinge')) features.push(...hinges(input, low, span));
  }
  if (kinds.has('product')) {
    numeric.forEach((a, i) => {
      for (const b of numeric.slice(i + 1)) {
        features.push({
          kind: 'product',
          name: (names) => `${names[a.input]}*${names[b.input]}`,
          of: (rows, start) => ((rows[start + a.input] - a.low) / a.span) * ((rows[start + b.input] - b.low) / b.span),
        });
      }
    });
  }
  return features;
}

function categories(column: Float64Array, input: number): Feature[] {
  return [...new Set(column)]
    .sort((a, b) => a - b)
    .map((value) => ({
      kind: 'categorical',
      name: (names) => `(${names[input]}=${value})`,
      of: (rows, start) => (rows[start + input] === value ? 1 : 0),
    }));
}

/** Steps between equally spaced knots. */
function thresholds(input: number, low: number, span: number): Feature[] {
  return Array.from({ length: KNOTS }, (_, i): Feature => {
    const at = low + (span * (i + 1)) / (KNOTS + 1);
    return {
      kind: 'threshold',
      name: (names) => `(${at}<${names[input]})`,
      of: (rows, start) => (rows[start + input] > at ? 1 : 0),
    };
  });
}

/** Rises from a knot to the upper end, and falls from the lower end to a knot. */
function hinges(input: number, low: number, span: number): Feature[] {
  const high = low + span;
  return Array.from({ length: KNOTS - 1 }, (_, i): Feature[] => {
    const [from, to] = [low + (span * i) / (KNOTS - 1), low + (span * (i + 1)) / (KNOTS - 1)];
    return [
      {
        kind: 'hinge',
        name: (names) => `'${names[input]}>${from}`,
        of: (rows, start) => Math.max(0, (rows[start + input] - from) / (high - from)),
      },
      {
        kind: 'hinge',
        name: (names) => `'${names[input]}<${to}`,
        of: (rows, start) => Math.max(0, (to - rows[start + input]) / (to - low)),
      },
    ];
  }).flat();
}
