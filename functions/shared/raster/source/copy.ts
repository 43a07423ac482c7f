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
  const { width, height } = block;
  const copies = tiles.map(({ values }, k) => copierOf(block.bands[k], values));
  for (let row = top; row < bottom; row++) {
    let any = false;
    const y = separable ? rows[row] - y0 : 0;
    const first = (separable ? 0 : row * gridWidth) + left;
    for (let i = 0; i < from.length; i++) {
      const x = columns[first + i] - x0;
      const line = separable ? y : rows[first + i] - y0;
      const inside = x >= 0 && line >= 0 && x < width && line < height;
      from[i] = inside ? line * width + x : -1;
      if (inside) any = true;
    }
    if (!any) continue;
    const at = row * gridWidth + left;
    for (const copy of copies) copy(from, at);
    for (const { mask } of tiles) {
      if (block.mask) copyValid(block.mask, mask, from, at);
      else markValid(mask, from, at);
    }
  }
}

/** Copies the samples at some places of a block (-1: none) to a tile, one after the other. */
type Copier = (from: Int32Array, at: number) => void;

function copierOf(source: SampleArray, target: SampleArray): Copier {
  const size = source.BYTES_PER_ELEMENT;
  const sources = { buffer: source.buffer, offset: source.byteOffset, length: source.length };
  const targets = { buffer: target.buffer, offset: target.byteOffset, length: target.length };
  const over = <T>(Type: new (buffer: ArrayBufferLike, offset: number, length: number) => T): [T, T] => [
    new Type(sources.buffer, sources.offset, sources.length),
    new Type(targets.buffer, targets.offset, targets.length),
  ];
  if (size === 1) {
    const [one, other] = over(Uint8Array);
    return (from, at) => copy8(one, other, from, at);
  }
  if (size === 2) {
    const [one, other] = over(Uint16Array);
    return (from, at) => copy16(one, other, from, at);
  }
  if (size === 4) {
    const [one, other] = over(Uint32Array);
    return (from, at) => copy32(one, other, from, at);
  }
  const [one, other] = over(BigUint64Array);
  return (from, at) => copy64(one, other, from, at);
}

// One function a width: a loop that meets arrays of several types is compiled to code that is several times as slow.

function copy8(source: Uint8Array, target: Uint8Array, from: Int32Array, at: number): void {
  for (let i = 0; i < from.length; i++) if (from[i] >= 0) target[at + i] = source[from[i]];
}

function copy16(source: Uint16Array, target: Uint16Array, from: Int32Array, at: number): void {
  for (let i = 0; i < from.length; i++) if (from[i] >= 0) target[at + i] = source[from[i]];
}

function copy32(source: Uint32Array, target: Uint32Array, from: Int32Array, at: number): void {
  for (let i = 0; i < from.length; i++) if (from[i] >= 0) target[at + i] = source[from[i]];
}

function copy64(source: BigUint64Array, target: BigUint64Array, from: Int32Array, at: number): void {
  for (let i = 0; i < from.length; i++) if (from[i] >= 0) target[at + i] = source[from[i]];
}

function copyValid(valid: Uint8Array, mask: Uint8Array, from: Int32Array, at: number): void {
  for (let i = 0; i < from.length; i++) if (from[i] >= 0) mask[at + i] = valid[from[i]] > 0 ? 1 : 0;
}

function markValid(mask: Uint8Array, from: Int32Array, at: number): void {
  for (let i = 0; i < from.length; i++) if (from[i] >= 0) mask[at + i] = 1;
}
