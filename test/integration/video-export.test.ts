import sharp from 'sharp';
import { beforeAll, describe, expect, it } from 'vitest';
import type { Operation } from '../../infra/local/api-client.ts';
import { HAS_BROWSER, startBrowser } from '../console/browser.ts';
import { connect, ee } from './client.ts';
import { download } from './shared/download.ts';
import { BUCKET, sharedTerrane } from './terrane.ts';

const PROJECT = 'videos';

/** Exports of videos, started by the official JavaScript client, which asks for MP4s. */
describe('video:export', () => {
  const subject = sharedTerrane();
  const region = () => ee.Geometry.Rectangle([0, 0, 4, 2], undefined, false);
  const colours = () =>
    ee.ImageCollection([
      ee.Image([255, 0, 0]).toByte(),
      ee.Image([0, 255, 0]).toByte(),
      ee.Image([0, 0, 255]).toByte().updateMask(ee.Image.pixelLonLat().select('longitude').gt(2)),
    ]);

  beforeAll(() => connect(subject.url, PROJECT));

  async function run(collection: object, options: { description: string; [option: string]: unknown }) {
    const task = ee.batch.Export.video.toCloudStorage({ collection, bucket: BUCKET, region: region(), ...options });
    await new Promise<void>((done, fail) => task.start(done, (error: unknown) => fail(new Error(String(error)))));
    const started = await subject.api.find<Operation>(`projects/${PROJECT}/operations/${task.id}`);
    if (!started) throw new Error('There is no operation.');
    return subject.api.finish(started);
  }

  it('writes an MP4 by default', async () => {
    const operation = await run(colours(), { description: 'colours', framesPerSecond: 2, dimensions: 64 });
    expect(operation).toMatchObject({
      metadata: { type: 'EXPORT_VIDEO', destinationUris: [`gs://${BUCKET}/colours.mp4`] },
      response: { '@type': 'type.googleapis.com/google.earthengine.v1.ExportVideoResponse' },
    });
    const bytes = await download(BUCKET, 'colours.mp4');
    expect(bytes.toString('latin1', 4, 8)).toBe('ftyp');
  });

  it.skipIf(!HAS_BROWSER)('that a browser plays, frame by frame', async () => {
    await run(colours(), { description: 'played', framesPerSecond: 2, dimensions: 64 });
    const bytes = await download(BUCKET, 'played.mp4');
    const browser = await startBrowser();
    try {
      const page = await browser.newPage();
      const seen = await page.evaluate(async (base64) => {
        const video = document.createElement('video');
        video.muted = true;
        video.src = `data:video/mp4;base64,${base64}`;
        await new Promise((resolve, reject) => {
          video.onloadeddata = resolve;
          video.onerror = () => reject(new Error(video.error?.message));
        });
        const canvas = document.createElement('canvas');
        const { videoWidth: width, videoHeight: height, duration } = video;
        Object.assign(canvas, { width, height });
        const context = canvas.getContext('2d')!;
        const pixels: number[][] = [];
        for (const [time, x] of [
          [0.25, 10],
          [0.75, 10],
          [1.25, 10],
          [1.25, 54],
        ]) {
          await new Promise((resolve) => {
            video.onseeked = resolve;
            video.currentTime = time;
          });
          context.drawImage(video, 0, 0);
          pixels.push([...context.getImageData(x, 16, 1, 1).data.slice(0, 3)]);
        }
        return { width, height, duration, pixels };
      }, bytes.toString('base64'));
      expect(seen).toMatchObject({ width: 64, height: 32 });
      expect(seen.duration).toBeCloseTo(1.5, 1);
      const wanted = [
        [255, 0, 0],
        [0, 255, 0],
        [0, 0, 0],
        [0, 0, 255],
      ];
      // Colours are coded as brightness and two differences.
      seen.pixels.forEach((pixel, i) => {
        pixel.forEach((value, c) => {
          expect(Math.abs(value - wanted[i][c]), `${pixel} for ${wanted[i]}`).toBeLessThan(24);
        });
      });
    } finally {
      await browser.close();
    }
  });

  it('writes a GIF where it is asked to', async () => {
    const expression = JSON.parse(
      ee.Serializer.toCloudApiJSON(
        colours().map((image: object) => ee.Image(image).clipToBoundsAndScale(region(), 40, 20)),
      ),
    );
    const operation = await subject.api.post<Operation>(`projects/${PROJECT}/video:export`, {
      expression,
      videoOptions: { framesPerSecond: 4 },
      fileExportOptions: {
        fileFormat: 'GIF',
        cloudStorageDestination: { bucket: BUCKET, filenamePrefix: 'moving' },
      },
    });
    await subject.api.finish(operation);
    const metadata = await sharp(await download(BUCKET, 'moving.gif'), { animated: true }).metadata();
    expect(metadata).toMatchObject({ width: 40, pageHeight: 20, pages: 3, delay: [250, 250, 250] });
  });

  it.each([
    ['more frames than may be', { maxFrames: 2, dimensions: 20 }, "more than 2 images: raise 'maxFrames'"],
    [
      'frames that are too large',
      { maxPixels: 100, dimensions: 20 },
      "A frame has 200 pixels; 'maxPixelsPerFrame' allows only 100",
    ],
    [
      'frames that players need not show',
      { dimensions: 9000 },
      'A frame has 9000x4500 pixels; an MP4 can have 9437184',
    ],
  ])('of %s fails', async (what, options, message) => {
    await expect(run(colours(), { description: what.replaceAll(' ', '-'), ...options })).rejects.toThrow(message);
  });
});
