import { TiffTag } from '@cogeotiff/core';
import { decode, getBlobInfo, load } from 'lerc';
import type { SampleType } from '../../samples.ts';
import { GeoTiffError } from '../geotiff-error.ts';
import { numbers } from '../tag-values.ts';
import { inflate, unzstd } from './bytes.ts';
import type { BlockForm, Codec, Decompress } from './codec.ts';

/** The sample types of LERC, by their numbers. */
const TYPES: readonly SampleType[] = ['int8', 'uint8', 'int16', 'uint16', 'int32', 'uint32', 'float32', 'float64'];

/** What is over a LERC blob, by the second of the LercParameters. */
const WRAPPINGS: readonly (Decompress | undefined)[] = [undefined, inflate, unzstd];

const UNASSOCIATED_ALPHA = 2;

/** LERC, alone or within DEFLATE or ZSTD: a blob for each block, with a mask of pixels that have values. */
export const LERC: Codec = {
  name: 'LERC',
  predicted: false,
  hasFillOrder: true,
  givesRgb: false,
  async open(form) {
    const wrapping = (await numbers(form.image, TiffTag.LercParameters))[1] ?? 0;
    if (!(wrapping in WRAPPINGS)) throw new GeoTiffError(`LERC within the compression ${wrapping} is not supported.`);
    const extra = await numbers(form.image, TiffTag.ExtraSamples);
    const alpha =
      form.samplesPerPixel > 1 && form.encoding.sampleType === 'uint8' && extra.at(-1) === UNASSOCIATED_ALPHA;
    await load();
    return decoderOf(form, WRAPPINGS[wrapping], alpha);
  },
};

/** @param alpha whether the last band may not be in the blob but its mask */
function decoderOf(form: BlockForm, unwrap: Decompress | undefined, alpha: boolean): Decompress {
  return async (bytes, size) => {
    const blob = unwrap ? await unwrap(bytes, size * 2 + HEADER) : bytes;
    const depth = depthOf(blob, form, alpha);
    const { pixels, mask } = decode(blob, { returnInterleaved: true });
    const samples = pixels[0]!;
    if (depth < form.samplesPerPixel) return withAlpha(samples as Uint8Array, mask, depth);
    if (mask && form.encoding.format === 'float') {
      for (let i = 0; i < mask.length; i++) if (mask[i] === 0) samples.fill(Number.NaN, i * depth, (i + 1) * depth);
    }
    return new Uint8Array(samples.buffer, samples.byteOffset, samples.byteLength);
  };
}

/** A blob is hardly longer than what is in it. */
const HEADER = 65_536;

/**
 * The values that a blob has for each pixel.
 * @throws GeoTiffError for one that claims another size than the directory, whatever it would decode to
 */
function depthOf(blob: Uint8Array, { width, height, samplesPerPixel, encoding }: BlockForm, alpha: boolean): number {
  const info = getBlobInfo(blob);
  const type = TYPES[info.dataType];
  const { width: columns, height: rows, depthCount: depth, bandCount } = info;
  const deep = depth === samplesPerPixel || (alpha && depth === samplesPerPixel - 1);
  if (columns === width && rows <= height && deep && bandCount === 1 && type === encoding.sampleType) return depth;
  throw new GeoTiffError(
    `A block of the TIFF claims to be ${columns} x ${rows} pixels of ${depth * bandCount} ${type} samples, not ${width} x ${height} of ${samplesPerPixel} ${encoding.sampleType}.`,
  );
}

/** Puts the mask behind the other bands, as 255 and 0. */
function withAlpha(samples: Uint8Array, mask: Uint8Array | null, depth: number): Uint8Array {
  const count = samples.length / depth;
  const result = new Uint8Array(count * (depth + 1));
  for (let i = 0; i < count; i++) {
    result.set(samples.subarray(i * depth, (i + 1) * depth), i * (depth + 1));
    result[i * (depth + 1) + depth] = mask === null || mask[i] !== 0 ? 255 : 0;
  }
  return result;
}
