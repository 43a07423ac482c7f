import { deflateSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { chooseCoding, encodeTile } from './tile.ts';

function tile(value: (i: number) => number, type: 'uint16' | 'float32' = 'uint16') {
  const samples = type === 'uint16' ? new Uint16Array(64 * 64) : new Float32Array(64 * 64);
  for (let i = 0; i < samples.length; i++) samples[i] = value(i);
  return { bands: [samples], width: 64, height: 64 };
}

describe('chooseCoding', () => {
  it('predicts slopes and leaves classes alone', () => {
    const noise = (i: number) => (Math.imul(i, 2654435761) >>> 28) & 3;
    expect(chooseCoding([tile((i) => (i % 64) * 50 + noise(i))], 64).predictor).toBe(2);
    expect(chooseCoding([tile((i) => [0, 40000][(i >> 3) % 2]!)], 64).predictor).toBe(1);
    expect(chooseCoding([tile((i) => 1 + (i % 64) / 64 + noise(i) / 1e6, 'float32')], 64).predictor).toBe(3);
  });

  it('never takes the fast strategy where it costs more than 3 % over zlib level 6', () => {
    const quantised = tile((i) => Math.round(Math.sin(i / 40) * 10) + 10 + (i % 3));
    const coding = chooseCoding([quantised], 64);
    const size = encodeTile(quantised, 64, coding).length;
    for (const predictor of [1, 2] as const) {
      const level6 = encodeTile(quantised, 64, { predictor, strategy: 'default' }).length;
      expect(size).toBeLessThanOrEqual(level6 * 1.03);
    }
    expect(size).toBeLessThanOrEqual(deflateSync(quantised.bands[0]!, { level: 6 }).length * 1.03);
  });

  it('has an answer for no tiles', () => {
    expect(chooseCoding([], 64)).toEqual({ predictor: 1, strategy: 'default' });
  });
});

describe('encodeTile', () => {
  it('refuses predictors that do not fit, and bands of another size', () => {
    const floats = tile((i) => i, 'float32');
    expect(() => encodeTile(floats, 64, { predictor: 2, strategy: 'quick' })).toThrow('not for floats');
    expect(() =>
      encodeTile(
        tile((i) => i),
        64,
        { predictor: 3, strategy: 'quick' },
      ),
    ).toThrow('not for integers');
    expect(() => encodeTile({ ...floats, width: 63 }, 64, { predictor: 1, strategy: 'quick' })).toThrow('does not fit');
  });
});
