import { z } from 'zod';
import { formatNamed } from './format-named.ts';
import { AUTO } from './image/auto.ts';
import type { ImageEncoder } from './image/encoder.ts';
import { GEO_TIFF } from './image/geotiff.ts';
import { JPEG } from './image/jpeg.ts';
import { NPY } from './image/npy.ts';
import { PNG } from './image/png.ts';
import { ZIPPED_GEO_TIFF, ZIPPED_GEO_TIFF_PER_BAND } from './image/zipped-geotiff.ts';

/** The file formats that pixels are answered in, by the names that requests call them. */
export const IMAGE_FORMATS = {
  AUTO_JPEG_PNG: AUTO,
  JPEG,
  PNG,
  NPY,
  GEO_TIFF,
  ZIPPED_GEO_TIFF,
  ZIPPED_GEO_TIFF_PER_BAND,
} as const satisfies { readonly [name: string]: ImageEncoder };

export const imageFormat = z.enum(Object.keys(IMAGE_FORMATS) as [ImageFormat, ...ImageFormat[]]);
export type ImageFormat = keyof typeof IMAGE_FORMATS;

/** The format that a request names, AUTO_JPEG_PNG by default; UNIMPLEMENTED if pixels are not written so. */
export function readImageFormat(name?: string): ImageFormat {
  return formatNamed(IMAGE_FORMATS, name, { unspecified: 'IMAGE_FILE_FORMAT_UNSPECIFIED', byDefault: 'AUTO_JPEG_PNG' });
}
