import { expect, test } from 'vitest';
import { FinishedTiles } from './finished-tiles.ts';
import type { RenderJob } from './job.ts';
import { renderedFile } from './rendered-file.ts';

const job: RenderJob = {
  kind: 'render',
  caller: { project: 'some-project' },
  expression: '{}',
  fileFormat: 'PNG',
  tile: { zoom: 1, x: 0, y: 1 },
  limits: 'tile',
};

/** Asks for tiles, each with the digests of its inputs before and after it is made; each file that is made has another first byte. */
function asker() {
  const tiles = new FinishedTiles(10_000);
  let made = 0;
  return async (asked: RenderJob, before: string, after = before, bytes = 10) => {
    const digests = [before, after];
    const inputs = { digest: async () => digests.shift() ?? after };
    const make = async () => ({
      bytes: new Uint8Array(bytes).fill(++made),
      contentType: 'image/png',
      extension: 'png',
    });
    const file = await renderedFile(asked.known, { inputs }, make, tiles.of(asked));
    return file.bytes[0];
  };
}

test('a tile is made once for as long as its inputs are the same', async () => {
  const ask = asker();
  expect(await ask(job, 'a')).toBe(1);
  expect(await ask({ ...job, known: 'an older one' }, 'a')).toBe(1);
  expect(await ask({ ...job, known: 'a' }, 'a')).toBe(undefined);
  expect(await ask(job, 'b')).toBe(2);
});

test('other tiles, formats, expressions and callers have files of their own', async () => {
  const ask = asker();
  const others: RenderJob[] = [
    job,
    { ...job, tile: { zoom: 1, x: 1, y: 1 } },
    { ...job, fileFormat: 'JPEG' },
    { ...job, expression: '{ }' },
    { ...job, caller: { project: 'some-project', user: 'someone' } },
  ];
  for (const [i, other] of others.entries()) expect(await ask(other, 'a')).toBe(i + 1);
  for (const [i, other] of others.entries()) expect(await ask(other, 'a')).toBe(i + 1);
});

test('one whose inputs change while it is made is not kept, nor are more bytes than may be', async () => {
  const ask = asker();
  expect(await ask(job, 'a', 'b')).toBe(1);
  expect(await ask(job, 'a')).toBe(2);
  expect(await ask(job, 'large', 'large', 20_000)).toBe(3);
  expect(await ask(job, 'large')).toBe(4);
});
