/** Powers of 2 between which what is left is so small that four terms of the series are exact to the last digit but one. */
const STEPS = 128;
/** 2^(-k/STEPS). */
const FRACTIONS = Float64Array.from({ length: STEPS }, (_, k) => 2 ** (-k / STEPS));
/** 2^-k, as far as doubles go. */
const POWERS = Float64Array.from({ length: 1076 }, (_, k) => 2 ** -k);
const LARGEST = (POWERS.length - 1) * STEPS;

/** Puts exp(-factor × value) in the place of the first `count` values, none of which is negative: several times as fast as `Math.exp`. */
export function exponentials(values: Float64Array, count: number, factor: number): void {
  const scale = (factor * STEPS) / Math.LN2;
  const step = Math.LN2 / STEPS;
  for (let i = 0; i < count; i++) {
    const power = values[i] * scale;
    if (!(power < LARGEST)) {
      values[i] = 0;
      continue;
    }
    const nearest = (power + 0.5) | 0;
    const rest = (power - nearest) * step;
    const series = 1 - rest * (1 - rest * (1 / 2 - rest * (1 / 6 - rest / 24)));
    values[i] = POWERS[nearest >> 7] * FRACTIONS[nearest & 127] * series;
  }
}
