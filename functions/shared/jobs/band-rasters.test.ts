import { describe, expect, it } from 'vitest';
import { cutRaster, emptyRaster, pasteRaster } from './band-rasters.ts';
import { filled } from './fill.ts';
import { Part } from './part.ts';
import { interleave } from './visual.ts';

describe('a band that is put together', () => {
  it('is masked but for what was put in', () => {
    const band = emptyRaster('int16', 3, 2);
    pasteRaster({ width: 2, height: 1, samples: Int16Array.of(7, 8), mask: undefined }, band, 1, 1);
    pasteRaster({ width: 1, height: 1, samples: Int16Array.of(9), mask: Uint8Array.of(0) }, band, 2, 1);
    expect([...band.samples]).toEqual([0, 0, 0, 0, 7, 9]);
    expect([...band.mask]).toEqual([0, 0, 0, 0, 1, 0]);
    const cut = cutRaster(band, { column: 1, row: 0, width: 2, height: 2 });
    expect([[...cut.samples], [...(cut.mask ?? [])]]).toEqual([
      [0, 0, 7, 9],
      [0, 0, 1, 0],
    ]);
  });
});

describe('samples in the type that is written', () => {
  it('are those of the tile where nothing is to be changed', () => {
    const values = Float32Array.of(1, 2);
    expect(filled({ values, mask: undefined }, 'float32', 0)).toBe(values);
  });

  it('have a value where pixels are masked, wholly and not in part', () => {
    const tile = { values: Float64Array.of(1, 2, 3), mask: Float32Array.of(0, 0.5, 1) };
    expect([...filled(tile, 'int16', -9)]).toEqual([-9, 2, 3]);
    expect([...tile.values]).toEqual([1, 2, 3]);
  });
});

describe('a part', () => {
  it('has the bytes of its tiles one after the other, and lists those without bytes', () => {
    const part = new Part();
    const place = (column: number) => ({ level: 0, column, row: 0 });
    part.add(place(0), Uint8Array.of(1, 2));
    part.add(place(1), new Uint8Array(0));
    part.add(place(2), Uint8Array.of(3));
    expect([...part.bytes()]).toEqual([1, 2, 3]);
    expect(part.entries.map(({ column, bytes }) => [column, bytes])).toEqual([
      [0, 2],
      [1, 0],
      [2, 1],
    ]);
  });
});

describe('bands as pixels', () => {
  const band = (values: number[], mask?: number[]) => ({
    values: Uint8Array.from(values),
    mask: mask && Float32Array.from(mask),
  });

  it('are grey or coloured', () => {
    expect(interleave([band([1, 2])])).toEqual({ channels: 1, data: Uint8Array.of(1, 2) });
    const { channels, data } = interleave([band([1, 2]), band([3, 4]), band([5, 6])]);
    expect([channels, ...data]).toEqual([3, 1, 3, 5, 2, 4, 6]);
  });

  it('are as opaque as the least opaque band, and have no colour where they are transparent', () => {
    const { channels, data } = interleave([band([9, 9], [0, 1]), band([8, 8], [1, 0.5]), band([7, 7])]);
    expect(channels).toBe(4);
    expect([...data]).toEqual([0, 0, 0, 0, 9, 8, 7, 128]);
  });
});
