import { wrong } from '../../../errors.ts';
import { keptWithin } from '../../../raster/band-footprint.ts';
import type { Band, Image } from '../../../raster/image.ts';
import { loaded } from '../../../raster/pixels/node.ts';
import { algorithm } from '../../declare.ts';
import { $call } from '../../example.ts';
import type { Kernel } from '../../kernel/kernel.ts';
import { kernelType } from '../../kernel/kernel-type.ts';
import * as t from '../../language/types.ts';
import { defaulted, optional, required } from '../../parameter.ts';
import type { Reducer } from '../../reducer/reducer.ts';
import { reducerType } from '../../reducer/reducer-type.ts';
import { imageReply } from '../example-image.ts';
import { imageType } from '../image-type.ts';
import type { InputWeight } from './input-weight.ts';
import { NeighborhoodLoader } from './reduce-loader.ts';

/** The outputs of a reducer over the neighbours that some bands have, as bands. */
function reduced(
  inputs: readonly Band[],
  reducer: Reducer,
  kernel: Kernel,
  weight: InputWeight,
  skipMasked: boolean,
  name: (output: string) => string,
): Band[] {
  const loader = new NeighborhoodLoader(inputs, reducer, kernel, weight, skipMasked);
  const types = reducer.pixelTypes(inputs.map((band) => band.type));
  return reducer.outputs.map((output, i) =>
    keptWithin({ ...inputs[0], id: name(output), type: types[i], pixels: loaded(loader, i) }),
  );
}

/** Reduces the neighbourhoods of each band with a reducer of one output; bands keep their names. */
export function reduceEachBand(image: Image, reducer: Reducer, kernel: Kernel): Image {
  return image.withBands(
    image.bands.flatMap((band) => reduced([band], reducer, kernel, 'kernel', false, () => band.id)),
  );
}

/** Reductions of neighbourhoods. */
export const REDUCE_NEIGHBORHOOD = [
  algorithm({
    name: 'Image.reduceNeighborhood',
    description:
      "Reduces the neighbours of each pixel within a kernel: band by band, or with all bands as the reducer's inputs.",
    returns: imageType.name,
    parameters: {
      image: required(imageType),
      reducer: required(reducerType),
      kernel: required(kernelType),
      inputWeight: defaulted(t.oneOf('kernel', 'mask', 'min'), 'kernel'),
      skipMasked: defaulted(t.boolean, true),
      optimization: optional(t.oneOf('boxcar', 'window')),
    },
    examples: [
      {
        args: { image: 7, reducer: $call('Reducer.max', {}), kernel: $call('Kernel.square', { radius: 1 }) },
        result: imageReply({ constant_max: ['int', [7, 7]] }),
      },
    ],
    run: ({ image, reducer, kernel, inputWeight, skipMasked }) => {
      if (image.bands.length === 0) throw wrong('The image has no bands.');
      const bands =
        reducer.inputs.length === 1
          ? image.bands.flatMap((band) =>
              reduced([band], reducer, kernel, inputWeight, skipMasked, (output) => `${band.id}_${output}`),
            )
          : reduced(image.bands, reducer, kernel, inputWeight, skipMasked, (output) => output);
      return image.withBands(bands).withoutIdentity();
    },
  }),
];
