import sharp from 'sharp';
import type { PngImage } from './png.ts';

/** The JPEG quality: the lowest without visible blocks. */
const QUALITY = 90;

/** Encodes an image as JPEG. JPEG has no transparency: transparent pixels show their stored colour, black. */
export async function encodeJpeg({ width, height, channels, data }: PngImage): Promise<Uint8Array> {
  return sharp(data, { raw: { width, height, channels } }).removeAlpha().jpeg({ quality: QUALITY }).toBuffer();
}
