import { beforeAll, describe, expect, it } from 'vitest';
import { storage } from '../../functions/shared/google/storage.ts';
import type { Operation } from '../../infra/local/api-client.ts';
import { makeBucket } from '../../infra/local/make-bucket.ts';
import recorded from './python-batch-requests.json' with { type: 'json' };
import { sharedTerrane } from './terrane.ts';

/**
 * Exports of all kinds as the official Python client starts them: `ee.batch.Export.*` of July 2026, recorded by infra/generate/record-requests.ts. What it writes to Google Drive goes to the
 * bucket that takes its place.
 */

const PROJECT = 'recorded-batch';

/** What each task of the script is, and where its result is. */
const TASKS: { readonly [description: string]: readonly [type: string, response: string, uri: string] } = {
  'py-map': ['EXPORT_TILES', 'ExportMapResponse', `gs://${PROJECT}/py/map/`],
  'py-video': ['EXPORT_VIDEO', 'ExportVideoResponse', `gs://${PROJECT}/py/video.mp4`],
  'py-video-drive': ['EXPORT_VIDEO', 'ExportVideoResponse', '/films/py-video-drive.mp4'],
  'py-classifier': ['EXPORT_CLASSIFIER', 'ExportClassifierResponse', `projects/${PROJECT}/assets/py-classifier`],
  'py-cog': ['EXPORT_IMAGE', 'ExportImageResponse', `gs://${PROJECT}/py/cog.tif`],
  'py-files': ['EXPORT_IMAGE', 'ExportImageResponse', `gs://${PROJECT}/py/`],
  'py-patches': ['EXPORT_IMAGE', 'ExportImageResponse', `gs://${PROJECT}/py/patches-00000.tfrecord.gz`],
  'py-drive': ['EXPORT_IMAGE', 'ExportImageResponse', '/images/py-drive.tif'],
  'py-image': ['EXPORT_IMAGE', 'ExportImageResponse', `projects/${PROJECT}/assets/py-image`],
  'py-csv': ['EXPORT_FEATURES', 'ExportTableResponse', `gs://${PROJECT}/py/table.csv`],
  'py-shp': ['EXPORT_FEATURES', 'ExportTableResponse', `gs://${PROJECT}/py/shape.shp`],
  'py-tfrecord': ['EXPORT_FEATURES', 'ExportTableResponse', `gs://${PROJECT}/py/record.tfrecord.gz`],
  'py-geojson': ['EXPORT_FEATURES', 'ExportTableResponse', '/tables/py-geojson.geojson'],
  'py-points': ['EXPORT_FEATURES', 'ExportTableResponse', `projects/${PROJECT}/assets/py-points`],
};

function describedIn(body: string): string {
  return (JSON.parse(body) as { description: string }).description;
}

describe("exports of Earth Engine's Python client", () => {
  const subject = sharedTerrane();
  const ended = new Map<string, Operation>();

  beforeAll(async () => {
    await makeBucket(PROJECT);
    const started = await Promise.all(
      recorded.map(async ({ url, headers, body }) => {
        const response = await fetch(subject.url + url, { method: 'POST', headers, body });
        expect(response.status, await response.clone().text()).toBe(200);
        return { operation: (await response.json()) as Operation, description: describedIn(body) };
      }),
    );
    for (const { operation, description } of started) ended.set(description, await subject.api.finish(operation));
  });

  it.each(Object.entries(TASKS))('%s', (description, [type, response, uri]) => {
    const operation = ended.get(description);
    expect(operation?.error).toBeUndefined();
    expect(operation).toMatchObject({
      metadata: { state: 'SUCCEEDED', type, destinationUris: [expect.stringContaining(uri)] },
      response: { '@type': `type.googleapis.com/google.earthengine.v1.${response}` },
    });
  });

  it('have written what their options say', async () => {
    const [files] = await storage().bucket(PROJECT).getFiles({ prefix: 'py/' });
    const names = files.map(({ name }) => name.slice('py/'.length)).filter((name) => !/^map\/\d/.test(name));
    expect(names).toEqual([
      'cog.tif',
      ...['files-0000000000-0000000000.tif', 'files-0000000000-0000000256.tif'],
      'map/index.html',
      ...['patches-00000.tfrecord.gz', 'patches-mixer.json'],
      'record.tfrecord.gz',
      ...['cpg', 'dbf', 'prj', 'shp', 'shx'].map((extension) => `shape.${extension}`),
      'table.csv',
      'video.mp4',
    ]);
    expect(files.some(({ name }) => /^py\/map\/3\/4\/3$/.test(name))).toBe(true);
    const [csv] = await storage().bucket(PROJECT).file('py/table.csv').download();
    expect(String(csv).trim().split('\n')).toEqual(['a,class', '0,0', '1,1', '2,0', '3,1']);
    const assets = ['classifier', 'image', 'points'].map((name) =>
      subject.api.find(`projects/${PROJECT}/assets/py-${name}`),
    );
    expect((await Promise.all(assets)).map((asset) => (asset as { type: string }).type)).toEqual([
      'CLASSIFIER',
      'IMAGE',
      'TABLE',
    ]);
  });
});
