import { describe, expect, it } from 'vitest';
import { digamma, erf, erfc, erfcInverse, erfInverse, gamma, incompleteGamma, lanczos, trigamma } from './special.ts';

/** Values of SciPy 1.14 (scipy.special). */
describe('special functions', () => {
  it.each([
    ['gamma(-1.5)', gamma(-1.5), 2.363271801207355],
    ['gamma(-0.001)', gamma(-0.001), -1000.5782056293588],
    ['gamma(170.5)', gamma(170.5), 5.562092414559999e305],
    ['digamma(-1.5)', digamma(-1.5), 0.7031566406452434],
    ['trigamma(-1.5)', trigamma(-1.5), 9.379246644989124],
    ['erf(1e-10)', erf(1e-10), 1.1283791670955126e-10],
    ['erfc(3)', erfc(3), 2.209049699858544e-5],
    ['erfInverse(0.5)', erfInverse(0.5), 0.4769362762044699],
    ['erfInverse(1e-10)', erfInverse(1e-10), 8.862269254527581e-11],
    ['erfcInverse(1e-100)', erfcInverse(1e-100), 15.065574702592647],
    ['erfcInverse(1.9999)', erfcInverse(1.9999), -2.75106390571208],
    ['incompleteGamma(3, 0.5)', incompleteGamma(3, 0.5), 0.014387677966970684],
  ])('%s', (_, actual, expected) => {
    expect(Math.abs(actual / expected - 1)).toBeLessThan(1e-12);
  });

  it('have their poles where the service has them', () => {
    expect([gamma(-1), digamma(-1), trigamma(-1)]).toEqual([NaN, -Infinity, Infinity]);
  });

  it('make the gamma function from the series of Lanczos', () => {
    const x = 4.5;
    const t = x + 607 / 128 + 0.5;
    expect((Math.sqrt(2 * Math.PI) * t ** (x + 0.5) * Math.exp(-t) * lanczos(x)) / gamma(x + 1)).toBeCloseTo(1, 12);
  });
});
