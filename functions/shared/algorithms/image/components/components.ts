import { wrong } from '../../../errors.ts';
import { Image } from '../../../raster/image.ts';
import { PixelType } from '../../../raster/pixel-type.ts';
import { loaded } from '../../../raster/pixels/node.ts';
import { algorithm } from '../../declare.ts';
import { $call } from '../../example.ts';
import { kernelType } from '../../kernel/kernel-type.ts';
import * as t from '../../language/types.ts';
import { defaulted, optional, required } from '../../parameter.ts';
import { reducerType } from '../../reducer/reducer-type.ts';
import { namedLoader } from '../../vector-image/named-loader.ts';
import { imageReply, PAIR } from '../example-image.ts';
import { imageType } from '../image-type.ts';
import { firstBand, plainBand } from '../needed-bands.ts';
import { reducedBands } from '../reduced-bands.ts';
import { LabelLoader, MOST_LABEL } from './label-loader.ts';
import { ComponentReduceLoader } from './reduce-loader.ts';

/** Farthest that is looked, as for counting the pixels of patches. */
const MOST = 1024;

function checked(maxSize: number): void {
  if (!(maxSize >= 1 && maxSize <= MOST)) throw wrong(`'maxSize' must be from 1 to ${MOST}. Got ${maxSize}.`);
}

/** Patches of pixels. */
export const CONNECTED_COMPONENTS = [
  algorithm({
    name: 'Image.connectedComponents',
    description:
      'The image with a band of labels: a number for each patch of pixels that are connected and have the same value in the first band. Masked in larger patches.',
    returns: imageType.name,
    parameters: {
      image: required(imageType),
      connectedness: required(kernelType),
      maxSize: required(t.integer, 'The most pixels of a patch.'),
    },
    examples: [
      {
        args: { image: 7, connectedness: $call('Kernel.plus', { radius: 1 }), maxSize: 8 },
        result: imageReply({ constant: ['int', [7, 7]], labels: ['int', [0, MOST_LABEL]] }),
      },
    ],
    run: ({ image, connectedness, maxSize }) => {
      checked(maxSize);
      const first = firstBand(image);
      const loader = new LabelLoader(plainBand(first), connectedness, maxSize);
      const labels = { ...first, id: 'labels', type: new PixelType('int', 0, MOST_LABEL), pixels: loaded(loader, 0) };
      return image.withBands([...image.bands, labels]).withoutIdentity();
    },
  }),
  algorithm({
    name: 'Image.reduceConnectedComponents',
    description:
      'Reduces the pixels of each patch: connected pixels (also at corners) with the same value in a band of labels.',
    returns: imageType.name,
    parameters: {
      image: required(imageType),
      reducer: required(reducerType),
      labelBand: optional(t.string, 'The first band by default.'),
      maxSize: defaulted(t.integer, 256),
    },
    examples: [
      {
        args: { image: PAIR, reducer: $call('Reducer.max', {}) },
        result: imageReply({ constant_1: ['int', [2, 2]] }),
      },
    ],
    run: ({ image, reducer, labelBand, maxSize }) => {
      checked(maxSize);
      const name = 'Image.reduceConnectedComponents';
      const label = labelBand === null ? firstBand(image) : image.band(labelBand, name);
      const inputs = image.bands.filter((band) => band !== label).map(plainBand);
      if (inputs.length === 0) throw wrong('The image must have a band beside that of the labels.');
      if (reducer.inputs.length > 1) reducer.requireInputs(inputs.length);
      const loader = namedLoader(name, new ComponentReduceLoader(plainBand(label), inputs, reducer, maxSize));
      return new Image(reducedBands(inputs, reducer, loader).flat(), image.fields).withoutIdentity();
    },
  }),
];
