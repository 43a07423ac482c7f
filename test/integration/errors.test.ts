import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { DEMO_PROJECT } from '../../infra/local/samples.ts';
import { BUCKET, call, constant, LANDSAT, type OwnTerrane, startWithSamples } from './terrane.ts';

const PROJECT = `projects/${DEMO_PROJECT}`;

/** Each error that the service documents, as a client meets it: HTTP status, status name and message. */
describe('errors, in the words of the service', () => {
  let subject: OwnTerrane;

  beforeAll(async () => {
    subject = await startWithSamples();
  });

  afterAll(async () => {
    delete process.env['TERRANE_INTERACTIVE_SECONDS'];
    await subject?.stop();
  });

  const post = async (path: string, body: unknown) => {
    const response = await fetch(`${subject.url}/v1/${path}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: typeof body === 'string' ? body : JSON.stringify(body),
    });
    const json = (await response.json()) as { error: { code: number; message: string; status: string } };
    expect(json.error.code).toBe(response.status);
    return json.error;
  };
  const compute = (node: object, values: object = {}) =>
    post(`${PROJECT}/value:compute`, { expression: { result: 'r', values: { ...values, r: node } } });
  const region = call('GeometryConstructors.BBox', {
    west: constant(-60),
    south: constant(-60),
    east: constant(60),
    north: constant(60),
  });
  /** Sums a million numbers a thousand times. */
  const endless = () => {
    const inner = call('List.map', {
      list: call('List.sequence', { start: constant(1), end: constant(1_000_000) }),
      baseAlgorithm: { functionDefinitionValue: { argumentNames: ['y'], body: 'sum' } },
    });
    const outer = call('List.map', {
      list: call('List.sequence', { start: constant(1), end: constant(90) }),
      baseAlgorithm: { functionDefinitionValue: { argumentNames: ['x'], body: 'inner' } },
    });
    const sum = call('Number.add', { left: { argumentReference: 'x' }, right: { argumentReference: 'y' } });
    return compute(call('List.length', { list: outer }), { inner, sum });
  };

  it('Computation timed out.', async () => {
    process.env['TERRANE_INTERACTIVE_SECONDS'] = '0.5';
    expect(await endless()).toMatchObject({ code: 400, message: 'Computation timed out.' });
    process.env['TERRANE_INTERACTIVE_SECONDS'] = '300';
    // The function is none the worse for it.
    expect(await subject.compute(call('Number.add', { left: constant(1), right: constant(2) }))).toBe(3);
  });

  it('User memory limit exceeded.', async () => {
    // Ten thousand bands of a tile are more than a request may hold.
    const bands = call('Image.constant', { value: constant(Array.from({ length: 10_000 }, (_, i) => i + 0.5)) });
    const error = await compute(
      call('Image.reduceRegion', {
        image: bands,
        reducer: call('Reducer.mean', {}),
        geometry: region,
        scale: constant(10_000),
      }),
    );
    expect(error).toMatchObject({ code: 400, message: 'User memory limit exceeded.' });
  });

  it('Computed value is too large.', async () => {
    const list = call('List.repeat', { value: constant(0), count: constant(6_000_000) });
    const twice = { arrayValue: { values: [{ valueReference: 'list' }, { valueReference: 'list' }] } };
    const error = await compute(twice, { list });
    expect(error).toMatchObject({ code: 400, message: 'Computed value is too large.' });
  });

  it('Collection query aborted after accumulating over 5000 elements.', async () => {
    const features = call('List.repeat', { value: call('Feature', {}), count: constant(5_001) });
    expect(await compute(call('Collection', { features }))).toMatchObject({
      code: 400,
      message: 'Collection query aborted after accumulating over 5000 elements.',
    });
  });

  it('Image.reduceRegion: Too many pixels in the region.', async () => {
    const error = await compute(
      call('Image.reduceRegion', {
        image: constant(1),
        reducer: call('Reducer.mean', {}),
        geometry: region,
        scale: constant(100),
      }),
    );
    expect(error.code).toBe(400);
    expect(error.message).toMatch(
      /^Image.reduceRegion: Too many pixels in the region. Found \d+, but maxPixels allows only 10000000\./,
    );
  });

  it('Image.sampleRectangle: Too many pixels in sample; must be <= 262144.', async () => {
    const image = call('Image.setDefaultProjection', {
      image: call('Image.constant', { value: constant(1) }),
      crs: constant('EPSG:3857'),
      scale: constant(1000),
    });
    const error = await compute(call('Image.sampleRectangle', { image, region }));
    expect(error.code).toBe(400);
    expect(error.message).toMatch(/^Image.sampleRectangle: Too many pixels in sample; must be <= 262144. Got \d+\.$/);
  });

  it('Export too large: …', async () => {
    const operation = await subject.api.post(`${PROJECT}/image:export`, {
      expression: { result: '0', values: { 0: LANDSAT } },
      maxPixels: '1000',
      fileExportOptions: {
        fileFormat: 'GEO_TIFF',
        cloudStorageDestination: { bucket: BUCKET, filenamePrefix: 'large' },
      },
    });
    await expect(subject.api.finish(operation)).rejects.toThrow(
      'Export too large: specified 122848 pixels (max: 1000). Specify higher maxPixels value if you intend to export a large area.',
    );
  });

  it('Total request size (… bytes) must be less than or equal to 50331648 bytes.', async () => {
    const error = await post(`${PROJECT}/image:computePixels`, {
      expression: { result: '0', values: { 0: call('Image.constant', { value: constant(1.5) }) } },
      fileFormat: 'NPY',
      grid: {
        crsCode: 'EPSG:4326',
        affineTransform: { scaleX: 0.001, scaleY: -0.001 },
        dimensions: { width: 5000, height: 5000 },
      },
    });
    expect(error).toMatchObject({
      code: 400,
      message: 'Total request size (200000000 bytes) must be less than or equal to 50331648 bytes.',
    });
  });

  it('Request payload size exceeds the limit: 10485760 bytes.', async () => {
    const expression = { result: '0', values: { 0: constant('x'.repeat(10_485_760)) } };
    expect(await post(`${PROJECT}/value:compute`, { expression })).toMatchObject({
      code: 400,
      message: 'Request payload size exceeds the limit: 10485760 bytes.',
    });
  });

  it('Too many concurrent aggregations.', async () => {
    process.env['TERRANE_INTERACTIVE_SECONDS'] = '3';
    const errors = await Promise.all(Array.from({ length: 60 }, endless));
    process.env['TERRANE_INTERACTIVE_SECONDS'] = '300';
    const refused = errors.filter(({ code }) => code === 429);
    expect(refused.length).toBe(20);
    expect(refused[0]).toEqual({
      code: 429,
      message: 'Too many concurrent aggregations.',
      status: 'RESOURCE_EXHAUSTED',
    });
  });

  it('404 for what does not exist', async () => {
    const response = await fetch(`${subject.url}/v1/${PROJECT}/assets/nothing`);
    expect(response.status).toBe(404);
    expect(await response.json()).toMatchObject({ error: { code: 404, status: 'NOT_FOUND' } });
  });
});
