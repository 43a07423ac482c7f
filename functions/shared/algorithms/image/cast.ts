import { wrong } from '../../errors.ts';
import type { Band, Image } from '../../raster/image.ts';
import { DOUBLE, FLOAT, INTEGER_TYPES, PixelType } from '../../raster/pixel-type.ts';
import { point } from '../../raster/pixels/node.ts';
import type { PointRule } from '../../raster/pixels/rules.ts';
import type { DictionaryValue, Value } from '../../values/value.ts';
import { algorithm } from '../declare.ts';
import * as t from '../language/types.ts';
import { optional, required } from '../parameter.ts';
import { imageReply, PAIR } from './example-image.ts';
import { imageType } from './image-type.ts';

const TYPES: { readonly [name: string]: PixelType } = {
  ...INTEGER_TYPES,
  byte: INTEGER_TYPES.uint8,
  short: INTEGER_TYPES.int16,
  int: INTEGER_TYPES.int32,
  long: INTEGER_TYPES.int64,
  float: FLOAT,
  double: DOUBLE,
};

function typeOf(value: Value, band: string): PixelType {
  if (value instanceof PixelType) return value;
  if (typeof value === 'string' && Object.hasOwn(TYPES, value.toLowerCase())) return TYPES[value.toLowerCase()];
  throw wrong(`The type of the band '${band}' must be a PixelType, or one of ${Object.keys(TYPES).join(', ')}.`);
}

/** A kernel is kept for each rule: one for each cast. */
const rules = new Map<string, PointRule>();

function castRule({ precision, min, max }: PixelType): PointRule {
  const key = precision === 'int' ? `cast_int_${min}_${max}` : `cast_${precision}`;
  let rule = rules.get(key);
  if (rule === undefined) {
    const source = (value: string): string => {
      if (precision === 'int') return `fn.clampInteger(${value}, ${min}, ${max})`;
      return precision === 'float' ? `Math.fround(${value})` : value;
    };
    rule = { key, emit: ([input]) => ({ ...input, value: source(input.value) }) };
    rules.set(key, rule);
  }
  return rule;
}

/** The types that are asked for, by the bands' names. */
export function bandTypesOf(bandTypes: DictionaryValue): ReadonlyMap<string, PixelType> {
  return new Map(Array.from(bandTypes, ([id, type]) => [id, typeOf(type, id)]));
}

/** The bands of an order, some of them cast to other types. */
export function castBands(
  image: Image,
  types: ReadonlyMap<string, PixelType>,
  order: readonly string[],
  algorithm: string,
): Image {
  const bands = order.map((id): Band => {
    const band = image.band(id, algorithm);
    const type = types.get(id);
    return type === undefined ? band : { ...band, type, pixels: point(castRule(type), band.pixels) };
  });
  return image.withBands(bands);
}

/** Bands in other types. */
export const IMAGE_CAST = [
  algorithm({
    name: 'Image.cast',
    description: 'Some bands cast to other types, in an order if one is given.',
    returns: imageType.name,
    parameters: {
      image: required(imageType),
      bandTypes: required(t.dictionary),
      bandOrder: optional(t.list(t.string)),
    },
    examples: [
      {
        args: { image: PAIR, bandTypes: { constant_1: 'float' }, bandOrder: ['constant_1', 'constant_0'] },
        result: imageReply({ constant_1: ['float'], constant_0: ['int', [1, 1]] }),
      },
    ],
    run: ({ image, bandTypes, bandOrder }) => {
      const types = bandTypesOf(bandTypes);
      const order = bandOrder ?? image.bands.map((band) => band.id);
      return castBands(image, types, order, 'Image.cast').withoutIdentity();
    },
  }),
];
