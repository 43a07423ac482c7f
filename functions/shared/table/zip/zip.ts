import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createInflateRaw } from 'node:zlib';
import { invalid } from '../../errors.ts';
import { ByteStream } from '../byte-stream.ts';
import type { SourceFile } from '../source-file.ts';

/** A file of which parts can be read. */
export interface RangeFile extends SourceFile {
  /** Bytes. */
  readonly size: number;
  /** @param end the first byte that is not read */
  openRange(start: number, end: number): AsyncIterable<Uint8Array>;
}

const END_SIGNATURE = 0x06054b50;
const END_BYTES = 22;
const ENTRY_SIGNATURE = 0x02014b50;
const ENTRY_BYTES = 46;
const LOCAL_BYTES = 30;
/** The end of a file in which its last record can be: that may have a comment of 64 KiB. */
const TAIL = 65_536 + END_BYTES;
/** Bytes of the list of files. */
const MAX_DIRECTORY = 16 * 1024 * 1024;
const STORED = 0;
const DEFLATED = 8;
const ENCRYPTED = 1;

/** The files in a ZIP archive (APPNOTE 6.3), by their names; they are inflated as they are read. */
export async function openZip(archive: RangeFile): Promise<ReadonlyMap<string, SourceFile>> {
  const start = Math.max(0, archive.size - TAIL);
  const tail = await bytesOf(archive, start, archive.size);
  const end = tail.lastIndexOf(Uint8Array.of(0x50, 0x4b, 5, 6), Math.max(0, tail.length - END_BYTES));
  if (end < 0 || tail.length - end < END_BYTES || tail.readUInt32LE(end) !== END_SIGNATURE) {
    throw invalid(`${archive.name} is not a ZIP archive.`);
  }
  const [size, offset] = [tail.readUInt32LE(end + 12), tail.readUInt32LE(end + 16)];
  if (offset === 0xffffffff || size > MAX_DIRECTORY)
    throw invalid(`${archive.name}: ZIP64 archives are not supported. Give the file by itself.`);
  if (offset + size > archive.size) throw invalid(`${archive.name}: The ZIP archive is damaged.`);
  const directory = await bytesOf(archive, offset, offset + size);
  const files = new Map<string, SourceFile>();
  for (let at = 0; at + ENTRY_BYTES <= directory.length && directory.readUInt32LE(at) === ENTRY_SIGNATURE; ) {
    const lengths = [28, 30, 32].map((field) => directory.readUInt16LE(at + field));
    const name = directory.toString('utf8', at + ENTRY_BYTES, at + ENTRY_BYTES + lengths[0]);
    files.set(name, entryFile(archive, name, directory.subarray(at, at + ENTRY_BYTES)));
    at += ENTRY_BYTES + lengths[0] + lengths[1] + lengths[2];
  }
  return files;
}

function entryFile(archive: RangeFile, name: string, entry: Buffer): SourceFile {
  const [flags, method] = [entry.readUInt16LE(8), entry.readUInt16LE(10)];
  const [size, offset] = [entry.readUInt32LE(20), entry.readUInt32LE(42)];
  const shown = `${archive.name}, ${name}`;
  return {
    name: shown,
    async *open() {
      if ((flags & ENCRYPTED) !== 0)
        throw invalid(`${shown}: Encrypted archives are not supported. Give the file by itself.`);
      if (method !== STORED && method !== DEFLATED)
        throw invalid(`${shown}: The compression ${method} is not supported. Give the file by itself.`);
      const local = await bytesOf(archive, offset, offset + LOCAL_BYTES);
      const start = offset + LOCAL_BYTES + local.readUInt16LE(26) + local.readUInt16LE(28);
      if (start + size > archive.size) throw invalid(`${archive.name}: The ZIP archive is damaged.`);
      const stored = archive.openRange(start, start + size);
      if (method === STORED) yield* stored;
      else yield* inflated(stored, shown);
    },
  };
}

async function* inflated(bytes: AsyncIterable<Uint8Array>, name: string): AsyncGenerator<Uint8Array> {
  const inflate = createInflateRaw();
  // What goes wrong is seen by whoever reads.
  pipeline(Readable.from(bytes), inflate).catch(() => undefined);
  try {
    yield* inflate as AsyncIterable<Uint8Array>;
  } catch (error) {
    if (error instanceof Error && 'code' in error && String(error.code).startsWith('Z_')) {
      throw invalid(`${name}: The ZIP archive is damaged.`);
    }
    throw error;
  } finally {
    inflate.destroy();
  }
}

async function bytesOf(file: RangeFile, start: number, end: number): Promise<Buffer> {
  if (end <= start) return Buffer.alloc(0);
  const stream = new ByteStream(file.name, file.openRange(start, end));
  try {
    return await stream.need(end - start);
  } finally {
    await stream.close();
  }
}
