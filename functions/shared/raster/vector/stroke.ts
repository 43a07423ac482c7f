import { type Chain, forEachEdge } from './chain.ts';
import type { Coverage } from './coverage.ts';

/**
 * Lines through pixel centres, or halfway between them, are moved by this much, so that each is on one side: a line one pixel wide on the
 * border of two pixels is drawn in one of them, and in the same one on all grids.
 */
const ASIDE = 1e-6;

/** The edges of a drawn line: soft ones weight each pixel by its covered fraction, hard ones include a pixel if its centre is covered. */
export type Edge = 'soft' | 'hard';

/** Draws a line with round ends from a place to another (a disc, if they are the same). `half` is half its width, in pixels. */
export function drawSegment(
  coverage: Coverage,
  ax: number,
  ay: number,
  bx: number,
  by: number,
  half: number,
  edge: Edge,
): void {
  const { width, height, parts } = coverage;
  const soft = edge === 'soft';
  const aside = soft ? 0 : ASIDE;
  const x0 = ax + aside;
  const y0 = ay + aside;
  const dx = bx - ax;
  const dy = by - ay;
  const reach = soft ? half + 0.5 : half;
  const limit = reach * reach;
  const least = dx < 0 ? x0 + dx : x0;
  const most = dx < 0 ? x0 : x0 + dx;
  if (most + reach < 0 || least - reach > width) return;
  const top = Math.max(0, Math.ceil((dy < 0 ? y0 + dy : y0) - reach - 0.5));
  const bottom = Math.min(height - 1, Math.floor((dy < 0 ? y0 : y0 + dy) + reach - 0.5));
  const squared = dx * dx + dy * dy;
  const alongX = squared > 0 ? dx / squared : 0;
  const alongY = squared > 0 ? dy / squared : 0;
  // Steep lines are looked at only where they come near a row: what of them is less than their reach above or below it.
  const steep = Math.abs(dy) > 2 * reach;
  let leftmost = width;
  let rightmost = 0;
  for (let row = top; row <= bottom; row++) {
    const y = row + 0.5 - y0;
    let from = least;
    let to = most;
    if (steep) {
      const p = x0 + part((y - reach) / dy) * dx;
      const q = x0 + part((y + reach) / dy) * dx;
      from = p < q ? p : q;
      to = p < q ? q : p;
    }
    const left = Math.max(0, Math.ceil(from - reach - 0.5));
    const right = Math.min(width - 1, Math.floor(to + reach - 0.5));
    if (left > right) continue;
    if (left < leftmost) leftmost = left;
    if (right >= rightmost) rightmost = right + 1;
    for (let column = left, i = row * width + left; column <= right; column++, i++) {
      const x = column + 0.5 - x0;
      const t = part(x * alongX + y * alongY);
      const ex = x - t * dx;
      const ey = y - t * dy;
      const off = ex * ex + ey * ey;
      if (off >= limit) continue;
      const covered = soft ? Math.min(1, reach - Math.sqrt(off)) : 1;
      if (covered > parts[i]) parts[i] = covered;
    }
  }
  if (leftmost < rightmost) coverage.use(leftmost, top, rightmost, bottom + 1);
}

/** Draws a circle with soft edges as a line; `half` is half its width, in pixels. */
export function drawCircle(coverage: Coverage, x: number, y: number, radius: number, half: number): void {
  const { width, height, parts } = coverage;
  const reach = radius + half + 0.5;
  const left = Math.max(0, Math.ceil(x - reach - 0.5));
  const top = Math.max(0, Math.ceil(y - reach - 0.5));
  const right = Math.min(width - 1, Math.floor(x + reach - 0.5));
  const bottom = Math.min(height - 1, Math.floor(y + reach - 0.5));
  if (left > right || top > bottom) return;
  coverage.use(left, top, right + 1, bottom + 1);
  for (let row = top; row <= bottom; row++) {
    const dy = row + 0.5 - y;
    for (let column = left, i = row * width + left; column <= right; column++, i++) {
      const dx = column + 0.5 - x;
      const covered = Math.min(1, half + 0.5 - Math.abs(Math.sqrt(dx * dx + dy * dy) - radius));
      if (covered > parts[i]) parts[i] = covered;
    }
  }
}

/** A part of the way, held between its ends. */
function part(way: number): number {
  return way < 0 ? 0 : way > 1 ? 1 : way;
}

/** Draws a chain as a line with round joins and ends. */
export function drawLine(coverage: Coverage, chain: Chain, closed: boolean, half: number, edge: Edge): void {
  if (chain.length === 2) drawSegment(coverage, ...placeOf(chain), ...placeOf(chain), half, edge);
  forEachEdge(chain, closed, (x0, y0, x1, y1) => drawSegment(coverage, x0, y0, x1, y1, half, edge));
}

function placeOf({ points }: Chain): [number, number] {
  return [points[0], points[1]];
}
