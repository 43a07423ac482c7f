import type { Geometry } from './geometry.ts';
import { all, drawn, type Parts } from './overlay/parts.ts';
import { Prepared } from './overlay/prepared.ts';
import type { Plane } from './plane/plane.ts';
import { Trace } from './trace.ts';

/** [minX, minY, maxX, maxY] */
export type PlaneBox = readonly [number, number, number, number];

/** A geometry in a plane, with its bounds: what questions about it are answered from. */
export interface Drawing {
  readonly parts: Parts;
  readonly box: PlaneBox;
  /** The parts, ready for questions. */
  readonly prepared: readonly Prepared[];
}

/** A drawing with what questions need. */
export function drawingWith(parts: Parts): Drawing {
  return { parts, box: boxOf(parts), prepared: all(parts).map((part) => new Prepared(part)) };
}

const drawings = new WeakMap<Geometry, Map<string, Drawing>>();

/** The drawing of a geometry with edges off by at most so many metres. Kept for as long as the geometry is: filters ask for the same one often. */
export function drawingOf(geometry: Geometry, plane: Plane, meters: number): Drawing {
  const key = `${plane.crs?.definition} ${meters}`;
  let known = drawings.get(geometry);
  if (known === undefined) {
    known = new Map();
    drawings.set(geometry, known);
  }
  let drawing = known.get(key);
  if (drawing === undefined) {
    drawing = drawingWith(drawn(new Trace(plane, meters), geometry));
    known.set(key, drawing);
  }
  return drawing;
}

/** The bounds of a drawing. */
function boxOf(parts: Parts): PlaneBox {
  const boxes = all(parts).map((part) => part.getEnvelopeInternal());
  return [
    Math.min(...boxes.map((box) => box.getMinX())),
    Math.min(...boxes.map((box) => box.getMinY())),
    Math.max(...boxes.map((box) => box.getMaxX())),
    Math.max(...boxes.map((box) => box.getMaxY())),
  ];
}

export function boxesMeet(a: PlaneBox, b: PlaneBox): boolean {
  return a[0] <= b[2] && b[0] <= a[2] && a[1] <= b[3] && b[1] <= a[3];
}
