import { setTimeout as sleep } from 'node:timers/promises';
import { beforeAll, describe, expect, it } from 'vitest';
import { call, constant } from '../terrane.ts';
import { type Reply, type SignedTerrane, STALE, signedTerrane } from './signed-terrane.ts';

/** Assets that stand for others: who makes them, what they show, and to whom. */

const ROOT = 'projects/link-tests/assets';
const OTHER = 'projects/link-sources/assets';
const [WRITER, READER, GUEST] = ['writer@example.org', 'reader@example.org', 'guest@example.org'];
const SOURCE = `${OTHER}/elevation`;

let terrane: SignedTerrane;
const post = (user: string, path: string, body: object) => terrane.call(user, 'POST', path, body);
const link = (user: string, source: string, destinationName: string) =>
  post(user, `${source}:link`, { destinationName });
const get = (user: string, name: string) => terrane.call(user, 'GET', name);

async function done(reply: Promise<Reply>): Promise<Reply['body']> {
  const { body, message } = await reply;
  expect(message).toBe('');
  return body;
}

/** The sum of an image's pixels in a small rectangle, as somebody computes it. */
function total(user: string, image: object): Promise<Reply> {
  const geometry = call('GeometryConstructors.Rectangle', {
    coordinates: constant([-34.9, -8.0, -34.89, -7.99]),
    geodesic: constant(false),
  });
  const reducer = call('Reducer.sum', {});
  const sums = call('Image.reduceRegion', {
    image,
    reducer,
    geometry,
    scale: constant(30),
    crs: constant('EPSG:4326'),
  });
  return terrane.compute(user, 'link-tests', sums);
}
const loaded = (id: string) => call('Image.load', { id: constant(id) });

beforeAll(async () => {
  terrane = await signedTerrane();
  const members = { viewer: [`user:${READER}`, `user:${GUEST}`], editor: [`user:${WRITER}`] };
  await terrane.share(ROOT, members);
  await terrane.share(OTHER, { viewer: [`user:${READER}`], editor: [`user:${WRITER}`] });
  await sleep(STALE);
  const srtm = 'projects/terrane-demo/assets/srtm-olinda';
  for (const destinationName of [SOURCE, `${OTHER}/going`])
    await terrane.owner.post(`${srtm}:copy`, { destinationName });
  await done(link(WRITER, SOURCE, `${ROOT}/link`));
});

describe('a link', () => {
  it('is shown as what it stands for, under its own name', async () => {
    const source = await done(get(READER, SOURCE));
    const shown = await done(get(READER, `${ROOT}/link`));
    expect(shown).toEqual({ ...source, name: `${ROOT}/link`, id: `${ROOT}/link` });
    expect(shown['bands']).toHaveLength(1);
    expect(await done(post(READER, `${ROOT}/link:getLinked`, {}))).toEqual(source);
    const { assets } = (await done(get(READER, `${ROOT}:listAssets?filter=type%3D%22IMAGE%22`))) as {
      assets: unknown[];
    };
    expect(assets).toEqual([shown]);
  });

  it('has the pixels of what it stands for', async () => {
    const sum = await done(total(READER, loaded(SOURCE)));
    expect((sum['result'] as { elevation: number }).elevation).toBeGreaterThan(0);
    expect(await done(total(READER, loaded(`${ROOT}/link`)))).toEqual(sum);
    const pixels = await post(READER, `${ROOT}/link:getPixels`, {
      fileFormat: 'PNG',
      grid: { dimensions: { width: 4, height: 4 } },
      visualizationOptions: { ranges: [{ min: 0, max: 100 }] },
    });
    expect(pixels.status).toBe(200);
  });

  it('of a link stands for the same', async () => {
    await done(link(WRITER, `${ROOT}/link`, `${ROOT}/second`));
    expect((await done(post(READER, `${ROOT}/second:getLinked`, {})))['name']).toBe(SOURCE);
    await done(terrane.call(WRITER, 'DELETE', `${ROOT}/second`));
    expect((await get(READER, SOURCE)).status).toBe(200);
  });

  it('in a collection is one of its images', async () => {
    await done(post(WRITER, 'projects/link-tests/assets?assetId=images', { type: 'IMAGE_COLLECTION' }));
    await done(link(WRITER, SOURCE, `${ROOT}/images/first`));
    const collection = call('ImageCollection.load', { id: constant(`${ROOT}/images`) });
    const mosaic = call('ImageCollection.mosaic', { collection });
    expect((await done(total(READER, mosaic)))['result']).toEqual(
      (await done(total(READER, loaded(SOURCE))))['result'],
    );
    const broken = await total(GUEST, mosaic);
    expect([broken.status, broken.message]).toEqual([
      400,
      expect.stringContaining(
        `Asset '${ROOT}/images/first' is a link to '${SOURCE}', which is not found (does not exist or caller does not have access).`,
      ),
    ]);
  });

  it('is for those who may read what it stands for', async () => {
    const problem = `Asset '${ROOT}/link' is a link to '${SOURCE}', which`;
    for (const reply of [await get(GUEST, `${ROOT}/link`), await post(GUEST, `${ROOT}/link:getLinked`, {})]) {
      expect([reply.status, reply.message]).toEqual([
        404,
        `${problem} does not exist or doesn't allow this operation.`,
      ]);
    }
    const computed = await total(GUEST, loaded(`${ROOT}/link`));
    expect([computed.status, computed.message]).toEqual([400, expect.stringContaining(`${problem} is not found`)]);
    // Nothing of it is in lists, either.
    const { assets } = (await done(get(GUEST, `${ROOT}:listAssets`))) as { assets: { name: string }[] };
    expect(assets.find(({ name }) => name.endsWith('/link'))).toEqual({
      type: 'IMAGE',
      name: `${ROOT}/link`,
      id: `${ROOT}/link`,
      updateTime: expect.any(String),
    });
    expect((await link(GUEST, SOURCE, `${ROOT}/stolen`)).status).toBe(403);
    expect((await link(READER, SOURCE, `${ROOT}/not-mine`)).status).toBe(403);
    expect((await link(GUEST, `${ROOT}/link`, `${ROOT}/stolen`)).status).toBe(403);
  });

  it('is refused where it cannot be', async () => {
    const replies = [
      await link(WRITER, SOURCE, `${ROOT}/link`),
      await link(WRITER, `${ROOT}/images`, `${ROOT}/all`),
      await link(WRITER, `${OTHER}/none`, `${ROOT}/nothing`),
      await link(WRITER, SOURCE, `${ROOT}/no-folder/image`),
      await post(WRITER, `${SOURCE}:link`, {}),
      await post(WRITER, `${SOURCE}:getLinked`, {}),
      await terrane.call(WRITER, 'PATCH', `${ROOT}/link`, { asset: { properties: { a: 1 } } }),
    ];
    expect(replies.map(({ status, message }) => [status, message])).toEqual([
      [409, `Cannot overwrite asset '${ROOT}/link'.`],
      [400, `Asset '${ROOT}/images' is a IMAGE_COLLECTION: it cannot be linked. Link what is in it.`],
      [404, expect.stringContaining(`Asset '${OTHER}/none' does not exist`)],
      [404, expect.stringContaining(`Asset '${ROOT}/no-folder' does not exist`)],
      [400, "The request has no 'destinationName'."],
      [400, `Asset '${SOURCE}' is not a link.`],
      [400, `Asset '${ROOT}/link' is a link to '${SOURCE}': change that asset.`],
    ]);
  });
});

describe('what a link stands for', () => {
  const going = `${OTHER}/going`;
  const result = async (reply: Promise<Reply>) => (await done(reply))['result'];

  it('may change, and be deleted', async () => {
    await done(link(WRITER, going, `${ROOT}/follower`));
    const follower = loaded(`${ROOT}/follower`);
    const before = await result(total(READER, follower));
    const { body: map } = await post(READER, 'projects/link-tests/maps', {
      expression: { result: '0', values: { 0: follower } },
      fileFormat: 'PNG',
      visualizationOptions: { ranges: [{ min: 0, max: 100 }] },
    });
    const tile = () => terrane.callWith(undefined, 'GET', `${map['name']}/tiles/10/412/535`);
    expect((await tile()).status).toBe(200);
    // Properties and pixels are those of now.
    await done(
      terrane.call(WRITER, 'PATCH', going, { asset: { properties: { changed: 'yes' } }, updateMask: 'properties' }),
    );
    expect((await done(get(READER, `${ROOT}/follower`)))['properties']).toEqual({ changed: 'yes' });
    await terrane.owner.post('projects/terrane-demo/assets/landsat7-olinda:copy', {
      destinationName: going,
      overwrite: true,
    });
    await sleep(STALE);
    const after = await result(total(READER, follower));
    expect(after).not.toEqual(before);
    expect(after).toEqual(await result(total(READER, loaded(going))));
    await done(terrane.call(WRITER, 'DELETE', going));
    await sleep(STALE);
    expect((await total(READER, follower)).message).toContain(`is a link to '${going}', which is not found`);
    expect((await tile()).message).toContain(`is a link to '${going}', which is not found`);
    expect((await get(READER, `${ROOT}/follower`)).status).toBe(404);
    // It can still be deleted, and stands for whatever is there.
    await terrane.owner.post('projects/terrane-demo/assets/srtm-olinda:copy', { destinationName: going });
    await sleep(STALE);
    expect(await result(total(READER, follower))).toEqual(before);
    await done(terrane.call(WRITER, 'DELETE', `${ROOT}/follower`));
  });

  it('is not replaced by its own link, and a link does not follow what has become a folder', async () => {
    const own = `${OTHER}/own`;
    await terrane.owner.post('projects/terrane-demo/assets/srtm-olinda:copy', { destinationName: own });
    await done(link(WRITER, own, `${ROOT}/own`));
    const replies = [
      await post(WRITER, `${ROOT}/own:copy`, { destinationName: own, overwrite: true }),
      await post(WRITER, `${ROOT}/own:copy`, { destinationName: own }),
    ];
    const refusal = `Asset '${ROOT}/own' is a link to '${own}': it cannot take its place, or nothing would be left.`;
    expect(replies.map(({ status, message }) => [status, message])).toEqual([
      [400, refusal],
      [400, refusal],
    ]);
    expect((await done(get(READER, own)))['bands']).toHaveLength(1);
    await done(terrane.call(WRITER, 'DELETE', own));
    await done(post(WRITER, `${OTHER}?assetId=own`, { type: 'FOLDER' }));
    await sleep(STALE);
    expect((await get(READER, `${ROOT}/own`)).status).toBe(404);
    await done(terrane.call(WRITER, 'DELETE', `${ROOT}/own`));
    await done(terrane.call(WRITER, 'DELETE', own));
  });

  it('must not become a link itself', async () => {
    await done(link(WRITER, going, `${ROOT}/one`));
    await done(terrane.call(WRITER, 'DELETE', going));
    await done(link(WRITER, SOURCE, going));
    await sleep(STALE);
    expect((await get(READER, going)).status).toBe(200);
    expect((await get(READER, `${ROOT}/one`)).status).toBe(404);
    await done(terrane.call(WRITER, 'DELETE', going));
  });
});
