import { Photometric, TiffTag } from '@cogeotiff/core';
import { GeoTiffError } from '../geotiff-error.ts';
import { numbers } from '../tag-values.ts';
import type { BlockForm, Codec, Decompress } from './codec.ts';
import { decodePicture } from './picture.ts';

/**
 * JPEG (TIFF Technical Note 2, https://www.awaresystems.be/imaging/tiff/specification/TIFFTechNote2.txt): each block is a stream whose
 * tables may be in the directory. What the samples mean is the directory's to say, so markers of other programs are left out.
 */
export const JPEG: Codec = {
  name: 'JPEG',
  predicted: false,
  hasFillOrder: false,
  givesRgb: true,
  async open(form) {
    const { image, samplesPerPixel: channels, encoding, photometric } = form;
    if (encoding.bits !== 8) throw new GeoTiffError(`JPEG with samples of ${encoding.bits} bits is not supported.`);
    if (![1, 3, 4].includes(channels)) {
      throw new GeoTiffError(`JPEG with ${channels} bands in a block is not supported.`);
    }
    if (photometric === Photometric.Separated) throw new GeoTiffError('JPEG in CMYK is not supported.');
    if (photometric === Photometric.Ycbcr && channels !== 3) {
      throw new GeoTiffError(`JPEG in YCbCr with ${channels} bands in a block is not supported.`);
    }
    const stored = await numbers(image, TiffTag.JpegTables);
    const tables = stored.length === 0 ? [] : segmentsOf(Uint8Array.from(stored)).tables;
    return decoderOf(form, tables);
  },
};

function decoderOf(
  { width, height, samplesPerPixel: channels, photometric }: BlockForm,
  tables: Uint8Array[],
): Decompress {
  const transform = channels === 3 ? [colorTransform(photometric === Photometric.Ycbcr)] : [];
  return (bytes) => {
    const { tables: own, frame, scans } = segmentsOf(bytes);
    if (!frame || !scans) throw new GeoTiffError('A block of the TIFF is damaged: it is no JPEG picture.');
    checkFrame(frame, width, height, channels);
    checkScans(scans, channels);
    return decodePicture(Buffer.concat([START, ...transform, ...tables, ...own, frame, scans]), {
      width,
      height,
      channels,
      plain: true,
    });
  };
}

const START = Uint8Array.of(0xff, 0xd8);
const SCAN = 0xda;
const END = 0xd9;
/** Tables of quantization, of Huffman codes, and the interval of restarts. */
const TABLES = [0xdb, 0xc4, 0xdd];

/** Adobe's marker, by which decoders know whether three channels are RGB or YCbCr. */
function colorTransform(ycbcr: boolean): Uint8Array {
  return Uint8Array.of(0xff, 0xee, 0, 14, 0x41, 0x64, 0x6f, 0x62, 0x65, 0, 100, 0, 0, 0, 0, ycbcr ? 1 : 0);
}

interface Segments {
  readonly tables: Uint8Array[];
  /** The header of the picture. */
  readonly frame: Uint8Array | undefined;
  /** From the first scan to the end. */
  readonly scans: Uint8Array | undefined;
}

/** The marker segments of a JPEG stream (ITU-T T.81, B.1.1). */
function segmentsOf(bytes: Uint8Array): Segments {
  const view = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const tables: Uint8Array[] = [];
  let frame: Uint8Array | undefined;
  for (let at = 2; at + 4 <= view.length; ) {
    const marker = view[at + 1]!;
    if (view[at] !== 0xff) break;
    if (marker === 0xff) {
      at += 1;
      continue;
    }
    if (marker === END) break;
    if (marker === SCAN) return { tables, frame, scans: view.subarray(at) };
    const end = at + 2 + view.readUInt16BE(at + 2);
    const segment = view.subarray(at, end);
    if (TABLES.includes(marker)) tables.push(segment);
    // Frames have the numbers C0 to CF, but for those of tables and of an extension.
    else if (marker >= 0xc0 && marker <= 0xcf && marker !== 0xc8 && marker !== 0xcc) frame = segment;
    at = end;
  }
  return { tables, frame, scans: undefined };
}

/** A block claims no other size than the directory, whatever it would decode to. */
function checkFrame(frame: Uint8Array, width: number, height: number, channels: number): void {
  const view = Buffer.from(frame.buffer, frame.byteOffset, frame.byteLength);
  if (view.length < 10) throw new GeoTiffError('A block of the TIFF is damaged: its JPEG header is cut off.');
  // Baseline and extended sequential processes; TIFF has no others but lossless ones.
  if (view[1] !== 0xc0 && view[1] !== 0xc1) {
    throw new GeoTiffError(`Blocks of the JPEG process SOF${view[1]! - 0xc0} are not supported.`);
  }
  const [precision, rows, columns, components] = [view[4], view.readUInt16BE(5), view.readUInt16BE(7), view[9]];
  if (precision !== 8 || columns !== width || rows === 0 || rows > height || components !== channels) {
    throw new GeoTiffError(
      `A block of the TIFF claims to be a picture of ${columns} x ${rows} pixels of ${components} samples of ${precision} bits, not of ${width} x ${height} of ${channels} of 8 bits.`,
    );
  }
}

/** Each scan is work over the whole picture: there are as many as channels at most. */
function checkScans(scans: Uint8Array, channels: number): void {
  const view = Buffer.from(scans.buffer, scans.byteOffset, scans.byteLength);
  let count = 0;
  for (let at = view.indexOf(SCAN_MARKER); at >= 0; at = view.indexOf(SCAN_MARKER, at + 2)) count++;
  if (count > channels) throw new GeoTiffError(`A block of the TIFF is damaged: it has ${count} scans.`);
}

const SCAN_MARKER = Uint8Array.of(0xff, SCAN);
