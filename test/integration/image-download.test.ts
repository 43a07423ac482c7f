import { beforeAll, describe, expect, it } from 'vitest';
import { collected, rangeFileOf } from '../../functions/shared/table/source-files.testing.ts';
import { openZip } from '../../functions/shared/table/zip/zip.ts';
import { DEMO_PROJECT } from '../../infra/local/samples.ts';
import { called, connect, ee } from './client.ts';
import { tiffOf } from './memory-tiff.ts';
import { sharedTerrane } from './terrane.ts';

const SCENE = `projects/${DEMO_PROJECT}/assets/landsat7-olinda`;

/** `image.getDownloadURL` of the official client, as people write it. */
describe('image downloads', () => {
  const subject = sharedTerrane();

  beforeAll(async () => {
    await connect(subject.url, DEMO_PROJECT);
  });

  async function download(options: object): Promise<ReadonlyMap<string, Uint8Array>> {
    const region = ee.Geometry.Point([-34.87, -8.01]).buffer(900).bounds();
    const image = ee.Image(SCENE);
    const url = await called<string>((done) =>
      image.getDownloadURL({ region, scale: 30, bands: ['B1', 'B4'], ...options }, done),
    );
    const response = await fetch(url);
    expect([response.status, response.headers.get('content-type')]).toEqual([200, 'application/zip']);
    const files = await openZip(rangeFileOf(await response.bytes(), 65_536));
    const entries = Array.from(files, async ([name, file]): Promise<[string, Uint8Array]> => {
      return [name, Buffer.concat(await collected(file.open()))];
    });
    return new Map(await Promise.all(entries));
  }

  async function described(bytes: Uint8Array) {
    const tiff = await tiffOf(bytes);
    const [image] = tiff.images;
    return { size: image.size, resolution: image.resolution[0], epsg: image.epsg };
  }

  it('are an archive of a GeoTIFF a band', async () => {
    const files = await download({ name: 'olinda' });
    expect([...files.keys()]).toEqual(['olinda.B1.tif', 'olinda.B4.tif']);
    for (const bytes of files.values()) {
      const { size, resolution, epsg } = await described(bytes);
      expect([resolution, epsg]).toEqual([30, 31985]);
      // A circle of 900 m, and what its bounds in degrees add.
      expect(size.width).toBeGreaterThanOrEqual(60);
      expect(size.width).toBeLessThan(65);
    }
  });

  it('or of one with all bands', async () => {
    const files = await download({ filePerBand: false });
    expect([...files.keys()]).toEqual(['download.tif']);
  });
});
