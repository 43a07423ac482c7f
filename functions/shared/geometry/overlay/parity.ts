import type { Position } from '../geometry.ts';
import { facesOf, type Jts, line, unionAll } from './jts.ts';

/**
 * The area that an odd number of rings goes around, whatever way they cross: the plane is cut into faces, and those faces are kept from
 * which an odd number of edges lead outside.
 */
export function parityArea(rings: readonly (readonly Position[])[]): Jts | null {
  const faces = facesOf(rings.filter((ring) => ring.length > 2).map(line));
  return unionAll(
    faces.filter((face) => {
      const inside = face.getInteriorPoint();
      const place: Position = [inside.getX(), inside.getY()];
      return rings.reduce((odd, ring) => odd !== crossesOdd(ring, place), false);
    }),
  );
}

/** Whether a ray from a place eastwards meets a closed ring an odd number of times. */
export function crossesOdd(ring: readonly Position[], [x, y]: Position): boolean {
  let odd = false;
  for (let i = 1; i < ring.length; i++) {
    const [[x0, y0], [x1, y1]] = [ring[i - 1], ring[i]];
    if (y0 > y !== y1 > y && x < x0 + ((y - y0) / (y1 - y0)) * (x1 - x0)) odd = !odd;
  }
  return odd;
}
