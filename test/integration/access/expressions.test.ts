import { setTimeout as sleep } from 'node:timers/promises';
import { beforeAll, describe, expect, it } from 'vitest';
import { call, constant } from '../terrane.ts';
import { type Reply, type SignedTerrane, STALE, signedTerrane } from './signed-terrane.ts';

/** Assets inside expressions, as those see them who own them, who share them, and all others. */

const ROOT = 'projects/home-project/assets';
const ANA = 'ana@example.org';
const BO = 'bo@example.org';

/** A decision tree as text. */
const TREE = '1) root 4 2 0\n 2) a<=4.5 2 0 0 *\n 3) a>4.5 2 0 1 *\n';

let terrane: SignedTerrane;

/** Makes the assets of the tests. */
beforeAll(async () => {
  terrane = await signedTerrane();
  const { owner, share } = terrane;
  const folder = (path: string, type = 'FOLDER') =>
    owner.post(`projects/home-project/assets?assetId=${encodeURIComponent(path)}`, { type });
  const image = (path: string) =>
    owner.post('projects/terrane-demo/assets/srtm-olinda:copy', { destinationName: `${ROOT}/${path}` });
  for (const path of ['shared-folder', 'shared-folder/deep', 'private-folder']) await folder(path);
  for (const path of ['shared-collection', 'private-collection']) {
    await folder(path, 'IMAGE_COLLECTION');
    await image(`${path}/one`);
  }
  const images = ['private', 'shared', 'public', 'of-example', 'going', 'going-map', 'shared-folder/deep/image'];
  for (const path of [...images, 'private-folder/image', 'private-folder/shared']) await image(path);
  for (const path of ['private-table', 'shared-table']) {
    const features = call('Collection', { features: { arrayValue: { values: [feature()] } } });
    const operation = await owner.post<{ name: string }>('projects/home-project/table:export', {
      expression: { result: '0', values: { 0: features } },
      assetExportOptions: { earthEngineDestination: { name: `${ROOT}/${path}` } },
    });
    expect((await terrane.ended(operation.name)).error).toBeUndefined();
  }
  for (const path of ['private-classifier', 'shared-classifier']) {
    const operation = await owner.post<{ name: string }>('projects/home-project/classifier:export', {
      expression: { result: '0', values: { 0: call('Classifier.decisionTree', { treeString: constant(TREE) }) } },
      assetExportOptions: { earthEngineDestination: { name: `${ROOT}/${path}` } },
    });
    expect((await terrane.ended(operation.name)).error).toBeUndefined();
  }
  const toBo = { viewer: [`user:${BO}`] };
  for (const path of [
    'shared',
    'shared-folder',
    'private-folder/shared',
    'shared-collection',
    'shared-table',
    'shared-classifier',
    'going',
    'going-map',
  ]) {
    await share(`${ROOT}/${path}`, toBo);
  }
  await share(`${ROOT}/public`, { viewer: ['allUsers'] });
  await share(`${ROOT}/of-example`, { viewer: ['domain:example.org'] });
  await share(ROOT, { owner: [`user:${ANA}`] });
  await share('projects/bo-project/assets', { owner: [`user:${BO}`] });
  await sleep(STALE);
});

function feature() {
  const point = call('GeometryConstructors.Point', { coordinates: constant([1, 2]) });
  return call('Feature', { geometry: point, metadata: constant({ a: 1 }) });
}

const load = (path: string) =>
  call('Image.load', { id: constant(path.startsWith('CGIAR') ? path : `${ROOT}/${path}`) });
const bandNames = (image: object) => call('Image.bandNames', { image });
const sizeOf = (collection: object) => call('Collection.size', { collection });
const loadCollection = (path: string) => call('ImageCollection.load', { id: constant(`${ROOT}/${path}`) });
const loadTable = (path: string) => call('Collection.loadTable', { tableId: constant(`${ROOT}/${path}`) });

const loadClassifier = (path: string) =>
  call('Classifier.schema', { classifier: call('Classifier.load', { id: constant(`${ROOT}/${path}`) }) });

/** What a computation comes to for somebody who may read what it reads, or may not. */
function expectReply({ status, message }: Reply, may: boolean, what: string): void {
  if (may) expect(message).toBe('');
  else {
    expect(message).toMatch(
      new RegExp(`^${what} '.*' not found \\(does not exist or caller does not have access\\)\\.$`),
    );
    expect(status).toBe(400);
  }
}

describe.each([
  [ANA, 'home-project', 'the owner'],
  [BO, 'bo-project', 'somebody to whom some is shared'],
])('%s, in %s: %s', (user, project) => {
  const owns = user === ANA;

  it.each<[string, boolean]>([
    ['private', owns],
    ['shared', true],
    ['public', true],
    ['of-example', true],
    ['shared-folder/deep/image', true],
    ['private-folder/image', owns],
    ['private-folder/shared', true],
    ['shared-collection/one', true],
    ['private-collection/one', owns],
    ['CGIAR/SRTM90_V4', true],
    ['nothing', false],
  ])('image %s', async (path, may) => {
    expectReply(await terrane.compute(user, project, bandNames(load(path))), may, 'Image.load: Image asset');
  });

  it.each<[string, boolean]>([
    ['shared-collection', true],
    ['private-collection', owns],
    ['nothing', false],
  ])('collection %s', async (path, may) => {
    const what = 'ImageCollection.load: ImageCollection asset';
    const reply = await terrane.compute(user, project, sizeOf(loadCollection(path)));
    expectReply(reply, may, what);
    if (may) expect(reply.body['result']).toBe(1);
  });

  it.each<[string, boolean]>([
    ['shared-table', true],
    ['private-table', owns],
    ['nothing', false],
  ])('table %s', async (path, may) => {
    const what = 'Collection.loadTable: Collection asset';
    expectReply(await terrane.compute(user, project, sizeOf(loadTable(path))), may, what);
  });

  it.each<[string, boolean]>([
    ['shared-classifier', true],
    ['private-classifier', owns],
    ['nothing', false],
  ])('classifier %s', async (path, may) => {
    const what = 'Classifier.load: Classifier asset';
    expectReply(await terrane.compute(user, project, loadClassifier(path)), may, what);
  });

  it.each<[string, string, object, boolean]>([
    ['private', 'getPixels', {}, owns],
    ['shared', 'getPixels', {}, true],
    ['private-table', 'listFeatures', {}, owns],
    ['shared-table', 'listFeatures', {}, true],
  ])('%s:%s', async (path, verb, body, may) => {
    const [method, sent] = verb === 'listFeatures' ? ['GET', undefined] : ['POST', body];
    expect((await terrane.call(user, method, `${ROOT}/${path}:${verb}`, sent)).status).toBe(may ? 200 : 403);
  });
});

it('whoever is nobody in a project computes nothing in it, not even of what they may read', async () => {
  const reply = await terrane.compute(BO, 'home-project', bandNames(load('shared')));
  const message =
    "Permission 'earthengine.computations.create' denied on resource 'projects/home-project' (or it may not exist).";
  expect(reply).toMatchObject({ status: 403, message });
});

it('the files of assets are not there by way of their bucket', async () => {
  const { assetBucket } = await import('../../../functions/shared/google/storage.ts');
  const uri = `gs://${assetBucket()}/assets/home-project/private/1.tif`;
  const message = `The bucket '${assetBucket()}' holds Terrane's own data: use another one.`;
  const text = call('Blob.string', { blob: call('Blob', { url: constant(uri) }) });
  expect(await terrane.compute(ANA, 'home-project', text)).toMatchObject({ status: 403, message });
  const imageManifest = { name: `${ROOT}/taken`, tilesets: [{ sources: [{ uris: [uri] }] }] };
  const started = await terrane.call(ANA, 'POST', 'projects/home-project/image:import', { imageManifest });
  expect(started).toMatchObject({ status: 403, message });
});

it('a classifier is written only by those who may, and trained only with what they may read', async () => {
  const write = (user: string, project: string, name: string, classifier: object) =>
    terrane.call(user, 'POST', `projects/${project}/classifier:export`, {
      expression: { result: '0', values: { 0: classifier } },
      assetExportOptions: { earthEngineDestination: { name } },
    });
  const tree = call('Classifier.decisionTree', { treeString: constant(TREE) });
  expect(await write(BO, 'bo-project', `${ROOT}/of-bo`, tree)).toMatchObject({ status: 403 });
  expect(await write(BO, 'home-project', 'projects/bo-project/assets/of-bo', tree)).toMatchObject({ status: 403 });
  const taken = call('Classifier.load', { id: constant(`${ROOT}/private-classifier`) });
  const { body } = await write(BO, 'bo-project', 'projects/bo-project/assets/taken', taken);
  const { error } = await terrane.ended(String(body['name']));
  expect(error?.message).toMatch(/^Classifier\.load: Classifier asset '.*' not found/);
});

it('samples that were kept for the owner are not there for others', async () => {
  const sample = call('Image.sample', { image: load('private'), numPixels: constant(50), seed: constant(3) });
  const bands = call('Collection.toList', { collection: sample, count: constant(1) });
  expect((await terrane.compute(ANA, 'home-project', bands)).message).toBe('');
  expectReply(await terrane.compute(BO, 'bo-project', bands), false, 'Image.load: Image asset');
});

describe('what is not shared any more', () => {
  it('is not computed from a moment later', async () => {
    const ask = () => terrane.compute(BO, 'bo-project', bandNames(load('going')));
    expect((await ask()).message).toBe('');
    await terrane.share(`${ROOT}/going`, {});
    const end = performance.now() + STALE;
    // Asking all the time does not keep it.
    while (performance.now() < end) await Promise.all([ask(), sleep(100)]);
    expectReply(await ask(), false, 'Image.load: Image asset');
  });

  it('is not shown by maps, thumbnails and downloads of those who could see it', async () => {
    const expression = { result: '0', values: { 0: load('going-map') } };
    const post = (kind: string, body: object) => terrane.call(BO, 'POST', `projects/bo-project/${kind}`, body);
    const map = (await post('maps', { expression, fileFormat: 'PNG' })).body['name'];
    const grid = { dimensions: { width: 10, height: 10 } };
    const thumbnail = (await post('thumbnails', { expression, fileFormat: 'PNG', grid })).body['name'];
    const sample = call('Image.sample', { image: load('going-map'), numPixels: constant(5) });
    const table = (await post('tables', { expression: { result: '0', values: { 0: sample } }, fileFormat: 'CSV' }))
      .body['name'];
    // Without a token, as a browser.
    const fetched = () =>
      Promise.all(
        [`${map}/tiles/0/0/0`, `${thumbnail}:getPixels`, `${table}:getFeatures`].map((path) =>
          terrane.call(undefined, 'GET', path),
        ),
      );
    expect((await fetched()).map(({ status }) => status)).toEqual([200, 200, 200]);
    await terrane.share(`${ROOT}/going-map`, {});
    await sleep(STALE);
    for (const reply of await fetched()) expectReply(reply, false, 'Image.load: Image asset');
    await terrane.share(`${ROOT}/going-map`, { viewer: [`user:${BO}`] });
    await sleep(STALE);
    expect((await fetched()).map(({ status }) => status)).toEqual([200, 200, 200]);
    // Whoever is not in the project any more has no maps in it.
    await terrane.share('projects/bo-project/assets', {});
    await sleep(STALE);
    expect((await fetched()).map(({ status }) => status)).toEqual([403, 403, 403]);
    await terrane.share('projects/bo-project/assets', { owner: [`user:${BO}`] });
    await sleep(STALE);
  });

  it('is not shown by tiles of a feature view', async () => {
    const features = call('Collection', { features: { arrayValue: { values: [feature()] } } });
    const name = `${ROOT}/going-view`;
    const operation = await terrane.owner.post<{ name: string }>('projects/home-project/table:export', {
      expression: { result: '0', values: { 0: features } },
      featureViewExportOptions: { featureViewDestination: { name } },
    });
    expect((await terrane.ended(operation.name)).error).toBeUndefined();
    const create = () => terrane.call(BO, 'POST', 'projects/bo-project/featureView', { asset: name });
    const missing = `Asset '${name}' not found (does not exist or caller does not have access).`;
    expect(await create()).toMatchObject({ status: 400, message: missing });
    await terrane.share(name, { viewer: [`user:${BO}`] });
    await sleep(STALE);
    const { body } = await create();
    const tile = () => terrane.call(undefined, 'GET', `${body['name']}/tiles/0/0/0`);
    expect((await tile()).status).toBe(200);
    await terrane.share(name, {});
    await sleep(STALE);
    expect(await tile()).toMatchObject({ status: 400, message: missing });
  });
});
