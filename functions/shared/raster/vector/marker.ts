import type { Chain } from './chain.ts';

/** The shape that is drawn for a point: an outline that can be filled, or strokes. Its centre is (0, 0), its radius 1; y points down. */
export interface Marker {
  readonly outline?: Float64Array;
  readonly strokes?: readonly Float64Array[];
  /** Whether the outline approximates a circle, which can be drawn exactly. */
  readonly circle?: true;
}

/** Corners on a circle, the first one straight up. Every second one may be at another distance from the middle: a star. */
function corners(count: number, turn = 0, inner = 1): Float64Array {
  const chain = new Float64Array(2 * count);
  for (let i = 0; i < count; i++) {
    const angle = turn + (2 * Math.PI * i) / count;
    const radius = i % 2 === 1 ? inner : 1;
    chain[2 * i] = radius * Math.sin(angle);
    chain[2 * i + 1] = -radius * Math.cos(angle);
  }
  return chain;
}

const cross = (turn: number) => {
  const [x, y] = [Math.sin(turn), Math.cos(turn)];
  return [Float64Array.of(-x, -y, x, y), Float64Array.of(-y, x, y, -x)];
};

const QUARTER = Math.PI / 2;
/** The radii of the inner corners of a pentagram and a hexagram, whose edges are in line with each other. */
const PENTAGRAM = Math.sin(Math.PI / 10) / Math.sin((3 * Math.PI) / 10);
const HEXAGRAM = 1 / Math.sqrt(3);

const STAR5: Marker = { outline: corners(10, 0, PENTAGRAM) };
const STAR6: Marker = { outline: corners(12, 0, HEXAGRAM) };
const TRIANGLE: Marker = { outline: corners(3) };

/** The shapes of markers by name. Enough corners make a circle. */
export const MARKERS: ReadonlyMap<string, Marker> = new Map<string, Marker>([
  ['circle', { outline: corners(32), circle: true }],
  ['square', { outline: Float64Array.of(-1, -1, 1, -1, 1, 1, -1, 1) }],
  ['diamond', { outline: corners(4) }],
  ['cross', { strokes: cross(QUARTER / 2) }],
  ['plus', { strokes: cross(0) }],
  ['pentagram', STAR5],
  ['hexagram', STAR6],
  ['triangle', TRIANGLE],
  ['triangle_up', TRIANGLE],
  ['triangle_down', { outline: corners(3, 2 * QUARTER) }],
  ['triangle_left', { outline: corners(3, 3 * QUARTER) }],
  ['triangle_right', { outline: corners(3, QUARTER) }],
  ['pentagon', { outline: corners(5) }],
  ['hexagon', { outline: corners(6) }],
  ['star5', STAR5],
  ['star6', STAR6],
]);

/** A chain of a marker at a place, `size` pixels large from its middle. */
export function placed(chain: Float64Array, column: number, row: number, size: number): Chain {
  const points = chain.map((value, i) => value * size + (i % 2 === 0 ? column : row));
  return { points, length: points.length };
}
