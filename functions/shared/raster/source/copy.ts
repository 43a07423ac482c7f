import type { Block } from '../geotiff/geotiff.ts';
import type { SampleArray } from '../samples.ts';
import type { Places } from './places.ts';
import type { Span } from './spans.ts';

/** Copies those pixels of a span that lie in a block whose first pixel is (x0, y0). */
export function copyPixels(
  block: Block,
  x0: number,
  y0: number,
  places: Places,
  span: Span,
  tiles: readonly { values: SampleArray; mask: Uint8Array }[],
): void {
  if (places.separable && isRun(places.columns, span.left, span.right)) copyRuns(block, x0, y0, places, span, tiles);
  else copyScattered(block, x0, y0, places, span, tiles);
}

/** Whether a grid's columns are the raster's own, one after the other: then rows can be copied whole. */
function isRun(columns: Int32Array, left: number, right: number): boolean {
  for (let i = left + 1; i < right; i++) if (columns[i] !== columns[i - 1] + 1) return false;
  return columns[left] >= 0;
}

function copyRuns(
  block: Block,
  x0: number,
  y0: number,
  { gridWidth, columns, rows }: Places,
  { top, bottom, left, right }: Span,
  tiles: readonly { values: SampleArray; mask: Uint8Array }[],
): void {
  for (let row = top; row < bottom; row++) {
    const y = rows[row] - y0;
    if (y < 0 || y >= block.height) continue;
    const from = y * block.width + columns[left] - x0;
    const to = from + right - left;
    const at = row * gridWidth + left;
    for (const [k, { values, mask }] of tiles.entries()) {
      values.set(block.bands[k].subarray(from, to), at);
      if (block.mask === undefined) mask.fill(1, at, at + right - left);
      else mask.set(block.mask.subarray(from, to), at);
    }
  }
}

function copyScattered(
  block: Block,
  x0: number,
  y0: number,
  { gridWidth, separable, columns, rows }: Places,
  { top, bottom, left, right }: Span,
  tiles: readonly { values: SampleArray; mask: Uint8Array }[],
): void {
  const from = new Int32Array(right - left);
  for (let row = top; row < bottom; row++) {
    let any = false;
    for (let column = left; column < right; column++) {
      const i = separable ? column : row * gridWidth + column;
      const x = columns[i] - x0;
      const y = (separable ? rows[row] : rows[i]) - y0;
      const inside = x >= 0 && y >= 0 && x < block.width && y < block.height;
      from[column - left] = inside ? y * block.width + x : -1;
      if (inside) any = true;
    }
    if (!any) continue;
    const at = row * gridWidth + left;
    for (const [k, tile] of tiles.entries()) copyRow(block.bands[k], block.mask, from, tile, at);
  }
}

function copyRow(
  source: SampleArray,
  valid: Uint8Array | undefined,
  from: Int32Array,
  { values, mask }: { values: SampleArray; mask: Uint8Array },
  at: number,
): void {
  for (let i = 0; i < from.length; i++) {
    const index = from[i];
    if (index < 0) continue;
    values[at + i] = source[index];
    mask[at + i] = valid === undefined || valid[index] > 0 ? 1 : 0;
  }
}
