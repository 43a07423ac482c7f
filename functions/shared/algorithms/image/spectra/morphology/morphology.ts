import { wrong } from '../../../../errors.ts';
import type { Band, Image } from '../../../../raster/image.ts';
import { DOUBLE } from '../../../../raster/pixel-type.ts';
import { loaded } from '../../../../raster/pixels/node.ts';
import { algorithm } from '../../../declare.ts';
import { Kernel, weightsAround } from '../../../kernel/kernel.ts';
import { kernelType } from '../../../kernel/kernel-type.ts';
import * as t from '../../../language/types.ts';
import { defaulted, optional, required } from '../../../parameter.ts';
import { type BandType, imageReply, PAIR } from '../../example-image.ts';
import { imageType } from '../../image-type.ts';
import { firstBand } from '../../needed-bands.ts';
import { type Metric, metric } from '../distance.ts';
import { type Morphology, MorphologyLoader } from './morphology-loader.ts';

const SQUARE = new Kernel('square', {}, false, () => weightsAround(1, 1, () => 1));

function morphology(image: Image, kind: Morphology, measure: Metric, kernel: Kernel, useCentroid: boolean): Image {
  const first = firstBand(image);
  if (image.bands.some((band) => band.type.dimensions > 0))
    throw wrong('Array bands have no spectral distance in Terrane yet.');
  const loader = new MorphologyLoader(image.bands, kernel, measure, useCentroid, kind);
  const bands: Band[] =
    kind === 'gradient'
      ? [{ ...first, id: 'gradient', type: DOUBLE, pixels: loaded(loader, 0) }]
      : image.bands.map((band, i) => ({ ...band, pixels: loaded(loader, i) }));
  return image.withBands(bands).withoutIdentity();
}

function declare(kind: Morphology, description: string, result: { readonly [id: string]: BandType }) {
  return algorithm({
    name: `Image.spectral${kind.charAt(0).toUpperCase()}${kind.slice(1)}`,
    description,
    returns: imageType.name,
    parameters: {
      image: required(imageType),
      metric,
      kernel: optional(kernelType, 'A square of 3 pixels a side by default.'),
      useCentroid: defaulted(t.boolean, false),
    },
    examples: [{ args: { image: PAIR }, result: imageReply(result) }],
    run: ({ image, metric: measure, kernel, useCentroid }) =>
      morphology(image, kind, measure, kernel ?? SQUARE, useCentroid),
  });
}

const SAME: { readonly [id: string]: BandType } = { constant_0: ['int', [1, 1]], constant_1: ['int', [2, 2]] };

/** Morphology of spectra. */
export const SPECTRAL_MORPHOLOGY = [
  declare(
    'dilation',
    "The spectrum in the neighborhood of each pixel that is farthest from the pixel's own, or from the neighborhood's mean.",
    SAME,
  ),
  declare(
    'erosion',
    "The spectrum in the neighborhood of each pixel that is closest to the pixel's own, or to the neighborhood's mean.",
    SAME,
  ),
  declare('gradient', 'The spectral distance between the spectral dilation and erosion of each pixel.', {
    gradient: ['double'],
  }),
];
