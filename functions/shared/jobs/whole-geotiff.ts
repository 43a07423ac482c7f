import { layoutCog } from '../raster/encode/cog.ts';
import { chooseCoding, encodeTile } from '../raster/encode/tile.ts';
import { type Grid, tilesOf } from '../raster/grid.ts';
import type { Image } from '../raster/image.ts';
import type { Tile } from '../raster/pixels/node.ts';
import { cutRectangle } from '../raster/rectangle.ts';
import { filled } from './fill.ts';
import { Part } from './part.ts';
import { fileStorage } from './storage-type.ts';

const TILE = 256;

/** A GeoTIFF of pixels that are in memory, for replies; masked pixels are NaN or 0. */
export function encodeWholeGeoTiff(image: Image, tiles: readonly Tile[], grid: Grid): Uint8Array {
  const { sampleType, fill, declareFill } = fileStorage(image.bands, undefined);
  const bands = tiles.map((tile) => filled(tile, sampleType, fill));
  const windows = [...tilesOf({ column: 0, row: 0, width: grid.width, height: grid.height }, TILE)];
  const pieces = windows.map((window) => ({
    bands: bands.map((samples) => cutRectangle(samples, grid.width, window)),
    width: window.width,
    height: window.height,
  }));
  const coding = chooseCoding(pieces.slice(0, 1), TILE);
  const part = new Part();
  windows.forEach((window, i) => {
    part.add({ level: 0, column: window.column / TILE, row: window.row / TILE }, encodeTile(pieces[i], TILE, coding));
  });
  const { header } = layoutCog({
    sampleType,
    bandCount: bands.length,
    tileSize: TILE,
    affine: grid.transform,
    crs: grid.crs,
    nodata: declareFill ? fill : undefined,
    bandNames: image.bands.map((band) => band.id),
    predictor: coding.predictor,
    levels: [{ width: grid.width, height: grid.height }],
    tiles: part.entries.map(({ bytes, ...place }) => ({ ...place, byteCount: bytes })),
  });
  const body = part.bytes();
  const file = new Uint8Array(header.length + body.length);
  file.set(header);
  file.set(body, header.length);
  return file;
}
