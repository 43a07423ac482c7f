import sharp from 'sharp';
import type { PngImage } from './png.ts';

/** The shortest time of a frame that browsers keep to, in milliseconds: they show shorter ones for a tenth of a second. */
const SHORTEST = 20;

/**
 * Encodes frames as an animation without an end.
 * @param frames one below the other, all of one height
 * @param framesPerSecond rounded to hundredths of a second a frame, which the format has
 */
export async function encodeGif(
  { width, height, channels, data }: PngImage,
  frames: number,
  framesPerSecond: number,
): Promise<Uint8Array> {
  const delay = Math.max(SHORTEST, Math.round(100 / framesPerSecond) * 10);
  return sharp(data, { raw: { width, height, channels, pageHeight: height / frames }, limitInputPixels: false })
    .gif({ delay: Array.from({ length: frames }, () => delay), loop: 0 })
    .toBuffer();
}
