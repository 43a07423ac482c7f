import { parseCrs } from './crs/crs.ts';
import { imageWindow } from './extent.ts';
import type { Grid, PixelWindow } from './grid.ts';
import { gridOf } from './grid.ts';
import type { Image } from './image.ts';

/** The grid that an image has of its own: its first band's projection and bounds; undefined if it is unbounded. */
export function ownGrid(image: Image): Grid | undefined {
  const projection = image.bands[0].projection;
  const window: PixelWindow | undefined = imageWindow(image, projection);
  return window && gridOf(projection, window);
}

/** Pixels a side of a map tile. */
export const TILE_SIZE = 256;

const WEB_MERCATOR = parseCrs('EPSG:3857');
/** Half the Earth's circumference on the sphere of Web Mercator, in metres. */
export const HALF_WORLD = Math.PI * 6378137;

/** The grid of a map tile: zoom 0 is the world in one tile, x goes east, y goes south. @param pixels a side */
export function mapTileGrid(zoom: number, x: number, y: number, pixels = TILE_SIZE): Grid {
  const size = (2 * HALF_WORLD) / 2 ** zoom;
  const pixel = size / pixels;
  return {
    crs: WEB_MERCATOR,
    transform: [pixel, 0, x * size - HALF_WORLD, 0, -pixel, HALF_WORLD - y * size],
    width: pixels,
    height: pixels,
  };
}
