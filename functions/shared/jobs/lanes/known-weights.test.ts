import { expect, it } from 'vitest';
import { KnownWeights } from './known-weights.ts';

it('the faster one of the last two jobs about a subject says how long the next one takes', () => {
  const weights = new KnownWeights(250, 2_000);
  expect(weights.of('map')).toBeUndefined();
  expect(weights.of(undefined)).toBeUndefined();
  const remembered = [300, 20, 900, 1_100, 2_100, 2_200, 200].map((milliseconds) => {
    weights.remember('map', milliseconds);
    return weights.of('map');
  });
  expect(remembered).toEqual([undefined, 'light', 'light', 'medium', 'medium', 'heavy', 'light']);
  weights.remember('sum', 2_001);
  expect(weights.of('sum')).toBe('heavy');
});
