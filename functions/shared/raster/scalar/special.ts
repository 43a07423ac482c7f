/**
 * Special functions in double precision.
 * Sources: gamma by Lanczos' approximation (g = 607/128, n = 15, Godfrey's coefficients); digamma and trigamma by
 * recurrence and the asymptotic series (Abramowitz and Stegun 6.3.18, 6.4.12); the incomplete gamma function by series
 * and Lentz's continued fraction (A&S 6.5.29, 6.5.31); erf from the incomplete gamma function (A&S 6.5.16); the inverse
 * of erf by Giles' starting value and Newton's steps on erfc.
 */

const LANCZOS = [
  0.9999999999999971, 57.15623566586292, -59.59796035547549, 14.136097974741746, -0.4919138160976202,
  0.00003399464998481189, 0.00004652362892704858, -0.00009837447530487956, 0.0001580887032249125,
  -0.00021026444172410488, 0.00021743961811521265, -0.0001643181065367639, 0.00008441822398385275,
  -0.000026190838401581408, 0.0000036899182659531625,
];
const G = 607 / 128;

/** The series of Lanczos' approximation of the gamma function, at x, which the service calls lanczos. */
export function lanczos(x: number): number {
  let sum = 0;
  for (let i = LANCZOS.length - 1; i > 0; i--) sum += LANCZOS[i] / (x + i);
  return sum + LANCZOS[0];
}

function logGamma(x: number): number {
  const t = x + G - 0.5;
  return (x - 0.5) * Math.log(t) - t + Math.log(Math.sqrt(2 * Math.PI) * lanczos(x - 1));
}

/** Gamma function; exact for integers up to 171. Poles at 0 and the negative integers give NaN. */
export function gamma(x: number): number {
  if (Number.isInteger(x)) {
    if (x <= 0) return NaN;
    if (x > 171) return Infinity;
    let product = 1;
    for (let i = 2; i < x; i++) product *= i;
    return product;
  }
  if (x < 0.5) return Math.PI / (Math.sin(Math.PI * x) * gamma(1 - x));
  return Math.exp(logGamma(x));
}

/** Logarithmic derivative of the gamma function. The poles are -Infinity, as the service's recurrence gives them. */
export function digamma(x: number): number {
  if (x <= 0 && Number.isInteger(x)) return -Infinity;
  if (x < 0) return digamma(1 - x) - Math.PI / Math.tan(Math.PI * x);
  let shift = 0;
  let y = x;
  for (; y < 12; y++) shift -= 1 / y;
  const f = 1 / (y * y);
  const series = f * (1 / 12 - f * (1 / 120 - f * (1 / 252 - f * (1 / 240 - f * (1 / 132 - (f * 691) / 32760)))));
  return shift + Math.log(y) - 0.5 / y - series;
}

/** Derivative of the digamma function. The poles are Infinity. */
export function trigamma(x: number): number {
  if (x <= 0 && Number.isInteger(x)) return Infinity;
  if (x < 0) return (Math.PI / Math.sin(Math.PI * x)) ** 2 - trigamma(1 - x);
  let shift = 0;
  let y = x;
  for (; y < 12; y++) shift += 1 / (y * y);
  const f = 1 / (y * y);
  const series = 1 + f * (1 / 6 - f * (1 / 30 - f * (1 / 42 - f * (1 / 30 - (f * 5) / 66))));
  return shift + 0.5 * f + series / y;
}

const EPSILON = 1e-17;
const STEPS = 1000;

/** Regularised lower incomplete gamma function P(a, x). */
export function incompleteGamma(a: number, x: number): number {
  if (!(x > 0) || !(a > 0)) return x === 0 ? 0 : NaN;
  if (x === Infinity) return 1;
  return x < a + 1 ? lowerSeries(a, x) : 1 - upperFraction(a, x);
}

function lowerSeries(a: number, x: number): number {
  let term = 1 / a;
  let sum = term;
  for (let n = 1; n < STEPS && Math.abs(term) > Math.abs(sum) * EPSILON; n++) {
    term *= x / (a + n);
    sum += term;
  }
  return sum * Math.exp(a * Math.log(x) - x - logGamma(a));
}

function upperFraction(a: number, x: number): number {
  const tiny = 1e-300;
  let b = x + 1 - a;
  let c = 1 / tiny;
  let d = 1 / b;
  let h = d;
  for (let i = 1; i < STEPS; i++) {
    const an = -i * (i - a);
    b += 2;
    d = 1 / (Math.abs(an * d + b) < tiny ? tiny : an * d + b);
    c = Math.abs(b + an / c) < tiny ? tiny : b + an / c;
    const change = d * c;
    h *= change;
    if (Math.abs(change - 1) < EPSILON * 10) break;
  }
  return h * Math.exp(a * Math.log(x) - x - logGamma(a));
}

/** Error function. */
export function erf(x: number): number {
  if (x === 0 || Number.isNaN(x)) return x;
  return x < 0 ? -incompleteGamma(0.5, x * x) : incompleteGamma(0.5, x * x);
}

/** Complementary error function, without cancellation for large x. */
export function erfc(x: number): number {
  if (Number.isNaN(x)) return x;
  if (x < 1) return 1 - erf(x);
  return x === Infinity ? 0 : upperFraction(0.5, x * x);
}

/** Inverse of the error function; ±Infinity at ±1, NaN beyond. */
export function erfInverse(y: number): number {
  if (y <= -1 || y >= 1 || y === 0) return y === 0 ? 0 : Math.abs(y) === 1 ? y * Infinity : NaN;
  if (Math.abs(y) < 0.5) return smallErfInverse(y);
  return y < 0 ? -erfcInverse(1 + y) : erfcInverse(1 - y);
}

/** Newton's steps on erf itself: 1 - y would lose the digits of a small y. */
function smallErfInverse(y: number): number {
  let x = (Math.sqrt(Math.PI) / 2) * y;
  for (let i = 0; i < 8; i++) {
    const step = ((erf(x) - y) * Math.sqrt(Math.PI)) / (2 * Math.exp(-x * x));
    x -= step;
    if (Math.abs(step) <= 1e-17 * Math.abs(x)) break;
  }
  return x;
}

/** Inverse of the complementary error function on ]0, 2[. */
export function erfcInverse(y: number): number {
  if (!(y > 0 && y < 2)) return y === 0 ? Infinity : y === 2 ? -Infinity : NaN;
  if (y > 1) return -erfcInverse(2 - y);
  // Giles' rational start, good to some 1e-3, is enough for Newton's steps with the second derivative (Halley).
  const w = -Math.log(y * (2 - y));
  let x = Math.sqrt(
    Math.max(0, Math.sqrt((2 / (Math.PI * 0.147) - w / 2) ** 2 + w / 0.147) - (2 / (Math.PI * 0.147) - w / 2)),
  );
  for (let i = 0; i < 6; i++) {
    const error = erfc(x) - y;
    const step = error / ((-2 / Math.sqrt(Math.PI)) * Math.exp(-x * x));
    const next = x - step / (1 + x * step);
    if (!Number.isFinite(next) || Math.abs(next - x) <= 1e-16 * Math.abs(x)) break;
    x = next;
  }
  return x;
}
