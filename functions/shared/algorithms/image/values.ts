import { wrong } from '../../errors.ts';
import type { Band, Image } from '../../raster/image.ts';
import { DOUBLE, PixelType } from '../../raster/pixel-type.ts';
import { constant, point } from '../../raster/pixels/node.ts';
import type { PointRule } from '../../raster/pixels/rules.ts';
import { fractional } from '../../raster/scalar/ranges.ts';
import { isNumberValue, toDouble } from '../../values/number.ts';
import type { ListValue } from '../../values/value.ts';
import { algorithm } from '../declare.ts';
import { $call } from '../example.ts';
import * as t from '../language/types.ts';
import { optional, required } from '../parameter.ts';
import { imageReply } from './example-image.ts';
import { imageType } from './image-type.ts';

/** (value, low, high): the value held within bounds. */
const CLAMP: PointRule = {
  key: 'clamp',
  emit: ([value, low, high]) => ({
    ...value,
    value: `(${value.value} < ${low.value} ? ${low.value} : ${value.value} > ${high.value} ? ${high.value} : ${value.value})`,
  }),
};

/** (value, low, span): the place of the value in a range: 0 at its start, 1 at its end. */
const UNIT_SCALE: PointRule = {
  key: 'unitScale',
  emit: ([value, low, span]) => ({ ...value, value: `((${value.value} - ${low.value}) / ${span.value})` }),
};

/** A polynomial by Horner's rule; the table holds its coefficients, the constant one first. */
function polynomialRule(coefficients: readonly number[]): PointRule {
  return {
    key: 'polynomial',
    table: Float64Array.from(coefficients),
    emit: ([value], table) => ({ ...value, value: `fn.polynomial(${table}, ${value.value})` }),
  };
}

/** Values by a table of pairs, sorted by the first of each: from, to, from, to, … Others are masked, or the default. */
function remapRule(pairs: Float64Array, withDefault: boolean): PointRule {
  return {
    key: withDefault ? 'remapOr' : 'remap',
    table: pairs,
    emit: ([value, fallback], table) => {
      const found = `fn.lookUp(${table}, ${value.value})`;
      if (fallback) return { ...value, value: `(${found} < 0 ? ${fallback.value} : ${table}[${found}])` };
      const mask = `(${found} < 0 ? 0 : ${value.mask ?? '1'})`;
      return { value: `${table}[Math.max(0, ${found})]`, mask, fractional: value.fractional };
    },
  };
}

function eachBand(image: Image, make: (band: Band) => Pick<Band, 'type' | 'pixels'>): Image {
  return image.withBands(image.bands.map((band) => ({ ...band, ...make(band) }))).withoutIdentity();
}

function numbers(name: string, list: ListValue): number[] {
  return list.map((value) => {
    if (isNumberValue(value)) return toDouble(value);
    throw wrong(`'${name}' must be a list of numbers.`);
  });
}

const range = (values: readonly number[]) => [Math.min(...values), Math.max(...values)] as const;
/** The greatest value of a constant image, for examples. */
const FIVE = $call('Image.constant', { value: 5 });
/** Algorithms that change values one by one. */
export const IMAGE_VALUES = [
  algorithm({
    name: 'Image.clamp',
    description: 'Limits the values to a range.',
    returns: imageType.name,
    parameters: { input: required(imageType), low: required(t.float), high: required(t.float) },
    examples: [{ args: { input: FIVE, low: 0, high: 3 }, result: imageReply({ constant: ['int', [3, 3]] }) }],
    run: ({ input, low, high }) => {
      if (!(low <= high)) throw wrong(`'low' must not be above 'high'. Got ${low} and ${high}.`);
      return eachBand(input, ({ type, pixels }) => ({
        type: new PixelType(
          type.precision,
          Math.min(Math.max(type.min, low), high),
          Math.min(Math.max(type.max, low), high),
        ),
        pixels: point(CLAMP, pixels, constant(low), constant(high)),
      }));
    },
  }),
  algorithm({
    name: 'Image.unitScale',
    description: 'Scales values so that low becomes 0 and high becomes 1; values outside are not cut off.',
    returns: imageType.name,
    parameters: { input: required(imageType), low: required(t.float), high: required(t.float) },
    examples: [{ args: { input: FIVE, low: 0, high: 10 }, result: imageReply({ constant: ['float', [0.5, 0.5]] }) }],
    run: ({ input, low, high }) => {
      if (low === high) throw wrong(`'low' and 'high' must differ. Both are ${low}.`);
      const place = (value: number) => (value - low) / (high - low);
      return eachBand(input, ({ type, pixels }) => ({
        type: new PixelType(fractional(type).precision, ...range([place(type.min), place(type.max)])),
        pixels: point(UNIT_SCALE, pixels, constant(low), constant(high - low)),
      }));
    },
  }),
  algorithm({
    name: 'Image.polynomial',
    description: 'A polynomial of each value; its coefficients begin with the constant one.',
    returns: imageType.name,
    parameters: { image: required(imageType), coefficients: required(t.list(t.float)) },
    examples: [{ args: { image: FIVE, coefficients: [1, 2] }, result: imageReply({ constant: ['double'] }) }],
    run: ({ image, coefficients }) => {
      if (coefficients.length === 0) throw wrong("'coefficients' must not be empty.");
      const rule = polynomialRule(coefficients);
      return eachBand(image, ({ pixels }) => ({ type: DOUBLE, pixels: point(rule, pixels) }));
    },
  }),
  algorithm({
    name: 'Image.remap',
    description: 'Replaces values of one band by others; values that are not listed become the default, or masked.',
    returns: imageType.name,
    parameters: {
      image: required(imageType),
      from: required(t.objects),
      to: required(t.objects),
      defaultValue: optional(t.object),
      bandName: optional(t.string),
    },
    examples: [{ args: { image: 1, from: [1, 2], to: [10, 20] }, result: imageReply({ remapped: ['int', [10, 20]] }) }],
    run: ({ image, from, to, defaultValue, bandName }) => {
      const [keys, values] = [numbers('from', from), numbers('to', to)];
      if (keys.length !== values.length)
        throw wrong(`'from' and 'to' must have the same length. Got ${keys.length} and ${values.length}.`);
      if (keys.length === 0) throw wrong("'from' must not be empty.");
      if (defaultValue !== null && !isNumberValue(defaultValue)) throw wrong("'defaultValue' must be a number.");
      const band = bandName === null ? image.bands[0] : image.band(bandName, 'Image.remap');
      const order = keys.map((_, i) => i).sort((i, j) => keys[i] - keys[j]);
      const pairs = Float64Array.from(order.flatMap((i) => [keys[i], values[i]]));
      const fallback = defaultValue === null ? [] : [toDouble(defaultValue)];
      const integers = [...values, ...fallback].every(Number.isInteger);
      const type = new PixelType(integers ? 'int' : 'double', ...range([...values, ...fallback]));
      const pixels = point(remapRule(pairs, fallback.length > 0), band.pixels, ...fallback.map(constant));
      return image.withBands([{ ...band, id: 'remapped', type, pixels }]).withoutIdentity();
    },
  }),
];
