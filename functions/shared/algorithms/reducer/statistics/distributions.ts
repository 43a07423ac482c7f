import { logGamma } from './gamma.ts';

/** Smaller than any term that matters, so that nothing is divided by 0. */
const TINY = 1e-300;
const MAX_STEPS = 10_000;

/** The regularized incomplete beta function I_x(a, b), by its continued fraction (DLMF 8.17.22). */
export function incompleteBeta(x: number, a: number, b: number): number {
  if (Number.isNaN(x)) return Number.NaN;
  if (x <= 0) return 0;
  if (x >= 1) return 1;
  // The fraction converges fast below the mean only.
  if (x > (a + 1) / (a + b + 2)) return 1 - incompleteBeta(1 - x, b, a);
  const front = Math.exp(logGamma(a + b) - logGamma(a) - logGamma(b) + a * Math.log(x) + b * Math.log1p(-x)) / a;
  return front / betaFraction(x, a, b);
}

/** 1 + d1 / (1 + d2 / (1 + …)) by the modified Lentz's method. */
function betaFraction(x: number, a: number, b: number): number {
  let [value, c, d] = [1, 1, 0];
  for (let step = 1; step < MAX_STEPS; step++) {
    const m = step >> 1;
    const term =
      step % 2 === 0
        ? (m * (b - m) * x) / ((a + 2 * m - 1) * (a + 2 * m))
        : (-(a + m) * (a + b + m) * x) / ((a + 2 * m) * (a + 2 * m + 1));
    d = 1 / awayFromZero(1 + term * d);
    c = awayFromZero(1 + term / c);
    value *= c * d;
    if (Math.abs(c * d - 1) < 1e-16) break;
  }
  return value;
}

function awayFromZero(value: number): number {
  return Math.abs(value) < TINY ? TINY : value;
}

/** The two-sided p-value of Student's t: the probability of a value farther from 0, with so many degrees of freedom. */
export function studentTwoSided(t: number, freedom: number): number {
  return incompleteBeta(freedom / (freedom + t * t), freedom / 2, 0.5);
}

/** The p-value of Fisher's F: the probability of a greater value. */
export function fisherAbove(f: number, freedom1: number, freedom2: number): number {
  return incompleteBeta(freedom2 / (freedom2 + freedom1 * f), freedom2 / 2, freedom1 / 2);
}

/** The two-sided p-value of a standard normal variable: erfc(|z| / √2), by its continued fraction or series. */
export function normalTwoSided(z: number): number {
  const x = Math.abs(z) / Math.SQRT2;
  if (x < 2) return 1 - erfSeries(x);
  // erfc(x) = exp(-x²) / (x √π) · 1 / (1 + 1/(2x²) / (1 + 2/(2x²) / (1 + …))) (DLMF 7.9.1).
  let tail = 1;
  for (let n = 100; n >= 1; n--) tail = 1 + n / (2 * x * x) / tail;
  return Math.exp(-x * x) / (x * Math.sqrt(Math.PI) * tail);
}

/** erf(x) = 2/√π · exp(-x²) · Σ 2ⁿ x²ⁿ⁺¹ / (1·3·…·(2n+1)) (DLMF 7.6.2). */
function erfSeries(x: number): number {
  let [term, sum] = [x, x];
  for (let n = 1; Math.abs(term) > 1e-17 * Math.abs(sum); n++) {
    term *= (2 * x * x) / (2 * n + 1);
    sum += term;
  }
  return (2 / Math.sqrt(Math.PI)) * Math.exp(-x * x) * sum;
}
