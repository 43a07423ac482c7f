import { wrong } from '../../../errors.ts';
import { withFootprint } from '../../../raster/band-footprint.ts';
import { cumulativeCost } from '../../../raster/distance/cumulative-cost.ts';
import type { Grid } from '../../../raster/grid.ts';
import { type Band, Image } from '../../../raster/image.ts';
import { PixelType } from '../../../raster/pixel-type.ts';
import { type Around, AroundLoader, evenly } from '../../../raster/pixels/around.ts';
import { loaded, maskOf, type Tile } from '../../../raster/pixels/node.ts';
import { type Margins, padded } from '../../../raster/pixels/shifted.ts';
import { planarSteps, shortestStep, sphericalSteps } from '../../../raster/pixels/sphere.ts';
import { algorithm } from '../../declare.ts';
import * as t from '../../language/types.ts';
import { defaulted, required } from '../../parameter.ts';
import { namedLoader } from '../../vector-image/named-loader.ts';
import { imageReply } from '../example-image.ts';
import { imageType } from '../image-type.ts';
import { onlyBand, plainBand } from '../needed-bands.ts';

const NAME = 'Image.cumulativeCost';
/** Costs, lengths, places, the queue, results. */
const BYTES_PER_PIXEL = 110;
/** Longest margin, in pixels. */
const MOST_MARGIN = 20_000;

/** The pixels around a grid from which a way of a length in metres may lead to it. */
function marginsWithin(farthest: number, geodetic: boolean, grid: Grid): Margins {
  if (!geodetic) {
    const step = planarSteps({ ...grid, width: 2 });
    return evenly(checked(Math.ceil(farthest / Math.min(step(0, 1), step(0, 2)))));
  }
  let margin = 0;
  // Pixels of a map become smaller towards the poles: those that the margin adds, too.
  for (let round = 0; round < 3; round++) {
    const step = shortestStep(padded(grid, evenly(margin)));
    if (step === undefined) return evenly(0);
    margin = checked(Math.ceil(farthest / step));
  }
  return evenly(margin);
}

function checked(margin: number): number {
  if (margin <= MOST_MARGIN) return margin;
  throw wrong(`The distance is ${margin} pixels; at most ${MOST_MARGIN} are computed.`, 'maxDistance');
}

function costs({ tiles, grid, check }: Around, farthest: number, geodetic: boolean): Tile {
  const [cost, source] = tiles;
  const passable = Uint8Array.from(cost.values, (value, i) =>
    value >= 0 && value < Infinity && (cost.mask === undefined || cost.mask[i] > 0) ? 1 : 0,
  );
  const sources = Uint8Array.from(source.values, (value, i) =>
    value !== 0 && (source.mask === undefined || source.mask[i] > 0) ? 1 : 0,
  );
  const step = geodetic ? sphericalSteps(grid) : planarSteps(grid);
  const { costs: values } = cumulativeCost(cost.values, passable, sources, grid.width, step, farthest, check);
  const mask = maskOf(Uint8Array.from(values, (value) => (value < Infinity ? 1 : 0)));
  return { values: values.map((value) => (value < Infinity ? value : 0)), mask };
}

/** Ways over images. */
export const CUMULATIVE_COST = [
  algorithm({
    name: NAME,
    description:
      'The cost of the cheapest path from each pixel to a source, through neighbours at sides and corners: metres times the mean cost of both pixels. Masked where there is no path.',
    returns: imageType.name,
    parameters: {
      cost: required(imageType, 'What a metre costs; masked pixels are not passed.'),
      source: required(imageType, 'Sources are not 0.'),
      maxDistance: required(t.float, 'The longest way, in metres.'),
      geodeticDistance: defaulted(t.boolean, true),
    },
    examples: [
      {
        args: { cost: 1, source: 1, maxDistance: 1000 },
        result: imageReply({ cumulative_cost: ['double', [0, 1000]] }),
      },
    ],
    run: ({ cost, source, maxDistance, geodeticDistance }) => {
      const [costBand, sourceBand] = [plainBand(onlyBand(cost)), plainBand(onlyBand(source))];
      if (!(maxDistance >= 0 && maxDistance < Infinity))
        throw wrong(`Must not be negative. Got ${maxDistance}.`, 'maxDistance');
      const loader = new AroundLoader({
        inputs: [costBand, sourceBand],
        margins: (grid) => marginsWithin(maxDistance, geodeticDistance, grid),
        bytesPerPixel: BYTES_PER_PIXEL,
        compute: (around) => [costs(around, maxDistance, geodeticDistance)],
      });
      const { max } = costBand.type;
      const type = new PixelType('double', 0, max > 0 ? max * maxDistance : 0);
      const band: Band = { ...costBand, id: 'cumulative_cost', type, pixels: loaded(namedLoader(NAME, loader), 0) };
      return new Image([withFootprint(band, costBand.footprint)]);
    },
  }),
];
