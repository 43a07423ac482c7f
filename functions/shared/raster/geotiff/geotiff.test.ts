import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { BlockCache } from './block-cache.ts';
import { GeoTiffError, memorySource, openGeoTiff, type RangeSource } from './geotiff.ts';

const SAMPLES = new URL('../../../../samples/', import.meta.url);

function fixture(name: string): Uint8Array {
  return readFileSync(new URL(`fixtures/${name}.tif`, import.meta.url));
}

/** A source that notes what is read. */
function counted(bytes: Uint8Array): { source: RangeSource; reads: [number, number][] } {
  const reads: [number, number][] = [];
  const memory = memorySource('counted', bytes);
  const read: RangeSource['read'] = (offset, length) => {
    reads.push([offset, length]);
    return memory.read(offset, length);
  };
  return { source: { url: 'counted', read }, reads };
}

describe('openGeoTiff on the samples', () => {
  it('reads the Landsat scene: six bands in strips, overviews in tiles, a code', async () => {
    const { source, reads } = counted(readFileSync(new URL('landsat7-olinda.tif', SAMPLES)));
    const tiff = await openGeoTiff(source);
    expect(tiff).toMatchObject({ width: 349, height: 352, bandCount: 6, sampleType: 'uint8', separate: false });
    expect(tiff.crs?.code).toBe('EPSG:31985');
    expect(tiff.affine).toEqual([28.49999999927454, 0, 288776.25000080315, 0, -28.49999999927454, 9120760.750028737]);
    expect(tiff.levels.map((level) => [level.width, level.height])).toEqual([
      [349, 352],
      [175, 176],
      [88, 88],
      [44, 44],
      [22, 22],
    ]);
    expect(reads.length).toBeLessThanOrEqual(5);
    // 118 strips of three lines are one block, and one request.
    reads.length = 0;
    const block = await tiff.readBlock(0, 0, 0);
    expect(reads.length).toBe(1);
    expect(block).toMatchObject({ width: 349, height: 352 });
    // gdalinfo -stats: mean of band 1
    const mean = Array.from(block!.bands[0]!).reduce((sum, value) => sum + value, 0) / (349 * 352);
    expect(mean).toBeCloseTo(79.147719132587, 9);
  });

  it('recognises the system of the SRTM extract, which names none: UTM 25S on GRS 80 is SIRGAS 2000', async () => {
    const tiff = await openGeoTiff(memorySource('srtm', readFileSync(new URL('srtm-olinda.tif', SAMPLES))));
    expect(tiff.crs?.code).toBe('EPSG:31985');
    expect(tiff.sampleType).toBe('float32');
    const block = await tiff.readBlock(0, 0, 0, [0]);
    expect(block!.bands[0]!.length).toBe(111 * 111);
  });
});

describe('readBlock', () => {
  it('says nothing of blocks that are not stored', async () => {
    const tiff = await openGeoTiff(memorySource('sparse', fixture('sparse')));
    expect(await tiff.readBlock(0, 0, 0)).toBeUndefined();
    expect(await tiff.readBlock(0, 1, 1)).toMatchObject({ width: 16, height: 16 });
  });

  it('reads only the band that is asked for where bands lie apart', async () => {
    const { source, reads } = counted(fixture('separate-tiled-lzw'));
    const tiff = await openGeoTiff(source);
    reads.length = 0;
    const both = await tiff.readBlock(0, 0, 0);
    const one = await tiff.readBlock(0, 0, 0, [1]);
    expect(one!.bands).toEqual([both!.bands[1]]);
    expect(reads.at(-1)![1]).toBeLessThan(reads[0]![1]);
  });

  it('gives bands in any order, and one twice', async () => {
    const tiff = await openGeoTiff(memorySource('a', fixture('separate-strips')));
    const all = await tiff.readBlock(0, 0, 0);
    const some = await tiff.readBlock(0, 0, 0, [2, 0, 2]);
    expect(some!.bands).toEqual([all!.bands[2], all!.bands[0], all!.bands[2]]);
  });

  it('refuses blocks, bands and levels that are not there', async () => {
    const tiff = await openGeoTiff(memorySource('a', fixture('overviews')));
    await expect(tiff.readBlock(0, 9, 0)).rejects.toThrow('no block');
    await expect(tiff.readBlock(0, 0, 0, [2])).rejects.toThrow('no band 2');
    await expect(tiff.readBlock(3, 0, 0)).rejects.toThrow('no level 3');
  });
});

describe('BlockCache', () => {
  it('reads a block once, however many ask for it at a time', async () => {
    const { source, reads } = counted(fixture('overviews'));
    const tiff = await openGeoTiff(source);
    reads.length = 0;
    const cache = new BlockCache();
    const blocks = await Promise.all([0, 1, 0, 1].map((band) => cache.read(tiff, 0, 0, 0, [band])));
    expect(reads.length).toBe(1);
    expect(blocks[0]!.bands[0]).toBe(blocks[2]!.bands[0]);
    expect(blocks[0]!.bands[0]).not.toEqual(blocks[1]!.bands[0]);
    await cache.read(tiff, 0, 0, 0);
    expect(reads.length).toBe(1);
  });

  it('keeps bands apart that are stored apart, and remembers what is not stored', async () => {
    const { source, reads } = counted(fixture('separate-tiled-lzw'));
    const tiff = await openGeoTiff(source);
    const cache = new BlockCache();
    await cache.read(tiff, 0, 0, 0, [1]);
    reads.length = 0;
    const both = await cache.read(tiff, 0, 0, 0);
    expect(reads.length).toBe(1);
    expect(both!.bands).toEqual((await tiff.readBlock(0, 0, 0))!.bands);
    const sparse = await openGeoTiff(memorySource('sparse', fixture('sparse')));
    expect(await cache.read(sparse, 0, 0, 0)).toBeUndefined();
  });

  it('stays within its bytes', async () => {
    const tiff = await openGeoTiff(memorySource('a', fixture('lzw-predictor2-tiled')));
    const cache = new BlockCache(3000);
    for (let row = 0; row < 3; row++) await cache.read(tiff, 0, 0, row);
    expect(cache.size).toBeGreaterThan(0);
    expect(cache.size).toBeLessThanOrEqual(3000);
    cache.shrinkTo(2000);
    expect(cache.size).toBeLessThanOrEqual(2000);
    cache.shrinkTo(0);
    expect(cache.size).toBe(0);
    expect(await cache.read(tiff, 0, 0, 0)).toBeDefined();
  });

  it('puts blocks in the place of others, and nothing of these is left', async () => {
    const [tiff, sparse] = await Promise.all(
      ['separate-tiled-lzw', 'sparse'].map((name) => openGeoTiff(memorySource(name, fixture(name)))),
    );
    for (const file of [tiff!, sparse!]) {
      const cache = new BlockCache();
      const { columns, rows } = file.levels[0]!;
      const places = Array.from({ length: columns * rows }, (_, i) => [i % columns, Math.floor(i / columns)] as const);
      for (const [column, row] of [...places, ...places.toReversed()]) {
        const block = await cache.read(file, 0, column, row);
        expect(block?.bands).toEqual((await file.readBlock(0, column, row))?.bands);
        cache.shrinkTo(0);
      }
    }
  });

  it('forgets failures', async () => {
    const bytes = fixture('overviews');
    let broken = true;
    const memory = memorySource('x', bytes);
    const tiff = await openGeoTiff({
      url: 'x',
      read: (offset, length) =>
        broken && offset % 16384 !== 0 ? Promise.reject(new Error('reset')) : memory.read(offset, length),
    });
    const cache = new BlockCache();
    await expect(cache.read(tiff, 0, 0, 0)).rejects.toThrow('reset');
    broken = false;
    expect(await cache.read(tiff, 0, 0, 0)).toBeDefined();
  });
});

describe('files as libtiff reads them', () => {
  const checksum = async (bytes: Uint8Array) => {
    const tiff = await openGeoTiff(memorySource('a', bytes));
    const sums: number[] = [];
    for (let row = 0; row < tiff.levels[0]!.rows; row++) {
      for (let column = 0; column < tiff.levels[0]!.columns; column++) {
        const block = await tiff.readBlock(0, column, row);
        sums.push(
          ...block!.bands.map((band) => Array.from(band).reduce((sum, value, i) => (sum * 31 + value + i) % 1e9, 7)),
        );
      }
    }
    return sums;
  };

  /** The fixture with another tag number, and another type, in place of some: in all directories of a file, little endian. */
  function renamed(name: string, changes: { [tag: number]: { tag?: number; type?: number } }): Uint8Array {
    const bytes = Uint8Array.from(fixture(name));
    const view = new DataView(bytes.buffer);
    const big = view.getUint16(2, true) === 43;
    const [first, countSize, size] = big
      ? [Number(view.getBigUint64(8, true)), 8, 20]
      : [view.getUint32(4, true), 2, 12];
    const count = big ? Number(view.getBigUint64(first, true)) : view.getUint16(first, true);
    for (let i = 0; i < count; i++) {
      const at = first + countSize + i * size;
      const change = changes[view.getUint16(at, true)];
      if (change?.tag) view.setUint16(at, change.tag, true);
      if (change?.type) view.setUint16(at + 2, change.type, true);
    }
    return bytes;
  }

  it('finds tiles in the tags of strips', async () => {
    const bytes = renamed('lzw-predictor2-tiled', { 324: { tag: 273 }, 325: { tag: 279 } });
    expect(await checksum(bytes)).toEqual(await checksum(fixture('lzw-predictor2-tiled')));
  });

  it('takes tables of the type IFD8 for what they are', async () => {
    const bytes = renamed('bigtiff', { 324: { type: 18 } });
    expect(await checksum(bytes)).toEqual(await checksum(fixture('bigtiff')));
  });

  it('turns the bits of bytes that are stored the other way round', async () => {
    const plain = fixture('one-strip');
    const reversed = Uint8Array.from(plain);
    const view = new DataView(reversed.buffer);
    const directory = view.getUint32(4, true);
    const entries = view.getUint16(directory, true);
    const find = (tag: number) =>
      Array.from({ length: entries }, (_, i) => directory + 2 + i * 12).find((at) => view.getUint16(at, true) === tag)!;
    const [offset, length] = [view.getUint32(find(273) + 8, true), view.getUint32(find(279) + 8, true)];
    for (let i = offset; i < offset + length; i++) {
      reversed[i] = Number.parseInt(plain[i]!.toString(2).padStart(8, '0').split('').reverse().join(''), 2);
    }
    // FillOrder in the place of the planar configuration, which is the default here.
    view.setUint16(find(284), 266, true);
    view.setUint16(find(266) + 8, 2, true);
    expect(await checksum(reversed)).toEqual(await checksum(plain));
  });

  it('reads blocks of a file without nodata that are not stored as zero, as GDAL does', async () => {
    const bytes = renamed('sparse', { 42113: { tag: 42999 } });
    const tiff = await openGeoTiff(memorySource('sparse', bytes));
    expect(tiff.nodata).toBeUndefined();
    const block = await tiff.readBlock(0, 0, 0);
    expect(new Set(block!.bands[0])).toEqual(new Set([0]));
  });

  it.each([
    ['-inf', Number.NEGATIVE_INFINITY],
    ['inf', Number.POSITIVE_INFINITY],
    ['nan', Number.NaN],
    ['-1.#INF', Number.NEGATIVE_INFINITY],
    ['-9999', -9999],
    ['none', undefined],
  ])('reads nodata %j', async (text, value) => {
    const bytes = Uint8Array.from(fixture('nodata'));
    const at = Buffer.from(bytes).indexOf('-9999.1');
    const field = Buffer.from(bytes).toString('latin1', at).indexOf('\0');
    bytes.set(Buffer.from(text.padEnd(field, '\0')), at);
    expect((await openGeoTiff(memorySource('a', bytes))).nodata).toBe(value);
  });
});

describe('hostile and damaged files', () => {
  const base = fixture('overviews');

  async function refuses(bytes: Uint8Array, message: string | RegExp) {
    const attempt = async () => {
      const tiff = await openGeoTiff(memorySource('bad', bytes));
      for (let row = 0; row < tiff.levels[0]!.rows; row++) await tiff.readBlock(0, 0, row);
    };
    await expect(attempt()).rejects.toThrow(GeoTiffError);
    await expect(attempt()).rejects.toThrow(message);
  }

  /** The fixture with the value of a tag of the first directory changed. */
  function withTag(tag: number, value: number, original = base): Uint8Array {
    const bytes = Uint8Array.from(original);
    const view = new DataView(bytes.buffer);
    const directory = view.getUint32(4, true);
    const count = view.getUint16(directory, true);
    for (let i = 0; i < count; i++) {
      const at = directory + 2 + i * 12;
      if (view.getUint16(at, true) !== tag) continue;
      view.setUint16(at + 2, 4, true);
      view.setUint32(at + 4, 1, true);
      view.setUint32(at + 8, value, true);
    }
    return bytes;
  }

  it('refuses what is no TIFF', async () => {
    await refuses(new Uint8Array(0), 'not a TIFF');
    await refuses(
      Buffer.from('hello, this is some text'),
      'The file is not a TIFF. Convert it: gdal_translate -of COG in',
    );
  });

  it.each([
    ['\x89HDF\r\n\x1a\n', 'HDF5 or netCDF-4. Convert it: gdal_translate -of COG HDF5:in.h5://VARIABLE out.tif.'],
    ['\x0e\x03\x13\x01', 'HDF4. Convert it: gdal_translate -of COG HDF4_EOS:EOS_GRID:in.hdf:GRID:FIELD out.tif.'],
    ['CDF\x01', 'netCDF. Convert it: gdal_translate -of COG NETCDF:in.nc:VARIABLE out.tif.'],
    ['\0\0\0\x0cjP  \r\n', 'JPEG 2000. Convert it: gdal_translate -of COG in.jp2 out.tif.'],
    ['\x89PNG\r\n\x1a\n', 'PNG. Convert it: gdal_translate -of COG -a_srs EPSG:CODE -a_ullr'],
    ['\xff\xd8\xff\xe0', 'JPEG. Convert it: gdal_translate -of COG -a_srs'],
    ['PK\x03\x04', 'a ZIP archive. Convert it: gdal_translate -of COG /vsizip/in.zip/NAME.tif out.tif.'],
    ['\x1f\x8b\x08', 'compressed by gzip. Convert it: gdal_translate -of COG /vsigzip/in.tif.gz'],
    ['GRIB', 'GRIB. Convert it: gdal_translate -of COG -b 1 in.grib out.tif.'],
    ['EHFA_HEADER_TAG\0', 'ERDAS Imagine. Convert it: gdal_translate -of COG in.img out.tif.'],
  ])('says what %j is that is taken for a TIFF, and how to make one of it', async (start, message) => {
    const bytes = Buffer.concat([Buffer.from(start, 'latin1'), Buffer.alloc(100)]);
    await refuses(bytes, `The file is not a TIFF, but ${message}`);
  });

  it('refuses directories in a circle', async () => {
    const bytes = Uint8Array.from(base);
    const view = new DataView(bytes.buffer);
    const directory = view.getUint32(4, true);
    view.setUint32(directory + 2 + view.getUint16(directory, true) * 12, directory, true);
    await refuses(bytes, 'circle');
  });

  it('refuses dimensions and blocks that would fill the memory', async () => {
    await refuses(withTag(256, 0), 'impossible dimensions');
    await refuses(withTag(277, 1e6), 'bands');
    await refuses(
      withTag(322, 2e7),
      'too large: 20000000 x 16 pixels x 2 bands, 1221 MB each, and at most 64 MB can be read. Rewrite it with tiles: gdal_translate -co TILED=YES -co INTERLEAVE=BAND in.tif out.tif.',
    );
    await refuses(withTag(277, 60_000), '60000 bands: 1 to 10000 can be read.');
    await refuses(withTag(322, 1e6), 'truncated');
    await refuses(withTag(256, 4e9), 'impossible dimensions');
    await refuses(withTag(257, 1e9), 'does not say where its blocks lie');
  });

  it.each([
    [2, 'CCITTRLE'],
    [4, 'CCITTFAX4'],
    [6, 'OJPEG'],
    [34925, 'LZMA'],
    [34712, 'JPEG2000'],
    [50002, 'JXL'],
    [12345, 'unknown'],
  ])('names the compression %i that it does not read, and the line that converts the file', async (code, name) => {
    await refuses(
      withTag(259, code),
      `The TIFF compression ${name} (${code}) is not supported. Convert the file: gdal_translate -co COMPRESS=DEFLATE -co TILED=YES in.tif out.tif.`,
    );
  });

  it('refuses forms of pictures that it does not read', async () => {
    await refuses(withTag(259, 7), 'JPEG with samples of 16 bits is not supported. Convert the file: gdal_translate');
    await refuses(withTag(259, 50001), 'WebP with 2 bands of 16 bits in a block is not supported. Convert the file');
    await refuses(withTag(259, 34887), 'damaged: lerc');
    await refuses(withTag(262, 6), /YCbCr with the compression DEFLATE are not supported. Convert the file: gdal/);
    await refuses(withTag(262, 5, fixture('jpeg-four-bands')), 'JPEG in CMYK is not supported. Convert the file');
  });

  it('refuses pictures that claim to be larger than their block, before they are decoded', async () => {
    for (const name of ['jpeg-gray', 'jpeg-rgb', 'jpeg-ycbcr-strips-no-tables']) {
      const bytes = Uint8Array.from(fixture(name));
      const frame = Buffer.from(bytes).indexOf(Uint8Array.of(0xff, 0xc0, 0));
      const view = new DataView(bytes.buffer);
      view.setUint16(frame + 5, 60_000);
      view.setUint16(frame + 7, 60_000);
      await refuses(bytes, 'claims to be a picture of 60000 x 60000 pixels');
    }
    const webp = Uint8Array.from(fixture('webp'));
    // The key frame's start code, behind which are width and height of 14 bits.
    const start = Buffer.from(webp).indexOf(Uint8Array.of(0x9d, 0x01, 0x2a));
    new DataView(webp.buffer).setUint16(start + 3, 16_000, true);
    new DataView(webp.buffer).setUint16(start + 5, 16_000, true);
    await refuses(webp, 'A block of the TIFF is damaged: Input image exceeds pixel limit');
    const lerc = Uint8Array.from(fixture('lerc'));
    const blob = Buffer.from(lerc).indexOf('Lerc2');
    // Behind the checksum: height, width.
    new DataView(lerc.buffer).setInt32(blob + 14, 60_000, true);
    new DataView(lerc.buffer).setInt32(blob + 18, 60_000, true);
    await refuses(lerc, /claims to be 60000 x 60000 pixels|damaged/);
  });

  it('leaves the bits of JPEG as they are, whatever the order of bits', async () => {
    const read = async (bytes: Uint8Array) => (await openGeoTiff(memorySource('jpeg', bytes))).readBlock(0, 0, 0);
    const file = fixture('jpeg-gray');
    // The planar configuration, which one band does not need, becomes FillOrder 2.
    const reversed = withTag(284, 2, file);
    const view = new DataView(reversed.buffer);
    const directory = view.getUint32(4, true) + 2;
    const places = Array.from({ length: view.getUint16(directory - 2, true) }, (_, entry) => directory + entry * 12);
    view.setUint16(places.find((at) => view.getUint16(at, true) === 284)!, 266, true);
    expect(await read(reversed)).toEqual(await read(file));
  });

  it('refuses JPEG processes that TIFF does not have', async () => {
    const progressive = Uint8Array.from(fixture('jpeg-gray'));
    progressive[Buffer.from(progressive).indexOf(Uint8Array.of(0xff, 0xc0, 0)) + 1] = 0xc2;
    await refuses(progressive, 'Blocks of the JPEG process SOF2 are not supported');
  });

  it('refuses samples that it does not read, with the line that converts the file', async () => {
    await refuses(
      withTag(339, 6),
      'samples of 16 bits in complex numbers are not supported. Convert the file: gdal_translate -ot Float32 in.tif out.tif.',
    );
    await refuses(withTag(339, 9), 'in format 9 are not supported');
  });

  it('refuses truncated files wherever they end', async () => {
    for (let length = 0; length < base.length; length += 97) {
      const attempt = async () => {
        const tiff = await openGeoTiff(memorySource('cut', base.subarray(0, length)));
        for (const [i, level] of tiff.levels.entries()) {
          for (let row = 0; row < level.rows; row++) {
            for (let column = 0; column < level.columns; column++) await tiff.readBlock(i, column, row);
          }
        }
      };
      await expect(attempt()).rejects.toThrow(GeoTiffError);
    }
  });

  it('answers every change of a byte with pixels or an error of its own, and soon', async () => {
    for (const name of [
      'overviews',
      'lzw-strips',
      'packbits',
      'bits12-three-bands',
      'zstd-predictor2',
      'internal-mask',
      'jpeg-ycbcr-mask-overviews',
      'webp',
      'lerc-deflate-separate',
      'lerc-alpha',
    ]) {
      const original = fixture(name);
      for (let at = 0; at < original.length; at += 13) {
        const bytes = Uint8Array.from(original);
        bytes[at] = bytes[at]! ^ 0xff;
        try {
          const tiff = await openGeoTiff(memorySource('changed', bytes));
          if (tiff.levels[0]!.columns * tiff.levels[0]!.rows < 1000) await tiff.readBlock(0, 0, 0);
        } catch (error) {
          expect(['GeoTiffError', 'CrsError']).toContain((error as Error).name);
        }
      }
    }
  });
});
