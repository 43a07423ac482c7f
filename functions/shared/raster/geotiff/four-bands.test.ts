import { expect, it } from 'vitest';
import { assembly } from '../../assembly/assembly.ts';
import { spread16 } from './deinterleave.ts';
import { fourBands } from './four-bands.ts';

it.each([true, false])('four bands of 16 bits are taken apart as sample by sample; differences: %s', (differences) => {
  const [pixels, rows] = [64, 3];
  const samples = Uint16Array.from({ length: pixels * rows * 4 }, (_, i) => Math.imul(i, 2_654_435_761) >>> 13);
  const place = assembly()!.room(samples.byteLength, 0)!;
  const data = assembly()!.bytes(place.input, samples.byteLength);
  data.set(new Uint8Array(samples.buffer));
  const apart = fourBands(data, pixels, differences)!;
  for (let row = 0; row < rows; row++) {
    apart.take(row);
    for (let band = 0; band < 4; band++) {
      const expected = new Uint16Array(pixels);
      spread16(samples, expected, { from: row * pixels * 4 + band, stride: 4, to: 0, count: pixels, differences });
      expect(apart.rows[band]).toEqual(expected);
    }
  }
});

it('only what is in WebAssembly, in rows of a multiple of eight pixels', () => {
  expect(fourBands(new Uint8Array(64 * 8), 64, false)).toBeUndefined();
  const place = assembly()!.room(1_000, 0)!;
  expect(fourBands(assembly()!.bytes(place.input, 96), 12, false)).toBeUndefined();
});
