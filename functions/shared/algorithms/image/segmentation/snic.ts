import { wrong } from '../../../errors.ts';
import { keptWithin } from '../../../raster/band-footprint.ts';
import { type Band, Image } from '../../../raster/image.ts';
import { BOOLEAN, PixelType } from '../../../raster/pixel-type.ts';
import { type Around, AroundLoader, evenly, validInAll } from '../../../raster/pixels/around.ts';
import { loaded, type PixelNode, type Tile } from '../../../raster/pixels/node.ts';
import { type Components, componentsOf } from '../../../raster/segments/components.ts';
import { sizesOf } from '../../../raster/segments/extents.ts';
import { SEED_GRIDS } from '../../../raster/segments/seed-grid.ts';
import { type SnicOptions, snic } from '../../../raster/segments/snic.ts';
import { algorithm } from '../../declare.ts';
import * as t from '../../language/types.ts';
import { defaulted, optional, required } from '../../parameter.ts';
import { imageReply } from '../example-image.ts';
import { imageType } from '../image-type.ts';
import { firstBand, plainBand } from '../needed-bands.ts';
import { CLUSTER_TYPE, clusterNumbers } from './cluster-number.ts';
import { checkedSize, seedLoader } from './seed-grid.ts';

/** Farthest that is looked beyond what is asked for, in pixels. */
const MOST_MARGIN = 2000;
/** Labels of pixels and of seeds, the queue, the outputs. */
const BYTES_PER_PIXEL = 120;

/** The tiles of the clusters and of the means of the bands, from those of the bands and of the seeds. */
function segmented(around: Around, options: Omit<SnicOptions, 'check'>): Tile[] {
  const { width, height } = around.grid;
  const count = width * height;
  const bands = around.tiles.slice(0, -1);
  const [seedTile] = around.tiles.slice(-1);
  const valid = validInAll(bands, count);
  const seeds = seedsOf(seedTile, valid, width, height, options.eightConnected);
  const { labels, means } = snic(
    bands.map(({ values }) => values),
    valid,
    width,
    height,
    seeds,
    { ...options, check: around.check },
  );
  const { first } = sizesOf(seeds, width);
  const number = clusterNumbers(around.grid);
  const numbers = Float64Array.from(first, number);
  const mask = labels.includes(-1) ? Uint8Array.from(labels, (label) => (label < 0 ? 0 : 1)) : undefined;
  return [numbers, ...means].map((ofCluster) => ({
    values: Float64Array.from(labels, (label) => (label < 0 ? 0 : ofCluster[label])),
    mask,
  }));
}

/** Seeds that touch are one. */
function seedsOf({ values, mask }: Tile, valid: Uint8Array, width: number, height: number, eight: boolean): Components {
  const isSeed = Uint8Array.from(values, (value, i) =>
    value !== 0 && valid[i] === 1 && (mask === undefined || mask[i] > 0) ? 1 : 0,
  );
  return componentsOf(isSeed, isSeed, width, height, eight);
}

/** Superpixels. */
export const SNIC = [
  algorithm({
    name: 'Image.Segmentation.SNIC',
    description:
      'Clusters of similar pixels that are connected, grown from seeds: a band of their numbers, the mean of each band in them, and the seeds unless they are given. Simple Non-Iterative Clustering, Achanta and Süsstrunk, 2017.',
    returns: imageType.name,
    parameters: {
      image: required(imageType),
      size: defaulted(t.integer, 5),
      compactness: defaulted(t.float, 1),
      connectivity: defaulted(t.integer, 8),
      neighborhoodSize: optional(t.integer, 'How far is looked beyond a tile, in pixels; twice the size by default.'),
      seeds: optional(imageType, 'Not 0 where clusters begin; by default a square grid.'),
    },
    examples: [
      {
        args: { image: 7 },
        result: imageReply({
          clusters: ['int', [-2147483648, 2147483647]],
          constant_mean: ['double', [7, 7]],
          seeds: ['int', [0, 1]],
        }),
      },
    ],
    run: ({ image, size, compactness, connectivity, neighborhoodSize, seeds }) => {
      const first = firstBand(image);
      const spacing = checkedSize(size);
      if (!(compactness >= 0 && compactness < Infinity))
        throw wrong(`Must not be negative. Got ${compactness}.`, 'compactness');
      if (connectivity !== 4 && connectivity !== 8) throw wrong(`Must be 4 or 8. Got ${connectivity}.`, 'connectivity');
      const margin = neighborhoodSize ?? 2 * size;
      if (!(margin >= 0 && margin <= MOST_MARGIN))
        throw wrong(`Must be from 0 to ${MOST_MARGIN}. Got ${margin}.`, 'neighborhoodSize');
      const seedBand = seeds === null ? undefined : plainBand(firstBand(seeds));
      const grid: PixelNode = loaded(seedLoader(SEED_GRIDS['square'](spacing)), 0);
      const options = { spacing, compactness, eightConnected: connectivity === 8 };
      const loader = new AroundLoader({
        inputs: [...image.bands.map(plainBand), seedBand ?? { pixels: grid, type: BOOLEAN }],
        margins: () => evenly(margin),
        bytesPerPixel: BYTES_PER_PIXEL + 8 * image.bands.length,
        compute: (around) => segmented(around, options),
      });
      const bands = image.bands.map((band, i): Band => {
        const type = new PixelType('double', band.type.min, band.type.max);
        return { ...band, id: `${band.id}_mean`, type, pixels: loaded(loader, i + 1) };
      });
      const clusters: Band = { ...first, id: 'clusters', type: CLUSTER_TYPE, pixels: loaded(loader, 0) };
      const shown = seedBand === undefined ? [keptWithin({ ...first, id: 'seeds', type: BOOLEAN, pixels: grid })] : [];
      return new Image([clusters, ...bands, ...shown], image.fields).withoutIdentity();
    },
  }),
];
