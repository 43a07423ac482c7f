import { expect, it } from 'vitest';
import { KnownWeights } from './known-weights.ts';

it('what takes long is heavy, and what has been light only if it takes much longer', () => {
  const weights = new KnownWeights(250, 1_000);
  expect(weights.of('map')).toBeUndefined();
  expect(weights.of(undefined)).toBeUndefined();
  const remembered = [300, 200, 900, 1_100, 300, 200].map((milliseconds) => {
    weights.remember('map', milliseconds);
    return weights.of('map');
  });
  expect(remembered).toEqual(['heavy', 'light', 'light', 'heavy', 'heavy', 'light']);
});
