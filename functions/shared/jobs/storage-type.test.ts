import { describe, expect, it } from 'vitest';
import type { Band } from '../raster/image.ts';
import { PixelType } from '../raster/pixel-type.ts';
import { constant } from '../raster/pixels/node.ts';
import { WGS84 } from '../raster/projection.ts';
import { assetStorage, fileStorage, keptStorage } from './storage-type.ts';

const band = (type: PixelType): Band => ({ id: 'b', type, projection: WGS84, pixels: constant(0) });
const int = (min: number, max: number): Band => band(new PixelType('int', min, max, 0));
const FLOAT = band(new PixelType('float', -Infinity, Infinity, 0));

describe('the samples of a file', () => {
  it('are of the type of the bands; masked ones are 0, or NaN', () => {
    expect(fileStorage([int(0, 255), int(0, 10)], undefined)).toEqual({
      sampleType: 'uint8',
      fill: 0,
      declareFill: false,
    });
    expect(fileStorage([FLOAT], undefined)).toEqual({ sampleType: 'float32', fill: Number.NaN, declareFill: true });
    expect(fileStorage([FLOAT], -9999)).toEqual({ sampleType: 'float32', fill: -9999, declareFill: true });
  });

  it('are of one type', () => {
    expect(() => fileStorage([int(0, 255), int(0, 256)], undefined)).toThrow(
      'Exported bands must have compatible data types; found inconsistent types: Byte and UInt16.',
    );
  });

  it.each([-1, 256, 0.5])('cannot have the value %f for missing ones in a byte', (noData) => {
    expect(() => fileStorage([int(0, 255)], noData)).toThrow(
      `The noData value ${noData} does not fit the data type Byte`,
    );
  });
});

describe('the samples of an asset', () => {
  it.each([
    [0, 254, 'uint8', 255],
    [1, 255, 'uint8', 0],
    [0, 255, 'uint16', 65535],
    [-1, 127, 'int8', -128],
    [-(2 ** 31), 2 ** 31 - 1, 'float64', Number.NaN],
  ])('from %i to %i are %s, and %f where they are masked', (min, max, sampleType, fill) => {
    expect(assetStorage([int(min, max)])).toEqual({ sampleType, fill, declareFill: true });
  });

  it('have room for all bands', () => {
    expect(assetStorage([int(0, 100), int(-5, 300)])).toMatchObject({ sampleType: 'int16' });
    expect(assetStorage([int(0, 100), FLOAT])).toMatchObject({ fill: Number.NaN });
  });

  it('that are taken over keep what they have', () => {
    expect(keptStorage('uint16', 0)).toEqual({ sampleType: 'uint16', fill: 0, declareFill: true });
    expect(keptStorage('uint16', undefined)).toEqual({ sampleType: 'uint16', fill: 0, declareFill: false });
  });
});
