import { describe, expect, it } from 'vitest';
import { evaluateImage } from './evaluate.ts';
import type { RenderJob } from './job.ts';
import { call, newContext, ramp, textOf } from './jobs.testing.ts';
import { checkImage, renderImage } from './render.ts';

const caller = { project: 'some-project' };

async function render(node: object, more: Partial<RenderJob> = {}) {
  const job: RenderJob = {
    kind: 'render',
    caller,
    expression: textOf(node),
    fileFormat: 'NPY',
    limits: 'pixels',
    ...more,
  };
  const context = newContext();
  return renderImage(job, await evaluateImage(job.expression, context), context);
}

/** The samples of an NPY file of one int16 field. */
function samplesOf(bytes: Uint8Array): number[] {
  const start = 10 + (bytes[8] ?? 0) + 256 * (bytes[9] ?? 0);
  return [...new Int16Array(bytes.slice(start).buffer)];
}

const GRID = {
  crsCode: 'EPSG:4326',
  affineTransform: { scaleX: 1, shearX: 0, translateX: 1, shearY: 0, scaleY: -1, translateY: -1 },
  dimensions: { width: 2, height: 2 },
};

describe('pixels', () => {
  it('are those of the grid that is asked for, or of the image', async () => {
    expect(samplesOf((await render(ramp(3, 2))).bytes)).toEqual([0, 7, 14, 1, 8, 15]);
    expect(samplesOf((await render(ramp(4, 4), { grid: GRID })).bytes)).toEqual([8, 15, 9, 16]);
  });

  it('of what is made of no asset are always the same', async () => {
    expect((await render(ramp(3, 2))).inputs).toBeUndefined();
  });

  it.each<[string, object, Partial<RenderJob>]>([
    ['The image is unbounded: specify a region or a grid.', call('Image.constant', { value: 1 }), {}],
    [
      'Pixel grid dimensions (32769x1) must be less than or equal to 32768.',
      ramp(3, 2),
      { grid: { ...GRID, dimensions: { width: 32_769, height: 1 } } },
    ],
    [
      'Total request size (50340578 bytes) must be less than or equal to 50331648 bytes.',
      ramp(3, 2),
      // 2 bytes a pixel.
      { grid: { ...GRID, dimensions: { width: 5_017, height: 5_017 } } },
    ],
  ])('are refused: %s', async (message, node, more) => {
    await expect(render(node, more)).rejects.toThrow(message);
  });

  it('of a thumbnail are not too many', async () => {
    const grid = { ...GRID, dimensions: { width: 10_001, height: 10_000 } };
    await expect(render(ramp(3, 2), { grid, limits: 'thumbnail' })).rejects.toThrow('Thumbnail too large: 10001x10000');
  });
});

describe('a check', () => {
  it('tells that a download would be too large before a pixel is computed', async () => {
    const expression = textOf(ramp(3, 2));
    const check = (width: number, fileFormat: 'GEO_TIFF' | 'PNG') => {
      const grid = { ...GRID, dimensions: { width, height: 5_017 } };
      const limits = fileFormat === 'PNG' ? 'thumbnail' : 'download';
      return checkImage({ kind: 'check', caller, expression, file: { fileFormat, grid, limits } }, newContext());
    };
    await expect(check(5_017, 'GEO_TIFF')).rejects.toThrow(
      'Total request size (50340578 bytes) must be less than or equal to 50331648 bytes.',
    );
    await expect(check(10_001, 'GEO_TIFF')).rejects.toThrow(
      'Pixel grid dimensions (10001x5017) must be less than or equal to 10000.',
    );
    await check(10_001, 'PNG');
  });

  it('tells of bands that are not there before a pixel is computed', async () => {
    const expression = textOf(ramp(3, 2));
    await checkImage({ kind: 'check', caller, expression }, newContext());
    const wrong = checkImage({ kind: 'check', caller, expression, bandIds: ['none'] }, newContext());
    await expect(wrong).rejects.toThrow("'none'");
  });

  it('is for images only', async () => {
    const expression = textOf(call('Date', { value: 0 }));
    await expect(checkImage({ kind: 'check', caller, expression }, newContext())).rejects.toThrow('Image');
  });
});
