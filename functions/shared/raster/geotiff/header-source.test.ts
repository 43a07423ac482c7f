import { describe, expect, it } from 'vitest';
import { HeaderSource } from './header-source.ts';
import { memorySource, type RangeSource } from './range-source.ts';

const BYTES = Uint8Array.from({ length: 3_000_001 }, (_, i) => (i * 7 + (i >> 8)) & 255);

/** A source that answers late, and in another order than it is asked. */
function slow(): { source: RangeSource; reads: number[] } {
  const memory = memorySource('slow', BYTES);
  const reads: number[] = [];
  const source: RangeSource = {
    url: 'slow',
    async read(offset, length) {
      reads.push(offset);
      await new Promise((resolve) => setTimeout(resolve, (offset / 16384) % 5));
      return memory.read(offset, length);
    },
  };
  return { source, reads };
}

describe('HeaderSource', () => {
  it('gives the right bytes to many readers at once, though it keeps few pages', async () => {
    const header = new HeaderSource(slow().source);
    const ranges = Array.from({ length: 300 }, (_, i) => [(i * 99_991) % BYTES.length, (i * 7919) % 200_000] as const);
    await Promise.all(
      ranges.map(async ([offset, length]) => {
        const bytes = new Uint8Array(await header.fetch(offset, length));
        expect(Buffer.compare(bytes, BYTES.subarray(offset, offset + length))).toBe(0);
      }),
    );
  });

  it('reads a page once, and neighbours together', async () => {
    const { source, reads } = slow();
    const header = new HeaderSource(source);
    await Promise.all([header.fetch(10, 4), header.fetch(5000, 100)]);
    expect(reads).toEqual([0]);
    await header.fetch(100, 60_000);
    expect(reads).toEqual([0, 16384]);
  });

  it('ends where the file ends, and refuses what no file has', async () => {
    const header = new HeaderSource(slow().source);
    expect((await header.fetch(BYTES.length - 5, 100)).byteLength).toBe(5);
    expect((await header.fetch(BYTES.length + 5, 100)).byteLength).toBe(0);
    await expect(header.fetch(0, 1e9)).rejects.toThrow('more than is read');
    await expect(header.fetch(2 ** 60, 8)).rejects.toThrow('cannot be');
  });

  it('hands on what went wrong with the source, and tries again', async () => {
    let broken = true;
    const memory = memorySource('x', BYTES);
    const header = new HeaderSource({
      url: 'x',
      read: (offset, length) => (broken ? Promise.reject(new Error('reset')) : memory.read(offset, length)),
    });
    await expect(header.fetch(0, 10)).rejects.toThrow('reset');
    broken = false;
    expect((await header.fetch(0, 10)).byteLength).toBe(10);
  });
});
