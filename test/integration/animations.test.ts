import sharp from 'sharp';
import { beforeAll, describe, expect, it } from 'vitest';
import { connect, ee } from './client.ts';
import { sharedTerrane } from './terrane.ts';

const PROJECT = 'animations';
const terrane = sharedTerrane();
const region = () => ee.Geometry.Rectangle([0, 0, 4, 2], undefined, false);

/** Images of one colour each, of which the third is masked in its western half. */
const colours = () =>
  ee.ImageCollection([
    ee.Image([255, 0, 0]),
    ee.Image([0, 255, 0]),
    ee.Image([0, 0, 255]).updateMask(ee.Image.pixelLonLat().select('longitude').gt(2)),
  ]);

beforeAll(() => connect(terrane.url, PROJECT));

async function fetched(url: string) {
  const response = await fetch(url);
  return {
    status: response.status,
    type: response.headers.get('content-type'),
    bytes: await response.bytes(),
    response,
  };
}

/** RGBA at a pixel of a frame. */
async function pixel(bytes: Uint8Array, page: number, x: number, y: number): Promise<number[]> {
  const { data, info } = await sharp(bytes, { page }).ensureAlpha().raw().toBuffer({ resolveWithObject: true });
  return [...data.subarray(4 * (y * info.width + x), 4 * (y * info.width + x) + 4)];
}

const RGB = { min: 0, max: 255, dimensions: 40 };

describe('an animation', () => {
  it('shows the images one after the other, frame by frame', async () => {
    const url: string = colours().getVideoThumbURL({ ...RGB, region: region(), framesPerSecond: 4, format: 'gif' });
    const { status, type, bytes, response } = await fetched(url);
    expect([status, type]).toEqual([200, 'image/gif']);
    const metadata = await sharp(bytes, { animated: true }).metadata();
    expect(metadata).toMatchObject({ width: 40, pageHeight: 20, pages: 3, delay: [250, 250, 250], loop: 0 });
    expect(await pixel(bytes, 0, 5, 5)).toEqual([255, 0, 0, 255]);
    expect(await pixel(bytes, 1, 5, 5)).toEqual([0, 255, 0, 255]);
    expect(await pixel(bytes, 2, 35, 5)).toEqual([0, 0, 255, 255]);
    expect((await pixel(bytes, 2, 5, 5))[3]).toBe(0);
    const again = await fetch(url, { headers: { 'if-none-match': response.headers.get('etag') ?? '' } });
    expect(again.status).toBe(304);
  });

  it('of assets is asked for again each time, and kept by its caller while they are the same', async () => {
    const image = ee.Image('projects/terrane-demo/assets/landsat7-olinda').select('B1');
    const url: string = ee
      .ImageCollection([image, image.add(20)])
      .getVideoThumbURL({ min: 0, max: 255, dimensions: 50, region: image.geometry() });
    const { status, response, bytes } = await fetched(url);
    expect(status).toBe(200);
    expect((await sharp(bytes, { animated: true }).metadata()).pages).toBe(2);
    const again = await fetch(url, { headers: { 'if-none-match': response.headers.get('etag') ?? '' } });
    expect([again.status, response.headers.get('cache-control')]).toEqual([304, 'private, no-cache']);
  });

  it.each([
    ['more frames than may be', { maxFrames: 2 }, "more than 2 images: raise 'maxFrames'"],
    ['a rate out of range', { framesPerSecond: 0.01 }, 'must be from 0.1 to 120. Got 0.01.'],
    ['too many pixels', { dimensions: 8000 }, 'more than 26214400 pixels in all'],
  ])('of %s is refused', (_, more, message) => {
    expect(() => colours().getVideoThumbURL({ ...RGB, region: region(), ...more })).toThrow(message);
  });

  it.each([
    ['another format', { fileFormat: 'MP4' }, 'currently only GIF is'],
    ['an image', { expression: { result: '0', values: { 0: { constantValue: 1 } } } }, 'Expected an ImageCollection'],
    ['an unbounded collection', {}, 'specify a region or a grid'],
    [
      'frames that are too wide',
      { grid: { dimensions: { width: 65_536, height: 1 } } },
      'Pixel grid dimensions (65536x1) must be less than or equal to 32768.',
    ],
    [
      'frames that are too large',
      { videoOptions: { maxPixelsPerFrame: '5' }, grid: { dimensions: { width: 3, height: 2 } } },
      "A frame has 6 pixels; 'maxPixelsPerFrame' allows only 5.",
    ],
  ])('of %s is refused', async (_, more, message) => {
    const image = {
      functionInvocationValue: { functionName: 'Image.constant', arguments: { value: { constantValue: 1 } } },
    };
    const images = { arrayValue: { values: [image] } };
    const collection = {
      functionInvocationValue: { functionName: 'ImageCollection.fromImages', arguments: { images } },
    };
    const reply = await fetch(`${terrane.url}/v1/projects/${PROJECT}/videoThumbnails`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ expression: { result: '0', values: { 0: collection } }, ...more }),
    });
    expect(reply.status).toBe(400);
    expect(((await reply.json()) as { error: { message: string } }).error.message).toContain(message);
  });
});

describe('a filmstrip', () => {
  it.each([
    ['VERTICAL', 40, 60, (frame: number, x: number, y: number) => [x, y + 20 * frame]],
    ['HORIZONTAL', 120, 20, (frame: number, x: number, y: number) => [x + 40 * frame, y]],
  ] as const)('is %s', async (orientation, width, height, at) => {
    const url: string = colours().getFilmstripThumbURL({ ...RGB, region: region(), orientation });
    const { status, type, bytes } = await fetched(url);
    expect([status, type]).toEqual([200, 'image/png']);
    expect(await sharp(bytes).metadata()).toMatchObject({ width, height });
    const colour = (frame: number, x: number, y: number) => {
      const [column, row] = at(frame, x, y);
      return pixel(bytes, 0, column, row);
    };
    expect(await colour(0, 1, 1)).toEqual([255, 0, 0, 255]);
    expect(await colour(1, 39, 19)).toEqual([0, 255, 0, 255]);
    expect((await colour(2, 1, 1))[3]).toBe(0);
    expect(await colour(2, 39, 1)).toEqual([0, 0, 255, 255]);
  });
});
