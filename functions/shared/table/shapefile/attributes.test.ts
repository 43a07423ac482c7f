import { describe, expect, it } from 'vitest';
import { fileOf } from '../source-files.testing.ts';
import { openAttributes } from './attributes.ts';
import { charsetOfName } from './code-page.ts';

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

  it.each([
    [0x01, [0x4b, 0x94, 0x6c, 0x6e], 'Köln'],
    [0x02, [0x53, 0xc6, 0x6f], 'São'],
    [0x64, [0x9d, 0xa2, 0x64, 0xab], 'Łódź'],
    [0x6b, [0x98, 0x7a, 0x6d, 0x69, 0x72], 'İzmir'],
    [0x6a, [0x80, 0x9f, 0xe3], 'Αθή'],
    [0x24, [0x53, 0x84, 0x6f], 'São'],
    [0x66, [0x9b, 0x73], 'øs'],
    [0x67, [0x8d, 0xa1], 'Þí'],
    [0x6c, [0x8e], 'À'],
  ])('may be a code page of DOS: %d', async (driver, bytes, text) => {
    expect(await read(table('C', Buffer.from(bytes), { driver }))).toBe(text);
  });

  it('that is none, of texts that are not UTF-8, is refused with the line that mends it', async () => {
    await expect(read(table('C', koeln))).rejects.toThrow(
      "is not valid utf-8: give its 'charset', or rewrite the file: ogr2ogr -lco ENCODING=UTF-8 out.shp in.shp.",
    );
    expect(await read(table('C', Buffer.from('Recife'), { driver: 0x02 }))).toBe('Recife');
    await expect(read(table('C', Buffer.from([0xd5]), { driver: 0x6b }))).rejects.toThrow('is not valid cp857');
  });
});

describe('the charset of a .cpg file', () => {
  it.each([
    ['UTF-8', 'São', Buffer.from('São')],
    ['65001', 'São', Buffer.from('São')],
    ['ISO 88591', 'São', Buffer.from('S\xe3o', 'latin1')],
    ['ISO-8859-1', 'São', Buffer.from('S\xe3o', 'latin1')],
    ['28592', 'Łódź', Buffer.from([0xa3, 0xf3, 0x64, 0xbc])],
    ['1252\r\n', 'São', Buffer.from('S\xe3o', 'latin1')],
    ['ANSI 1251', 'Мс', Buffer.from([0xcc, 0xf1])],
    ['CP850', 'São', Buffer.from([0x53, 0xc6, 0x6f])],
    ['OEM 437', 'Köln', Buffer.from([0x4b, 0x94, 0x6c, 0x6e])],
    ['IBM-852', 'Łódź', Buffer.from([0x9d, 0xa2, 0x64, 0xab])],
    ['866', 'М', Buffer.from([0x8c])],
    ['936', '北京', Buffer.from([0xb1, 0xb1, 0xbe, 0xa9])],
    ['cp950', '台北', Buffer.from([0xa5, 0x78, 0xa5, 0x5f])],
    ['932', '東京', Buffer.from([0x93, 0x8c, 0x8b, 0x9e])],
    ['949', '서울', Buffer.from([0xbc, 0xad, 0xbf, 0xef])],
    ['874', 'ไทย', Buffer.from([0xe4, 0xb7, 0xc2])],
    ['KOI8-R', 'М', Buffer.from([0xed])],
  ])('%j', async (name, text, bytes) => {
    expect(await read(table('C', bytes), charsetOfName(name))).toBe(text);
  });

  it('that nobody knows is refused', async () => {
    await expect(read(table('C', Buffer.from('a')), charsetOfName('EBCDIC'))).rejects.toThrow(
      "Unknown charset 'ebcdic'.",
    );
  });
});
