import { pipeline, Readable } from 'node:stream';
import { createGzip } from 'node:zlib';
import { crc32c } from '../../crc32c.ts';
import { gathered } from '../gathered-bytes.ts';
import type { TableRow } from '../row.ts';
import { exampleBytes } from './example.ts';

/** What TensorFlow adds to a checksum that is stored beside the bytes that it is of (tensorflow/core/lib/hash/crc32c.h). */
const MASK = 0xa282_ead8;

/** Bytes that are compressed at a time. */
const PIECE = 65_536;

/**
 * Rows as a TFRecord file of Examples, compressed by gzip: of each record its length in 64 bits, the checksum of the length, the bytes, their
 * checksum, all little endian (tensorflow/core/lib/io/record_writer.h).
 * @param names of the columns; all, if there are none
 */
export async function* recordFile(rows: AsyncIterable<TableRow>, names: readonly string[]): AsyncGenerator<Uint8Array> {
  async function* records() {
    for await (const row of rows) yield record(exampleBytes(row, names));
  }
  const gzip = createGzip();
  // An error of the rows ends the stream with it, where it is read.
  pipeline(Readable.from(gathered(records(), PIECE)), gzip, () => undefined);
  yield* gzip as AsyncIterable<Uint8Array>;
}

/** A message as a record of a file. */
export function record(bytes: Uint8Array): Buffer {
  const whole = Buffer.alloc(bytes.length + 16);
  whole.writeBigUInt64LE(BigInt(bytes.length));
  whole.writeUInt32LE(masked(crc32c(whole.subarray(0, 8))), 8);
  whole.set(bytes, 12);
  whole.writeUInt32LE(masked(crc32c(bytes)), 12 + bytes.length);
  return whole;
}

/** A checksum, turned by 15 bits and moved. */
function masked(crc: number): number {
  return (((crc >>> 15) | (crc << 17)) + MASK) >>> 0;
}
