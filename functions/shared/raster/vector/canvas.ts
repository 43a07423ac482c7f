import type { Tile } from '../pixels/node.ts';
import type { Coverage } from './coverage.ts';

/** Red, green and blue from 0 to 255, and opacity from 0 to 1. */
export type Rgba = readonly [red: number, green: number, blue: number, opacity: number];

/** A picture on which one thing is laid over the other; nothing at first. */
export class Canvas {
  /** Red, green and blue times opacity, and opacity, pixel by pixel. */
  readonly #pixels: Float32Array;

  constructor(pixels: number) {
    this.#pixels = new Float32Array(4 * pixels);
  }

  /** Bytes of a canvas of a number of pixels, with its tiles. */
  static bytes(pixels: number): number {
    return pixels * (16 + 7);
  }

  /**
   * Paints a colour over the pixels that the sheet covers, and empties the sheet (T. Porter, T. Duff, Compositing digital images, 1984:
   * over).
   */
  lay(sheet: Coverage, [red, green, blue, opacity]: Rgba): void {
    const pixels = this.#pixels;
    sheet.take((i, part) => {
      const own = part * opacity;
      const rest = 1 - own;
      const at = 4 * i;
      pixels[at] = pixels[at] * rest + red * own;
      pixels[at + 1] = pixels[at + 1] * rest + green * own;
      pixels[at + 2] = pixels[at + 2] * rest + blue * own;
      pixels[at + 3] = pixels[at + 3] * rest + own;
    });
  }

  /** The picture as bands of bytes under a mask of opacity: 0 is red, 1 green, 2 blue. */
  tiles(bands: readonly number[]): Tile[] {
    const pixels = this.#pixels;
    const count = pixels.length / 4;
    const mask = new Float32Array(count);
    for (let i = 0; i < count; i++) mask[i] = Math.min(1, pixels[4 * i + 3]);
    return bands.map((band) => {
      const values = new Uint8Array(count);
      for (let i = 0; i < count; i++) {
        if (mask[i] > 0) values[i] = Math.min(255, Math.round(pixels[4 * i + band] / pixels[4 * i + 3]));
      }
      return { values, mask };
    });
  }
}
