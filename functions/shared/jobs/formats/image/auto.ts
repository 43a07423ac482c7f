import type { ImageEncoder } from './encoder.ts';
import { JPEG } from './jpeg.ts';
import { PNG } from './png.ts';

/** JPEG, or PNG where a pixel is masked: JPEG has no transparency. */
export const AUTO: ImageEncoder = {
  visual: true,
  encode: (computed) => (computed.tiles.some(({ mask }) => mask !== undefined) ? PNG : JPEG).encode(computed),
};
