import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { allocateSamples, type SampleArray } from '../samples.ts';
import expected from './fixtures/expected.json' with { type: 'json' };
import { type GeoTiff, memorySource, openGeoTiff } from './geotiff.ts';

interface Expected {
  readonly width: number;
  readonly height: number;
  readonly type: string;
  readonly nodata: number | string | null;
  readonly bands: readonly string[];
  readonly mask: string | null;
  readonly overviews: readonly (readonly string[])[];
}

async function open(name: string): Promise<GeoTiff> {
  return openGeoTiff(memorySource(name, readFileSync(new URL(`fixtures/${name}.tif`, import.meta.url))));
}

/** All bands of a level, put together from its blocks, and the mask. */
async function readLevel(tiff: GeoTiff, number: number): Promise<{ bands: SampleArray[]; mask: Uint8Array }> {
  const level = tiff.levels[number]!;
  const bands = tiff.bands.map(() =>
    allocateSamples(tiff.sampleType, level.width * level.height).fill(tiff.nodata ?? 0),
  );
  const mask = new Uint8Array(level.width * level.height);
  for (let row = 0; row < level.rows; row++) {
    for (let column = 0; column < level.columns; column++) {
      const block = await tiff.readBlock(number, column, row);
      for (let y = 0; block && y < block.height; y++) {
        const to = (row * level.blockHeight + y) * level.width + column * level.blockWidth;
        const line = [y * block.width, (y + 1) * block.width] as const;
        for (const [band, samples] of block.bands.entries()) bands[band]!.set(samples.subarray(...line), to);
        if (block.mask) mask.set(block.mask.subarray(...line), to);
      }
    }
  }
  return { bands, mask };
}

function digest(samples: SampleArray): string {
  return createHash('sha256').update(new Uint8Array(samples.buffer)).digest('hex').slice(0, 16);
}

describe('reading what GDAL writes', () => {
  it.each(Object.entries(expected as Record<string, Expected>))('%s', async (name, gdal) => {
    const tiff = await open(name);
    expect([tiff.width, tiff.height]).toEqual([gdal.width, gdal.height]);
    expect(tiff.sampleType).toBe(gdal.type);
    expect(tiff.affine).toEqual([30, 0, 300000, 0, -30, 9100000]);
    if (typeof gdal.nodata === 'number')
      expect(tiff.nodata).toBe(gdal.type === 'float32' ? Math.fround(gdal.nodata) : gdal.nodata);
    else expect(tiff.nodata).toEqual(gdal.nodata === null ? undefined : Number.NaN);
    const { bands, mask } = await readLevel(tiff, 0);
    expect(bands.map(digest)).toEqual(gdal.bands);
    expect(tiff.hasMask).toBe(gdal.mask !== null);
    if (gdal.mask) expect(digest(mask)).toBe(gdal.mask);
    expect(tiff.levels.length).toBe(1 + gdal.overviews.length);
    for (const [i, overview] of gdal.overviews.entries()) {
      expect((await readLevel(tiff, i + 1)).bands.map(digest)).toEqual(overview);
    }
  });
});
