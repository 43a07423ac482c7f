import type { Position } from '../geometry.ts';
import type { Trace } from '../trace.ts';
import { type Jts, partsOf, polygon, ringsOfPolygon, unionAll } from './jts.ts';

/**
 * Areas of the map of the world that were cut at the 180th meridian, put together again: those at its western border are moved to the
 * eastern one, beyond it. Areas that go all around the Earth stay cut.
 */
export function joinedAcrossMeridian(areas: Jts | null, trace: Trace): Jts | null {
  const parts = partsOf(areas, 2);
  const atWest = parts.filter((part) => part.getEnvelopeInternal().getMinX() === -180);
  const atEast = parts.filter((part) => part.getEnvelopeInternal().getMaxX() === 180);
  const around = atWest.some((part) => atEast.includes(part));
  if (around || atWest.length === 0 || atEast.length === 0) return areas;
  const others = parts.filter((part) => !atWest.includes(part) && !atEast.includes(part));
  const moved = atWest.map((part) => {
    const rings = ringsOfPolygon(part).map((ring) => ring.map((place) => eastwards(place, trace)));
    return polygon(rings[0], rings.slice(1));
  });
  const joined = partsOf(unionAll([...atEast, ...moved]), 2).map((part) => withoutSeam(part, trace));
  return unionAll([...others, ...joined]);
}

function eastwards(place: Position, trace: Trace): Position {
  const moved: Position = [place[0] + 360, place[1]];
  trace.alias(moved, place);
  return moved;
}

/** Without the vertices that are only there because the 180th meridian was crossed. */
function withoutSeam(area: Jts, trace: Trace): Jts {
  const rings = ringsOfPolygon(area).map((ring) => {
    const closed = ring.slice(0, -1);
    const kept = closed.filter(([x, y], i) => {
      if (x !== 180 || trace.given([x, y])) return true;
      const [before] = closed[(i + closed.length - 1) % closed.length];
      const [after] = closed[(i + 1) % closed.length];
      return (before - 180) * (after - 180) >= 0;
    });
    return [...kept, kept[0]];
  });
  return polygon(rings[0], rings.slice(1));
}

/** Whether areas reach to a pole or the 180th meridian, where the map of the world ends. */
export function touchesBorder(areas: Jts | null): boolean {
  if (areas === null || areas.isEmpty()) return false;
  const box = areas.getEnvelopeInternal();
  return box.getMinX() === -180 || box.getMaxX() === 180 || box.getMinY() === -90 || box.getMaxY() === 90;
}
