import { Tiff, TiffTag } from '@cogeotiff/core';
import { fromArrayBuffer } from 'geotiff';
import { describe, expect, it } from 'vitest';
import { type Crs, parseCrs, sameCrs } from '../crs/crs.ts';
import { memorySource, openGeoTiff } from '../geotiff/geotiff.ts';
import { allocateSamples, type SampleArray, type SampleType } from '../samples.ts';
import { type CogDescription, layoutCog, type StoredTile, tileCounts } from './cog.ts';
import { halve } from './overview.ts';
import { encodeTile, type TileCoding } from './tile.ts';

const TILE = 32;
const AFFINE = [30, 0, 300000, 0, -30, 9100000] as const;

function slope(type: SampleType, width: number, height: number, band: number): SampleArray {
  const samples = allocateSamples(type, width * height);
  const floating = type.startsWith('float');
  const offset = type.startsWith('uint') ? 0 : 60;
  for (let i = 0; i < samples.length; i++) {
    const value = ((i % width) * 2 + Math.floor(i / width) + band * 31 + ((i * 7919) % 5)) % 200;
    samples[i] = (value - offset) / (floating ? 7 : 1);
  }
  return samples;
}

function cut(samples: SampleArray, width: number, height: number, column: number, row: number) {
  const [columns, rows] = [Math.min(TILE, width - column * TILE), Math.min(TILE, height - row * TILE)];
  const tile = samples.slice(0, columns * rows);
  for (let y = 0; y < rows; y++) {
    const from = (row * TILE + y) * width + column * TILE;
    tile.set(samples.subarray(from, from + columns), y * columns);
  }
  return { samples: tile, width: columns, height: rows };
}

interface Made {
  readonly file: Uint8Array;
  readonly bands: SampleArray[];
  readonly levels: CogDescription['levels'];
}

/** A COG of three levels, its tiles in shuffled parts, put together as Storage's compose would. */
function make(
  type: SampleType,
  options: Partial<CogDescription> & { coding?: TileCoding; sparse?: boolean } = {},
): Made {
  const coding = options.coding ?? { predictor: 1, strategy: 'default' };
  const [width, height, bandCount] = [101, 75, 2];
  let bands = [0, 1].map((band) => slope(type, width, height, band));
  const full = bands;
  const levels: { width: number; height: number }[] = [];
  const stored: { tile: StoredTile; bytes: Uint8Array }[] = [];
  for (let level = 0, size = { width, height }; level < 3; level++) {
    levels.push(size);
    const tiles = tileCounts(size, TILE);
    for (let row = 0; row < tiles.rows; row++) {
      for (let column = 0; column < tiles.columns; column++) {
        const parts = bands.map((samples) => cut(samples, size.width, size.height, column, row));
        const { width, height } = parts[0]!;
        const empty = options.sparse && level === 0 && column === 1;
        const bytes = empty
          ? new Uint8Array(0)
          : encodeTile({ bands: parts.map((part) => part.samples), width, height }, TILE, coding);
        stored.push({ tile: { level, column, row, byteCount: bytes.length }, bytes });
      }
    }
    const smaller = bands.map((samples) => halve({ ...size, samples, mask: undefined }, 'sample'));
    bands = smaller.map((band) => band.samples);
    size = { width: smaller[0]!.width, height: smaller[0]!.height };
  }
  // Coarsest first; within the full size, columns of tiles, as workers may have made them.
  stored.sort((a, b) => b.tile.level - a.tile.level || a.tile.column - b.tile.column || a.tile.row - b.tile.row);
  const { header } = layoutCog({
    sampleType: type,
    bandCount,
    tileSize: TILE,
    affine: AFFINE,
    crs: parseCrs('EPSG:32725'),
    nodata: undefined,
    bandNames: ['nir', 'a<b & "c"'],
    levels,
    tiles: stored.map(({ tile }) => tile),
    ...options,
    predictor: coding.predictor,
  });
  return { file: Buffer.concat([header, ...stored.map(({ bytes }) => bytes)]), bands: full, levels };
}

const CODINGS: [SampleType, TileCoding][] = [
  ['uint8', { predictor: 2, strategy: 'quick' }],
  ['int8', { predictor: 2, strategy: 'default' }],
  ['uint16', { predictor: 1, strategy: 'quick' }],
  ['int16', { predictor: 2, strategy: 'default' }],
  ['uint32', { predictor: 2, strategy: 'quick' }],
  ['int32', { predictor: 1, strategy: 'default' }],
  ['float32', { predictor: 3, strategy: 'quick' }],
  ['float32', { predictor: 1, strategy: 'default' }],
  ['float64', { predictor: 3, strategy: 'default' }],
];

describe('layoutCog', () => {
  it.each(CODINGS)('%s with %o reads back, by geotiff.js and by our own reader', async (type, coding) => {
    const { file, bands, levels } = make(type, { coding });
    const other = await fromArrayBuffer(new Uint8Array(file).buffer);
    expect(await other.getImageCount()).toBe(3);
    const rasters = await (await other.getImage()).readRasters();
    expect([rasters[0], rasters[1]]).toEqual(bands);
    const tiff = await openGeoTiff(memorySource('made', file));
    expect(tiff).toMatchObject({ sampleType: type, affine: AFFINE, bandCount: 2 });
    expect(tiff.levels.map(({ width, height }) => ({ width, height }))).toEqual(levels);
    const block = await tiff.readBlock(0, 3, 2);
    expect(block!.bands[1]).toEqual(cut(bands[1]!, 101, 75, 3, 2).samples);
  });

  it('writes names, nodata and the CRS', async () => {
    const { file } = make('float32', { nodata: Number.NaN });
    const tiff = await openGeoTiff(memorySource('made', file));
    expect(tiff.bands.map((band) => band.description)).toEqual(['nir', 'a<b & "c"']);
    expect(tiff.nodata).toBeNaN();
    expect(tiff.crs?.code).toBe('EPSG:32725');
    expect(tiff.colors).toEqual(['gray', 'undefined']);
  });

  it('marks the layout as GDAL does, directories before any tile', async () => {
    const { file } = make('uint8');
    const bytes = new Uint8Array(file);
    const tiff = await Tiff.create({
      url: new URL('memory:made'),
      fetch: async (offset, length) => bytes.slice(offset, offset + (length ?? bytes.length)).buffer,
    });
    expect(tiff.options?.isCogOptimized).toBe(true);
    const first = tiff.images.map((image) => Number((image.value(TiffTag.TileOffsets) as ArrayLike<number>)[0]));
    expect(first[2]!).toBeLessThan(first[1]!);
    expect(first[1]!).toBeLessThan(first[0]!);
  });

  it('leaves tiles out that have no bytes', async () => {
    const { file } = make('uint8', { sparse: true, nodata: 9 });
    const tiff = await openGeoTiff(memorySource('made', file));
    expect(await tiff.readBlock(0, 1, 0)).toBeUndefined();
    expect(await tiff.readBlock(0, 2, 1)).toBeDefined();
  });

  it('becomes BigTIFF beyond four gigabytes, of data alone or with the header', () => {
    const tile = (column: number, byteCount: number) => ({ level: 0, column, row: 0, byteCount });
    const levels = [{ width: 64, height: 32 }];
    const just = layoutCog({ ...description(), levels, tiles: [tile(0, 2 ** 31), tile(1, 2 ** 31 - 2000)] });
    expect(just.bigTiff).toBe(false);
    for (const last of [2 ** 31 - 100, 2 ** 31, 2 ** 32 - 1]) {
      const big = layoutCog({ ...description(), levels, tiles: [tile(0, 2 ** 31), tile(1, last)] });
      expect(big.bigTiff).toBe(true);
      expect(big.size).toBe(big.header.length + 2 ** 31 + last);
    }
  });

  it('opens as BigTIFF', async () => {
    const levels = [{ width: 64, height: 32 }];
    const big = layoutCog({
      ...description(),
      levels,
      tiles: [{ level: 0, column: 1, row: 0, byteCount: 2 ** 32 - 1 }],
    });
    const tiff = await openGeoTiff(memorySource('big', big.header));
    expect(tiff).toMatchObject({ width: 64, height: 32, affine: AFFINE });
    expect(new Set((await tiff.readBlock(0, 0, 0))?.bands[0])).toEqual(new Set([0]));
    await expect(tiff.readBlock(0, 1, 0)).rejects.toThrow('claims 4294967295 bytes');
  });

  it('refuses tiles that are not of the grid, or come twice', () => {
    const tile = { level: 0, column: 0, row: 0, byteCount: 5 };
    expect(() => layoutCog({ ...description(), tiles: [tile, tile] })).toThrow('twice');
    expect(() => layoutCog({ ...description(), tiles: [{ ...tile, column: 9 }] })).toThrow('no tile (9, 0) in level 0');
    expect(() => layoutCog({ ...description(), tiles: [{ ...tile, byteCount: 2 ** 32 }] })).toThrow(
      'cannot have 4294967296',
    );
    expect(() => layoutCog({ ...description(), tiles: [{ ...tile, level: 1 }] })).toThrow('no tile (0, 0) in level 1');
  });

  it('keeps shears and upward rows in a matrix', async () => {
    const affine = [10, 2, 5, 1, 10, 7] as const;
    const tiff = await openGeoTiff(memorySource('made', make('uint8', { affine }).file));
    expect(tiff.affine).toEqual(affine);
  });
});

function description(): CogDescription {
  return {
    sampleType: 'uint8',
    bandCount: 1,
    tileSize: TILE,
    affine: AFFINE,
    crs: undefined,
    nodata: undefined,
    bandNames: [''],
    predictor: 1,
    levels: [{ width: 32, height: 32 }],
    tiles: [],
  };
}

describe('the CRS of a GeoTIFF', () => {
  const customs = [
    ...['tmerc +lat_0=10 +lon_0=21 +k=0.9995 +x_0=1000 +y_0=2000', 'laea +lat_0=5 +lon_0=20', 'sinu +lon_0=30'],
    ...[
      'aea +lat_1=20 +lat_2=-23 +lat_0=0 +lon_0=25',
      'lcc +lat_1=20 +lat_2=30 +lat_0=25 +lon_0=-50 +x_0=7',
      'merc +lat_ts=20 +lon_0=3',
    ],
    ...[
      'stere +lat_0=-90 +lat_ts=-70 +lon_0=7',
      'stere +lat_0=90 +k=0.97 +lon_0=7',
      'cea +lat_ts=33 +lon_0=4',
      'aeqd +lat_0=12 +lon_0=13',
    ],
    ...[
      'eqc +lat_ts=12 +lon_0=9',
      'lcc +lat_1=33 +lat_0=33 +lon_0=9 +k=0.9',
      'merc +k=0.9 +lon_0=5',
      'sterea +lat_0=50 +lon_0=6 +k=0.9',
    ],
  ].flatMap((method) =>
    ['+datum=WGS84', '+ellps=bessel +towgs84=1,2,3,4,5,6,7', '+ellps=GRS80 +units=us-ft'].map(
      (datum) => `+proj=${method} ${datum}`,
    ),
  );

  async function through(crs: Crs): Promise<Crs | undefined> {
    return (await openGeoTiff(memorySource('made', make('uint8', { crs }).file))).crs;
  }

  it.each(customs)('survives without a code: %s', async (definition) => {
    const crs: Crs = { ...parseCrs('EPSG:32725'), code: undefined, name: 'mine', definition };
    const { parseProj } = await import('../crs/parameters.ts');
    const { signature } = await import('../crs/identify.ts');
    const read = await through(crs);
    expect(signature(parseProj(read!.definition))).toBe(signature(parseProj(definition)));
  });

  it('survives for MODIS, and by its code for all others', async () => {
    expect((await through(parseCrs('SR-ORG:6974')))?.definition).toContain('+proj=sinu');
    for (const code of ['EPSG:4326', 'EPSG:3857', 'EPSG:2263', 'EPSG:28992', 'EPSG:4807', 'EPSG:27572', 'EPSG:2048'])
      expect((await through(parseCrs(code)))?.code).toBe(code);
  });

  it('survives in grads, and counted southward', async () => {
    for (const definition of [
      '+proj=longlat +ellps=clrk80ign +towgs84=-168,-60,320 +pm=10 +to_degree=0.9',
      '+proj=tmerc +lat_0=0 +lon_0=20 +k=1 +x_0=5 +y_0=7 +datum=WGS84 +axis=wsu',
    ]) {
      const crs = parseCrs(definition);
      expect(crs.code).toBeUndefined();
      expect(sameCrs((await through(crs))!, crs)).toBe(true);
    }
  });

  it('is refused where GeoTIFF has no such method', () => {
    const crs: Crs = { ...parseCrs('EPSG:32725'), code: undefined, definition: '+proj=moll +lon_0=5 +datum=WGS84' };
    expect(() => make('uint8', { crs })).toThrow('cannot hold the projection "Mollweide"');
  });
});
