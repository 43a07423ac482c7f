import { type Chain, forEachEdge } from './chain.ts';
import type { Coverage } from './coverage.ts';

/** Places within a millionth of a pixel of a pixel's border are on it. */
const SNAP = 1e-6;

/** The kind of a chain: a line of its own, or the border of an area. An area does not include pixels that its border only runs along. */
export type ChainKind = 'line' | 'border';

/** Covers the pixels that a chain goes through. */
export function touchChain(coverage: Coverage, chain: Chain, kind: ChainKind): void {
  forEachEdge(chain, kind === 'border', (x0, y0, x1, y1) => {
    const [top, bottom] = range(Math.min(y0, y1), Math.max(y0, y1), kind);
    const slope = (x1 - x0) / (y1 - y0);
    for (let row = Math.max(0, top); row <= Math.min(coverage.height - 1, bottom); row++) {
      let [from, to] = [Math.min(x0, x1), Math.max(x0, x1)];
      if (Number.isFinite(slope)) {
        const [p, q] = [x0 + (row - y0) * slope, x0 + (row + 1 - y0) * slope];
        [from, to] = [Math.max(from, Math.min(p, q)), Math.min(to, Math.max(p, q))];
      }
      const [left, right] = range(from, to, kind);
      for (let column = Math.max(0, left); column <= Math.min(coverage.width - 1, right); column++) {
        coverage.cover(column, row);
      }
    }
  });
}

/** The first and the last pixel that an interval is in; none (the last before the first) if it is on a border of an area's own. */
function range(from: number, to: number, kind: ChainKind): readonly [number, number] {
  const first = Math.floor(from + SNAP);
  const last = Math.ceil(to - SNAP) - 1;
  if (last >= first) return [first, last];
  // It has no length, and is on a border of pixels or between two of them: a line is in the pixel behind it.
  return kind === 'line' ? [first, first] : [first, first - 1];
}
