import type { TiffLevel, Window } from './level.ts';

/**
 * The part of a mask that covers a window: 1 where the mask is not zero. The mask may be cut into other blocks than its image;
 * what it does not store is invalid.
 */
export async function readMask(mask: TiffLevel, window: Window, signal?: AbortSignal): Promise<Uint8Array> {
  const result = new Uint8Array(window.width * window.height);
  const right = window.column + window.width;
  const bottom = window.row + window.height;
  const reads: Promise<void>[] = [];
  for (let row = Math.floor(window.row / mask.blockHeight); row * mask.blockHeight < bottom; row++) {
    for (let column = Math.floor(window.column / mask.blockWidth); column * mask.blockWidth < right; column++) {
      reads.push(
        mask.read(column, row, [0], 0, signal).then((bands) => {
          if (bands) copyOverlap(bands[0]!, mask.window(column, row), result, window);
        }),
      );
    }
  }
  await Promise.all(reads);
  return result;
}

function copyOverlap(block: ArrayLike<number>, from: Window, result: Uint8Array, to: Window): void {
  const left = Math.max(from.column, to.column);
  const right = Math.min(from.column + from.width, to.column + to.width);
  const top = Math.max(from.row, to.row);
  const bottom = Math.min(from.row + from.height, to.row + to.height);
  for (let row = top; row < bottom; row++) {
    let source = (row - from.row) * from.width + left - from.column;
    let target = (row - to.row) * to.width + left - to.column;
    for (let column = left; column < right; column++) result[target++] = block[source++] === 0 ? 0 : 1;
  }
}
