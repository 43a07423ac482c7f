import { PixelQueue } from '../pixels/queue.ts';

/** Pixels between looks at whether the request is over. */
const CHECKED_EVERY = 65_536;

/**
 * Heights with all hollows filled up to where they overflow, over sides and corners: to the border, or to a pixel that is not valid (R. Barnes,
 * C. Lehman and D. Mulla, Priority-Flood, 2014). It is the reconstruction by erosion from the border of mathematical morphology.
 * @param borderValue what pixels at the border and beside invalid ones are filled up to at least; -Infinity: they keep their heights
 */
export function fillMinima(
  heights: ArrayLike<number>,
  valid: Uint8Array,
  width: number,
  borderValue: number,
  check: () => void,
): Float64Array {
  const levels = Float64Array.from(heights);
  const height = levels.length / width;
  const known = new Uint8Array(levels.length);
  const queue = new PixelQueue(4 * (width + height));
  const around = (pixel: number, visit: (near: number) => void): boolean => {
    const column = pixel % width;
    let whole = column > 0 && column < width - 1 && pixel >= width && pixel < levels.length - width;
    for (let dy = -width; dy <= width; dy += width) {
      for (let dx = -1; dx <= 1; dx++) {
        const near = pixel + dy + dx;
        if (near < 0 || near >= levels.length || column + dx < 0 || column + dx >= width) continue;
        if (valid[near] === 0) whole = false;
        else visit(near);
      }
    }
    return whole;
  };
  for (let pixel = 0; pixel < levels.length; pixel++) {
    if (valid[pixel] === 0 || around(pixel, () => undefined)) continue;
    levels[pixel] = Math.max(levels[pixel], borderValue);
    known[pixel] = 1;
    queue.put(levels[pixel], pixel, 0);
  }
  for (let taken = 0; queue.take(); taken++) {
    if (taken % CHECKED_EVERY === 0) check();
    const level = queue.key;
    around(queue.pixel, (near) => {
      if (known[near] === 1) return;
      known[near] = 1;
      levels[near] = Math.max(levels[near], level);
      queue.put(levels[near], near, 0);
    });
  }
  return levels;
}
