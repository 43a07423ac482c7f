import { decodeExpression } from '../../expression/decode.ts';
import { Evaluator } from '../../expression/evaluate.ts';
import { languageContext } from '../../expression/language.testing.ts';
import type { Affine } from '../../raster/affine.ts';
import { parseCrs } from '../../raster/crs/crs.ts';
import type { Grid } from '../../raster/grid.ts';
import type { Image } from '../../raster/image.ts';
import { computeBands } from '../../raster/pixels/compute.ts';
import type { Tile } from '../../raster/pixels/node.ts';
import type { Json } from '../../values/value.ts';
import { $call, exampleNode } from '../example.ts';
import { REGISTRY } from '../registry.ts';

type Args = { readonly [name: string]: Json };
type Ring = readonly (readonly [number, number])[];

const geometry = (type: string, coordinates: unknown): Json =>
  $call(`GeometryConstructors.${type}`, {
    coordinates: coordinates as Json,
    ...(type === 'Point' ? {} : { geodesic: false }),
  });
export const polygon = (...rings: Ring[]): Json => geometry('Polygon', rings);
export const line = (...places: Ring): Json => geometry('LineString', places);
export const point = (x: number, y: number): Json => geometry('Point', [x, y]);
export const square = (x: number, y: number, size: number): Json =>
  polygon([
    [x, y],
    [x + size, y],
    [x + size, y + size],
    [x, y + size],
  ]);

/** A collection of features, each a geometry with its properties. */
export function collection(...features: (readonly [Json, Args?])[]): Json {
  return $call('Collection', {
    features: features.map(([geometry, metadata]) => $call('Feature', { geometry, metadata: { ...metadata } })),
  });
}

/** A grid in degrees with its first pixel's corner at the place [x, y], rows going south. */
export function degreesGrid(width: number, height: number, x = 0, y = height, size = 1): Grid {
  const transform: Affine = [size, 0, x, 0, -size, y];
  return { crs: parseCrs('EPSG:4326'), transform, width, height };
}

/** The image of a call. */
export async function imageOf(name: string, args: Args): Promise<Image> {
  const root = decodeExpression({ result: 'r', values: { r: exampleNode(name, args) } });
  return (await new Evaluator(REGISTRY, { ...languageContext }).evaluate(root)) as Image;
}

/** The tiles of a call's bands on a grid. */
export async function tilesOf(name: string, args: Args, grid: Grid): Promise<Tile[]> {
  const image = await imageOf(name, args);
  return computeBands(image.bands, grid, languageContext.pixels);
}

/** The first band's values row by row; null where it is masked. */
export async function rowsOf(name: string, args: Args, grid: Grid): Promise<(number | null)[][]> {
  const [{ values, mask }] = await tilesOf(name, args, grid);
  const shown = Array.from(values, (value, i) => (mask === undefined || mask[i] > 0 ? value : null));
  return Array.from({ length: grid.height }, (_, row) => shown.slice(row * grid.width, (row + 1) * grid.width));
}
