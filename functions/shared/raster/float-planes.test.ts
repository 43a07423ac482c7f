import { expect, it } from 'vitest';
import { assembly } from '../assembly/assembly.ts';
import { floatingPointDifferences } from './encode/predictors.ts';
import { undoFloatingPoint } from './geotiff/predictor.ts';

/** Floats of many kinds, as bytes. */
function floats(count: number): Uint8Array {
  const values = Float32Array.from({ length: count }, (_, i) => Math.sin(i * 0.7) * 2 ** ((i % 40) - 20));
  values.set([Number.NaN, Number.POSITIVE_INFINITY, -0], 5);
  return new Uint8Array(values.buffer);
}

/** Bytes in WebAssembly's memory. */
function shared(bytes: Uint8Array): Uint8Array {
  const place = assembly()!.room(bytes.length, 0)!;
  const copy = assembly()!.bytes(place.input, bytes.length);
  copy.set(bytes);
  return copy;
}

it.each([
  [256, 1],
  [48, 3],
  [64, 4],
  [320, 20],
  [16_384, 64],
])('predictor 3 is the same in WebAssembly and in JavaScript: %d samples a row, %d a pixel', (samples, stride) => {
  const bytes = floats(samples * 3);
  const own = bytes.slice();
  floatingPointDifferences(own, samples, 4, stride);
  const there = shared(bytes);
  floatingPointDifferences(there, samples, 4, stride);
  expect(Buffer.from(there).equals(own)).toBe(true);
  undoFloatingPoint(there, samples, 4, stride);
  expect(Buffer.from(there).equals(bytes)).toBe(true);
  undoFloatingPoint(own, samples, 4, stride);
  expect(Buffer.from(own).equals(bytes)).toBe(true);
});
