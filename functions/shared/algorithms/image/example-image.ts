import type { Json } from '../../values/value.ts';
import { $call } from '../example.ts';

/** Images that examples are made with: two bands, an array of two numbers, a column of them, a square matrix, one of 2 by 1 pixels. */
export const PAIR = $call('Image.constant', { value: [1, 2] });
export const VECTOR = $call('Image.toArray', { image: PAIR });
export const COLUMN = $call('Image.toArray', { image: VECTOR, axis: 1 });
export const MATRIX = $call('Image.matrixIdentity', { size: 2 });
export const BOX = $call('GeometryConstructors.BBox', { west: 0, south: 0, east: 2, north: 1 });
/** BOX as replies have it. */
export const BOX_REPLY = {
  type: 'Polygon',
  coordinates: [
    [
      [0, 0],
      [2, 0],
      [2, 1],
      [0, 1],
      [0, 0],
    ],
  ],
  geodesic: false,
};
export const BOUNDED = $call('Image.clip', { input: 7, geometry: BOX });

/** A band's type: its precision, the range of its values if it has one, and the dimensions of its arrays. */
export type BandType = readonly [
  precision: string,
  range?: readonly [min: number, max: number] | null,
  dimensions?: number,
];

/** The grid of a band as replies have it. */
interface ReplyGrid {
  readonly dimensions?: [width: number, height: number];
  readonly crs?: string;
  readonly transform?: number[];
}

/** The grid of the asset `sample`. */
export const SAMPLE_GRID: ReplyGrid = {
  dimensions: [16, 16],
  crs: 'EPSG:32633',
  transform: [30, 0, 500000, 0, -30, 5500000],
};

/** The reply of an image: the types of its bands by name, all on one grid, which by default is none of their own. */
export function imageReply(bands: { readonly [id: string]: BandType }, grid: ReplyGrid = {}): { [key: string]: Json } {
  const { dimensions: size, crs = 'EPSG:4326', transform = [1, 0, 0, 0, 1, 0] } = grid;
  return {
    type: 'Image',
    bands: Object.entries(bands).map(([id, [precision, range, dimensions]]) => ({
      id,
      data_type: {
        type: 'PixelType',
        precision,
        ...(range ? { min: range[0], max: range[1] } : {}),
        ...(dimensions === undefined ? {} : { dimensions }),
      },
      ...(size ? { dimensions: size } : {}),
      crs,
      crs_transform: transform,
    })),
  };
}
