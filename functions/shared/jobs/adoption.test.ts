import { beforeAll, describe, expect, it } from 'vitest';
import { type CogContent, writeCog } from '../../../test/cog-writer.ts';
import { writeGeoTiff } from '../../../test/geotiff-writer.ts';
import { parseCrs } from '../raster/crs/crs.ts';
import { type GeoTiff, openGeoTiff } from '../raster/geotiff/geotiff.ts';
import { memorySource } from '../raster/geotiff/range-source.ts';
import { Projection } from '../raster/projection.ts';
import { type AskedBand, adoptedTilesets } from './adoption.ts';
import type { Tileset } from './tileset.ts';

const SIZE = 700;
const CRS = parseCrs('EPSG:32725');

function cog(more: Partial<CogContent> & { size?: number } = {}): Promise<GeoTiff> {
  const { size = SIZE, ...content } = more;
  const samples = new Int16Array(size * size).fill(5);
  const bytes = writeCog({
    bands: [1, 2].map(() => ({ width: size, height: size, samples, mask: undefined })),
    sampleType: 'int16',
    tileSize: 256,
    coding: { predictor: 1, strategy: 'quick' },
    affine: [10, 0, 200_000, 0, -10, 9_200_000],
    crs: CRS,
    nodata: undefined,
    bandNames: ['', ''],
    method: 'mean',
    coarsest: 256,
    ...content,
  });
  return openGeoTiff(memorySource('cog', bytes));
}

function tilesetOf(tiff: GeoTiff, more: Partial<Tileset> = {}): Tileset {
  const { width, height, bandCount, sampleType, hasMask } = tiff;
  const transform = [10, 0, 200_000, 0, -10, 9_200_000] as const;
  const file = { bucket: 'b', object: 'o', generation: '1', size: 1, written: 0 };
  const window = { column: 0, row: 0, width, height };
  return {
    id: 't',
    sources: [{ name: 'o', file, tiff, crs: CRS, transform, window }],
    grid: { projection: new Projection(CRS, transform), dimensions: [width, height] },
    bandCount,
    sampleType,
    dataType: undefined,
    hasMask,
    hasAlpha: false,
    ...more,
  };
}

function band(tileset: Tileset, more: Partial<AskedBand> = {}): AskedBand {
  return {
    id: 'b',
    tileset,
    index: 0,
    missing: undefined,
    mask: undefined,
    policy: undefined,
    hasPalette: false,
    ...more,
  };
}

const isAdopted = (...bands: AskedBand[]) => adoptedTilesets(bands).length > 0;

let plain: GeoTiff;
let withNodata: GeoTiff;
let averaged: GeoTiff;
let nearest: GeoTiff;
let modal: GeoTiff;
beforeAll(async () => {
  plain = await cog();
  withNodata = await cog({ nodata: -9 });
  averaged = await cog({ overviewResampling: 'AVERAGE' });
  nearest = await cog({ overviewResampling: 'NEAREST', method: 'sample' });
  modal = await cog({ overviewResampling: 'MODE', method: 'mode' });
});

describe('a file with tiles and overviews', () => {
  it('is adopted, whichever of its bands are asked for', () => {
    const tileset = tilesetOf(withNodata);
    expect(adoptedTilesets([band(tileset, { id: 'second', index: 1 }), band(tileset, { id: 'first' })])).toEqual([
      {
        tileset,
        bands: [
          { place: 0, index: 1, missing: [-9] },
          { place: 1, index: 0, missing: [-9] },
        ],
      },
    ]);
  });

  it('is adopted beside others that are not', () => {
    const [kept, cast] = [tilesetOf(plain), tilesetOf(plain, { dataType: 'FLOAT' })];
    const adopted = adoptedTilesets([band(cast), band(kept, { id: 'c' })]);
    expect(adopted).toEqual([{ tileset: kept, bands: [{ place: 1, index: 0, missing: [] }] }]);
  });

  it('is converted where its values are to be others', () => {
    expect(isAdopted(band(tilesetOf(plain, { dataType: 'INT16' })))).toBe(true);
    expect(isAdopted(band(tilesetOf(plain, { dataType: 'FLOAT' })))).toBe(false);
    expect(isAdopted(band(tilesetOf(plain), { mask: tilesetOf(plain) }))).toBe(false);
  });

  it('is converted if it is one of several, or covers a part of the grid only', () => {
    const [source] = tilesetOf(plain).sources;
    expect(isAdopted(band(tilesetOf(plain, { sources: [source, source] })))).toBe(false);
    const { projection } = tilesetOf(plain).grid;
    expect(isAdopted(band(tilesetOf(plain, { grid: { projection, dimensions: [SIZE + 1, SIZE] } })))).toBe(false);
  });

  it('is converted if what is missing is another thing than for who made the overviews', () => {
    const missing = (tiff: GeoTiff, ...values: number[]) => isAdopted(band(tilesetOf(tiff), { missing: values }));
    expect(missing(withNodata, -9)).toBe(true);
    expect(missing(withNodata, -9, 0)).toBe(false);
    expect(missing(withNodata)).toBe(false);
    expect(missing(plain, 0)).toBe(false);
    // The nearest pixel is the same whatever is missing.
    expect(missing(nearest, 0, 1)).toBe(true);
    expect(missing(nearest, Number.POSITIVE_INFINITY)).toBe(false);
  });
});

describe('overviews', () => {
  it.each([
    [undefined, true, true, true, true],
    ['MEAN', false, true, false, false],
    ['SAMPLE', false, false, true, false],
    ['MODE', false, false, false, true],
    ['MAX', false, false, false, false],
  ] as const)(
    'for the policy %s are those of a file that has the same, or any if none is given',
    (policy, ...expected) => {
      const files = [plain, averaged, nearest, modal];
      expect(files.map((tiff) => isAdopted(band(tilesetOf(tiff), { policy })))).toEqual(expected);
    },
  );

  it('never mix the classes of a palette', () => {
    const files = [plain, averaged, nearest, modal];
    const found = files.map((tiff) => isAdopted(band(tilesetOf(tiff), { hasPalette: true })));
    expect(found).toEqual([false, false, true, true]);
  });

  it('must be there, go down to a few tiles, and leave no large step out', async () => {
    const small = await cog({ size: 256 });
    expect(small.levels).toHaveLength(1);
    expect(isAdopted(band(tilesetOf(small), { policy: 'MAX', missing: [3] }))).toBe(true);
    const withLevels = (tiff: GeoTiff, ...levels: number[]) => ({ ...tiff, levels: levels.map((i) => tiff.levels[i]) });
    const large = await cog({ size: 2100 });
    expect(large.levels.map(({ width }) => width)).toEqual([2100, 1050, 525, 263, 132]);
    const outcomes = [[0, 1, 2, 3, 4], [0, 2], [0, 2, 4], [0], [0, 1], [0, 3]].map((levels) =>
      isAdopted(band(tilesetOf(withLevels(large, ...levels)))),
    );
    expect(outcomes).toEqual([true, true, true, false, false, false]);
  });

  it('must have a mask where the file has one', () => {
    const masked = (...masks: boolean[]) => ({
      ...plain,
      hasMask: true,
      levels: plain.levels.map((level, i) => ({ ...level, hasMask: masks[i] })),
    });
    expect(isAdopted(band(tilesetOf(masked(true, true, true))))).toBe(true);
    expect(isAdopted(band(tilesetOf(masked(true, false, true))))).toBe(false);
  });
});

it('a file in strips is converted, however small; so is one of large blocks', async () => {
  const bytes = writeGeoTiff({ width: 4, height: 4, samples: new Uint8Array(16), place: [1, 0, 1, 0] });
  expect(isAdopted(band(tilesetOf(await openGeoTiff(memorySource('strips', bytes)))))).toBe(false);
  const blocks = await Promise.all([1024, 2048].map((tileSize) => cog({ tileSize, size: 2100 })));
  expect(blocks.map((tiff) => isAdopted(band(tilesetOf(tiff))))).toEqual([true, false]);
});
