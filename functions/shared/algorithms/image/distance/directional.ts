import { wrong } from '../../../errors.ts';
import { keptWithin } from '../../../raster/band-footprint.ts';
import { digitalLines, marginsAlong } from '../../../raster/distance/digital-lines.ts';
import { directionalDistances } from '../../../raster/distance/directional.ts';
import type { Band } from '../../../raster/image.ts';
import { PixelType } from '../../../raster/pixel-type.ts';
import { type Around, AroundLoader } from '../../../raster/pixels/around.ts';
import { loaded, maskOf, type Tile } from '../../../raster/pixels/node.ts';
import { placeOf } from '../../../raster/pixels/place.ts';
import { algorithm } from '../../declare.ts';
import * as t from '../../language/types.ts';
import { optional, required } from '../../parameter.ts';
import { imageReply } from '../example-image.ts';
import { imageType } from '../image-type.ts';
import { onlyBand, plainBand } from '../needed-bands.ts';

const NAME = 'Image.directionalDistanceTransform';
/** Farthest that is looked, in pixels. */
const MOST = 10_000;
/** Targets, distances, the nearest, results. */
const BYTES_PER_PIXEL = 40;

/** The distances, and the values of other bands where the nearest targets are. */
function searched({ tiles, grid }: Around, x: number, y: number, farthest: number): Tile[] {
  const [label, ...others] = tiles;
  const targets = Uint8Array.from(label.values, (value, i) =>
    value !== 0 && (label.mask === undefined || label.mask[i] > 0) ? 1 : 0,
  );
  const lines = digitalLines(grid.width, grid.height, placeOf(grid), x, y);
  const { distances, nearest } = directionalDistances(targets, lines, farthest);
  const found = Uint8Array.from(nearest, (target) => (target < 0 ? 0 : 1));
  const values = distances.map((distance) => (distance < Infinity ? distance : 0));
  return [
    { values, mask: maskOf(found) },
    ...others.map((tile): Tile => {
      const mask = found.map((is, i) => (is === 1 && (tile.mask === undefined || tile.mask[nearest[i]] > 0) ? 1 : 0));
      return {
        values: Float64Array.from(nearest, (target) => (target < 0 ? 0 : tile.values[target])),
        mask: maskOf(mask),
      };
    }),
  ];
}

/** Distances in one direction. */
export const DIRECTIONAL_DISTANCE = [
  algorithm({
    name: NAME,
    description:
      'The distance in pixels to the nearest non-zero pixel in a direction (degrees counter-clockwise from the right); masked where none is near enough.',
    returns: imageType.name,
    parameters: {
      source: required(imageType),
      angle: required(t.float),
      maxDistance: required(t.integer, 'In pixels.'),
      labelBand: optional(t.string, 'The band to search; the others then have the values of the pixel that is found.'),
    },
    examples: [
      { args: { source: 7, angle: 45, maxDistance: 10 }, result: imageReply({ distance: ['float', [0, 10]] }) },
    ],
    run: ({ source, angle, maxDistance, labelBand }) => {
      if (!Number.isFinite(angle)) throw wrong(`Must be finite. Got ${angle}.`, 'angle');
      if (!(maxDistance >= 1 && maxDistance <= MOST))
        throw wrong(`Must be from 1 to ${MOST}. Got ${maxDistance}.`, 'maxDistance');
      const label = plainBand(labelBand === null ? onlyBand(source) : source.band(labelBand, NAME));
      const others = source.bands.filter((band) => band !== label).map(plainBand);
      const radians = (angle * Math.PI) / 180;
      const [x, y] = [Math.cos(radians), -Math.sin(radians)];
      const loader = new AroundLoader({
        inputs: [label, ...others],
        margins: () => marginsAlong(x, y, maxDistance),
        bytesPerPixel: BYTES_PER_PIXEL + 9 * others.length,
        compute: (around) => searched(around, x, y, maxDistance),
      });
      const distance = { ...label, id: 'distance', type: new PixelType('float', 0, maxDistance) };
      const bands = [distance, ...others].map((band, i): Band => keptWithin({ ...band, pixels: loaded(loader, i) }));
      return source.withBands(bands).withoutIdentity();
    },
  }),
];
