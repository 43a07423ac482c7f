import { pipeline, Readable } from 'node:stream';
import { crc32, createDeflateRaw } from 'node:zlib';
import { invalid } from '../../errors.ts';
import { gathered } from '../gathered-bytes.ts';

/** Bytes that are compressed at a time. */
const PIECE = 65_536;

/** Bytes that fields of 32 bits can count. */
const MAX_SIZE = 0xffff_ffff;

/** ZIP 2.0: deflate. */
const VERSION = 20;
const DEFLATE = 8;
/** Sizes and checksum stand behind the content; the name is UTF-8. */
const FLAGS = 0x0808;
/** 1 January 1980, the first day that there is: the same content makes the same file. */
const DATE = 0x0021;

const LOCAL_HEADER = 0x0403_4b50;
const DATA_DESCRIPTOR = 0x0807_4b50;
const CENTRAL_HEADER = 0x0201_4b50;
const END_OF_DIRECTORY = 0x0605_4b50;

/**
 * An archive of one file, piece by piece, as PKWARE's APPNOTE 6.3 has it: nothing has to be known of the content before it comes.
 * @throws INVALID_ARGUMENT for content of 4 GiB and more
 */
export async function* zipped(name: string, content: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  let [size, compressed, checksum] = [0, 0, 0];
  const counted = async function* () {
    for await (const piece of gathered(content, PIECE)) {
      size += piece.length;
      if (size > MAX_SIZE) throw invalid('An archive holds at most 4 GiB. Choose a format without one.');
      checksum = crc32(piece, checksum);
      yield piece;
    }
  };
  const path = Buffer.from(name);
  const common = [2, VERSION, 2, FLAGS, 2, DEFLATE, 2, 0, 2, DATE];
  const head = Buffer.concat([fields(4, LOCAL_HEADER, ...common, 4, 0, 4, 0, 4, 0, 2, path.length, 2, 0), path]);
  yield head;
  const deflate = createDeflateRaw();
  // An error of the content ends the stream with it, where it is read.
  pipeline(Readable.from(counted()), deflate, () => undefined);
  for await (const piece of deflate as AsyncIterable<Uint8Array>) {
    compressed += piece.length;
    yield piece;
  }
  const sizes = [4, checksum, 4, compressed, 4, size];
  const descriptor = fields(4, DATA_DESCRIPTOR, ...sizes);
  yield descriptor;
  const central = Buffer.concat([
    fields(4, CENTRAL_HEADER, 2, VERSION, ...common, ...sizes, 2, path.length, 2, 0, 2, 0, 2, 0, 2, 0, 4, 0, 4, 0),
    path,
  ]);
  const start = head.length + compressed + descriptor.length;
  if (start > MAX_SIZE) throw invalid('An archive holds at most 4 GiB. Choose a format without one.');
  yield central;
  yield fields(4, END_OF_DIRECTORY, 2, 0, 2, 0, 2, 1, 2, 1, 4, central.length, 4, start, 2, 0);
}

/** Little-endian numbers: the bytes of each, then its value. */
function fields(...widthsAndValues: readonly number[]): Buffer {
  const bytes = Buffer.alloc(widthsAndValues.reduce((sum, width, i) => (i % 2 === 0 ? sum + width : sum), 0));
  let at = 0;
  for (let i = 0; i < widthsAndValues.length; i += 2)
    at = bytes.writeUIntLE(widthsAndValues[i + 1], at, widthsAndValues[i]);
  return bytes;
}
