import { wrong } from '../../errors.ts';
import { DOUBLE } from '../../raster/pixel-type.ts';
import { point } from '../../raster/pixels/node.ts';
import type { PointRule } from '../../raster/pixels/rules.ts';
import { algorithm } from '../declare.ts';
import * as t from '../language/types.ts';
import { defaulted, required } from '../parameter.ts';
import { imageReply } from './example-image.ts';
import { imageType } from './image-type.ts';
import { firstBand } from './needed-bands.ts';

/** The treatments of values beyond the ends of the table. */
const BEHAVIORS = ['extrapolate', 'clamp', 'mask', 'input'] as const;

/** A function of straight pieces through points of a table: x0, y0, x1, y1, … with rising x. */
function piecewise(table: Float64Array, behavior: (typeof BEHAVIORS)[number]): PointRule {
  const [first, last] = [table[0], table[table.length - 2]];
  return {
    key: `interpolate_${behavior}`,
    table,
    emit: ([input], name) => {
      const inside = `(${input.value} >= ${name}[0] && ${input.value} <= ${name}[${table.length - 2}])`;
      const held = `Math.min(Math.max(${input.value}, ${first}), ${last})`;
      switch (behavior) {
        case 'clamp':
          return { ...input, value: `fn.pieces(${name}, ${held})` };
        case 'input':
          return { ...input, value: `(${inside} ? fn.pieces(${name}, ${input.value}) : ${input.value})` };
        case 'mask':
          return {
            value: `fn.pieces(${name}, ${input.value})`,
            mask: `(${inside} ? ${input.mask ?? '1'} : 0)`,
            fractional: input.fractional,
          };
        default:
          return { ...input, value: `fn.pieces(${name}, ${input.value})` };
      }
    },
  };
}

/** Values by a function that is given by points. */
export const IMAGE_INTERPOLATE = [
  algorithm({
    name: 'Image.interpolate',
    description:
      "The first band's values by a function of straight pieces; beyond its ends extrapolated, held (clamp), masked or left (input).",
    returns: imageType.name,
    parameters: {
      image: required(imageType),
      x: required(t.list(t.float)),
      y: required(t.list(t.float)),
      behavior: defaulted(t.oneOf(...BEHAVIORS), 'extrapolate'),
    },
    examples: [{ args: { image: 5, x: [0, 10], y: [1, 2] }, result: imageReply({ constant: ['double'] }) }],
    run: ({ image, x, y, behavior }) => {
      const band = firstBand(image);
      if (x.length !== y.length) throw wrong(`'x' and 'y' must have the same length. Got ${x.length} and ${y.length}.`);
      if (x.length < 2) throw wrong('At least two points are needed.');
      if (!x.every((value, i) => (i === 0 || value > x[i - 1]) && Number.isFinite(value)))
        throw wrong("'x' must be strictly increasing.");
      const rule = piecewise(Float64Array.from(x.flatMap((value, i) => [value, y[i]])), behavior);
      return image.withBands([{ ...band, type: DOUBLE, pixels: point(rule, band.pixels) }]).withoutIdentity();
    },
  }),
];
