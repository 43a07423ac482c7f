import { wrong } from '../../../errors.ts';
import { type Band, Image } from '../../../raster/image.ts';
import { DOUBLE } from '../../../raster/pixel-type.ts';
import { loaded } from '../../../raster/pixels/node.ts';
import { algorithm } from '../../declare.ts';
import * as t from '../../language/types.ts';
import { defaulted, required } from '../../parameter.ts';
import { imageReply, PAIR } from '../example-image.ts';
import { imageType } from '../image-type.ts';
import { SpectrumLoader } from './spectrum-loader.ts';

/** The distance between two spectra, which follow each other in the array. */
export type Metric = (spectra: Float64Array, bands: number) => number;

const METRICS: { readonly [name: string]: Metric } = {
  /** The angle between them, in radians (F. A. Kruse et al., The Spectral Image Processing System, 1993). */
  sam(spectra, bands) {
    let [product, left, right] = [0, 0, 0];
    for (let i = 0; i < bands; i++) {
      product += spectra[i] * spectra[bands + i];
      left += spectra[i] ** 2;
      right += spectra[bands + i] ** 2;
    }
    const length = Math.sqrt(left * right);
    return length === 0 ? 0 : Math.acos(Math.min(1, Math.max(-1, product / length)));
  },
  /** Their divergence as distributions, both ways (C.-I Chang, Spectral information divergence, 1999). */
  sid(spectra, bands) {
    const [left, right] = sums(spectra, bands);
    let divergence = 0;
    for (let i = 0; i < bands; i++) {
      const [p, q] = [spectra[i] / left, spectra[bands + i] / right];
      if (p > 0 && q > 0) divergence += (p - q) * Math.log(p / q);
      else if (p !== q) return Infinity;
    }
    return divergence;
  },
  /** The square of the Euclidean distance. */
  sed(spectra, bands) {
    let sum = 0;
    for (let i = 0; i < bands; i++) sum += (spectra[i] - spectra[bands + i]) ** 2;
    return sum;
  },
  /**
   * The earth mover's distance: the amounts that have to be moved for one spectrum to become the other, times the number of bands that they
   * are moved.
   */
  emd(spectra, bands) {
    let [carried, work] = [0, 0];
    for (let i = 0; i < bands; i++) {
      carried += spectra[i] - spectra[bands + i];
      work += Math.abs(carried);
    }
    return work;
  },
};

function sums(spectra: Float64Array, bands: number): [number, number] {
  let [left, right] = [0, 0];
  for (let i = 0; i < bands; i++) {
    left += spectra[i];
    right += spectra[bands + i];
  }
  return [left, right];
}

/** The parameter `metric` of several algorithms: a distance between spectra. */
export const metric = defaulted(t.entryOf(METRICS), METRICS['sam'], 'sam');

/** Distances between spectra. */
export const SPECTRAL_DISTANCE = [
  algorithm({
    name: 'Image.spectralDistance',
    description:
      "The spectral distance between two images: the spectral angle (sam), information divergence (sid), squared Euclidean distance (sed) or earth mover's distance (emd).",
    returns: imageType.name,
    parameters: { image1: required(imageType), image2: required(imageType), metric },
    examples: [{ args: { image1: PAIR, image2: PAIR }, result: imageReply({ distance: ['double'] }) }],
    run: ({ image1, image2, metric: measure }) => {
      const { length } = image1.bands;
      if (length === 0 || image2.bands.length !== length)
        throw wrong(`The images must have the same number of bands. Got ${length} and ${image2.bands.length}.`);
      const inputs = [...image1.bands, ...image2.bands];
      if (inputs.some((band) => band.type.dimensions > 0))
        throw wrong('Array bands have no spectral distance in Terrane yet.');
      const loader = new SpectrumLoader(inputs, 1, (spectra, results) => {
        results[0] = measure(spectra, length);
      });
      const band: Band = { ...image1.bands[0], id: 'distance', type: DOUBLE, pixels: loaded(loader, 0) };
      return new Image([band], image1.fields).withoutIdentity();
    },
  }),
];
