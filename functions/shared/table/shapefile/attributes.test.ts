import { describe, expect, it } from 'vitest';
import { fileOf } from '../source-files.testing.ts';
import { openAttributes } from './attributes.ts';

/** A dBase table of one record with one field. */
function table(kind: string, content: Buffer, { decimals = 0, driver = 0 } = {}): Buffer {
  const header = Buffer.alloc(32 + 32 + 1);
  header[0] = 3;
  header.writeUInt32LE(1, 4);
  header.writeUInt16LE(header.length, 8);
  header.writeUInt16LE(content.length + 1, 10);
  header[29] = driver;
  header.write('field', 32);
  header.write(kind, 32 + 11);
  header[32 + 16] = content.length;
  header[32 + 17] = decimals;
  header[64] = 0x0d;
  return Buffer.concat([header, Buffer.from(' '), content]);
}

async function read(bytes: Buffer, charset?: string): Promise<unknown> {
  const attributes = await openAttributes(fileOf(bytes), charset);
  const record = await attributes.next();
  await attributes.close();
  return record?.get('field');
}

describe('numbers of a dBase table', () => {
  it.each([
    ['   79,68', 79.68],
    ['   -0,5 ', -0.5],
    ['     ,25', 0.25],
    ['   79.68', 79.68],
  ])('may have decimal commas or points: %j', async (text, value) => {
    expect(await read(table('N', Buffer.from(text), { decimals: 2 }))).toBe(value);
  });

  it.each(['1,234,5', '********', '1,2e3x'])('are missing where they are none: %j', async (text) => {
    expect(await read(table('N', Buffer.from(text), { decimals: 2 }))).toBeUndefined();
  });
});

describe('the language driver of a dBase table', () => {
  const koeln = Buffer.from('K\xf6ln', 'latin1');

  it('is the charset of its texts if none is given', async () => {
    expect(await read(table('C', koeln, { driver: 0x57 }))).toBe('Köln');
    expect(await read(table('C', Buffer.from([0xcc, 0xf1]), { driver: 0xc9 }))).toBe('Мс');
    expect(await read(table('C', Buffer.from([0x8c]), { driver: 0x65 }))).toBe('М');
    expect(await read(table('C', koeln, { driver: 0x57 }), 'windows-1251')).toBe('Kцln');
  });

  it('that cannot be decoded is named, with the line that mends it', async () => {
    const message =
      "is not valid utf-8, and code page 850 is not supported: give its 'charset', or rewrite the file: ogr2ogr -lco ENCODING=UTF-8 out.shp in.shp.";
    await expect(read(table('C', koeln, { driver: 0x02 }))).rejects.toThrow(message);
    expect(await read(table('C', Buffer.from('Recife'), { driver: 0x02 }))).toBe('Recife');
    await expect(read(table('C', koeln))).rejects.toThrow("is not valid utf-8: give its 'charset', or rewrite");
  });
});
