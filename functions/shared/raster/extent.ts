import { type Affine, apply, invert } from './affine.ts';
import { transformer } from './crs/transform.ts';
import { turnOf } from './crs/turn.ts';
import type { Bounds } from './footprint.ts';
import { commonWindow, type PixelWindow } from './grid.ts';
import type { Band, Image } from './image.ts';
import { type Projection, WGS84 } from './projection.ts';

/** Positions within a millionth of a pixel of a pixel's border count as on it: regions are often given by the border itself. */
const SNAP = 1e-6;

/** A box in the units of a reference system: [minX, minY, maxX, maxY]. */
export type Box = readonly [number, number, number, number];

/** The pixels that a box touches, of the grid of a transform. */
export function windowOf(box: Box, transform: Affine): PixelWindow {
  const inverse = invert(transform);
  const corners = cornersOf(box).map(([x, y]) => apply(inverse, x, y));
  const columns = corners.map(([column]) => column);
  const rows = corners.map(([, row]) => row);
  const column = Math.floor(Math.min(...columns) + SNAP);
  const row = Math.floor(Math.min(...rows) + SNAP);
  return {
    column,
    row,
    width: Math.max(1, Math.ceil(Math.max(...columns) - SNAP) - column),
    height: Math.max(1, Math.ceil(Math.max(...rows) - SNAP) - row),
  };
}

/** The box, in the projection's reference system, of a window of its pixels. */
export function boxOf(window: PixelWindow, projection: Projection): Box {
  const { column, row, width, height } = window;
  const corners = cornersOf([column, row, column + width, row + height]).map(([x, y]) =>
    apply(projection.transform, x, y),
  );
  return enclose(corners);
}

function cornersOf([x0, y0, x1, y1]: Box): [number, number][] {
  return [
    [x0, y0],
    [x1, y0],
    [x1, y1],
    [x0, y1],
  ];
}

function enclose(points: readonly (readonly [number, number])[]): Box {
  const xs = points.map(([x]) => x);
  const ys = points.map(([, y]) => y);
  return [Math.min(...xs), Math.min(...ys), Math.max(...xs), Math.max(...ys)];
}

/** Points a side that stand for the edge of a box when it is transformed. */
const EDGE_POINTS = 21;

/** The box around a box in another reference system; its edges bend, so points along them are transformed. */
export function transformBox(box: Box, from: Projection['crs'], to: Projection['crs']): Box {
  const points: number[] = [];
  for (let i = 0; i < EDGE_POINTS; i++) {
    const t = i / (EDGE_POINTS - 1);
    const [x, y] = [box[0] + t * (box[2] - box[0]), box[1] + t * (box[3] - box[1])];
    points.push(x, box[1], x, box[3], box[0], y, box[2], y);
  }
  const coordinates = Float64Array.from(points);
  transformer(from, to).forward(coordinates);
  const pairs: [number, number][] = [];
  for (let i = 0; i < coordinates.length; i += 2) {
    if (Number.isFinite(coordinates[i] + coordinates[i + 1])) pairs.push([coordinates[i], coordinates[i + 1]]);
  }
  return enclose(pairs);
}

/** The window of a band's own bounds in its projection; undefined if it has none. */
export function bandWindow(band: Band): PixelWindow | undefined {
  if (!band.dimensions) return undefined;
  const [column, row] = band.origin ?? [0, 0];
  return { column, row, width: band.dimensions[0], height: band.dimensions[1] };
}

/**
 * The pixels of a window that lie in another, or would some turns around the Earth away: those of an image from 0 to 360 degrees are asked
 * for from -180 to 180. Without a second window all of the first.
 */
export function commonOnEarth(window: PixelWindow, own: PixelWindow | undefined, projection: Projection): PixelWindow {
  const common = commonWindow(window, own);
  const [a, b, , d] = projection.transform;
  const turn = b === 0 && d === 0 ? turnOf(projection.crs) : undefined;
  if (own === undefined || turn === undefined) return common;
  const pixels = turn / Math.abs(a);
  const found = [-1, 1].map((turns) => commonWindow(window, movedBy(own, turns * pixels))).concat(common);
  const filled = found.filter(({ width, height }) => width > 0 && height > 0);
  if (filled.length === 0) return common;
  const column = Math.min(...filled.map((part) => part.column));
  return { ...filled[0], column, width: Math.max(...filled.map((part) => part.column + part.width)) - column };
}

function movedBy(window: PixelWindow, columns: number): PixelWindow {
  const column = Math.floor(window.column + columns);
  return { ...window, column, width: Math.ceil(window.column + columns + window.width) - column };
}

/** Bounds in degrees with their western edge from -180 to 180; those that go around the Earth are all longitudes. */
export function normalBounds([west, south, east, north]: Bounds): Bounds {
  if (east - west >= 360) return [-180, south, 180, north];
  const turns = 360 * Math.floor((west + 180) / 360);
  return [west - turns, south, east - turns, north];
}

/**
 * A box around the intersection of two bounds, also if one of them counts longitudes from another turn. West equals east if the
 * intersection is empty.
 */
export function commonBounds(a: Bounds, b: Bounds): Bounds {
  const [south, north] = [Math.max(a[1], b[1]), Math.min(a[3], b[3])];
  const found = [-360, 0, 360]
    .map((turn) => [Math.max(a[0], b[0] + turn), Math.min(a[2], b[2] + turn)])
    .filter(([west, east]) => west <= east);
  if (found.length === 0 || south > north) return [a[0], a[1], a[0], a[1]];
  return [Math.min(...found.map(([west]) => west)), south, Math.max(...found.map(([, east]) => east)), north];
}

/** The grid that an image is on by itself, where a request asks for none: its first band's size, else the pixels of its footprint. */
export function imageWindow(image: Image, projection: Projection): PixelWindow | undefined {
  const first = image.bands[0];
  const own = first && bandWindow(first);
  if (own && first.projection.equals(projection)) return own;
  const bounds = imageBounds(image);
  return bounds && windowOf(transformBox(bounds, WGS84.crs, projection.crs), projection.transform);
}

/** The pixels of a projection beyond which an image is masked; undefined if it is unbounded. */
export function validWindow(image: Image, projection: Projection): PixelWindow | undefined {
  const bounds = image.footprint?.bounds;
  return bounds && windowOf(transformBox(bounds, WGS84.crs, projection.crs), projection.transform);
}

/** The bounds of an image in degrees: those of its footprint, else of its first band's size; undefined if it is unbounded. */
export function imageBounds(image: Image): Bounds | undefined {
  if (image.footprint) return image.footprint.bounds;
  const first = image.bands[0];
  const own = first && bandWindow(first);
  return own && normalBounds(transformBox(boxOf(own, first.projection), first.projection.crs, WGS84.crs));
}
