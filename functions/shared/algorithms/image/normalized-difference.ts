import { wrong } from '../../errors.ts';
import { withFootprint } from '../../raster/band-footprint.ts';
import { commonFootprint } from '../../raster/footprint.ts';
import { Image } from '../../raster/image.ts';
import { PixelType } from '../../raster/pixel-type.ts';
import { point } from '../../raster/pixels/node.ts';
import type { Operand, PointRule } from '../../raster/pixels/rules.ts';
import { algorithm } from '../declare.ts';
import * as t from '../language/types.ts';
import { optional, required } from '../parameter.ts';
import { selectBands } from './bands.ts';
import { imageReply, PAIR } from './example-image.ts';
import { imageType } from './image-type.ts';

function masks(operands: readonly Operand[]): string {
  return operands.flatMap(({ mask }) => (mask === undefined ? [] : [` && ${mask} > 0`])).join('');
}

/** (a - b) / (a + b), masked where a value is negative; 0 where the sum is 0, as every division by 0 is. */
const NORMALIZED_DIFFERENCE: PointRule = {
  key: 'normalizedDifference',
  emit: ([a, b]) => ({
    value: `(${a.value} + ${b.value} === 0 ? 0 : (${a.value} - ${b.value}) / (${a.value} + ${b.value}))`,
    mask: `(${a.value} >= 0 && ${b.value} >= 0${masks([a, b])} ? 1 : 0)`,
    fractional: false,
  }),
};

/** The normalized difference of bands that cannot be negative: masked only where a band is. */
const NORMALIZED_DIFFERENCE_UNSIGNED: PointRule = {
  key: 'normalizedDifferenceUnsigned',
  emit: ([a, b], table) => {
    const { value, mask } = NORMALIZED_DIFFERENCE.emit([a, b], table);
    return { value, mask: a.mask === undefined && b.mask === undefined ? undefined : mask, fractional: false };
  },
};

export const IMAGE_NORMALIZED_DIFFERENCE = [
  algorithm({
    name: 'Image.normalizedDifference',
    description: 'The difference of two bands divided by their sum; masked where a band is negative.',
    returns: imageType.name,
    parameters: { input: required(imageType), bandNames: optional(t.list(t.string)) },
    examples: [{ args: { input: PAIR }, result: imageReply({ nd: ['float', [-1, 1]] }) }],
    run: ({ input, bandNames }) => {
      const { bands } = bandNames === null ? input : selectBands(input, bandNames, null);
      if (bandNames !== null && bands.length !== 2)
        throw wrong(`'bandNames' must have two bands. Got ${bands.length}.`);
      if (bands.length < 2) throw wrong('The image must have at least two bands.');
      const [a, b] = bands;
      const rule = a.type.min >= 0 && b.type.min >= 0 ? NORMALIZED_DIFFERENCE_UNSIGNED : NORMALIZED_DIFFERENCE;
      const nd = { ...a, id: 'nd', type: new PixelType('float', -1, 1), pixels: point(rule, a.pixels, b.pixels) };
      return new Image([withFootprint(nd, commonFootprint(a.footprint, b.footprint))]);
    },
  }),
];
