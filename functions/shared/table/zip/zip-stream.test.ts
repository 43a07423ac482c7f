import { expect, it } from 'vitest';
import { rangeFileOf } from '../source-files.testing.ts';
import { openZip } from './zip.ts';
import { zipped } from './zip-stream.ts';

async function* pieces(...texts: string[]): AsyncGenerator<Uint8Array> {
  for (const text of texts) yield Buffer.from(text);
}

async function bytesOf(stream: AsyncIterable<Uint8Array>): Promise<Buffer> {
  const all: Uint8Array[] = [];
  for await (const piece of stream) all.push(piece);
  return Buffer.concat(all);
}

it('an archive gives its file back', async () => {
  const texts = ['<kml>', 'é'.repeat(100_000), '</kml>'];
  const archive = await bytesOf(zipped('doc.kml', pieces(...texts)));
  expect(archive.length).toBeLessThan(2_000);
  const files = await openZip(rangeFileOf(archive));
  expect([...files.keys()]).toEqual(['doc.kml']);
  const file = files.get('doc.kml');
  expect((await bytesOf(file!.open())).toString()).toBe(texts.join(''));
});

it('an archive of nothing is one', async () => {
  const files = await openZip(rangeFileOf(await bytesOf(zipped('empty', pieces()))));
  expect((await bytesOf(files.get('empty')!.open())).length).toBe(0);
});

it('an error of the content is told', async () => {
  async function* broken(): AsyncGenerator<Uint8Array> {
    yield Buffer.from('a');
    throw new Error('no more');
  }
  await expect(bytesOf(zipped('doc.kml', broken()))).rejects.toThrow('no more');
});
