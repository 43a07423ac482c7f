import { gunzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { constantValue } from '../../values/constant.ts';
import { numberOf } from '../../values/number.ts';
import type { Value } from '../../values/value.ts';
import type { TableRow } from '../row.ts';
import { readExample, recordsOf } from './reader.testing.ts';
import { recordFile } from './records.ts';

/** The Examples of a file, each as its lists by their names. */
async function examples(rows: readonly TableRow[], names: readonly string[] = []) {
  async function* all() {
    yield* rows;
  }
  const pieces: Uint8Array[] = [];
  for await (const piece of recordFile(all(), names)) pieces.push(piece);
  return recordsOf(gunzipSync(Buffer.concat(pieces))).map((bytes) => {
    const lists = Object.entries(readExample(bytes)).map(([name, list]) => [
      name,
      list.map((item) => (item instanceof Uint8Array ? Buffer.from(item).toString() : item)),
    ]);
    return Object.fromEntries(lists);
  });
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
