import { type SampleArray, type SampleType, sampleTypeOf } from '../samples.ts';

type NpySamples = SampleArray | BigInt64Array;

/** A band of an NPY file: a field of its structured array. */
export interface NpyField {
  readonly name: string;
  /** `width * height` samples, row by row. */
  readonly samples: NpySamples;
}

const DESCRIPTORS: Readonly<Record<SampleType, string>> = {
  int8: '|i1',
  uint8: '|u1',
  int16: '<i2',
  uint16: '<u2',
  int32: '<i4',
  uint32: '<u4',
  float32: '<f4',
  float64: '<f8',
};
const MAX_SHORT_HEADER = 65535;

/**
 * Encodes bands as NumPy's NPY (NEP 1): one structured array of shape (height, width) with a field a band, little-endian and packed.
 * Format version 1, or 2 where the names of thousands of bands make the header longer than 64 KB.
 * @throws RangeError when a band does not have the stated size, or there is none.
 */
export function encodeNpy(width: number, height: number, fields: readonly NpyField[]): Uint8Array {
  const count = width * height;
  if (fields.length === 0) throw new RangeError('An NPY file needs a band.');
  const wrong = fields.find(({ samples }) => samples.length !== count);
  if (wrong)
    throw new RangeError(`Band "${wrong.name}" has ${wrong.samples.length} samples, not ${width} x ${height}.`);
  const header = encodeHeader(width, height, fields);
  const itemSize = fields.reduce((sum, { samples }) => sum + samples.BYTES_PER_ELEMENT, 0);
  const file = new Uint8Array(header.length + count * itemSize);
  file.set(header);
  let at = header.length;
  for (const { samples } of fields) {
    interleave(samples, file, at, itemSize);
    at += samples.BYTES_PER_ELEMENT;
  }
  return file;
}

function encodeHeader(width: number, height: number, fields: readonly NpyField[]): Uint8Array {
  const descr = fields.map(({ name, samples }) => `(${quote(name)}, '${descriptorOf(samples)}')`).join(', ');
  const dictionary = `{'descr': [${descr}], 'fortran_order': False, 'shape': (${height}, ${width}), }`;
  const text = Buffer.from(dictionary, 'utf8');
  // The samples start at a multiple of 64; a line feed ends the header.
  const long = text.length + 75 > MAX_SHORT_HEADER;
  const prefix = long ? 12 : 10;
  const length = Math.ceil((prefix + text.length + 1) / 64) * 64;
  const header = Buffer.alloc(length, ' ');
  header.write('\x93NUMPY', 0, 'latin1');
  header[6] = long ? 2 : 1;
  header[7] = 0;
  if (long) header.writeUInt32LE(length - prefix, 8);
  else header.writeUInt16LE(length - prefix, 8);
  header.set(text, prefix);
  header[length - 1] = 0x0a;
  return header;
}

/** A Python string. */
function quote(name: string): string {
  return `'${name.replace(/[\\']/g, '\\$&').replace(/[^\x20-\x7e]/gu, (char) => `\\U${char.codePointAt(0)!.toString(16).padStart(8, '0')}`)}'`;
}

function descriptorOf(samples: NpySamples): string {
  return samples instanceof BigInt64Array ? '<i8' : DESCRIPTORS[sampleTypeOf(samples)];
}

function interleave(samples: NpySamples, file: Uint8Array, start: number, itemSize: number): void {
  const size = samples.BYTES_PER_ELEMENT;
  const bytes = new Uint8Array(samples.buffer, samples.byteOffset, samples.byteLength);
  for (let from = 0, to = start; from < bytes.length; to += itemSize) {
    for (let i = 0; i < size; i++) file[to + i] = bytes[from++]!;
  }
}
