import { beforeAll, describe, expect, it } from 'vitest';
import { DEMO_PROJECT } from '../../infra/local/samples.ts';
import { called, connect, ee } from './client.ts';
import { info } from './info.ts';
import { sharedTerrane } from './terrane.ts';

const SCENE = `projects/${DEMO_PROJECT}/assets/landsat7-olinda`;
const SERIES = `projects/${DEMO_PROJECT}/assets/series`;

/** Collections that are assets, as the official client makes them and reads them. */
describe('image collections', () => {
  const subject = sharedTerrane();

  beforeAll(async () => {
    await connect(subject.url, DEMO_PROJECT);
    await called((done) => ee.data.createAsset({ type: 'ImageCollection' }, SERIES, false, { sensor: 'ETM+' }, done));
    for (const [name, startTime] of [
      ['a', '2001-05-01T00:00:00Z'],
      ['b', '2002-05-01T00:00:00Z'],
      ['c', '2002-08-01T00:00:00Z'],
    ]) {
      await called((done) => ee.data.copyAsset(SCENE, `${SERIES}/${name}`, false, done));
      const response = await fetch(`${subject.url}/v1/${SERIES}/${name}`, {
        method: 'PATCH',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ asset: { startTime }, updateMask: 'start_time' }),
      });
      expect(response.status).toBe(200);
    }
  });

  it('are described with their images', async () => {
    const collection = await info<{ [name: string]: unknown; features: { id: string }[] }>(ee.ImageCollection(SERIES));
    expect(collection).toMatchObject({ type: 'ImageCollection', id: SERIES, properties: { sensor: 'ETM+' } });
    expect(collection.features.map(({ id }) => id)).toEqual(['a', 'b', 'c'].map((name) => `${SERIES}/${name}`));
  });

  it('are filtered by their time and their place', async () => {
    const year = ee.ImageCollection(SERIES).filterDate('2002-01-01', '2003-01-01');
    expect(await info(year.aggregate_array('system:index'))).toEqual(['b', 'c']);
    expect(
      await info(
        ee
          .ImageCollection(SERIES)
          .filterBounds(ee.Geometry.Point([-34.9, -8]))
          .size(),
      ),
    ).toBe(3);
    expect(
      await info(
        ee
          .ImageCollection(SERIES)
          .filterBounds(ee.Geometry.Point([0, 0]))
          .size(),
      ),
    ).toBe(0);
  });

  it('are reduced to a composite', async () => {
    const place = ee.Geometry.Point([-34.9, -8]).buffer(500);
    const values = (image: typeof ee.Image) =>
      info<{ [band: string]: number }>(image.reduceRegion({ reducer: ee.Reducer.max(), geometry: place, scale: 30 }));
    const shifted = ee
      .ImageCollection(SERIES)
      .map((image: typeof ee.Image) =>
        image.add(ee.Image.constant(ee.Date(image.get('system:time_start')).get('month'))).copyProperties(image),
      );
    const [single, median] = [await values(ee.Image(SCENE)), await values(shifted.median())];
    // The months are May, May and August.
    expect(median).toEqual(Object.fromEntries(Object.entries(single).map(([band, value]) => [band, value + 5])));
  });

  it('give time series', async () => {
    const rows = await info<(string | number)[][]>(
      ee
        .ImageCollection(SERIES)
        .select('B3')
        .getRegion(ee.Geometry.Point([-34.9, -8]), 30),
    );
    expect(rows[0]).toEqual(['id', 'longitude', 'latitude', 'time', 'B3']);
    expect(rows.slice(1).map(([id, , , time]) => [id, time])).toEqual([
      ['a', Date.UTC(2001, 4, 1)],
      ['b', Date.UTC(2002, 4, 1)],
      ['c', Date.UTC(2002, 7, 1)],
    ]);
  });

  it('are not found, or are something else', async () => {
    await expect(info(ee.ImageCollection(`${SERIES}-2`).size())).rejects.toThrow(
      `ImageCollection.load: ImageCollection asset '${SERIES}-2' not found (does not exist or caller does not have access).`,
    );
    await expect(info(ee.ImageCollection(SCENE).size())).rejects.toThrow(
      `ImageCollection.load: Expected asset '${SCENE}' to be an ImageCollection, found 'Image'.`,
    );
    await expect(info(ee.Image(SERIES))).rejects.toThrow(
      `Image.load: Expected asset '${SERIES}' to be an Image, found 'ImageCollection'.`,
    );
  });
});
