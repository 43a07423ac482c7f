import { wrong } from '../../../errors.ts';
import { Collection } from '../../collection/collection.ts';
import { keptElements } from '../../collection/kept-elements.ts';
import { algorithm } from '../../declare.ts';
import { geometryType } from '../../geometry/types.ts';
import * as t from '../../language/types.ts';
import { defaulted, optional, required } from '../../parameter.ts';
import { BOUNDED } from '../example-image.ts';
import { projectionOf } from '../grid.ts';
import { imageType } from '../image-type.ts';
import { firstBand } from '../needed-bands.ts';
import { drawer } from './draw.ts';
import { type Sampling, sampleProperties, samples } from './pixels-as-features.ts';
import { samplingWindow } from './sampling-window.ts';

export const IMAGE_SAMPLE = [
  algorithm({
    name: 'Image.sample',
    description: 'The pixels of a region as features, with a property a band; all of them, or a random part.',
    returns: 'FeatureCollection',
    keeps: true,
    parameters: {
      image: required(imageType),
      region: optional(geometryType),
      scale: optional(t.float),
      projection: optional(t.projection),
      factor: optional(t.float),
      numPixels: optional(t.long),
      seed: defaulted(t.integer, 0),
      dropNulls: defaulted(t.boolean, true),
      tileScale: defaulted(t.float, 1),
      geometries: defaulted(t.boolean, false),
    },
    examples: [
      {
        args: { image: BOUNDED },
        result: {
          type: 'FeatureCollection',
          properties: { band_order: ['constant'] },
          columns: {},
          features: [
            { type: 'Feature', geometry: null, id: '0', properties: { constant: 7 } },
            { type: 'Feature', geometry: null, id: '1', properties: { constant: 7 } },
          ],
        },
      },
    ],
    run: ({ image, region, scale, projection, factor, numPixels, seed, dropNulls, geometries }, context, origin) => {
      if (factor !== null && numPixels !== null) throw wrong("Specify 'factor' or 'numPixels', not both.");
      if (factor !== null && !(factor > 0 && factor <= 1))
        throw wrong(`'factor' must be above 0 and at most 1. Got ${factor}.`);
      const first = firstBand(image);
      const target = projectionOf(projection ?? first.projection, null, scale);
      const window = samplingWindow(image, region, target);
      const share = factor ?? (numPixels === null ? 1 : Math.min(1, numPixels / (window.width * window.height)));
      const draw = drawer(seed);
      const chosen = share === 1 ? () => true : (index: number) => draw(index) < share;
      const sampling: Sampling = { image, region, projection: target, dropNulls, geometries, chosen };
      const open = keptElements(() => samples(sampling, window, context), origin, context);
      return new Collection('FeatureCollection', open, {
        properties: sampleProperties(image),
      });
    },
  }),
];
