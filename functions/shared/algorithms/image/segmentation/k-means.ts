import { wrong } from '../../../errors.ts';
import { DISTANCES } from '../../../learning/clusters/distance.ts';
import { allRows, type KMeans, kMeans } from '../../../learning/clusters/k-means.ts';
import type { Space } from '../../../learning/clusters/space.ts';
import { plusPlusStart } from '../../../learning/clusters/start.ts';
import { seededRandom } from '../../../learning/random.ts';
import type { Band } from '../../../raster/image.ts';
import { type Around, AroundLoader } from '../../../raster/pixels/around.ts';
import { cellMargins } from '../../../raster/pixels/cells.ts';
import { loaded, maskOf, type Tile } from '../../../raster/pixels/node.ts';
import { placeOf } from '../../../raster/pixels/place.ts';
import { hash } from '../../../raster/pixels/random.ts';
import { algorithm } from '../../declare.ts';
import * as t from '../../language/types.ts';
import { defaulted, optional, required } from '../../parameter.ts';
import { namedLoader } from '../../vector-image/named-loader.ts';
import { imageReply } from '../example-image.ts';
import { imageType } from '../image-type.ts';
import { firstBand, plainBand } from '../needed-bands.ts';
import { CLUSTER_TYPE, clusterNumbers } from './cluster-number.ts';

const NAME = 'Image.Segmentation.KMeans';
/** Side of the cells that are clustered each by itself, unless it is said, and at most; and their largest overlap. */
const USUAL_CELL = 256;
const MOST_CELL = 1024;
const MOST_OVERLAP = 512;
const MOST_CLUSTERS = 1000;
/** Points, places, results. */
const BYTES_PER_PIXEL = 60;

interface Options {
  readonly clusters: number;
  readonly iterations: number;
  readonly cell: number;
  readonly overlap: number;
  readonly mustConverge: boolean;
  readonly unique: boolean;
}

/** Clusters the pixels of each cell of a grid that is made up of whole ones, with an overlap around. */
function clustered({ tiles, grid, check }: Around, options: Options): Tile {
  const { cell, overlap, unique } = options;
  const { width, height } = grid;
  const known = Uint8Array.from({ length: width * height }, (_, i) =>
    tiles.every(({ mask }) => mask === undefined || mask[i] >= 1) ? 1 : 0,
  );
  const values = new Float64Array(width * height);
  const [left, top] = placeOf(grid);
  const number = clusterNumbers(grid);
  for (let row = overlap; row < height - overlap; row += cell) {
    for (let column = overlap; column < width - overlap; column += cell) {
      const pixels: number[] = [];
      for (let y = row - overlap; y < row + cell + overlap; y++) {
        for (let x = column - overlap; x < column + cell + overlap; x++) {
          if (known[y * width + x] === 1) pixels.push(y * width + x);
        }
      }
      if (pixels.length === 0) continue;
      const { places } = clustersOf(spaceOf(tiles, pixels), hash(left + column, top + row, 0), options, check);
      const names = new Map<number, number>();
      for (const [i, pixel] of pixels.entries()) {
        const [x, y] = [pixel % width, Math.floor(pixel / width)];
        if (x < column || x >= column + cell || y < row || y >= row + cell) continue;
        const name = names.get(places[i]) ?? (unique ? number(pixel) : names.size);
        names.set(places[i], name);
        values[pixel] = name;
      }
    }
  }
  return { values, mask: maskOf(known) };
}

function spaceOf(tiles: readonly Tile[], pixels: readonly number[]): Space {
  const width = tiles.length;
  const points = new Float64Array(pixels.length * width);
  for (const [band, { values }] of tiles.entries()) {
    for (let i = 0; i < pixels.length; i++) points[i * width + band] = values[pixels[i]];
  }
  return {
    points,
    width,
    count: pixels.length,
    normalize: (rows, start, into) => into.set(rows.subarray(start, start + width)),
  };
}

function clustersOf(
  space: Space,
  seed: number,
  { clusters, iterations, mustConverge }: Options,
  check: () => void,
): KMeans {
  const distance = DISTANCES['Euclidean'];
  const start = plusPlusStart(space, clusters, distance, seededRandom(seed), check);
  const found = kMeans(space, start, distance, iterations, allRows(space), check);
  if (mustConverge) {
    // One more iteration changes nothing.
    const { places } = kMeans(space, found.centres, distance, 1, allRows(space), check);
    if (places.some((place, i) => place !== found.places[i]))
      throw wrong(`No convergence after ${iterations} iterations.`);
  }
  return found;
}

/** Clusters by values. */
export const K_MEANS = [
  algorithm({
    name: NAME,
    description:
      'Clusters pixels with similar values by k-means (started by k-means++), separately in each cell of a grid: a band of cluster numbers.',
    returns: imageType.name,
    parameters: {
      image: required(imageType),
      numClusters: defaulted(t.integer, 8),
      numIterations: defaulted(t.integer, 20),
      neighborhoodSize: defaulted(t.integer, 0),
      gridSize: optional(t.integer, 'Side of the cells in pixels; 256 by default.'),
      forceConvergence: defaulted(t.boolean, false),
      uniqueLabels: defaulted(t.boolean, true),
    },
    examples: [{ args: { image: 7 }, result: imageReply({ clusters: ['int', [-2147483648, 2147483647]] }) }],
    run: ({ image, numClusters, numIterations, neighborhoodSize, gridSize, forceConvergence, uniqueLabels }) => {
      const first = firstBand(image);
      const inputs = image.bands.map(plainBand);
      const given = gridSize !== null && gridSize > 0;
      if (!(numClusters >= 1 && numClusters <= MOST_CLUSTERS))
        throw wrong(`Must be from 1 to ${MOST_CLUSTERS}. Got ${numClusters}.`, 'numClusters');
      if (!(numIterations >= 1)) throw wrong(`Must be positive. Got ${numIterations}.`, 'numIterations');
      if (!(neighborhoodSize >= 0 && neighborhoodSize <= MOST_OVERLAP))
        throw wrong(`Must be from 0 to ${MOST_OVERLAP}. Got ${neighborhoodSize}.`, 'neighborhoodSize');
      if (given && gridSize > MOST_CELL) throw wrong(`Must be at most ${MOST_CELL}. Got ${gridSize}.`, 'gridSize');
      if (given && neighborhoodSize > 0) throw wrong("Specify 'gridSize' or 'neighborhoodSize', not both.");
      const options: Options = {
        clusters: numClusters,
        iterations: numIterations,
        cell: given ? gridSize : USUAL_CELL,
        overlap: neighborhoodSize,
        mustConverge: forceConvergence,
        unique: uniqueLabels,
      };
      const loader = new AroundLoader({
        inputs,
        margins: (grid) => {
          const { left, top, right, bottom } = cellMargins(grid, options.cell);
          const more = options.overlap;
          return { left: left + more, top: top + more, right: right + more, bottom: bottom + more };
        },
        bytesPerPixel: BYTES_PER_PIXEL + 8 * inputs.length,
        compute: (around) => [clustered(around, options)],
      });
      const clusters: Band = {
        ...first,
        id: 'clusters',
        type: CLUSTER_TYPE,
        pixels: loaded(namedLoader(NAME, loader), 0),
      };
      return image.withBands([clusters]).withoutIdentity();
    },
  }),
];
