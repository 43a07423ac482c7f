import type { Chain } from './chain.ts';
import type { Coverage } from './coverage.ts';

/** A chain of places in pixel coordinates. */
export function chain(...points: number[]): Chain {
  return { points: Float64Array.from(points), length: points.length };
}

/** The chain as another grid sees it, whose first pixel is at a column and a row of the first grid. */
export function shifted({ points }: Chain, column: number, row: number): Chain {
  return chain(...points.map((value, i) => value - (i % 2 === 0 ? column : row)));
}

/** The covered fraction of each pixel; empties the buffer. */
export function taken(sheet: Coverage): number[] {
  const parts = new Array<number>(sheet.width * sheet.height).fill(0);
  sheet.take((i, part) => {
    parts[i] = part;
  });
  return parts;
}

/** Rows of a grid as text: # for covered pixels. */
export function drawnRows(parts: readonly number[], width: number): string[] {
  return Array.from({ length: parts.length / width }, (_, row) =>
    parts
      .slice(row * width, (row + 1) * width)
      .map((part) => (part > 0 ? '#' : '.'))
      .join(''),
  );
}
