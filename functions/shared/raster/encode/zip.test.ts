import { describe, expect, it } from 'vitest';
import { collected, rangeFileOf } from '../../table/source-files.testing.ts';
import { openZip } from '../../table/zip/zip.ts';
import { encodeZip } from './zip.ts';

describe('a ZIP archive', () => {
  it('holds files by their names', async () => {
    const files = [
      { name: 'one.tif', bytes: Buffer.from('first') },
      { name: 'größe.tif', bytes: Buffer.alloc(100_000, 7) },
      { name: 'empty', bytes: new Uint8Array() },
    ];
    const found = await openZip(rangeFileOf(encodeZip(files), 1000));
    expect([...found.keys()]).toEqual(files.map(({ name }) => name));
    for (const { name, bytes } of files) {
      const content = Buffer.concat(await collected(found.get(name)?.open() as AsyncIterable<Uint8Array>));
      expect(content.equals(bytes)).toBe(true);
    }
  });

  it('may be empty', async () => {
    expect((await openZip(rangeFileOf(encodeZip([])))).size).toBe(0);
  });

  it('has the checksum of each file', () => {
    // CRC-32 of "123456789" is cbf43926.
    const zip = Buffer.from(encodeZip([{ name: 'a', bytes: Buffer.from('123456789') }]));
    expect(zip.readUInt32LE(14)).toBe(0xcbf43926);
    expect(zip.readUInt32LE(zip.indexOf('PK\u0001\u0002') + 16)).toBe(0xcbf43926);
  });
});
