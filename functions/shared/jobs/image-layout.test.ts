import { describe, expect, it } from 'vitest';
import type { AdoptedPlan, ExportPlan, ImagePlan } from './export-job.ts';
import { ImageLayout } from './image-layout.ts';
import { plannedRaster } from './jobs.testing.ts';

/** The plan of a file in chunks of 32 x 32 pixels, and groups of 2 x 2 chunks. */
function file(width: number, height: number, more: Partial<ExportPlan> = {}): ExportPlan {
  return { chunks: 0, width, height, bands: [0], raster: plannedRaster(2), ...more };
}

const adopted: AdoptedPlan = {
  source: { bucket: 'b', object: 'o', generation: '1', size: 1 },
  sampleType: 'uint8',
  crs: 'EPSG:4326',
  transform: [1, 0, 0, 0, -1, 0],
  dimensions: [1, 1],
  missing: [[]],
};

const PLANS: readonly (readonly [string, ImagePlan])[] = [
  ['one small file', { files: [file(20, 20)] }],
  ['one of several groups', { files: [file(200, 100)] }],
  ['small and large ones', { files: [file(20, 20), file(64, 64), file(65, 64), file(1, 1)] }],
  ['a division into small ones', { files: [file(1000, 500, { division: [48, 64] })] }],
  ['a division into large ones', { files: [file(300, 200, { division: [144, 80] }), file(9, 9)] }],
  ['files that are taken as they are', { files: [file(65, 64)], adopted: [adopted, adopted] }],
];

describe.each(PLANS)('the layout of %s', (_, plan) => {
  const layout = new ImageLayout(plan);

  it('has each chunk in one file, as its plan says', () => {
    let chunk = 0;
    for (let number = 0; number < layout.written; number++) {
      expect(layout.chunksOf(number).first).toBe(chunk);
      for (let own = 0; own < layout.planOf(number).chunks || own === 0; own++, chunk++) {
        expect(layout.fileOf(chunk)).toEqual({ file: number, chunk: own });
      }
      chunk = layout.chunksOf(number).end;
    }
    expect(layout.chunks).toBe(chunk + (plan.adopted?.length ?? 0));
    expect(() => layout.fileOf(layout.chunks)).toThrow('There is no chunk');
  });

  it('has each chunk in one group, which is a square of a file, or files as a whole', () => {
    let next = 0;
    for (const { first, end, files, square } of layout.groups()) {
      expect(first).toBe(next);
      next = end;
      if (square === undefined) {
        expect([first, end]).toEqual([layout.chunksOf(files.first).first, layout.chunksOf(files.end - 1).end]);
        expect(end - first).toBeLessThanOrEqual(64);
      } else {
        expect(files.end).toBe(files.first + 1);
        expect(end - first).toBeLessThanOrEqual(4);
      }
    }
    expect(next).toBe(layout.chunks);
  });
});

it('of thousands of files has few groups', () => {
  const { length } = new ImageLayout({ files: [file(16 * 100, 16 * 100, { division: [16, 16] })] }).groups();
  expect(length).toBe(Math.ceil(10_000 / 64));
});
