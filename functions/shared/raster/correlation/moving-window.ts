import { type Shift, shiftsWithin } from './shifts.ts';
import { PairSums } from './sums.ts';

/** Two pictures of the same bands and size, and where both are valid. */
export interface Pictures {
  readonly a: readonly ArrayLike<number>[];
  readonly b: readonly ArrayLike<number>[];
  readonly validA: Uint8Array;
  readonly validB: Uint8Array;
  readonly width: number;
}

/** The part of the pictures that is compared, which is at least the window and the largest shift away from their borders. */
export interface Part {
  readonly column: number;
  readonly row: number;
  readonly width: number;
  readonly height: number;
}

export interface BestShifts {
  /** The shift to the best match, in columns and rows. */
  readonly x: Int16Array;
  readonly y: Int16Array;
  readonly correlation: Float64Array;
  /** 1 where enough of the window was valid at every shift. */
  readonly valid: Uint8Array;
}

/** Sums of a window's columns: pairs, both values, both squares, products. */
const KINDS = 6;

/**
 * For each pixel the shift at which a window around it in one picture is most like that in another, by the correlation of all bands together, each
 * around its mean in the window.
 * @param size of the window in pixels; an even one has one more to the left and above
 * @param masked the largest part of a window that may be masked in either picture
 */
export function bestShifts(
  pictures: Pictures,
  part: Part,
  size: number,
  most: number,
  masked: number,
  check: () => void,
): BestShifts {
  const count = part.width * part.height;
  const best: BestShifts = {
    x: new Int16Array(count),
    y: new Int16Array(count),
    correlation: new Float64Array(count).fill(-Infinity),
    valid: new Uint8Array(count).fill(1),
  };
  const needed = size * size * (1 - masked) - 1e-9;
  for (const shift of shiftsWithin(most)) {
    check();
    compare(pictures, part, size, shift, needed, best);
  }
  return best;
}

/** Compares at one shift: sums of columns go down row by row, and along them the window's. */
function compare(
  { a, b, validA, validB, width }: Pictures,
  part: Part,
  size: number,
  { x, y }: Shift,
  needed: number,
  best: BestShifts,
): void {
  const before = size >> 1;
  const across = part.width + size - 1;
  const columns = a.map(() => new Float64Array(across * KINDS));
  const away = y * width + x;
  const addRow = (row: number, sign: number) => {
    for (let k = 0, at = row * width + part.column - before; k < across; k++, at++) {
      if (validA[at] === 0 || validB[at + away] === 0) continue;
      for (let band = 0; band < a.length; band++) {
        const [p, q, sums, i] = [a[band][at], b[band][at + away], columns[band], k * KINDS];
        sums[i] += sign;
        sums[i + 1] += sign * p;
        sums[i + 2] += sign * q;
        sums[i + 3] += sign * p * p;
        sums[i + 4] += sign * q * q;
        sums[i + 5] += sign * p * q;
      }
    }
  };
  for (let row = 0; row < size - 1; row++) addRow(part.row - before + row, 1);
  const window = a.map(() => new Float64Array(KINDS));
  const pairs = new PairSums();
  for (let line = 0, i = 0; line < part.height; line++) {
    addRow(part.row - before + line + size - 1, 1);
    for (const sums of window) sums.fill(0);
    const slide = (k: number, sign: number) => {
      for (let band = 0; band < window.length; band++)
        for (let kind = 0; kind < KINDS; kind++) window[band][kind] += sign * columns[band][k * KINDS + kind];
    };
    for (let k = 0; k < size - 1; k++) slide(k, 1);
    for (let k = 0; k < part.width; k++, i++) {
      slide(k + size - 1, 1);
      if (!(window[0][0] >= needed)) best.valid[i] = 0;
      pairs.clear();
      for (const [n, p, q, pp, qq, pq] of window) pairs.add(n, p, q, pp, qq, pq);
      const correlation = pairs.correlation();
      if (correlation > best.correlation[i] + 1e-12) {
        best.correlation[i] = correlation;
        best.x[i] = x;
        best.y[i] = y;
      }
      slide(k, -1);
    }
    addRow(part.row - before + line, -1);
  }
}
