import { gunzipSync } from 'node:zlib';
import { beforeAll, describe, expect, it } from 'vitest';
import { storage } from '../../functions/shared/google/storage.ts';
import { readExample, readSequence, recordsOf } from '../../functions/shared/table/tfrecord/reader.testing.ts';
import type { Operation } from '../../infra/local/api-client.ts';
import { connect, ee } from './client.ts';
import { download } from './shared/download.ts';
import { BUCKET, sharedTerrane } from './terrane.ts';

const PROJECT = 'records';

/** Exports of images as TFRecords, started by the official JavaScript client, and read by a reader of its own. */
describe('image:export as TFRecords', () => {
  const subject = sharedTerrane();
  const WIDTH = 26;
  const HEIGHT = 18;
  const grid = () => ({
    crs: 'EPSG:4326',
    crsTransform: [1, 0, 0, 0, -1, HEIGHT],
    region: ee.Geometry.Rectangle([0, 0, WIDTH, HEIGHT], undefined, false),
  });
  /** The number of each column and row, from the north-western corner on. */
  const columns = () =>
    ee.Image.pixelCoordinates(ee.Projection('EPSG:4326')).select('x').floor().toInt().rename('column');
  const rows = () =>
    ee
      .Image(HEIGHT - 1)
      .subtract(ee.Image.pixelCoordinates(ee.Projection('EPSG:4326')).select('y').floor())
      .rename('row');
  const image = () =>
    columns()
      .toByte()
      .addBands(rows().toInt16().subtract(5))
      .addBands(columns().multiply(0.5).toFloat().rename('half'));

  beforeAll(() => connect(subject.url, PROJECT));

  async function run(subjectImage: object, name: string, formatOptions: object): Promise<Operation> {
    const task = ee.batch.Export.image.toCloudStorage({
      image: subjectImage,
      description: name,
      bucket: BUCKET,
      fileNamePrefix: `records/${name}`,
      fileFormat: 'TFRecord',
      formatOptions,
      ...grid(),
    });
    await new Promise<void>((done, fail) => task.start(done, (error: unknown) => fail(new Error(String(error)))));
    const started = await subject.api.find<Operation>(`projects/${PROJECT}/operations/${task.id}`);
    if (!started) throw new Error('There is no operation.');
    return subject.api.finish(started);
  }

  async function names(name: string): Promise<string[]> {
    const [files] = await storage()
      .bucket(BUCKET)
      .getFiles({ prefix: `records/${name}-` });
    return files.map((file) => file.name.slice(`records/${name}`.length));
  }

  async function records(name: string, end = '-00000.tfrecord'): Promise<Buffer[]> {
    const file = await download(BUCKET, `records/${name}${end}`);
    return recordsOf(end.endsWith('.gz') ? gunzipSync(file) : file);
  }

  /** The numbers of a patch: `value` of each column and row, with a margin around it. */
  function expected(
    patch: number,
    [width, height]: number[],
    value: (column: number, row: number) => number,
    margin = 0,
  ): number[] {
    const perRow = Math.floor(WIDTH / width);
    const [left, top] = [(patch % perRow) * width - margin, Math.floor(patch / perRow) * height - margin];
    return Array.from({ length: (height + 2 * margin) * (width + 2 * margin) }, (_, i) => {
      const [column, row] = [left + (i % (width + 2 * margin)), top + Math.floor(i / (width + 2 * margin))];
      const isInside = column >= 0 && row >= 0 && column < WIDTH && row < HEIGHT;
      return isInside ? value(column, row) : 0;
    });
  }

  it('has a record for each whole patch: bytes, whole numbers and floats, and says where they are', async () => {
    await run(image(), 'plain', { patchDimensions: [8, 8] });
    expect(await names('plain')).toEqual(['-00000.tfrecord', '-mixer.json']);
    const found = (await records('plain')).map(readExample);
    // 26 columns are three patches, and 18 rows two.
    expect(found.length).toBe(6);
    found.forEach((example, patch) => {
      expect([...(example['column'][0] as Uint8Array)]).toEqual(expected(patch, [8, 8], (column) => column));
      expect(example['row']).toEqual(expected(patch, [8, 8], (_, row) => row - 5).map(BigInt));
      expect(example['half']).toEqual(expected(patch, [8, 8], (column) => column / 2));
    });
    expect(JSON.parse((await download(BUCKET, 'records/plain-mixer.json')).toString())).toEqual({
      projection: { crs: 'EPSG:4326', affine: { doubleMatrix: [1, 0, 0, 0, -1, HEIGHT] } },
      patchDimensions: [8, 8],
      patchesPerRow: 3,
      totalPatches: 6,
    });
  });

  it('has margins, in files of a size, compressed', async () => {
    const options = { patchDimensions: [4, 6], kernelSize: [4, 4], compressed: true, maxFileSize: 2000 };
    await run(image().select('half'), 'margins', options);
    const written = await names('margins');
    const files = written.filter((name) => name.endsWith('.tfrecord.gz'));
    expect(files.length).toBeGreaterThan(3);
    expect(files).toEqual(files.map((_, i) => `-${String(i).padStart(5, '0')}.tfrecord.gz`));
    const found: ReturnType<typeof readExample>[] = [];
    for (const file of files) {
      const own = await records('margins', file);
      expect(own.reduce((sum, { length }) => sum + length + 16, 0)).toBeLessThanOrEqual(2000);
      found.push(...own.map(readExample));
    }
    // The client's dimensions are height, width.
    const size = [6, 4];
    expect(found.length).toBe(Math.floor(WIDTH / 6) * Math.floor(HEIGHT / 4));
    found.forEach(({ half }, patch) => {
      expect(half).toEqual(expected(patch, size, (column) => column / 2, 2));
    });
    expect(written).toContain('-mixer.json');
  });

  it('leaves patches out that are masked too much, and fills masked pixels', async () => {
    const masked = image().updateMask(columns().gte(10));
    await run(masked, 'masked', { patchDimensions: [8, 8], maskedThreshold: 0.5, defaultValue: 300.7 });
    expect(await names('masked')).toEqual(['-00000.tfrecord']);
    const found = (await records('masked')).map(readExample);
    expect(found.length).toBe(4);
    const [first] = found;
    // Integers are held to their range, and lose their fraction.
    expect([...(first['column'][0] as Uint8Array)].slice(0, 4)).toEqual([255, 255, 10, 11]);
    expect(first['row'].slice(0, 3)).toEqual([300n, 300n, -5n]);
    expect(first['half'].slice(0, 3)).toEqual([Math.fround(300.7), Math.fround(300.7), 5]);
  });

  it('makes one tensor of all bands, of the widest kind', async () => {
    await run(image().select(['column', 'row']), 'collapsed', { patchDimensions: [8, 8], collapseBands: true });
    const [example] = (await records('collapsed')).map(readExample);
    expect(Object.keys(example)).toEqual(['column']);
    const layers = [...expected(0, [8, 8], (column) => column), ...expected(0, [8, 8], (_, row) => row - 5)];
    expect(example['column']).toEqual(layers.map(BigInt));
  });

  it('writes array bands as layers, and pixels as sequences', async () => {
    const array = columns().toFloat().addBands(rows().toFloat()).toArray().rename('both');
    const whole = image().select('column').addBands(array);
    const options = { patchDimensions: [8, 8], tensorDepths: { both: 3 }, defaultValue: -1 };
    await run(whole, 'arrays', options);
    const [, second] = (await records('arrays')).map(readExample);
    const layers = [(column: number) => column, (_: number, row: number) => row, () => -1];
    expect(second['both']).toEqual(layers.flatMap((layer) => expected(1, [8, 8], layer)));
    await run(whole, 'sequences', { ...options, sequenceData: true });
    const pixels = await records('sequences');
    expect(pixels.length).toBe(6 * 64);
    // The third pixel of the second row of the second patch.
    const { context, lists } = readSequence(pixels[64 + 8 + 2]);
    expect([...(context['column'][0] as Uint8Array)]).toEqual([10]);
    expect(lists['both']).toEqual([[10], [1], [-1]]);
  });

  it.each<[string, () => object, object, string]>([
    [
      'an array band without a depth',
      () => image().select('half').toArray().rename('a'),
      {},
      "Band 'a' has arrays for pixels: 'tensorDepths' must say",
    ],
    ['a depth of a plain band', image, { tensorDepths: { half: 2 } }, "'tensorDepths' names 'half', which is no array"],
    ['patches beyond the image', image, { patchDimensions: [64, 64] }, 'which is less than a patch of 64x64'],
    ['files beyond number', image, { patchDimensions: [1, 1], maxFileSize: -1 }, 'must not be negative. Got -1.'],
  ])('of %s fails', async (what, wrong, options, message) => {
    const started = run(wrong(), what.replaceAll(' ', '-'), { patchDimensions: [8, 8], ...options });
    await expect(started).rejects.toThrow(message);
  });

  it('can be downloaded, all files of it and no other', async () => {
    const { name } = await run(image(), 'downloaded', { patchDimensions: [8, 8] });
    await storage().bucket(BUCKET).file('records/downloaded-other.json').save('x', { resumable: false });
    const reply = await subject.api.post<{ downloads: { filename?: string }[] }>(`${name}:createDownloads`, {});
    expect(JSON.stringify(reply)).toContain('downloaded-00000.tfrecord');
    expect(JSON.stringify(reply)).toContain('downloaded-mixer.json');
    expect(JSON.stringify(reply)).not.toContain('downloaded-other.json');
  });
});
