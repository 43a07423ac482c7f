import { gunzipSync } from 'node:zlib';
import { fromJSON } from '@grpc/proto-loader';
import { describe, expect, it } from 'vitest';
import { constantValue } from '../../values/constant.ts';
import { numberOf } from '../../values/number.ts';
import type { Value } from '../../values/value.ts';
import type { TableRow } from '../row.ts';
import { recordFile } from './records.ts';

/** TensorFlow's messages, read by Google's protocol buffers. */
const list = (type: string, packed = {}) => ({ fields: { value: { rule: 'repeated', type, id: 1, ...packed } } });
const messages = fromJSON({
  nested: {
    Example: { fields: { features: { type: 'Features', id: 1 } } },
    Features: { fields: { feature: { keyType: 'string', type: 'Feature', id: 1 } } },
    Feature: {
      oneofs: { kind: { oneof: ['bytesList', 'floatList'] } },
      fields: { bytesList: { type: 'BytesList', id: 1 }, floatList: { type: 'FloatList', id: 2 } },
    },
    BytesList: list('bytes'),
    FloatList: list('float'),
    Reader: { methods: { read: { requestType: 'Example', responseType: 'Example' } } },
  },
} as unknown as Parameters<typeof fromJSON>[0]);
const { read } = messages['Reader'] as unknown as { read: { requestDeserialize(bytes: Buffer): unknown } };

interface Example {
  readonly features: {
    readonly feature: {
      readonly [name: string]: {
        readonly floatList?: { value: number[] } | null;
        readonly bytesList?: { value: Uint8Array[] } | null;
      };
    };
  };
}

/** CRC32C bit by bit, turned and moved as TensorFlow stores it. */
function maskedChecksum(bytes: Uint8Array): number {
  let crc = 0xffff_ffff;
  for (const byte of bytes) {
    crc ^= byte;
    for (let bit = 0; bit < 8; bit++) crc = crc & 1 ? (crc >>> 1) ^ 0x82f6_3b78 : crc >>> 1;
  }
  const value = ~crc >>> 0;
  return Number(((BigInt(value >>> 15) | (BigInt(value) << 17n)) + 0xa282_ead8n) & 0xffff_ffffn);
}

/** The Examples of a file, each as its lists by their names. */
async function examples(rows: readonly TableRow[], names: readonly string[] = []) {
  async function* all() {
    yield* rows;
  }
  const pieces: Uint8Array[] = [];
  for await (const piece of recordFile(all(), names)) pieces.push(piece);
  const file = gunzipSync(Buffer.concat(pieces));
  const found: { [name: string]: (number | string)[] }[] = [];
  for (let at = 0; at < file.length; ) {
    const length = Number(file.readBigUInt64LE(at));
    expect(file.readUInt32LE(at + 8)).toBe(maskedChecksum(file.subarray(at, at + 8)));
    const bytes = file.subarray(at + 12, at + 12 + length);
    expect(file.readUInt32LE(at + 12 + length)).toBe(maskedChecksum(bytes));
    const { features } = read.requestDeserialize(bytes) as Example;
    const lists = Object.entries(features?.feature ?? {}).map(([name, { floatList, bytesList }]) => [
      name,
      floatList?.value ?? bytesList?.value.map((text) => Buffer.from(text).toString()),
    ]);
    found.push(Object.fromEntries(lists));
    at += length + 16;
  }
  return found;
}

function row(id: string, properties: { readonly [name: string]: Value }): TableRow {
  return { id, geometry: null, properties: new Map(Object.entries(properties)) };
}

describe('a TFRecord file', () => {
  it('has a record for each row: numbers are floats, arrays are flat, texts are bytes', async () => {
    const rows = [
      row('a', { name: 'Olinda, ä', size: 1.5, count: numberOf(7, 'Long'), land: true }),
      row('b', {
        patch: constantValue([
          [1, 2],
          [3, 4],
        ]) as Value,
        words: constantValue(['x', 'y']) as Value,
      }),
      row('c', { mixed: constantValue([1, 'x']) as Value, huge: 1e300, deep: constantValue({ k: [1] }) as Value }),
    ];
    expect(await examples(rows)).toEqual([
      { 'system:index': ['a'], name: ['Olinda, ä'], size: [1.5], count: [7], land: [1] },
      { 'system:index': ['b'], patch: [1, 2, 3, 4], words: ['x', 'y'] },
      { 'system:index': ['c'], mixed: ['1', 'x'], huge: [Infinity], deep: ['{"k":[1]}'] },
    ]);
  });

  it('has the columns that are asked for, where a row has them', async () => {
    const rows = [row('a', { b: 1, c: 2 }), row('b', { c: 3 })];
    expect(await examples(rows, ['b', 'system:index'])).toEqual([
      { b: [1], 'system:index': ['a'] },
      { 'system:index': ['b'] },
    ]);
  });

  it('may be long, and may be empty', async () => {
    expect(await examples([])).toEqual([]);
    const values = Array.from({ length: 100_000 }, (_, i) => i % 1000);
    const [{ values: found }] = await examples([row('a', { values: constantValue(values) as Value })], ['values']);
    expect(found).toEqual(values);
  });

  it('ends with the error of its rows', async () => {
    async function* failing(): AsyncGenerator<TableRow> {
      yield row('a', { b: 1 });
      throw new Error('no more rows');
    }
    await expect(async () => {
      for await (const _ of recordFile(failing(), []));
    }).rejects.toThrow('no more rows');
  });
});
