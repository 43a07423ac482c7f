import { describe, expect, it } from 'vitest';
import { useLocalCloud } from '../google/local-cloud.testing.ts';
import { readObject } from '../google/read-object.ts';
import { storage } from '../google/storage.ts';
import { type GeoTiff, memorySource, openGeoTiff } from '../raster/geotiff/geotiff.ts';
import { writeGroup, writeHead } from './assemble.ts';
import { computeChunk } from './chunk.ts';
import { groupCount } from './chunk-order.ts';
import { chunkCount } from './divided-files.ts';
import type { ExportOptions, ExportPlan, WrittenChunk } from './export-job.ts';
import { call, newContext, ramp, textOf } from './jobs.testing.ts';
import type { ChunkParts } from './part.ts';
import { planExport } from './plan.ts';
import { imageOfSource } from './source-image.ts';
import { chunksOfGroup } from './tile-order.ts';
import { writeChunk } from './written-parts.ts';

useLocalCloud();

const caller = { project: 'some-project' };
const FILE: ExportOptions = { target: 'file', maxPixels: 1e8, tileSize: 16, cloudOptimized: true };

const plan = async (node: object, options: Partial<ExportOptions> = {}) => {
  const source = { kind: 'expression', text: { text: textOf(node) } } as const;
  const { plan: image } = await planExport(
    { kind: 'plan', caller, source, options: { ...FILE, ...options } },
    newContext(),
  );
  const [file] = image.files;
  return { plan: file, record: image.record };
};

/** Computes the chunks of a plan and puts the file together, as the operation's steps do. */
async function written(node: object, planned: ExportPlan) {
  const bucket = `parts-${Math.random().toString(36).slice(2)}`;
  await storage().createBucket(bucket);
  const chunks: WrittenChunk[] = [];
  for (let chunk = 0; chunk < planned.chunks; chunk++) {
    const context = newContext();
    const { image } = await imageOfSource({ kind: 'expression', text: { text: textOf(node) } }, context);
    const compute = (parts: ChunkParts) => computeChunk({ plan: planned, chunk }, image, context, parts);
    chunks.push(await writeChunk({ bucket, object: String(chunk) }, compute));
  }
  const groups = await Promise.all(
    Array.from({ length: groupCount(planned) }, async (_, group) => {
      const own = chunksOfGroup(planned, group).map((chunk) => chunks[chunk]);
      const top = await writeGroup({ plan: planned, group, chunks: own, place: { bucket, object: `group-${group}` } });
      const overviews = own.flatMap(({ overviews }) => overviews.counts);
      const tiles = own.flatMap(({ tiles }) => tiles.counts);
      const counts = { text: JSON.stringify({ top: top.counts, overviews, tiles }) };
      return { objects: top.objects, group: { ...(top.objects[0] ? { top: top.objects[0] } : {}), counts } };
    }),
  );
  const head = { bucket, object: 'head' };
  const sources = [
    ...(await writeHead({ plan: planned, groups: groups.map(({ group }) => group), head })),
    ...groups.flatMap(({ objects }) => objects),
    ...chunks.map(({ overviews }) => overviews).filter(({ generation }) => generation !== ''),
    ...chunks.map(({ tiles }) => tiles).filter(({ generation }) => generation !== ''),
  ];
  return openGeoTiff(memorySource('whole', Buffer.concat(await Promise.all(sources.map((part) => readObject(part))))));
}

/** The samples of all blocks of a file, level by level. */
async function samplesOf(tiff: GeoTiff) {
  const blocks = tiff.levels.flatMap(({ columns, rows }, level) =>
    Array.from({ length: columns * rows }, (_, i) => tiff.readBlock(level, i % columns, Math.floor(i / columns))),
  );
  return (await Promise.all(blocks)).map((block) => block && [...block.bands[0]]);
}

describe('the plan of an export', () => {
  it.each([
    [1, 16, 128],
    [2, 16, 128],
    [4, 16, 64],
    [32, 16, 32],
    [32, 256, 2],
  ])('has smaller chunks for %d bands of 64 bits in tiles of %d', async (bands, tileSize, chunkTiles) => {
    const double = call('Image.toDouble', { value: ramp(40, 24) });
    const node = call('Image.select', { input: double, bandSelectors: Array(bands).fill(0) });
    const renamed = call('Image.rename', { input: node, names: Array.from({ length: bands }, (_, i) => `b${i}`) });
    const { plan: planned } = await plan(renamed, { tileSize });
    expect(planned.raster).toMatchObject({ sampleType: 'float64', chunkTiles });
  });

  it('says the grid, the chunks and how samples are written', async () => {
    const { plan: planned, record } = await plan(ramp(40, 24));
    expect(planned).toMatchObject({
      chunks: 1,
      width: 40,
      height: 24,
      raster: { crs: 'EPSG:4326', tileSize: 16, chunkTiles: 128, overviews: 2, sampleType: 'int16', fill: 0 },
    });
    expect(planned.raster.transform).toEqual([1, 0, 0, 0, -1, 0]);
    expect(record).toBeUndefined();
  });

  it('of an asset has its record, and a value that no pixel has for masked ones', async () => {
    const { plan: planned, record } = await plan(ramp(5, 4), { target: 'asset' });
    expect(record).toMatchObject({
      bands: [
        { dataType: { precision: 'INT' }, pyramidingPolicy: 'MEAN', grid: { dimensions: { width: 5, height: 4 } } },
      ],
    });
    expect(planned.raster).toMatchObject({ declareFill: true });
  });

  it('keeps policies of bands by their names', async () => {
    const overrides = { longitude: 'MAX' } as const;
    const { plan: planned } = await plan(ramp(5, 4), { target: 'asset', pyramidingPolicyOverrides: overrides });
    expect(planned.raster.policies).toEqual(['MAX']);
  });

  it('is refused for what cannot be written', async () => {
    const constant = call('Image.constant', { value: 1 });
    await expect(plan(constant)).rejects.toThrow('Unable to export unbounded image.');
    await expect(plan(ramp(40, 24), { maxPixels: 959 })).rejects.toThrow(
      'Export too large: specified 960 pixels (max: 959).',
    );
  });
});

describe('the file of an export', () => {
  it('has every pixel in its place, whatever the number of chunks', async () => {
    const node = ramp(70, 37);
    const { plan: planned } = await plan(node);
    // Chunks of two by two tiles, so that there are several, cut off at the edges.
    const small = divided(planned, { chunkTiles: 2 });
    const tiff = await written(node, small);
    expect([tiff.width, tiff.height, tiff.levels.length]).toEqual([70, 37, planned.raster.overviews + 1]);
    const wrong: string[] = [];
    for (let row = 0; row < 3; row++) {
      for (let column = 0; column < 5; column++) {
        const block = await tiff.readBlock(0, column, row);
        if (!block) throw new Error('A tile is missing.');
        for (let i = 0; i < block.bands[0].length; i++) {
          const [x, y] = [column * 16 + (i % block.width), row * 16 + Math.floor(i / block.width)];
          if (block.bands[0][i] !== 7 * x + y) wrong.push(`${x},${y}: ${block.bands[0][i]}`);
        }
      }
    }
    expect(wrong).toEqual([]);
  });

  it('has overviews that are means of the level below, also where they span chunks', async () => {
    const node = ramp(64, 64);
    const { plan: planned } = await plan(node);
    const tiff = await written(node, divided(planned, { chunkTiles: 2 }));
    expect(tiff.levels.map(({ width }) => width)).toEqual([64, 32, 16]);
    const top = await tiff.readBlock(2, 0, 0);
    // Four by four pixels around (4 x + 1.5, 4 y + 1.5), rounded on the way.
    for (const [x, y] of [
      [0, 0],
      [5, 3],
      [15, 15],
    ]) {
      const mean = 7 * (4 * x + 1.5) + 4 * y + 1.5;
      expect(Math.abs((top?.bands[0][y * 16 + x] ?? Number.NaN) - mean)).toBeLessThanOrEqual(1);
    }
  });

  it.each([
    [200, 150, { chunkTiles: 1, groupSide: 2 }],
    [200, 150, { chunkTiles: 2, groupSide: 2 }],
    [150, 90, { chunkTiles: 1, groupSide: 4 }],
    [600, 40, { chunkTiles: 2, groupSide: 4 }],
  ])('of %d x %d pixels is the same, whatever its chunks and groups: %j', async (width, height, division) => {
    const node = ramp(width, height);
    const { plan: planned } = await plan(node, { target: 'asset' });
    const small = divided(planned, division);
    expect(groupCount(small)).toBeGreaterThan(1);
    const [one, several] = [await written(node, planned), await written(node, small)];
    expect(several.levels).toEqual(one.levels);
    expect(await samplesOf(several)).toEqual(await samplesOf(one));
  });

  it('may have so many tiles as its header can be made for', async () => {
    await expect(plan(ramp(100_000, 100_000), { maxPixels: 1e12 })).rejects.toThrow(
      'A file would have 39062500 tiles of 16x16 pixels; at most 30000000 are allowed.',
    );
  });
});

/** A plan with other chunks and groups. */
function divided(planned: ExportPlan, division: Partial<ExportPlan['raster']>): ExportPlan {
  const raster = { ...planned.raster, ...division };
  return { ...planned, chunks: chunkCount(planned, raster), raster };
}
