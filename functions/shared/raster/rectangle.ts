import type { PixelWindow } from './grid.ts';
import type { SampleArray } from './samples.ts';

/** A copy of a rectangle of row-major samples that are `width` wide. */
export function cutRectangle<T extends SampleArray>(samples: T, width: number, window: PixelWindow): T {
  const piece = new (samples.constructor as new (length: number) => T)(window.width * window.height);
  for (let y = 0; y < window.height; y++) {
    const from = (window.row + y) * width + window.column;
    piece.set(samples.subarray(from, from + window.width), y * window.width);
  }
  return piece;
}

/** Copies a piece that is `pieceWidth` wide into row-major samples that are `width` wide, at a column and a row. */
export function pasteRectangle(
  piece: SampleArray,
  pieceWidth: number,
  samples: SampleArray,
  width: number,
  column: number,
  row: number,
): void {
  for (let from = 0, at = row * width + column; from < piece.length; from += pieceWidth, at += width) {
    samples.set(piece.subarray(from, from + pieceWidth), at);
  }
}
