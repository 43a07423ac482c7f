/**
 * Lines of pixels of one direction that share out a picture: each pixel is on one of them. Lines follow from places in the plane, so that all
 * tiles of a map have the same ones.
 */
export interface DigitalLines {
  /** From one pixel of a line to the next, along the direction: in columns and rows, one of them 1 or -1, the other at most that far. */
  readonly columns: number;
  readonly rows: number;
  /** Calls back with the pixels of each line, one after the other along the direction; the list is used again for the next one. */
  forEach(use: (pixels: Int32Array, count: number) => void): void;
}

/**
 * @param x columns to the right for a step along the direction, and `y` rows downwards
 * @param place column and row of the first pixel in the plane
 */
export function digitalLines(
  width: number,
  height: number,
  [left, top]: readonly [number, number],
  x: number,
  y: number,
): DigitalLines {
  const flat = Math.abs(x) >= Math.abs(y);
  const longest = Math.max(Math.abs(x), Math.abs(y));
  const [columns, rows] = [x / longest, y / longest];
  // Along the longer axis a line has one pixel a step; across, it is so many pixels higher for each step.
  const slope = flat ? y / x : x / y;
  const forwards = (flat ? x : y) > 0;
  const [length, breadth] = flat ? [width, height] : [height, width];
  const [start, aside] = flat ? [left, top] : [top, left];
  const offsets = new Float64Array(length);
  for (let k = 0; k < length; k++) offsets[k] = Math.round((start + k) * slope) - aside;
  return {
    columns,
    rows,
    forEach(use) {
      const pixels = new Int32Array(length);
      const [first, last] = [Math.min(offsets[0], offsets[length - 1]), Math.max(offsets[0], offsets[length - 1])];
      for (let line = -last; line < breadth - first; line++) {
        let count = 0;
        for (let step = 0; step < length; step++) {
          const k = forwards ? step : length - 1 - step;
          const across = line + offsets[k];
          if (across < 0 || across >= breadth) continue;
          pixels[count++] = flat ? across * width + k : k * width + across;
        }
        if (count > 0) use(pixels, count);
      }
    },
  };
}

/** The margin that is needed to look so many pixels along a direction. */
export function marginsAlong(x: number, y: number, pixels: number) {
  const length = Math.hypot(x, y);
  const across = Math.ceil((Math.abs(x) / length) * pixels) + 1;
  const down = Math.ceil((Math.abs(y) / length) * pixels) + 1;
  return { left: x < 0 ? across : 1, right: x > 0 ? across : 1, top: y < 0 ? down : 1, bottom: y > 0 ? down : 1 };
}
