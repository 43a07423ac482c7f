import { wrong } from '../../../errors.ts';
import { keptWithin } from '../../../raster/band-footprint.ts';
import type { Grid } from '../../../raster/grid.ts';
import type { Band } from '../../../raster/image.ts';
import type { PixelType } from '../../../raster/pixel-type.ts';
import type { PixelContext } from '../../../raster/pixels/context.ts';
import { type Loader, loaded, type PixelArray, type Tile } from '../../../raster/pixels/node.ts';
import { shifted } from '../../../raster/pixels/shifted.ts';
import { ArrayValue } from '../../array/array-value.ts';
import { algorithm } from '../../declare.ts';
import { $call } from '../../example.ts';
import type { Kernel } from '../../kernel/kernel.ts';
import { kernelType } from '../../kernel/kernel-type.ts';
import type { Tap } from '../../kernel/tap.ts';
import * as t from '../../language/types.ts';
import { defaulted, required } from '../../parameter.ts';
import { withDimensions } from '../arrays/declare.ts';
import { imageReply } from '../example-image.ts';
import { imageType } from '../image-type.ts';
import { plainBand } from '../needed-bands.ts';
import { validCentres, withSurroundings } from './neighborhood.ts';

/** Most bands that a neighbourhood is turned into, of one band. */
const MAX_NEIGHBORS = 10_000;

/** All offsets of a kernel of a fixed size, row by row, whatever their weights. */
function placesOf(kernel: Kernel): { readonly places: readonly Tap[]; readonly shape: readonly [number, number] } {
  if (kernel.inMeters) throw wrong('The kernel must be one in pixels.');
  const { rows, focus } = kernel.weights(1);
  const width = rows[0]?.length ?? 0;
  if (rows.length * width > MAX_NEIGHBORS)
    throw wrong(`The kernel has ${rows.length * width} places; at most ${MAX_NEIGHBORS} are allowed.`);
  const places = rows.flatMap((row, j) => row.map((weight, i) => ({ x: i - focus[0], y: j - focus[1], weight })));
  return { places, shape: [rows.length, width] };
}

/** The neighbours of each pixel of a band as bands. */
class NeighborsLoader implements Loader {
  readonly fractionalMask = true;
  readonly #band: Band;
  readonly #places: readonly Tap[];

  constructor(band: Band, places: readonly Tap[]) {
    this.#band = band;
    this.#places = places;
  }

  load(bands: readonly number[], grid: Grid, context: PixelContext): Promise<Tile[]> {
    const places = bands.map((band) => this.#places[band]);
    return withSurroundings([this.#band], places, grid, context, ({ tiles: [tile], across, column, row }) =>
      places.map(({ x, y }) => shifted(tile, across, column + x, row + y, grid)),
    );
  }
}

/** The neighbours of each pixel of a band as an array of rows. */
class NeighborArraysLoader implements Loader {
  readonly fractionalMask = false;
  readonly #band: Band;
  readonly #kernel: Kernel;
  readonly #type: PixelType;
  readonly #missing: number;

  /** @param missing what stands for masked neighbours */
  constructor(band: Band, kernel: Kernel, type: PixelType, missing: number) {
    this.#band = band;
    this.#kernel = kernel;
    this.#type = type;
    this.#missing = missing;
  }

  load(bands: readonly number[], grid: Grid, context: PixelContext): Promise<Tile[]> {
    const { places, shape } = placesOf(this.#kernel);
    const count = grid.width * grid.height;
    return withSurroundings([this.#band], places, grid, context, (around) => {
      const { tiles, across, column, row } = around;
      const [{ values, mask }] = tiles;
      const release = context.claim(count * (places.length * Float64Array.BYTES_PER_ELEMENT + 150));
      try {
        const arrays = Array.from({ length: count }, (_, i): PixelArray => {
          const at = (row + Math.floor(i / grid.width)) * across + column + (i % grid.width);
          const numbers = Float64Array.from(places, ({ x, y }) => {
            const neighbor = at + y * across + x;
            return mask === undefined || mask[neighbor] > 0 ? values[neighbor] : this.#missing;
          });
          return new ArrayValue(shape, numbers, this.#type);
        });
        const valid = validCentres(around, grid);
        return bands.map(() => ({ values: new Float64Array(count), mask: valid, arrays }));
      } finally {
        release();
      }
    });
  }
}

const CROSS = $call('Kernel.fixed', {
  weights: [
    [0, 1],
    [1, 1],
  ],
});

/** Neighbourhoods as they are. */
export const IMAGE_NEIGHBORS = [
  algorithm({
    name: 'Image.neighborhoodToBands',
    description:
      'The neighbours that a kernel has weights for as bands, named by how many columns and rows away they are.',
    returns: imageType.name,
    parameters: { image: required(imageType), kernel: required(kernelType) },
    examples: [
      {
        args: { image: 7, kernel: CROSS },
        result: imageReply({
          'constant_0_-1': ['int', [7, 7]],
          'constant_-1_0': ['int', [7, 7]],
          constant_0_0: ['int', [7, 7]],
        }),
      },
    ],
    run: ({ image, kernel }) => {
      const places = placesOf(kernel).places.filter(({ weight }) => weight !== 0);
      const bands = image.bands.flatMap((band) => {
        const loader = new NeighborsLoader(plainBand(band), places);
        return places.map(({ x, y }, i) =>
          keptWithin({ ...band, id: `${band.id}_${x}_${y}`, pixels: loaded(loader, i) }),
        );
      });
      return image.withBands(bands).withoutIdentity();
    },
  }),
  algorithm({
    name: 'Image.neighborhoodToArray',
    description: "The neighbours in a kernel's rectangle as an array of rows, with a default where they are masked.",
    returns: imageType.name,
    parameters: { image: required(imageType), kernel: required(kernelType), defaultValue: defaulted(t.float, 0) },
    examples: [{ args: { image: 7, kernel: CROSS }, result: imageReply({ constant: ['int', [7, 7], 2] }) }],
    run: ({ image, kernel, defaultValue }) => {
      placesOf(kernel);
      const bands = image.bands.map((band) => {
        const { precision, min, max } = plainBand(band).type;
        const type = withDimensions(band.type, 2);
        const whole = precision === 'int' ? Math.trunc(defaultValue) : defaultValue;
        const missing = Math.min(max, Math.max(min, whole));
        return keptWithin({ ...band, type, pixels: loaded(new NeighborArraysLoader(band, kernel, type, missing), 0) });
      });
      return image.withBands(bands).withoutIdentity();
    },
  }),
];
