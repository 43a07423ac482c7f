import { type Chain, forEachEdge } from './chain.ts';
import type { Coverage } from './coverage.ts';
import { drawLine, drawSegment } from './stroke.ts';

export type LineType = 'solid' | 'dashed' | 'dotted';

/** The length of a dash between the middles of its round ends, and from one dash to the next, in widths of the line. */
const PATTERNS = { dashed: [3, 6], dotted: [0, 2] } as const;

/** Draws a chain as a line of a type, with soft edges. `width` in pixels. */
export function drawStyledLine(
  coverage: Coverage,
  chain: Chain,
  closed: boolean,
  width: number,
  lineType: LineType,
): void {
  if (lineType === 'solid') {
    drawLine(coverage, chain, closed, width / 2, 'soft');
    return;
  }
  const unit = Math.max(1, width);
  const [on, period] = PATTERNS[lineType].map((widths) => widths * unit);
  // Dashes are counted from the line's start, wherever the grid is: those of neighbouring tiles meet.
  let done = 0;
  forEachEdge(chain, closed, (x0, y0, x1, y1) => {
    const length = Math.hypot(x1 - x0, y1 - y0);
    const margin = unit + 1;
    const inside = isInside(coverage, x0, y0, margin) && isInside(coverage, x1, y1, margin);
    const part = inside ? WHOLE : visiblePart(coverage, x0, y0, x1, y1, margin);
    if (part && length > 0) {
      const at = (way: number): [number, number] => {
        const t = Math.min(1, Math.max(0, way / length));
        return [x0 + t * (x1 - x0), y0 + t * (y1 - y0)];
      };
      const first = Math.floor((done + part[0] * length - on) / period);
      for (let k = first; k * period <= done + part[1] * length; k++) {
        const [from, to] = [k * period - done, k * period + on - done];
        if (to >= 0 && from < length) drawSegment(coverage, ...at(from), ...at(to), width / 2, 'soft');
      }
    }
    done += length;
  });
}

const WHOLE = [0, 1] as const;

function isInside({ width, height }: Coverage, x: number, y: number, margin: number): boolean {
  return x > -margin && y > -margin && x < width + margin && y < height + margin;
}

/** The part of an edge (from 0 to 1) that may be seen on a grid with a margin; undefined if none is (Liang and Barsky, 1984). */
function visiblePart(
  { width, height }: Coverage,
  x0: number,
  y0: number,
  x1: number,
  y1: number,
  margin: number,
): readonly [number, number] | undefined {
  let [from, to] = [0, 1];
  for (const [start, step, size] of [
    [x0, x1 - x0, width],
    [y0, y1 - y0, height],
  ] as const) {
    const [low, high] = [-margin - start, size + margin - start];
    if (step === 0) {
      if (low > 0 || high < 0) return undefined;
      continue;
    }
    const [enter, leave] = step > 0 ? [low / step, high / step] : [high / step, low / step];
    from = Math.max(from, enter);
    to = Math.min(to, leave);
  }
  return from <= to ? [from, to] : undefined;
}
