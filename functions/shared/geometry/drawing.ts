import type { Geometry } from './geometry.ts';
import { all, drawn, type Parts } from './overlay/parts.ts';
import { Prepared } from './overlay/prepared.ts';
import type { Plane } from './plane/plane.ts';
import { Trace } from './trace.ts';

/** [minX, minY, maxX, maxY] */
export type PlaneBox = readonly [number, number, number, number];

/** A geometry drawn in a plane, with its bounds: the form in which predicates use it. */
export interface Drawing {
  readonly parts: Parts;
  readonly box: PlaneBox;
  /** The parts, prepared for predicates. */
  readonly prepared: readonly Prepared[];
}

/** Makes a drawing of parts, with its bounds and indexes. */
export function drawingWith(parts: Parts): Drawing {
  return { parts, box: boxOf(parts), prepared: all(parts).map((part) => new Prepared(part)) };
}

const drawings = new WeakMap<Geometry, Map<string, Drawing>>();

/**
 * The drawing of a geometry whose edges are off by at most so many metres. It is kept as long as the geometry, because filters need the
 * same one often.
 */
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
