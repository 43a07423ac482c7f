import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { geodesicDistance, MEAN_RADIUS, POLAR_RADIUS } from '../earth.ts';
import { cartesian } from '../segments.ts';
import { chordLength } from './chord-length.ts';

const longitudes = fc.double({ min: -180, max: 180, noNaN: true });
const latitudes = fc.double({ min: -90, max: 90, noNaN: true });
const steps = fc.double({ min: -1, max: 1, noNaN: true });

describe('chords through space', () => {
  it('are those between geocentric coordinates', () => {
    fc.assert(
      fc.property(longitudes, latitudes, longitudes, latitudes, (x, y, toX, toY) => {
        const [a, b] = [cartesian([x, y]), cartesian([toX, toY])];
        expect(chordLength(x, y, toX, toY)).toBeCloseTo(Math.hypot(a[0] - b[0], a[1] - b[1], a[2] - b[2]), 6);
      }),
    );
  });

  it('of less than a kilometre are geodesics but for the cube of their length', () => {
    const small = fc.constantFrom(1e-7, 1e-5, 1e-3);
    fc.assert(
      fc.property(longitudes, latitudes, steps, steps, small, (x, y, dx, dy, scale) => {
        const [toX, toY] = [x + dx * scale, Math.max(-90, Math.min(90, y + dy * scale))];
        const length = geodesicDistance([x, y], [toX, toY]);
        const arc = length - length ** 3 / (24 * MEAN_RADIUS ** 2);
        // Geodesics themselves are exact to some nanometres.
        expect(Math.abs(chordLength(x, y, toX, toY) - arc)).toBeLessThan(1e-10 * length + 5e-9);
      }),
    );
  });

  it('of places that are one are nothing, at poles too', () => {
    for (const latitude of [-90, 0, 45, 90]) {
      expect(chordLength(10, latitude, 10, latitude)).toBe(0);
      expect(chordLength(-180, latitude, 180, latitude)).toBeLessThan(1e-8);
    }
    expect(chordLength(3, 90, 100, 90)).toBeLessThan(1e-8);
    expect(chordLength(0, -90, 0, 90)).toBeCloseTo(2 * POLAR_RADIUS, 6);
  });
});
