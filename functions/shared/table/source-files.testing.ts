import { LONGITUDE_LATITUDE } from '../geometry/geometry.ts';
import type { CsvOptions } from './csv/csv-table.ts';
import type { SourceFile } from './source-file.ts';
import type { RangeFile } from './zip/zip.ts';

/** A file in memory, which comes in pieces of some bytes. */
export function fileOf(content: string | Uint8Array, piece = 7): SourceFile {
  const bytes = Buffer.from(content);
  return {
    name: 'gs://bucket/file',
    async *open() {
      for (let start = 0; start < bytes.length; start += piece) yield bytes.subarray(start, start + piece);
    },
  };
}

/** What holds where a manifest says nothing. */
export const DEFAULTS: CsvOptions = {
  charset: 'utf-8',
  delimiter: ',',
  qualifier: '"',
  crs: LONGITUDE_LATITUDE,
  geodesic: true,
  maxErrorMeters: 1,
  maxVertices: 0,
  types: new Map(),
};

/** All that a generator gives. */
export async function collected<T>(items: AsyncIterable<T>): Promise<T[]> {
  const list: T[] = [];
  for await (const item of items) list.push(item);
  return list;
}

/** Bytes in memory as a file of which parts can be read. */
export function rangeFileOf(content: Uint8Array, piece = 100): RangeFile {
  const range = (start: number, end: number) => fileOf(content.subarray(start, end), piece).open();
  return { ...fileOf(content, piece), size: content.length, openRange: range };
}
