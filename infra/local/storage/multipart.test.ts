import { expect, test } from 'vitest';
import { multipartBoundary, readMultipart } from './multipart.ts';

const MEDIA = 'line\r\n--not the boundary\r\n\r\n--b0x\n';
const UPLOAD = [
  '--b0\r\nContent-Type: application/json\r\n\r\n{"name":"a"}\r\n',
  `--b0\r\nContent-Type: image/tiff\r\nX-Other: 1\r\n\r\n${MEDIA}\r\n--b0--\r\n`,
].join('');

async function* inChunks(text: string, size: number): AsyncGenerator<Buffer> {
  for (let at = 0; at < text.length; at += size) yield Buffer.from(text.slice(at, at + size));
}

async function readAll(chunks: AsyncIterable<Buffer>): Promise<string> {
  const parts: Buffer[] = [];
  for await (const chunk of chunks) parts.push(chunk);
  return Buffer.concat(parts).toString();
}

// Of each size, so that every delimiter is cut at every place.
test.each(Array.from({ length: 40 }, (_, i) => i + 1))('in chunks of %i bytes', async (size) => {
  const { metadata, contentType, media } = await readMultipart(inChunks(UPLOAD, size), 'b0');
  expect(metadata).toEqual({ name: 'a' });
  expect(contentType).toBe('image/tiff');
  expect(await readAll(media)).toBe(MEDIA);
});

test('empty contents, and parts without headers', async () => {
  const text = '--b0\r\n\r\n{}\r\n--b0\r\n\r\n\r\n--b0--';
  const { metadata, contentType, media } = await readMultipart(inChunks(text, 7), 'b0');
  expect([metadata, contentType, await readAll(media)]).toEqual([{}, undefined, '']);
});

test('an upload that is cut off is refused', async () => {
  const { media } = await readMultipart(inChunks(UPLOAD.slice(0, -10), 16), 'b0');
  await expect(readAll(media)).rejects.toThrow('before its last boundary');
  await expect(readMultipart(inChunks(UPLOAD.slice(0, 40), 16), 'b0')).rejects.toThrow('before its last boundary');
});

test('the boundary of the content type', () => {
  expect(multipartBoundary('multipart/related; boundary=b0')).toBe('b0');
  expect(multipartBoundary('Multipart/Related;type="x"; boundary="b 0"')).toBe('b 0');
  expect(() => multipartBoundary('application/json')).toThrow('multipart/related');
});
