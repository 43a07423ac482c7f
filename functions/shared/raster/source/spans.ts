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
  const add = (id: number, left: number, right: number, row: number): void => {
    const span = blocks.get(id);
    if (!span) blocks.set(id, { top: row, bottom: row + 1, left, right });
    else {
      span.bottom = row + 1;
      if (left < span.left) span.left = left;
      if (right > span.right) span.right = right;
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
  // Neighbours mostly share a block: what is known of its borders spares divisions.
  let id = -1;
  let [x0, x1, y0, y1] = [0, 0, 0, 0];
  for (let row = 0, i = 0; row < gridHeight; row++) {
    let start = 0;
    for (let column = 0; column < gridWidth; column++, i++) {
      const [x, y] = [columns[i], rows[i]];
      if (id >= 0 && x >= x0 && x < x1 && y >= y0 && y < y1) continue;
      if (id >= 0 && column > start) add(id, start, column, row);
      start = column;
      if (x < 0 || y < 0) {
        id = -1;
        continue;
      }
      const [blockColumn, blockRow] = [Math.floor(x / blockWidth), Math.floor(y / blockHeight)];
      id = blockRow * across + blockColumn;
      x0 = blockColumn * blockWidth;
      x1 = x0 + blockWidth;
      y0 = blockRow * blockHeight;
      y1 = y0 + blockHeight;
    }
    if (id >= 0) add(id, start, gridWidth, row);
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
