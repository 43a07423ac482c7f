/** Powers of 2 between which what is left is so small that five terms of the series are exact to the last digit but one. */
const STEPS = 128;
const SCALE = STEPS / Math.LN2;
const STEP = Math.LN2 / STEPS;
/** 2^(k/STEPS). */
const FRACTIONS = Float64Array.from({ length: STEPS }, (_, k) => 2 ** (k / STEPS));
/** Whole powers of 2 as far as doubles go, the smallest first. */
const LOWEST = -1075;
const POWERS = Float64Array.from({ length: 2100 }, (_, k) => 2 ** (k + LOWEST));
/** Exponents between which all that is needed stands in the tables. */
const SMALLEST = -745;
const LARGEST = 709;

/** exp(x), several times as fast as `Math.exp`; off by a few units in the last digit. */
export function exponential(x: number): number {
  if (!(x > SMALLEST)) return 0;
  if (x > LARGEST) return Infinity;
  const scaled = x * SCALE;
  const nearest = Math.floor(scaled + 0.5);
  const rest = (scaled - nearest) * STEP;
  const place = (nearest - LOWEST * STEPS) | 0;
  const series = 1 + rest * (1 + rest * (1 / 2 + rest * (1 / 6 + rest / 24)));
  return POWERS[place >> 7] * FRACTIONS[place & 127] * series;
}

/** Puts exp(factor × value) in the place of the first `count` values. */
export function exponentials(values: Float64Array, count: number, factor: number): void {
  for (let i = 0; i < count; i++) values[i] = exponential(factor * values[i]);
}
