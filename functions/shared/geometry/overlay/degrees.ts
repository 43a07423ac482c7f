import type { Position } from '../geometry.ts';
import { meridianArea } from '../meridian-area.ts';
import type { Trace } from '../trace.ts';
import {
  isValid,
  type Jts,
  line,
  overlay,
  partsOf,
  placesOf,
  polygon,
  rectangle,
  ringsOfPolygon,
  unionAll,
} from './jts.ts';
import { parityArea } from './parity.ts';

/** The world in degrees. */
export const WORLD = rectangle(-180, -90, 180, 90);

/** A point on the 180th meridian is on both sides of the map. */
export function cutPoint([longitude, latitude]: Position): Position[] {
  const x = turned(longitude);
  return Math.abs(x) === 180
    ? [
        [-180, latitude],
        [180, latitude],
      ]
    : [[x, latitude]];
}

/** A line whose longitudes continue beyond the 180th meridian, cut there. */
export function cutLine(run: readonly Position[], trace: Trace): Jts[] {
  return cutAtMeridian(line(run), trace, 1, (part) => line(part));
}

/**
 * The area within rings whose longitudes continue beyond the 180th meridian, brought into the bounds of the map.
 * @param evenOdd whether the inside is defined by the even-odd rule; else it lies left of the shell, the first ring
 */
export function cutArea(rings: readonly (readonly Position[])[], evenOdd: boolean, trace: Trace): Jts | null {
  const closed = rings.map((ring) => closeOverPole(ring, evenOdd));
  const plain = closed.every((ring) => ring.every(([x]) => x >= -180 && x <= 180));
  const [shell, ...holes] = closed;
  const whole = polygon(shell, holes);
  let area: Jts | null;
  if (isValid(whole)) area = plain ? whole : unionAll(cutPolygon(whole, trace));
  else if (plain) area = parityArea(closed);
  else
    area = closed.reduce<Jts | null>(
      (sum, ring) => oddOnes(sum, unionAll(partsOf(parityArea([ring]), 2).flatMap((part) => cutPolygon(part, trace)))),
      null,
    );
  // A shell that was closed over a pole is the right way around already.
  const clockwise = !evenOdd && shell === rings[0] && signedArea(shell) < 0;
  return clockwise ? (area === null ? WORLD : overlay('difference', WORLD, area)) : area;
}

function oddOnes(one: Jts | null, other: Jts | null): Jts | null {
  if (one === null || other === null) return one ?? other;
  return overlay('symmetricDifference', one, other);
}

/**
 * A ring that goes around the Earth has a pole inside: it is closed over that pole. It is the one on the smaller side, or the one on the
 * left.
 */
function closeOverPole(ring: readonly Position[], evenOdd: boolean): readonly Position[] {
  const [first, last] = [ring[0], ring[ring.length - 1]];
  const turns = Math.round((last[0] - first[0]) / 360);
  if (turns === 0) return ring;
  const north = evenOdd ? meridianArea(ring) > 0 === turns > 0 : turns > 0;
  const pole = north ? 90 : -90;
  return [...ring, [last[0], pole], [first[0], pole], first];
}

function cutPolygon(area: Jts, trace: Trace): Jts[] {
  return cutAtMeridian(area, trace, 2, (_, rings) => polygon(rings[0], rings.slice(1)));
}

/** Cuts something at the meridians of 180 and its like, and puts the parts on the map. */
function cutAtMeridian(
  geometry: Jts,
  trace: Trace,
  dimension: number,
  make: (part: Position[], rings: Position[][]) => Jts,
): Jts[] {
  const bounds = geometry.getEnvelopeInternal();
  const from = Math.floor((bounds.getMinX() + 180) / 360);
  const to = Math.ceil((bounds.getMaxX() - 180) / 360);
  if (from >= 0 && to <= 0) return [geometry];
  const parts: Jts[] = [];
  for (let turn = from; turn <= to; turn++) {
    const window = rectangle(360 * turn - 180, -90, 360 * turn + 180, 90);
    for (const part of partsOf(overlay('intersection', geometry, window), dimension)) {
      const back = (places: readonly Position[]) => places.map((place) => shifted(place, turn, trace));
      parts.push(make(back(placesOf(part)), dimension === 2 ? ringsOfPolygon(part).map(back) : []));
    }
  }
  return parts;
}

function shifted(place: Position, turn: number, trace: Trace): Position {
  if (turn === 0) return place;
  const moved: Position = [place[0] - 360 * turn, place[1]];
  trace.alias(moved, place);
  return moved;
}

function turned(longitude: number): number {
  return longitude >= -180 && longitude <= 180 ? longitude : longitude - 360 * Math.round(longitude / 360);
}

/** Positive if a ring runs counterclockwise. */
function signedArea(ring: readonly Position[]): number {
  let sum = 0;
  for (let i = 1; i < ring.length; i++) sum += (ring[i][0] - ring[i - 1][0]) * (ring[i][1] + ring[i - 1][1]);
  return -sum;
}
