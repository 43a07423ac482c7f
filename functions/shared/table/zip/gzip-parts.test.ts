import { execFileSync } from 'node:child_process';
import { gunzipSync } from 'node:zlib';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { compressPart, GZIP_HEAD, gzipTail } from './gzip-parts.ts';

function fileOf(pieces: readonly Uint8Array[]): Buffer {
  const parts = pieces.map(compressPart);
  return Buffer.concat([GZIP_HEAD, ...parts.map(({ compressed }) => compressed), gzipTail(parts)]);
}

it('parts are one gzip file of all their bytes', () => {
  fc.assert(
    fc.property(fc.array(fc.uint8Array({ maxLength: 300 }), { maxLength: 6 }), (pieces) => {
      expect(Buffer.compare(gunzipSync(fileOf(pieces)), Buffer.concat(pieces))).toBe(0);
    }),
  );
  const large = Array.from({ length: 3 }, (_, i) =>
    new Uint8Array(1_000_003 * (i + 1)).map((_, at) => (at * (i + 7)) >> 3),
  );
  expect(Buffer.compare(gunzipSync(fileOf(large)), Buffer.concat(large))).toBe(0);
});

it('and so they are to gzip itself', () => {
  const pieces = [Buffer.from('one '), Buffer.from(''), Buffer.from('two')];
  expect(execFileSync('gzip', ['-dc'], { input: fileOf(pieces) }).toString()).toBe('one two');
});
