import { z } from 'zod';
import type { StoredOf } from '../google/stored.ts';
import type { Bounds } from '../raster/footprint.ts';
import { HALF_WORLD, TILE_SIZE } from '../raster/request-grid.ts';

/** The map tiles of one zoom level: columns go east from `x` on, and around the world; rows go south. */
export const pyramidLevel = z.object({
  zoom: z.number(),
  x: z.number(),
  y: z.number(),
  /** Tiles. */
  width: z.number(),
  height: z.number(),
});
export type PyramidLevel = StoredOf<typeof pyramidLevel>;

/** The address of a map tile: zoom 0 is the world in one tile, x goes east, y goes south. */
export interface TilePlace {
  readonly zoom: number;
  readonly x: number;
  readonly y: number;
}

/** The northern and southern edge of Web Mercator, in degrees. */
const EDGE = (Math.atan(Math.sinh(Math.PI)) * 180) / Math.PI;

/** Part of a tile within which bounds count as on its border. */
const SNAP = 1e-6;

/** Rows of tiles that are gone through together, column by column, so that successive tiles are near each other. */
const STRIP = 8;

/** The resolution of zoom level 0 at the equator, in metres a pixel. */
const COARSEST = (2 * HALF_WORLD) / TILE_SIZE;

/** The zoom level whose resolution at the equator is nearest to a number of metres a pixel, by their ratio. */
export function zoomOfScale(scale: number): number {
  return Math.max(0, Math.round(Math.log2(COARSEST / scale)));
}

/**
 * The tiles that bounds touch, at zoom levels from `first` to `last`; none where the bounds are beyond the edges of Web Mercator.
 * @param bounds west, south, east, north in degrees; east may be beyond 180
 */
export function pyramidLevels([west, south, east, north]: Bounds, first: number, last: number): PyramidLevel[] {
  if (south >= EDGE || north <= -EDGE) return [];
  const zooms = Array.from({ length: last - first + 1 }, (_, i) => first + i);
  return zooms.map((zoom) => {
    const size = 2 ** zoom;
    const columns = tilesAlong(west / 360 + 0.5, east / 360 + 0.5, size);
    const rows = tilesAlong(mercator(north), mercator(south), size);
    const y = Math.min(Math.max(rows.start, 0), size - 1);
    const end = Math.max(y + 1, Math.min(rows.end, size));
    return {
      zoom,
      x: modulo(columns.start, size),
      y,
      width: Math.min(columns.end - columns.start, size),
      height: end - y,
    };
  });
}

/** Web Mercator's northing as a part of the map, from its northern edge. */
function mercator(latitude: number): number {
  const limited = Math.min(Math.max(latitude, -EDGE), EDGE);
  return 0.5 - Math.asinh(Math.tan((limited * Math.PI) / 180)) / (2 * Math.PI);
}

/** The tiles that a stretch of the map touches, at least one; those that it reaches into by a millionth do not count. */
function tilesAlong(from: number, to: number, size: number): { readonly start: number; readonly end: number } {
  const start = Math.floor(from * size + SNAP);
  return { start, end: Math.max(start + 1, Math.ceil(to * size - SNAP)) };
}

/** The number of tiles of a pyramid. */
export function tileCount(levels: readonly PyramidLevel[]): number {
  return levels.reduce((sum, { width, height }) => sum + width * height, 0);
}

/** Some successive tiles of a pyramid, in an order that begins with the coarsest level: those from `first` on, before `end`. */
export function* tilesBetween(levels: readonly PyramidLevel[], first: number, end: number): Generator<TilePlace> {
  let before = 0;
  for (const level of levels) {
    const count = level.width * level.height;
    for (let i = Math.max(0, first - before); i < Math.min(count, end - before); i++) yield tileAt(level, i);
    before += count;
  }
}

function tileAt({ zoom, x, y, width, height }: PyramidLevel, index: number): TilePlace {
  const strip = Math.floor(index / (width * STRIP));
  const rows = Math.min(STRIP, height - strip * STRIP);
  const within = index - strip * width * STRIP;
  const column = Math.floor(within / rows);
  return { zoom, x: modulo(x + column, 2 ** zoom), y: y + strip * STRIP + (within % rows) };
}

function modulo(value: number, size: number): number {
  return ((value % size) + size) % size;
}
