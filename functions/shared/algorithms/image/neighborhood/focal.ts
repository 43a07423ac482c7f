import { wrong } from '../../../errors.ts';
import type { Context } from '../../context.ts';
import { type Algorithm, algorithm } from '../../declare.ts';
import { Kernel } from '../../kernel/kernel.ts';
import { kernelType } from '../../kernel/kernel-type.ts';
import { KERNEL_SHAPES } from '../../kernel/shapes.ts';
import * as t from '../../language/types.ts';
import { defaulted, optional, required } from '../../parameter.ts';
import { BASIC_REDUCERS } from '../../reducer/basic.ts';
import { QUANTILE_REDUCERS } from '../../reducer/quantiles.ts';
import { Reducer } from '../../reducer/reducer.ts';
import { type BandType, imageReply } from '../example-image.ts';
import { imageType } from '../image-type.ts';
import { reduceEachBand } from './reduce.ts';

const SHAPES = ['circle', 'square', 'cross', 'plus', 'octagon', 'diamond'] as const;
/** The most iterations: each one uses stack, and reads more pixels around. */
const MOST_ITERATIONS = 50;

const makers = new Map([...BASIC_REDUCERS, ...QUANTILE_REDUCERS, ...KERNEL_SHAPES].map((each) => [each.name, each]));

/** Calls an algorithm that does not wait for anything. */
function made(name: string, args: ReadonlyMap<string, number | string>, context: Context) {
  return makers.get(name)?.invoke(args, context);
}

function shape(name: string, radius: number, units: string, context: Context): Kernel {
  const kernel = made(
    `Kernel.${name}`,
    new Map<string, number | string>([
      ['radius', radius],
      ['units', units],
    ]),
    context,
  );
  if (kernel instanceof Kernel) return kernel;
  throw new Error(`Kernel.${name} is no kernel.`);
}

/** `Image.focalNAME`, and its older name. */
function focal(name: string, description: string, type: BandType): Algorithm[] {
  const upper = name.charAt(0).toUpperCase() + name.slice(1);
  return [`focal${upper}`, `focal_${name}`].map((called, i) =>
    algorithm({
      name: `Image.${called}`,
      description,
      returns: imageType.name,
      hidden: i > 0,
      parameters: {
        image: required(imageType),
        radius: defaulted(t.float, 1.5),
        kernelType: defaulted(t.oneOf(...SHAPES), 'circle'),
        units: defaulted(t.oneOf('pixels', 'meters'), 'pixels'),
        iterations: defaulted(t.integer, 1),
        kernel: optional(kernelType),
      },
      examples: [{ args: { image: 7 }, result: imageReply({ constant: type }) }],
      run: ({ image, radius, kernelType, units, iterations, kernel }, context) => {
        if (!(iterations >= 1 && iterations <= MOST_ITERATIONS))
          throw wrong(`'iterations' must be from 1 to ${MOST_ITERATIONS}. Got ${iterations}.`);
        const reducer = made(`Reducer.${name}`, new Map(), context);
        if (!(reducer instanceof Reducer)) throw new Error(`Reducer.${name} is no reducer.`);
        const neighbours = kernel ?? shape(kernelType, radius, units, context);
        let result = image;
        for (let round = 0; round < iterations; round++) result = reduceEachBand(result, reducer, neighbours);
        return result.withoutIdentity();
      },
    }),
  );
}

/** Filters by the statistics of neighbourhoods. */
export const IMAGE_FOCAL = [
  ...focal('max', 'The largest value around each pixel.', ['int', [7, 7]]),
  ...focal('min', 'The smallest value around each pixel.', ['int', [7, 7]]),
  ...focal('mean', 'The mean of the values around each pixel.', ['double', [7, 7]]),
  ...focal('median', 'The median of the values around each pixel.', ['double', [7, 7]]),
  ...focal('mode', 'The most frequent of the values around each pixel.', ['int', [7, 7]]),
];
