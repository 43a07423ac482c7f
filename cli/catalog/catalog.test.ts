import { fromArrayBuffer } from 'geotiff';
import { describe, expect, it } from 'vitest';
import type { RasterDataset } from './dataset.ts';
import { DATASETS } from './datasets/datasets.ts';
import { placeAt } from './landscape.ts';
import { bandFiles } from './pixels.ts';

const rasters = DATASETS.filter((dataset): dataset is RasterDataset => dataset.kind !== 'table');

describe.each(rasters.map((dataset) => [dataset.id, dataset] as const))('%s', (_, dataset) => {
  it('has bands and images of different names', () => {
    const ids = dataset.bands.map(({ id }) => id);
    expect(new Set(ids).size).toBe(ids.length);
    expect(new Set(dataset.scenes.map(({ id }) => id)).size).toBe(dataset.scenes.length);
    expect(dataset.scenes.length === 1 || dataset.kind === 'collection').toBe(true);
    for (const { start } of dataset.scenes) expect(Date.parse(start)).not.toBeNaN();
  });
});

describe('a file of bands', () => {
  const dataset: RasterDataset = {
    kind: 'image',
    id: 'x',
    title: 'x',
    crs: 'EPSG:4326',
    scale: 0.001,
    extent: [-122.31, 37.85, -122.3, 37.86],
    scenes: [],
    bands: [
      { id: 'a', type: 'int16', value: ({ elevation }) => -elevation },
      { id: 'b', type: 'int16', value: ({ isWater }) => (isWater ? 1 : 0) },
      { id: 'c', type: 'float', value: ({ green }) => green },
      { id: 'd', type: 'int16', scale: 0.002, value: () => 7 },
    ],
  };

  it('is there for each type and size of pixels, on the grid of the dataset, with the values of the landscape', async () => {
    const files = bandFiles(dataset, 100);
    expect(files.map(({ bands }) => bands.map(({ id }) => id).join())).toEqual(['a,b', 'c', 'd']);
    const read = async (i: number) => (await fromArrayBuffer(new Uint8Array(files[i].bytes).buffer)).getImage();
    const image = await read(0);
    expect([image.getSamplesPerPixel(), image.getSampleFormat(0), image.getBitsPerSample(0)]).toEqual([2, 2, 16]);
    const [west, north] = image.getOrigin();
    expect([west, north].map((edge) => Math.abs(((edge * 1000) % 1) - Math.round((edge * 1000) % 1)) < 1e-6)).toEqual([
      ...[true, true],
    ]);
    const [heights] = await image.readRasters();
    const place = placeAt(west + 0.0005, north - 0.0005, 100);
    expect((heights as Int16Array)[0]).toBe(-place.elevation + 0);
    expect((await read(2)).getWidth() * 2).toBeCloseTo(image.getWidth(), -1);
    expect([...((await (await read(2)).readRasters())[0] as Int16Array)].every((value) => value === 7)).toBe(true);
  });

  it('is the same each time', () => {
    expect(bandFiles(dataset, 1)[0].bytes).toEqual(bandFiles(dataset, 1)[0].bytes);
    expect(bandFiles(dataset, 1)[1].bytes).not.toEqual(bandFiles(dataset, 200)[1].bytes);
  });
});
