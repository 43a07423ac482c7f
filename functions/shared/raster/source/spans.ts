import type { Places } from './places.ts';

/** The part of a grid that a block may serve: a range of its rows, and of its columns. */
export interface Span {
  top: number;
  bottom: number;
  left: number;
  right: number;
}

/** The blocks that hold a grid's pixels, with the span of the grid that each of them serves. */
export function blocksOf(places: Places, blockWidth: number, blockHeight: number, across: number): Map<number, Span> {
  const blocks = new Map<number, Span>();
  const add = (id: number, column: number, row: number): void => {
    const span = blocks.get(id);
    if (!span) blocks.set(id, { top: row, bottom: row + 1, left: column, right: column + 1 });
    else {
      if (row >= span.bottom) span.bottom = row + 1;
      if (column < span.left) span.left = column;
      if (column >= span.right) span.right = column + 1;
      if (row < span.top) span.top = row;
    }
  };
  const { gridWidth, gridHeight, separable, columns, rows } = places;
  if (separable) {
    const columnSpans = spansOf(columns, blockWidth);
    for (const [blockRow, [top, bottom]] of spansOf(rows, blockHeight)) {
      for (const [blockColumn, [left, right]] of columnSpans) {
        blocks.set(blockRow * across + blockColumn, { top, bottom, left, right });
      }
    }
    return blocks;
  }
  let last = -1;
  for (let row = 0, i = 0; row < gridHeight; row++) {
    for (let column = 0; column < gridWidth; column++, i++) {
      if (columns[i] < 0 || rows[i] < 0) continue;
      const id = Math.floor(rows[i] / blockHeight) * across + Math.floor(columns[i] / blockWidth);
      // Neighbours mostly share a block: only its right end moves on.
      const span = id === last ? blocks.get(id) : undefined;
      if (span && row === span.bottom - 1 && column >= span.left) {
        if (column >= span.right) span.right = column + 1;
      } else add(id, column, row);
      last = id;
    }
  }
  return blocks;
}

/** For each block along one axis, the range of the grid that it serves. */
function spansOf(places: Int32Array, blockSize: number): Map<number, [number, number]> {
  const spans = new Map<number, [number, number]>();
  places.forEach((place, i) => {
    if (place < 0) return;
    const block = Math.floor(place / blockSize);
    const span = spans.get(block);
    if (!span) spans.set(block, [i, i + 1]);
    else span[1] = i + 1;
  });
  return spans;
}
