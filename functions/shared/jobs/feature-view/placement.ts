import type { Box } from '../../geometry/bounds.ts';
import type { Geometry, Position } from '../../geometry/geometry.ts';
import { simpleParts } from '../../geometry/parts.ts';
import { TILE_SIZE } from '../../raster/request-grid.ts';
import { coveringBox } from '../../table/covering-box.ts';

/** The zoom level from which on everything may be shown. */
export const LAST_ZOOM = 24;

/** Kinds of geometries, in the order of `.geometryType`. */
const [POINT, LINE, POLYGON] = [0, 1, 2];

/** A feature on the map of the world in Web Mercator, which goes from 0 to 1 both ways: east and south. */
export interface Placement {
  /** West, north, east, south: a box that all of it is in; not always the smallest one. */
  readonly box: Box;
  /** 0 for points, 1 for lines, 2 for areas; of several, the highest. */
  readonly kind: number;
  /** The lowest zoom level at which it is a pixel large: a line by the longer side of its bounds, an area by its area; 0 for points. */
  readonly minZoomLevel: number;
}

/** The place of a geometry in degrees on the map. */
export function placementOf(geometry: Geometry): Placement {
  const box = mapBox(geometry);
  const parts = simpleParts(geometry);
  const kind = highestKind(parts);
  if (kind === POINT) return { box, kind, minZoomLevel: 0 };
  const side = kind === POLYGON ? Math.sqrt(parts.reduce((sum, part) => sum + areaOf(part), 0)) : longerSide(parts);
  return { box, kind, minZoomLevel: zoomOfSide(side) };
}

/** The kind of a geometry, by which it is styled; of several, that of the highest. */
export function placementKind(geometry: Geometry): 'point' | 'line' | 'polygon' {
  const kind = highestKind(simpleParts(geometry));
  return kind === POLYGON ? 'polygon' : kind === LINE ? 'line' : 'point';
}

/** The box of a geometry in degrees on the map of the world: west, north, east, south from 0 to 1. */
export function mapBox(geometry: Geometry): Box {
  const [west, south, east, north] = coveringBox(geometry);
  return [mapX(west), mapY(north), mapX(east), mapY(south)];
}

/** Whether a box on the map touches a tile. */
export function meetsTile([west, north, east, south]: Box, zoom: number, x: number, y: number): boolean {
  const tiles = 2 ** zoom;
  return west * tiles <= x + 1 && east * tiles >= x && north * tiles <= y + 1 && south * tiles >= y;
}

/** Whether a tile is within a box on the map. */
export function coversTile([west, north, east, south]: Box, zoom: number, x: number, y: number): boolean {
  const tiles = 2 ** zoom;
  return west * tiles <= x && east * tiles >= x + 1 && north * tiles <= y && south * tiles >= y + 1;
}

function zoomOfSide(side: number): number {
  return Math.max(0, Math.min(LAST_ZOOM, Math.ceil(-Math.log2(TILE_SIZE * side))));
}

function highestKind(parts: readonly Geometry[]): number {
  return parts.reduce((most, part) => Math.max(most, kindOf(part)), POINT);
}

function kindOf({ shape: { type } }: Geometry): number {
  if (type === 'Point') return POINT;
  return type === 'Polygon' ? POLYGON : LINE;
}

/** The area of a polygon on the map: its shell without its holes (the shoelace formula). */
function areaOf({ shape }: Geometry): number {
  if (shape.type !== 'Polygon') return 0;
  const areas = shape.coordinates.map(ringArea);
  return Math.max(
    0,
    areas.reduce((sum, area, i) => (i === 0 ? area : sum - area), 0),
  );
}

function ringArea(ring: readonly Position[]): number {
  if (ring.length === 0) return 0;
  let twice = 0;
  let [x0, y0] = onMap(ring[ring.length - 1]);
  for (const position of ring) {
    const [x, y] = onMap(position);
    twice += (x - x0) * (y0 + y);
    [x0, y0] = [x, y];
  }
  return Math.abs(twice) / 2;
}

function longerSide(parts: readonly Geometry[]): number {
  let [west, north, east, south] = [Infinity, Infinity, -Infinity, -Infinity];
  for (const { shape } of parts) {
    if (shape.type !== 'LineString' && shape.type !== 'LinearRing') continue;
    for (const position of shape.coordinates) {
      const [x, y] = onMap(position);
      [west, north, east, south] = [Math.min(west, x), Math.min(north, y), Math.max(east, x), Math.max(south, y)];
    }
  }
  return Math.max(0, east - west, south - north);
}

function onMap([longitude, latitude]: Position): [number, number] {
  return [mapX(longitude), mapY(latitude)];
}

function mapX(longitude: number): number {
  return longitude / 360 + 0.5;
}

/** Down from the north end of the map, beyond which nothing is. */
function mapY(latitude: number): number {
  const y = 0.5 - Math.asinh(Math.tan((latitude * Math.PI) / 180)) / (2 * Math.PI);
  return Math.max(0, Math.min(1, y));
}
