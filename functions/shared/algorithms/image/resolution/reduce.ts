import { wrong } from '../../../errors.ts';
import { keptWithin } from '../../../raster/band-footprint.ts';
import type { Band } from '../../../raster/image.ts';
import { algorithm } from '../../declare.ts';
import { $call } from '../../example.ts';
import * as t from '../../language/types.ts';
import { defaulted, required } from '../../parameter.ts';
import type { Reducer } from '../../reducer/reducer.ts';
import { reducerType } from '../../reducer/reducer-type.ts';
import { namedLoader } from '../../vector-image/named-loader.ts';
import { imageReply } from '../example-image.ts';
import { imageType } from '../image-type.ts';
import { plainBand } from '../needed-bands.ts';
import { reducedBands } from '../reduced-bands.ts';
import { ResolutionLoader } from './resolution-loader.ts';

const NAME = 'Image.reduceResolution';

/** The outputs of a reducer over bands on one projection. */
function reduced(inputs: readonly Band[], reducer: Reducer, bestEffort: boolean, maxPixels: number): Band[][] {
  const loader = namedLoader(NAME, new ResolutionLoader(inputs, reducer, bestEffort, maxPixels));
  return reducedBands(inputs, reducer, loader).map((bands) => bands.map(keptWithin));
}

/** Coarser grids. */
export const REDUCE_RESOLUTION = [
  algorithm({
    name: NAME,
    description:
      'Computes each output pixel by reducing the input pixels that it covers, weighted by the fraction that they cover of it.',
    returns: imageType.name,
    parameters: {
      image: required(imageType),
      reducer: required(reducerType),
      bestEffort: defaulted(t.boolean, false),
      maxPixels: defaulted(t.integer, 64),
    },
    examples: [
      {
        args: { image: 7, reducer: $call('Reducer.mean', {}) },
        result: imageReply({ constant: ['double', [7, 7]] }),
      },
    ],
    run: ({ image, reducer, bestEffort, maxPixels }) => {
      const bands = image.bands.map(plainBand);
      if (bands.length === 0) throw wrong('The image has no bands.');
      if (!(maxPixels >= 1)) throw wrong(`'maxPixels' must be at least 1. Got ${maxPixels}.`);
      if (reducer.inputs.length > 1) {
        reducer.requireInputs(bands.length);
        const other = bands.find(({ projection }) => !projection.equals(bands[0].projection));
        if (other) throw wrong(`The bands '${bands[0].id}' and '${other.id}' are on different projections.`);
        return image.withBands(reduced(bands, reducer, bestEffort, maxPixels).flat()).withoutIdentity();
      }
      const outputs = new Map<Band, Band[]>();
      for (const group of Map.groupBy(bands, ({ projection }) => projection.key()).values()) {
        const results = reduced(group, reducer, bestEffort, maxPixels);
        for (const [i, band] of group.entries()) outputs.set(band, results[i]);
      }
      return image.withBands(bands.flatMap((band) => outputs.get(band) ?? [])).withoutIdentity();
    },
  }),
];
