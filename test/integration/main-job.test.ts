import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { DEMO_PROJECT } from '../../infra/local/samples.ts';
import { called, connect, ee } from './client.ts';
import { BUCKET, sharedTerrane } from './terrane.ts';

/** The official JavaScript client through the whole way: what anybody does first. */
describe('the main job, with the official JavaScript client', () => {
  const subject = sharedTerrane();
  let recorder: Server;
  const requests: { url: string; body: string }[] = [];

  beforeAll(async () => {
    // Stands before the server and writes down what the client sends.
    recorder = createServer(async (request, response) => {
      const chunks: Buffer[] = [];
      for await (const chunk of request) chunks.push(chunk);
      const body = Buffer.concat(chunks).toString();
      requests.push({ url: request.url ?? '', body });
      const answer = await fetch(subject.url + request.url, {
        method: request.method,
        headers: { 'content-type': request.headers['content-type'] ?? '' },
        ...(body ? { body } : {}),
      });
      response.writeHead(answer.status, { 'content-type': answer.headers.get('content-type') ?? '' });
      response.end(Buffer.from(await answer.arrayBuffer()));
    });
    await new Promise<void>((resolve) => recorder.listen(0, '127.0.0.1', resolve));
    await connect(`http://127.0.0.1:${(recorder.address() as AddressInfo).port}`, DEMO_PROJECT);
  });

  afterAll(async () => {
    recorder?.close();
  });

  it('answers the metadata of a computed image exactly, to a request that is Image.add(Image.load, Image.constant)', async () => {
    const info = await called((done) => ee.Image('CGIAR/SRTM90_V4').add(10).getInfo(done));
    expect(JSON.stringify(info)).toBe(
      '{"type":"Image","bands":[{"id":"elevation","data_type":{"type":"PixelType","precision":"int","min":-32758,"max":32777},' +
        '"crs":"EPSG:4326","crs_transform":[0.0008333333535119891,0,-180,0,-0.0008333333535119891,60]}]}',
    );
    const sent = requests.find(({ url }) => url.includes('value:compute'));
    expect(JSON.parse(sent?.body ?? '{}').expression).toEqual({
      result: '0',
      values: {
        0: {
          functionInvocationValue: {
            functionName: 'Image.add',
            arguments: {
              image1: {
                functionInvocationValue: {
                  functionName: 'Image.load',
                  arguments: { id: { constantValue: 'CGIAR/SRTM90_V4' } },
                },
              },
              image2: {
                functionInvocationValue: {
                  functionName: 'Image.constant',
                  arguments: { value: { constantValue: 10 } },
                },
              },
            },
          },
        },
      },
    });
  });

  it('says of the extract that it is one', async () => {
    const info = await called<{ properties: { title: string } }>((done) => ee.Image('CGIAR/SRTM90_V4').getInfo(done));
    expect(info).toMatchObject({
      id: 'CGIAR/SRTM90_V4',
      bands: [{ id: 'elevation', dimensions: [432_000, 144_000], data_type: { min: -32_768, max: 32_767 } }],
    });
    expect(info.properties.title).toMatch(/AN EXTRACT/);
  });

  it('is masked where the extract has nothing', async () => {
    const at = (longitude: number, latitude: number) => {
      const point = ee.Geometry.Point([longitude, latitude]);
      return called((done) => ee.Image('CGIAR/SRTM90_V4').reduceRegion(ee.Reducer.mean(), point).evaluate(done));
    };
    expect(await at(10, 50)).toEqual({ elevation: null });
    expect(await at(-34.88, -7.99)).toEqual({ elevation: expect.any(Number) });
  });

  it('reads objects of Cloud Storage as text', async () => {
    const { storage } = await import('../../functions/shared/google/storage.ts');
    await storage().bucket(BUCKET).file('note.txt').save('déjà vu', { resumable: false });
    const text = (name: string) => called((done) => ee.Blob(`gs://${BUCKET}/${name}`).string().evaluate(done));
    expect(await text('note.txt')).toBe('déjà vu');
    await expect(text('nothing.txt')).rejects.toThrow('does not exist');
  });

  it('starts one task for one id, however often and at once it is asked to', async () => {
    const params = {
      type: 'EXPORT_IMAGE',
      element: ee.Image.constant(1).clipToBoundsAndScale({ geometry: ee.Geometry.BBox(0, 0, 1, 1), scale: 10_000 }),
      fileFormat: 'GEO_TIFF',
      outputBucket: BUCKET,
      outputPrefix: 'once',
      description: 'once',
    };
    const id = ee.data.newTaskId(1)[0] ?? 'one-id';
    const start = () => called<{ taskId: string }>((done) => ee.data.startProcessing(id, { ...params }, done));
    const tasks = await Promise.all(Array.from({ length: 5 }, start));
    expect(new Set(tasks.map((task) => task.taskId ?? (task as unknown as { name: string }).name)).size).toBe(1);
  });

  it('tells what is wrong in the words of the service', async () => {
    const load = called((done) => ee.Image('NOT/THERE').getInfo(done));
    await expect(load).rejects.toThrow(
      "Image.load: Image asset 'NOT/THERE' not found (does not exist or caller does not have access).",
    );
    const select = called((done) => ee.Image('CGIAR/SRTM90_V4').select('slope').getInfo(done));
    await expect(select).rejects.toThrow("Band pattern 'slope' did not match any bands. Available bands: [elevation]");
  });
});
