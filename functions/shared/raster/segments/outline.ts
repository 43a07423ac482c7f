import type { Components } from './components.ts';

/** A ring of pixel corners: columns and rows of its vertices in turn, the first one not repeated. */
export type CornerRing = readonly (readonly [column: number, row: number])[];

/** The outline of a component: its outer ring, clockwise on the page, and its holes. */
export interface Outline {
  readonly shell: CornerRing;
  readonly holes: readonly CornerRing[];
}

/** Ways along the sides of pixels, clockwise: east, south, west, north. */
const STEPS: readonly (readonly [x: number, y: number])[] = [
  [1, 0],
  [0, 1],
  [-1, 0],
  [0, -1],
];

/**
 * The outlines of components, along the sides of their pixels: one walks with the component on the right. Where pixels touch by a corner
 * only, one crosses over if the component holds together there.
 */
export function outlinesOf(
  { labels, count }: Components,
  width: number,
  height: number,
  eightConnected: boolean,
): Outline[] {
  // A side of a pixel that is part of an outline, by its start and its way: 4 * corner + way.
  const across = width + 1;
  const open = new Uint8Array(across * (height + 1) * 4);
  const at = (x: number, y: number) => (x < 0 || y < 0 || x >= width || y >= height ? -1 : labels[y * width + x]);
  const sides: number[][] = Array.from({ length: count }, () => []);
  for (let y = 0, i = 0; y < height; y++) {
    for (let x = 0; x < width; x++, i++) {
      const label = labels[i];
      if (label < 0) continue;
      const add = (column: number, row: number, way: number) => {
        const side = 4 * (row * across + column) + way;
        open[side] = 1;
        sides[label].push(side);
      };
      if (at(x, y - 1) !== label) add(x, y, 0);
      if (at(x + 1, y) !== label) add(x + 1, y, 1);
      if (at(x, y + 1) !== label) add(x + 1, y + 1, 2);
      if (at(x - 1, y) !== label) add(x, y + 1, 3);
    }
  }
  // At a corner where one may turn both ways: left crosses over to the pixel beyond, right stays.
  const turns = eightConnected ? [3, 0, 1] : [1, 0, 3];
  const labelOf = (side: number): number => {
    const [corner, way] = [side >> 2, side & 3];
    const [column, row] = [corner % across, Math.floor(corner / across)];
    return at(column - (way === 1 || way === 2 ? 1 : 0), row - (way === 2 || way === 3 ? 1 : 0));
  };
  return sides.map((own, label) => {
    const rings = own.flatMap((side) => (open[side] === 1 ? [ringFrom(side, label)] : []));
    const outer = rings.findIndex((ring) => signedArea(ring) > 0);
    return { shell: rings[outer], holes: rings.filter((_, i) => i !== outer) };
  });

  function ringFrom(start: number, label: number): CornerRing {
    const ring: [number, number][] = [];
    let side = start;
    let last = -1;
    do {
      open[side] = 0;
      const [corner, way] = [side >> 2, side & 3];
      if (way !== last) ring.push([corner % across, Math.floor(corner / across)]);
      last = way;
      const next = corner + STEPS[way][0] + STEPS[way][1] * across;
      side = following(next, way, label, start);
    } while (side !== start);
    // A straight line through the first vertex makes it none.
    if (last === (start & 3)) ring.shift();
    return ring;
  }

  function following(corner: number, way: number, label: number, start: number): number {
    for (const turn of turns) {
      const side = 4 * corner + ((way + turn) & 3);
      if (side === start || (open[side] === 1 && labelOf(side) === label)) return side;
    }
    throw new Error('An outline does not close.');
  }
}

/** Positive for rings that go clockwise on the page, where rows grow downwards. */
function signedArea(ring: CornerRing): number {
  let sum = 0;
  ring.forEach(([x, y], i) => {
    const [nextX, nextY] = ring[(i + 1) % ring.length];
    sum += x * nextY - nextX * y;
  });
  return sum / 2;
}
