import { crc32 } from 'node:zlib';

/** A file of an archive. */
export interface ArchivedFile {
  readonly name: string;
  readonly bytes: Uint8Array;
}

/** Names are in UTF-8. */
const UTF8 = 1 << 11;
const VERSION = 20;
/** The first day that the format knows, 1 January 1980, for equal files from equal content. */
const DATE = (1 << 5) | 1;
const MAX_BYTES = 0xffffffff;
const MAX_FILES = 0xffff;

/** A name as that of a file in an archive: with nothing that would lead out of the folder in which it is unpacked. */
export function archivedName(name: string): string {
  return name.replace(/[/\\:\0]/g, '_');
}

/**
 * Files in a ZIP archive (APPNOTE 6.3), stored as they are: for those that are compressed in themselves.
 * @throws RangeError for more than the format holds without its extension to 64 bits: 65,535 files, 4 GiB
 */
export function encodeZip(files: readonly ArchivedFile[]): Uint8Array {
  if (files.length > MAX_FILES) throw new RangeError(`A ZIP archive has at most ${MAX_FILES} files.`);
  const parts: Uint8Array[] = [];
  const directory: Uint8Array[] = [];
  let offset = 0;
  for (const { name, bytes } of files) {
    const encoded = Buffer.from(name, 'utf8');
    const fields = commonFields(encoded, bytes);
    const local = Buffer.concat([signature(0x04034b50), fields, encoded]);
    directory.push(Buffer.concat([signature(0x02014b50), u16(VERSION), fields, entryEnd(offset), encoded]));
    parts.push(local, bytes);
    offset += local.length + bytes.length;
  }
  const list = Buffer.concat(directory);
  if (offset + list.length > MAX_BYTES) throw new RangeError('A ZIP archive has at most 4 GiB.');
  const count = u16(files.length);
  const end = [signature(0x06054b50), u16(0), u16(0), count, count, u32(list.length), u32(offset), u16(0)];
  return Buffer.concat([...parts, list, ...end]);
}

/** The fields that a local header and its entry in the central directory have in common, up to the length of the extra field. */
function commonFields(name: Uint8Array, bytes: Uint8Array): Uint8Array {
  const stored = u16(0);
  const size = u32(bytes.length);
  const lengths = [u16(name.length), u16(0)];
  return Buffer.concat([u16(VERSION), u16(UTF8), stored, u16(0), u16(DATE), u32(crc32(bytes)), size, size, ...lengths]);
}

/** The end of an entry in the central directory: no comment, the first disk, no attributes, and the offset of the file. */
function entryEnd(offset: number): Uint8Array {
  return Buffer.concat([u16(0), u16(0), u16(0), u32(0), u32(offset)]);
}

const signature = u32;

function u16(value: number): Uint8Array {
  const bytes = Buffer.alloc(2);
  bytes.writeUInt16LE(value);
  return bytes;
}

function u32(value: number): Uint8Array {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32LE(value);
  return bytes;
}
