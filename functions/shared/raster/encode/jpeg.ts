import sharp from 'sharp';
import type { PngImage } from './png.ts';

/** As good as a picture that is looked at needs: the least quality without visible blocks. */
const QUALITY = 90;

/** A picture as JPEG. JPEG has no transparency: what is transparent is shown as it is stored, which is black. */
export async function encodeJpeg({ width, height, channels, data }: PngImage): Promise<Uint8Array> {
  return sharp(data, { raw: { width, height, channels } }).removeAlpha().jpeg({ quality: QUALITY }).toBuffer();
}
