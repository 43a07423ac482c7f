import { randomBytes } from 'node:crypto';
import { beforeAll, describe, expect, test } from 'vitest';
import { useLocalCloud } from '../../google/local-cloud.testing.ts';
import { storage } from '../../google/storage.ts';
import { loadText } from '../../google/stored-text.ts';
import { writePart } from '../../google/write-part.ts';
import { composeObjects } from './compose.ts';
import { copyObject } from './copy.ts';
import { deleteOperationTexts, storeOperationText } from './operation-text.ts';

const BUCKET = 'somewhere';

useLocalCloud();
beforeAll(async () => {
  await storage().createBucket(BUCKET);
  await storage().createBucket('terrane-local-terrane');
});

function place(object: string) {
  return { bucket: BUCKET, object };
}

async function contentOf(object: string): Promise<string> {
  return (await storage().bucket(BUCKET).file(object).download())[0].toString();
}

test('a part that was written although nobody was told is taken', async () => {
  const generation = await writePart(place('part'), Buffer.from('content'));
  expect(await writePart(place('part'), Buffer.from('content'))).toBe(generation);
  expect(await contentOf('part')).toBe('content');
});

test('a bucket that does not exist is named', async () => {
  const bucket = 'no-such-bucket';
  await expect(writePart({ bucket, object: 'o' }, Buffer.from('x'))).rejects.toMatchObject({
    status: 'NOT_FOUND',
    message: "The Cloud Storage bucket 'no-such-bucket' does not exist. Create it, or export to another one.",
  });
});

test('more objects than one call takes are put together in order, again and again', async () => {
  const texts = Array.from({ length: 70 }, (_, i) => `<${i}>`);
  const sources = await Promise.all(
    texts.map(async (text, i) => ({
      ...place(`source/${i}`),
      generation: await writePart(place(`source/${i}`), Buffer.from(text)),
    })),
  );
  const options = { folder: place('between/'), contentType: 'image/tiff', signal: new AbortController().signal };
  const between = async () => (await storage().bucket(BUCKET).getFiles({ prefix: 'between/' }))[0];
  let before: string[] | undefined;
  for (const _ of ['once', 'again']) {
    const { size, generation } = await composeObjects(sources, place('whole'), options);
    expect(await contentOf('whole')).toBe(texts.join(''));
    const [metadata] = await storage().bucket(BUCKET).file('whole').getMetadata();
    expect(metadata).toMatchObject({ contentType: 'image/tiff', size: String(size), generation });
    // What is in between is made once.
    const generations = (await between()).map((file) => String(file.metadata.generation));
    expect(generations).toHaveLength(3);
    expect(generations).toEqual(before ?? generations);
    before = generations;
  }
  // An attempt that was cut off has left some of them.
  const [first] = await between();
  await first.delete();
  await composeObjects(sources, place('whole'), options);
  expect(await contentOf('whole')).toBe(texts.join(''));
  expect((await between()).filter((file) => before?.includes(String(file.metadata.generation)))).toHaveLength(2);
});

test('a part that somebody has deleted is named', async () => {
  const parts = ['kept', 'gone', 'other'].map((name) => place(`result.terrane-parts/${name}`));
  const sources = await Promise.all(
    parts.map(async (part) => ({ ...part, generation: await writePart(part, Buffer.from('x')) })),
  );
  await storage().bucket(BUCKET).file(parts[1].object).delete();
  const options = { folder: place('between/'), contentType: 'image/tiff', signal: new AbortController().signal };
  await expect(composeObjects(sources, place('result'), options)).rejects.toMatchObject({
    status: 'FAILED_PRECONDITION',
    message: expect.stringContaining(`gs://${BUCKET}/result.terrane-parts/gone, a part of the result, was deleted`),
  });
  // Where nothing is left, it is the bucket that is gone.
  const elsewhere = sources.map((source) => ({ ...source, bucket: 'no-such-bucket' }));
  await expect(
    composeObjects(elsewhere, { ...place('result'), bucket: 'no-such-bucket' }, options),
  ).rejects.toMatchObject({
    status: 'NOT_FOUND',
    message: expect.stringContaining("The Cloud Storage bucket 'no-such-bucket' does not exist."),
  });
});

describe('a copy within Cloud Storage', () => {
  const FAR = 'far-away';
  const bytes = randomBytes(40_000_000);
  const source = { bucket: FAR, object: 'a folder/100%?', generation: '' };
  const signal = new AbortController().signal;
  const contentType = 'image/tiff';
  beforeAll(async () => {
    await storage().createBucket(FAR, { location: 'ASIA' });
    const file = storage().bucket(FAR).file(source.object);
    await file.save(bytes, { resumable: false, metadata: { contentType: 'text/plain', metadata: { note: 'theirs' } } });
    source.generation = String(file.metadata.generation);
  });

  test('is made once, in as many parts as it takes, whoever comes first', async () => {
    const copies = await Promise.all([1, 2, 3].map(() => copyObject(source, place('copy'), { contentType, signal })));
    const file = storage().bucket(BUCKET).file('copy');
    const [metadata] = await file.getMetadata();
    expect(copies).toEqual([1, 2, 3].map(() => ({ ...place('copy'), generation: metadata.generation })));
    expect(metadata).toMatchObject({ contentType });
    expect(metadata.metadata).toBeUndefined();
    expect((await file.download())[0].equals(bytes)).toBe(true);
  });

  test('ends between two parts when it is to stop', async () => {
    let looks = 0;
    const stop = {
      throwIfAborted() {
        looks += 1;
        if (looks === 2) throw new Error('Stopped.');
      },
    } as AbortSignal;
    await expect(copyObject(source, place('stopped'), { contentType, signal: stop })).rejects.toThrow('Stopped.');
    expect(await storage().bucket(BUCKET).file('stopped').exists()).toEqual([false]);
  });

  test('of a state that is gone fails, though there is another one', async () => {
    const old = { ...source, generation: String(Number(source.generation) - 1) };
    await expect(copyObject(old, place('gone'), { contentType, signal })).rejects.toMatchObject({
      status: 'FAILED_PRECONDITION',
      message: `gs://${FAR}/${source.object} was overwritten or deleted while it was read. Start again to read it as it is now.`,
    });
  });
});

test('a long text is kept beside its record, and goes with its operation', async () => {
  const [short, long] = ['{"result":"0"}', JSON.stringify({ result: 'ä'.repeat(400_000) })];
  expect(await storeOperationText('SHORT', 'request', short)).toEqual({ text: short });
  const stored = await storeOperationText('LONG', 'request', long);
  expect(stored).toMatchObject({ object: 'operations/LONG/request.json' });
  expect(await loadText(stored)).toBe(long);
  await storeOperationText('OTHER', 'request', long);
  await deleteOperationTexts('LONG');
  const [left] = await storage().bucket('terrane-local-terrane').getFiles({ prefix: 'operations/' });
  expect(left.map(({ name }) => name)).toEqual(['operations/OTHER/request.json']);
});
