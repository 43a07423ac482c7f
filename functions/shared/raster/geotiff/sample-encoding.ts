import { SampleFormat, type TiffImage, TiffTag } from '@cogeotiff/core';
import type { SampleType } from '../samples.ts';
import { GeoTiffError } from './geotiff-error.ts';
import { numbers } from './tag-values.ts';

/** What the bits of a stored sample mean. */
export interface SampleEncoding {
  readonly bits: number;
  readonly format: 'uint' | 'int' | 'float';
  /** The type in memory: the narrowest that holds every value (64-bit integers become float64, exact up to 2^53). */
  readonly sampleType: SampleType;
}

/** Reads how an image keeps its samples. @throws GeoTiffError for types that are not read */
export async function readEncoding(image: TiffImage): Promise<SampleEncoding> {
  const allBits = await numbers(image, TiffTag.BitsPerSample);
  const formats = await numbers(image, TiffTag.SampleFormat);
  if (new Set(allBits).size > 1 || new Set(formats).size > 1) {
    throw new GeoTiffError(
      'TIFFs whose bands have different sample types are not supported. Give each band a file, and each file a tileset: gdal_translate -b 1 in.tif b1.tif.',
    );
  }
  const bits = allBits[0] ?? 1;
  const format = formats[0] ?? SampleFormat.Uint;
  switch (format) {
    // GDAL takes "undefined" for unsigned integers too.
    case SampleFormat.Uint:
    case SampleFormat.Void:
      if (bits === 64) return { bits, format: 'uint', sampleType: 'float64' };
      if (bits >= 1 && bits <= 32)
        return { bits, format: 'uint', sampleType: bits <= 8 ? 'uint8' : bits <= 16 ? 'uint16' : 'uint32' };
      break;
    case SampleFormat.Int:
      if (bits === 64) return { bits, format: 'int', sampleType: 'float64' };
      if (bits === 8 || bits === 16 || bits === 32) return { bits, format: 'int', sampleType: `int${bits}` };
      break;
    case SampleFormat.Float:
      if (bits === 16 || bits === 32) return { bits, format: 'float', sampleType: 'float32' };
      if (bits === 64) return { bits, format: 'float', sampleType: 'float64' };
      break;
  }
  const kind =
    format === SampleFormat.ComplexFloat || format === SampleFormat.ComplexInt ? 'complex numbers' : `format ${format}`;
  throw new GeoTiffError(
    `TIFF samples of ${bits} bits in ${kind} are not supported. Convert the file: gdal_translate -ot Float32 in.tif out.tif.`,
  );
}
