import { describe, expect, it } from 'vitest';
import { encodeNpy } from './npy.ts';

function headerOf(file: Uint8Array): { text: string; data: number } {
  const view = new DataView(file.buffer, file.byteOffset);
  const long = file[6] === 2;
  const data = long ? 12 + view.getUint32(8, true) : 10 + view.getUint16(8, true);
  return { text: Buffer.from(file.subarray(long ? 12 : 10, data)).toString('latin1'), data };
}

describe('encodeNpy', () => {
  it('writes a structured array, as NumPy reads it', () => {
    const file = encodeNpy(2, 2, [
      { name: 'B1', samples: Uint16Array.of(1, 2, 3, 65535) },
      { name: 'ndvi', samples: Float32Array.of(0.5, -1, Number.NaN, 4) },
      { name: 'm', samples: Int8Array.of(-1, 0, 1, 2) },
    ]);
    const { text, data } = headerOf(file);
    expect(Buffer.from(file.subarray(0, 8)).toString('latin1')).toBe('\x93NUMPY\x01\x00');
    expect(text).toMatch(
      /^\{'descr': \[\('B1', '<u2'\), \('ndvi', '<f4'\), \('m', '\|i1'\)\], 'fortran_order': False, 'shape': \(2, 2\), \} *\n$/,
    );
    expect(data % 64).toBe(0);
    expect(file.length).toBe(data + 4 * 7);
    const view = new DataView(file.buffer, file.byteOffset + data);
    expect([view.getUint16(21, true), view.getFloat32(9, true), view.getInt8(6)]).toEqual([65535, -1, -1]);
  });

  it('uses version 2 for headers beyond 64 KB', () => {
    const fields = Array.from({ length: 4000 }, (_, i) => ({
      name: `a_long_name_of_a_band_${i}`,
      samples: Uint8Array.of(7),
    }));
    const file = encodeNpy(1, 1, fields);
    expect(file[6]).toBe(2);
    const { data } = headerOf(file);
    expect(data % 64).toBe(0);
    expect(file.length - data).toBe(4000);
  });

  it('quotes names and refuses bands of another size', () => {
    expect(headerOf(encodeNpy(1, 1, [{ name: "it's", samples: Uint8Array.of(1) }])).text).toContain(
      "('it\\'s', '|u1')",
    );
    expect(() => encodeNpy(2, 2, [{ name: 'a', samples: Uint8Array.of(1) }])).toThrow(
      'Band "a" has 1 samples, not 2 x 2.',
    );
    expect(() => encodeNpy(2, 2, [])).toThrow('needs a band');
  });
});
