import { wrong } from '../../errors.ts';
import { apply, invert } from '../../raster/affine.ts';
import { digitalLines, marginsAlong } from '../../raster/distance/digital-lines.ts';
import type { Grid } from '../../raster/grid.ts';
import { BOOLEAN } from '../../raster/pixel-type.ts';
import { AroundLoader, validInAll } from '../../raster/pixels/around.ts';
import { loaded } from '../../raster/pixels/node.ts';
import { placeOf } from '../../raster/pixels/place.ts';
import { litPixels } from '../../raster/terrain/shadows.ts';
import { algorithm } from '../declare.ts';
import { imageReply } from '../image/example-image.ts';
import { imageType } from '../image/image-type.ts';
import * as t from '../language/types.ts';
import { defaulted, required } from '../parameter.ts';
import { elevationOf } from './elevation.ts';

/** How far hills cast shadows unless it is said, and at most, in pixels. */
const USUAL = 256;
const MOST = 5000;
/** Places, heights, the result. */
const BYTES_PER_PIXEL = 30;

/** Columns and rows of a grid towards an azimuth, clockwise from the north of the grid. */
function towards(azimuth: number, { transform: [a, b, , d, e] }: Grid): [x: number, y: number] {
  const radians = (azimuth * Math.PI) / 180;
  return apply(invert([a, b, 0, d, e, 0]), Math.sin(radians), Math.cos(radians));
}

/** Cast shadows. */
export const HILL_SHADOW = ['Terrain.hillShadow', 'HillShadow'].map((name) =>
  algorithm({
    name,
    description: '1 where the ground is lit by the sun, 0 where other terrain casts a shadow on it.',
    returns: imageType.name,
    parameters: {
      image: required(imageType),
      azimuth: required(t.float, "The sun's, in degrees from north over east."),
      zenith: required(t.float, "The sun's distance from straight above, in degrees."),
      neighborhoodSize: defaulted(t.integer, 0),
      hysteresis: defaulted(t.boolean, false),
    },
    examples: [{ args: { image: 7, azimuth: 120, zenith: 45 }, result: imageReply({ shadow: ['int', [0, 1]] }) }],
    run: ({ image, azimuth, zenith, neighborhoodSize, hysteresis }) => {
      const elevation = elevationOf(image);
      if (!Number.isFinite(azimuth)) throw wrong(`Must be finite. Got ${azimuth}.`, 'azimuth');
      if (!(zenith >= 0 && zenith <= 90)) throw wrong(`Must be from 0 to 90. Got ${zenith}.`, 'zenith');
      if (!(neighborhoodSize >= 0 && neighborhoodSize <= MOST))
        throw wrong(`Must be from 0 to ${MOST}. Got ${neighborhoodSize}.`, 'neighborhoodSize');
      const pixels = neighborhoodSize === 0 ? USUAL : neighborhoodSize;
      const rise = Math.tan(((90 - zenith) * Math.PI) / 180);
      const loader = new AroundLoader({
        inputs: [elevation],
        margins: (grid) => marginsAlong(...towards(azimuth, grid), pixels),
        bytesPerPixel: BYTES_PER_PIXEL,
        compute: ({ tiles, grid }) => {
          const valid = validInAll(tiles, grid.width * grid.height);
          const lines = digitalLines(grid.width, grid.height, placeOf(grid), ...towards(azimuth, grid));
          const reach = Math.floor(pixels / Math.hypot(lines.columns, lines.rows));
          const values = litPixels(tiles[0].values, valid, grid, { lines, rise, reach, hysteresis });
          return [{ values, mask: tiles[0].mask && valid }];
        },
      });
      const shadow = { ...elevation, id: 'shadow', type: BOOLEAN, pixels: loaded(loader, 0) };
      return image.withBands([shadow]).withoutIdentity();
    },
  }),
);
