import { wrong } from '../../errors.ts';
import { type Geometry, LONGITUDE_LATITUDE, type Position } from '../../geometry/geometry.ts';
import { apply } from '../../raster/affine.ts';
import { transformer } from '../../raster/crs/transform.ts';
import type { Bounds } from '../../raster/footprint.ts';
import { type Grid, gridOf } from '../../raster/grid.ts';
import type { Image } from '../../raster/image.ts';
import { INTEGER_TYPES } from '../../raster/pixel-type.ts';
import { computeBands } from '../../raster/pixels/compute.ts';
import type { Tile } from '../../raster/pixels/node.ts';
import { WGS84 } from '../../raster/projection.ts';
import { float } from '../../values/number.ts';
import type { ListValue, Value } from '../../values/value.ts';
import { indexOf } from '../collection/indexed.ts';
import type { Context } from '../context.ts';
import { algorithm } from '../declare.ts';
import { $call } from '../example.ts';
import { geometryType } from '../geometry/types.ts';
import { geometryWindow, projectionOf } from '../image/grid.ts';
import { pixelWeights } from '../image/region-weights.ts';
import { pixelValue } from '../image/sample/pixels-as-features.ts';
import * as t from '../language/types.ts';
import { defaulted, optional, required } from '../parameter.ts';
import { imageCollectionType } from './image-collection-type.ts';
import { imagesOf } from './images.ts';

/** Most values of a reply, as the service bounds it. */
const MAX_VALUES = 1_048_576;
/** The columns before the bands in each row. */
const HEADER = ['id', 'longitude', 'latitude', 'time'];

/** A pixel of the region: its number in the grid, and its centre in degrees. */
interface Place {
  readonly index: number;
  readonly centre: Position;
}

/** The pixels of a grid that a geometry has. */
function placesIn(geometry: Geometry, grid: Grid): Place[] {
  const inside = pixelWeights(geometry, false)(grid);
  const toDegrees = transformer(grid.crs, LONGITUDE_LATITUDE);
  const places: Place[] = [];
  for (let index = 0; index < grid.width * grid.height; index++) {
    if (inside !== undefined && inside[index] === 0) continue;
    const [column, row] = [index % grid.width, Math.floor(index / grid.width)];
    const centre = Float64Array.from(apply(grid.transform, column + 0.5, row + 0.5));
    toDegrees.forward(centre);
    places.push({ index, centre: [centre[0], centre[1]] });
  }
  return places;
}

/** Whether a place is within bounds in degrees. */
function isWithin([longitude, latitude]: Position, [west, south, east, north]: Bounds): boolean {
  const turned = longitude + 360 * Math.ceil((west - longitude) / 360);
  return turned <= east && latitude >= south && latitude <= north;
}

/** An image's pixels at some places: the places, by their position in the list, that have a row, and the bands' tiles. */
interface Series {
  readonly covered: readonly number[];
  readonly tiles: readonly Tile[];
}

/** The pixels within an image's footprint, masked or not, and those that are valid beyond it, as parts of larger pixels are. */
async function seriesOf(image: Image, places: readonly Place[], grid: Grid, context: Context): Promise<Series> {
  const all = places.map((_, i) => i);
  const { footprint } = image;
  if (footprint === undefined) return { covered: all, tiles: await computeBands(image.bands, grid, context.pixels) };
  const near = all.filter((i) => isWithin(places[i].centre, footprint.bounds));
  if (near.length === 0) return { covered: near, tiles: [] };
  const inside = { id: 'footprint', type: INTEGER_TYPES.uint8, projection: WGS84, pixels: footprint.pixels };
  const [within, ...tiles] = await computeBands([inside, ...image.bands], grid, context.pixels);
  const shown = ({ mask }: Tile, index: number) => mask === undefined || mask[index] > 0;
  const covered = near.filter((i) => [within, ...tiles].some((tile) => shown(tile, places[i].index)));
  return { covered, tiles };
}

function rowOf(image: Image, tiles: readonly Tile[], names: readonly string[], { index, centre }: Place): ListValue {
  const values = names.map((name): Value => {
    const at = image.bands.findIndex((band) => band.id === name);
    return at < 0 ? null : pixelValue(tiles[at], index, image.bands[at]);
  });
  return [indexOf(image) ?? null, float(centre[0]), float(centre[1]), image.property('system:time_start'), ...values];
}

/** Time series. */
export const GET_REGION = [
  algorithm({
    name: 'ImageCollection.getRegion',
    description:
      'A table of a region as a list of rows: a header, then for each pixel a row for each image, with id, longitude, latitude, time and the bands.',
    returns: 'List<Object>',
    parameters: {
      collection: required(imageCollectionType),
      geometry: required(geometryType),
      scale: optional(t.float),
      crs: defaulted(t.projection, WGS84, WGS84.encode()),
      crsTransform: optional(t.list(t.float)),
    },
    examples: [
      {
        args: {
          collection: $call('ImageCollection.fromImages', { images: [1, 2] }),
          geometry: $call('GeometryConstructors.Point', { coordinates: [0.5, 0.5] }),
        },
        result: [
          ['id', 'longitude', 'latitude', 'time', 'constant'],
          ['0', 0.5, 0.5, null, 1],
          ['1', 0.5, 0.5, null, 2],
        ],
      },
    ],
    run: async ({ collection, geometry, scale, crs, crsTransform }, context) => {
      const projection = projectionOf(crs, crsTransform, scale);
      const window = geometryWindow(geometry, projection);
      if (!window) throw wrong('The geometry must not be unbounded.');
      const images = await imagesOf(collection, context);
      const names = [...new Set(images.flatMap((image) => image.bands.map((band) => band.id)))];
      const tooMany = (values: number) =>
        wrong(`Too many values: ${values} values, but at most ${MAX_VALUES} are allowed. Use a larger 'scale'.`);
      if (window.width * window.height > MAX_VALUES) throw tooMany(window.width * window.height);
      const grid = gridOf(projection, window);
      const places = placesIn(geometry, grid);
      const values = places.length * images.length * (HEADER.length + names.length);
      if (values > MAX_VALUES) throw tooMany(values);
      context.spend(values);
      const rows: ListValue[][] = places.map(() => []);
      for (const image of images) {
        const { covered, tiles } = await seriesOf(image, places, grid, context);
        for (const i of covered) rows[i].push(rowOf(image, tiles, names, places[i]));
      }
      return [[...HEADER, ...names], ...rows.flat()];
    },
  }),
];
