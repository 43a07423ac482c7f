import { wrong } from '../../../errors.ts';
import { keptWithin } from '../../../raster/band-footprint.ts';
import { upperEnvelope } from '../../../raster/distance/parabolas.ts';
import type { Band } from '../../../raster/image.ts';
import { DOUBLE, INTEGER_TYPES, PixelType } from '../../../raster/pixel-type.ts';
import { type Around, AroundLoader, evenly } from '../../../raster/pixels/around.ts';
import { loaded, maskOf, type Tile } from '../../../raster/pixels/node.ts';
import { algorithm } from '../../declare.ts';
import * as t from '../../language/types.ts';
import { defaulted, required } from '../../parameter.ts';
import { imageReply } from '../example-image.ts';
import { imageType } from '../image-type.ts';
import { firstBand, plainBand } from '../needed-bands.ts';

/** Farthest that is looked, in pixels. */
const MOST = 10_000;
/** Heights, both passes, sources, results. */
const BYTES_PER_PIXEL = 90;

function checked(neighborhood: number): number {
  if (!(neighborhood >= 1 && neighborhood <= MOST))
    throw wrong(`Must be from 1 to ${MOST}. Got ${neighborhood}.`, 'neighborhood');
  return neighborhood;
}

/** The heights of parabolas by the pixels' values and whether they are valid. */
function heightsOf({ values, mask }: Tile, height: (value: number, valid: boolean) => number): Float64Array {
  const heights = new Float64Array(values.length);
  for (let i = 0; i < heights.length; i++) heights[i] = height(values[i], mask === undefined || mask[i] > 0);
  return heights;
}

/** The surface of parabolas whose heights are the pixels' values; 0 where none reaches. */
function surface({ tiles: [tile], grid: { width, height }, check }: Around): Tile {
  const heights = heightsOf(tile, (value, valid) => (value > 0 && valid ? value : -Infinity));
  const envelope = upperEnvelope(heights, width, height);
  check();
  return { values: envelope.heights.map((value) => Math.max(0, value)), mask: undefined };
}

/**
 * The medial axis of the pixels that are 0: the parabolas, as high as the square of the distance to the nearest other pixel, that are part of the
 * upper surface; how many pixels each is the highest over; and for each pixel how far away the parabola over it has its top.
 */
function medial({ tiles: [tile], grid: { width, height }, check }: Around, farthest: number): Tile[] {
  const count = width * height;
  const outside = heightsOf(tile, (value, valid) => (value !== 0 || !valid ? 0 : -Infinity));
  const distances = upperEnvelope(outside, width, height).heights;
  check();
  // What is farther from the border is not known to the end of it.
  const heights = distances.map((height, i) =>
    outside[i] === 0 || -height > farthest * farthest ? -Infinity : -height,
  );
  const { heights: tops, sources } = upperEnvelope(heights, width, height);
  const covered = new Float64Array(count);
  const mask = new Uint8Array(count);
  const [x, y] = [new Float64Array(count), new Float64Array(count)];
  for (let i = 0; i < count; i++) {
    const source = sources[i];
    if (source < 0 || outside[i] === 0 || !(tops[i] > 0)) continue;
    mask[i] = 1;
    covered[source]++;
    x[i] = (source % width) - (i % width);
    y[i] = Math.floor(source / width) - Math.floor(i / width);
  }
  const values = covered.map((size, i) => (size > 0 ? Math.sqrt(heights[i]) : 0));
  const axis = maskOf(new Uint8Array(covered.map((size) => (size > 0 ? 1 : 0))));
  const shown = maskOf(mask);
  return [
    { values, mask: axis },
    { values: covered, mask: axis },
    { values: x, mask: shown },
    { values: y, mask: shown },
  ];
}

/** Surfaces of parabolas. */
export const IMAGE_PARABOLAS = [
  algorithm({
    name: 'Image.rsedTransform',
    description:
      'The upper envelope of parabolas over the non-zero pixels: each is as high as its pixel and falls with the square of the distance in pixels; 0 where none reaches.',
    returns: imageType.name,
    parameters: {
      image: required(imageType),
      neighborhood: defaulted(t.integer, 256),
      units: defaulted(t.oneOf('pixels'), 'pixels'),
    },
    examples: [{ args: { image: 7 }, result: imageReply({ constant: ['double', [0, 7]] }) }],
    run: ({ image, neighborhood }) => {
      const margin = checked(neighborhood);
      const bands = image.bands.map((band): Band => {
        const loader = new AroundLoader({
          inputs: [plainBand(band)],
          margins: () => evenly(margin),
          bytesPerPixel: BYTES_PER_PIXEL,
          compute: (around) => [surface(around)],
        });
        const type = new PixelType('double', 0, Math.max(0, band.type.max));
        return keptWithin({ ...band, type, pixels: loaded(loader, 0) });
      });
      return image.withBands(bands).withoutIdentity();
    },
  }),
  algorithm({
    name: 'Image.medialAxis',
    description:
      'The medial axis of the pixels that are 0 in the first band: the distance to its border on the axis (medial), how many pixels each of its points stands for (coverage), and how far away each pixel has its point (xlabel, ylabel).',
    returns: imageType.name,
    parameters: {
      image: required(imageType),
      neighborhood: defaulted(t.integer, 256),
      units: defaulted(t.oneOf('pixels'), 'pixels'),
    },
    examples: [
      {
        args: { image: 7 },
        result: imageReply({
          medial: ['double'],
          coverage: ['int', [0, 2147483647]],
          xlabel: ['int', [-256, 256]],
          ylabel: ['int', [-256, 256]],
        }),
      },
    ],
    run: ({ image, neighborhood }) => {
      const margin = checked(neighborhood);
      const band = plainBand(firstBand(image));
      const loader = new AroundLoader({
        inputs: [band],
        margins: () => evenly(2 * margin),
        bytesPerPixel: BYTES_PER_PIXEL,
        compute: (around) => medial(around, margin),
      });
      const offset = new PixelType('int', -margin, margin);
      const types = {
        medial: DOUBLE,
        coverage: new PixelType('int', 0, INTEGER_TYPES.int32.max),
        xlabel: offset,
        ylabel: offset,
      };
      const bands = Object.entries(types).map(
        ([id, type], i): Band => keptWithin({ ...band, id, type, pixels: loaded(loader, i) }),
      );
      return image.withBands(bands).withoutIdentity();
    },
  }),
];
