import { Compression } from '@cogeotiff/core';
import { GeoTiffError } from '../geotiff-error.ts';
import { DEFLATE, LZW, NONE, PACKBITS, ZSTD } from './bytes.ts';
import type { BlockForm, Codec, Decompress } from './codec.ts';
import { JPEG } from './jpeg.ts';
import { LERC } from './lerc.ts';
import { WEBP } from './webp.ts';

/** The compressions that are read, by their numbers in TIFF. */
const CODECS: ReadonlyMap<number, Codec> = new Map([
  [Compression.None, NONE],
  [Compression.Lzw, LZW],
  [Compression.Jpeg, JPEG],
  [Compression.DeflateOther, DEFLATE],
  [Compression.Deflate, DEFLATE],
  [Compression.PackBits, PACKBITS],
  [Compression.Lerc, LERC],
  [Compression.Zstd, ZSTD],
  [Compression.Webp, WEBP],
]);

/** What GDAL calls compressions that are not read. */
const OTHERS: ReadonlyMap<number, string> = new Map([
  [Compression.Ccittrle, 'CCITTRLE'],
  [Compression.CcittT4, 'CCITTFAX3'],
  [Compression.CcittT6, 'CCITTFAX4'],
  [Compression.Jpeg6, 'OJPEG'],
  [Compression.Jp2000, 'JPEG2000'],
  [Compression.Lzma, 'LZMA'],
  [Compression.JpegXl, 'JXL'],
  [Compression.JpegXlDng17, 'JXL'],
]);

/** How a file of an encoding that is not read is rewritten. */
const CONVERT = 'Convert the file: gdal_translate -co COMPRESS=DEFLATE -co TILED=YES in.tif out.tif.';

/**
 * The codec of a TIFF compression.
 * @throws GeoTiffError, naming the compression, for one that is not supported
 */
export function codecOf(compression: number): Codec {
  const codec = CODECS.get(compression);
  if (codec) return codec;
  const name = OTHERS.get(compression) ?? Compression[compression]?.toUpperCase() ?? 'unknown';
  throw new GeoTiffError(`The TIFF compression ${name} (${compression}) is not supported. ${CONVERT}`);
}

/**
 * The decoder of an image's blocks.
 * @throws GeoTiffError for a form of blocks that the codec does not read; the decoder throws one for damaged blocks
 */
export async function openCodec(codec: Codec, form: BlockForm): Promise<Decompress> {
  const decompress = await opened(codec, form);
  return (bytes, size) => {
    try {
      const result = decompress(bytes, size);
      return result instanceof Promise ? result.catch((cause: unknown) => Promise.reject(damaged(cause))) : result;
    } catch (cause) {
      throw damaged(cause);
    }
  };
}

async function opened(codec: Codec, form: BlockForm): Promise<Decompress> {
  try {
    return await codec.open(form);
  } catch (error) {
    if (error instanceof GeoTiffError) throw new GeoTiffError(`${error.message} ${CONVERT}`, { cause: error });
    throw error;
  }
}

function damaged(cause: unknown): unknown {
  if (cause instanceof GeoTiffError) return cause;
  const reason = cause instanceof Error ? cause.message : String(cause);
  return new GeoTiffError(`A block of the TIFF is damaged: ${reason}.`, { cause });
}
