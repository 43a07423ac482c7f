import { randomBytes } from 'node:crypto';
import { expect, test } from 'vitest';
import { combineCrc32c, crc32c, crc32cScript, encodeCrc32c } from './crc32c.ts';

// The vectors of RFC 3720, appendix B.4, and the usual check value.
test.each([
  ['32 zeros', new Uint8Array(32), 0x8a9136aa],
  ['32 ones', new Uint8Array(32).fill(255), 0x62a8ab43],
  ['0 to 31', Uint8Array.from({ length: 32 }, (_, i) => i), 0x46dd794e],
  ['31 to 0', Uint8Array.from({ length: 32 }, (_, i) => 31 - i), 0x113fdb5c],
  ['123456789', Buffer.from('123456789'), 0xe3069283],
  ['nothing', new Uint8Array(0), 0],
])('crc32c of %s', (_name, bytes, expected) => {
  expect(crc32c(bytes)).toBe(expected);
});

test('the same in WebAssembly and in JavaScript', () => {
  for (const size of [255, 256, 271, 65_536, 65_537, 200_003]) {
    const bytes = randomBytes(size);
    expect(crc32c(bytes, 0x12345678)).toBe(crc32cScript(bytes, 0x12345678));
  }
});

test('in pieces of any length, and combined without the bytes', () => {
  const bytes = randomBytes(10_007);
  const whole = crc32c(bytes);
  for (const cut of [0, 1, 7, 8, 9, 4096, 9_999, 10_007]) {
    const head = bytes.subarray(0, cut);
    const tail = bytes.subarray(cut);
    expect(crc32c(tail, crc32c(head))).toBe(whole);
    expect(combineCrc32c(crc32c(head), crc32c(tail), tail.length)).toBe(whole);
  }
});

test('the encoding of the service', () => {
  // crc32c of "hello world", as the documentation of gsutil hash prints it.
  expect(encodeCrc32c(crc32c(Buffer.from('hello world')))).toBe('yZRlqg==');
});
