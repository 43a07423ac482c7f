import { crc32, inflateSync } from 'node:zlib';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { encodePng } from './png.ts';

/** A decoder of the kinds that the encoder writes, to RGBA: filters none and sub, 1 to 8 bits, with or without palette. */
function decode(png: Uint8Array): {
  width: number;
  height: number;
  colorType: number;
  depth: number;
  rgba: Uint8Array;
} {
  const file = Buffer.from(png);
  expect(file.subarray(0, 8).toString('latin1')).toBe('\x89PNG\r\n\x1a\n');
  const chunks = new Map<string, Buffer>();
  for (let at = 8; at < file.length; ) {
    const length = file.readUInt32BE(at);
    expect(file.readUInt32BE(at + 8 + length)).toBe(crc32(file.subarray(at + 4, at + 8 + length)));
    chunks.set(file.toString('latin1', at + 4, at + 8), file.subarray(at + 8, at + 8 + length));
    at += length + 12;
  }
  const header = chunks.get('IHDR')!;
  const [width, height, depth, colorType] = [header.readUInt32BE(0), header.readUInt32BE(4), header[8]!, header[9]!];
  const channels = { 0: 1, 2: 3, 3: 1, 4: 2, 6: 4 }[colorType]!;
  const rowBytes = Math.ceil((width * channels * depth) / 8);
  const rows = inflateSync(chunks.get('IDAT')!);
  expect(rows.length).toBe((rowBytes + 1) * height);
  const rgba = new Uint8Array(width * height * 4);
  for (let y = 0; y < height; y++) {
    const row = rows.subarray(y * (rowBytes + 1) + 1, (y + 1) * (rowBytes + 1));
    const filter = rows[y * (rowBytes + 1)]!;
    expect(filter).toBeLessThanOrEqual(1);
    if (filter === 1) for (let i = channels; i < rowBytes; i++) row[i] = row[i]! + row[i - channels]!;
    for (let x = 0; x < width; x++) rgba.set(pixel(row, x), (y * width + x) * 4);
  }
  return { width, height, colorType, depth, rgba };

  function pixel(row: Buffer, x: number): number[] {
    const at = x * channels;
    if (colorType === 0) return [row[at]!, row[at]!, row[at]!, 255];
    if (colorType === 4) return [row[at]!, row[at]!, row[at]!, row[at + 1]!];
    if (colorType === 2) return [...row.subarray(at, at + 3), 255];
    if (colorType === 6) return [...row.subarray(at, at + 4)];
    const index = (row[(x * depth) >> 3]! >> (8 - depth - ((x * depth) & 7))) & ((1 << depth) - 1);
    return [...chunks.get('PLTE')!.subarray(index * 3, index * 3 + 3), chunks.get('tRNS')?.[index] ?? 255];
  }
}

function rgbaOf(data: Uint8Array, channels: number): Uint8Array {
  const rgba = new Uint8Array((data.length / channels) * 4);
  for (let i = 0; i * channels < data.length; i++) {
    const [a, b, c, d] = data.subarray(i * channels, (i + 1) * channels);
    rgba.set(channels < 3 ? [a!, a!, a!, b ?? 255] : [a!, b!, c!, d ?? 255], i * 4);
  }
  return rgba;
}

describe('encodePng', () => {
  it('gives every image back, with and without a palette', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(1, 2, 3, 4),
        fc.integer({ min: 1, max: 40 }),
        fc.integer({ min: 1, max: 40 }),
        fc.constantFrom(1, 2, 3, 4, 16, 17, 256, 70000),
        fc.integer(),
        (channels, width, height, colors, seed) => {
          const data = new Uint8Array(width * height * channels);
          for (let i = 0; i < width * height; i++) {
            const color = Math.imul((Math.imul(i + seed, 2654435761) >>> 8) % colors, 0x9e3779b1);
            for (let band = 0; band < channels; band++) data[i * channels + band] = color >>> (band * 8);
          }
          const decoded = decode(encodePng({ width, height, channels: channels as 1 | 2 | 3 | 4, data }));
          expect(decoded.rgba).toEqual(rgbaOf(data, channels));
        },
      ),
    );
  });

  it('uses a palette up to 256 colours, transparency included, of as few bits as will do', () => {
    const form = (colors: number) => {
      const data = new Uint8Array(1024 * 4);
      for (let i = 0; i < 1024; i++) data.set([(i % colors) & 255, (i % colors) >> 8, 0, i % 2 ? 255 : 7], i * 4);
      const { colorType, depth } = decode(encodePng({ width: 32, height: 32, channels: 4, data }));
      return [colorType, depth];
    };
    expect([2, 4, 16, 18, 256, 258].map(form)).toEqual([
      [3, 1],
      [3, 2],
      [3, 4],
      [3, 8],
      [3, 8],
      [6, 8],
    ]);
  });

  it('refuses data of another size', () => {
    expect(() => encodePng({ width: 2, height: 2, channels: 3, data: new Uint8Array(11) })).toThrow('are not 11 bytes');
    expect(() => encodePng({ width: 0, height: 2, channels: 3, data: new Uint8Array(0) })).toThrow('cannot be 0 x 2');
  });
});
