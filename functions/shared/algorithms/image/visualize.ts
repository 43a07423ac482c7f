import { wrong } from '../../errors.ts';
import { type Band, Image } from '../../raster/image.ts';
import { INTEGER_TYPES, type PixelType } from '../../raster/pixel-type.ts';
import { constant, type PixelNode, point } from '../../raster/pixels/node.ts';
import type { PointRule } from '../../raster/pixels/rules.ts';
import { isNumberValue, toDouble } from '../../values/number.ts';
import { isList, type Value } from '../../values/value.ts';
import { algorithm } from '../declare.ts';
import * as t from '../language/types.ts';
import { defaulted, optional, required } from '../parameter.ts';
import { selectBands } from './bands.ts';
import { parseColor, type Rgb } from './color.ts';
import { imageReply } from './example-image.ts';
import { imageType } from './image-type.ts';

/** The bands of a picture in colours. */
export const CHANNELS = ['vis-red', 'vis-green', 'vis-blue'];

/** The stretch of a band's values to intensities from 0 to 255: value * gain + bias, or the range from min to max. */
type Stretch = { readonly gamma: number } & (
  | { readonly gain: number; readonly bias: number }
  | { readonly min: number; readonly max: number }
);

/** One number for each band, from a number, a list, or a text of numbers with commas. */
function perBand(name: string, value: Value | null, count: number): (number | null)[] {
  if (value === null) return new Array(count).fill(null);
  const items = isList(value) ? value : typeof value === 'string' ? value.split(',').map(Number) : [value];
  const numbers = items.map((item) => {
    if (!isNumberValue(item) || !Number.isFinite(toDouble(item)))
      throw wrong(`'${name}' must be a number or a list of numbers.`);
    return toDouble(item);
  });
  if (numbers.length === 1) return new Array(count).fill(numbers[0]);
  if (numbers.length !== count) throw wrong(`'${name}' must have 1 or ${count} values. Got ${numbers.length}.`);
  return numbers;
}

/** The range that is shown where none is given: bytes as they are, integers by their range, fractions from 0 to 1. */
export function defaultRange(type: PixelType): [number, number] {
  if (type.precision !== 'int') return [0, 1];
  return type.min >= 0 && type.max <= 255 ? [0, 255] : [type.min, type.max];
}

/** Cuts to integers from 0 to 255: 255 is reached at the end of the range only. */
function toByte(value: string): string {
  return `fn.clampInteger(${value}, 0, 255)`;
}

/** Intensity from a range. Dividing last keeps whole numbers whole: a factor would put some just below. */
const BY_RANGE: PointRule = {
  key: 'intensityByRange',
  emit: ([value, min, span]) => ({ ...value, value: toByte(`(${value.value} - ${min.value}) * 255 / ${span.value}`) }),
};

const BY_GAIN: PointRule = {
  key: 'intensityByGain',
  emit: ([value, gain, bias]) => ({ ...value, value: toByte(`${value.value} * ${gain.value} + ${bias.value}`) }),
};

/** Intensity from a fraction of the range, raised to a power. */
const BY_POWER: PointRule = {
  key: 'intensityByPower',
  emit: ([fraction, exponent]) => ({
    ...fraction,
    value: toByte(`Math.pow(Math.max(0, ${fraction.value}), ${exponent.value}) * 255`),
  }),
};

const FRACTION_OF_RANGE: PointRule = {
  key: 'fractionOfRange',
  emit: ([value, min, span]) => ({ ...value, value: `((${value.value} - ${min.value}) / ${span.value})` }),
};

const FRACTION_BY_GAIN: PointRule = {
  key: 'fractionByGain',
  emit: ([value, gain, bias]) => ({ ...value, value: `((${value.value} * ${gain.value} + ${bias.value}) / 255)` }),
};

/** The place of a value in its range: 0 at the start, 1 at the end. */
function fraction(pixels: PixelNode, stretch: Stretch): PixelNode {
  return 'gain' in stretch
    ? point(FRACTION_BY_GAIN, pixels, constant(stretch.gain), constant(stretch.bias))
    : point(FRACTION_OF_RANGE, pixels, constant(stretch.min), constant(stretch.max - stretch.min));
}

function intensity({ pixels }: Band, stretch: Stretch): PixelNode {
  if (stretch.gamma !== 1) return point(BY_POWER, fraction(pixels, stretch), constant(1 / stretch.gamma));
  return 'gain' in stretch
    ? point(BY_GAIN, pixels, constant(stretch.gain), constant(stretch.bias))
    : point(BY_RANGE, pixels, constant(stretch.min), constant(stretch.max - stretch.min));
}

/** The position in a palette of n colours, interpolated between neighbours, for one channel. */
function paletteRule(colors: readonly Rgb[], channel: 0 | 1 | 2): PointRule {
  const last = colors.length - 1;
  return {
    key: 'palette',
    table: Float64Array.from(colors, (color) => color[channel]),
    emit: ([place], table) => ({
      ...place,
      value: `Math.floor(fn.ramp(${table}, ${place.value} * ${last}) + 0.5)`,
    }),
  };
}

const OPACITY: PointRule = {
  key: 'opacity',
  emit: ([value, opacity]) => ({
    value: value.value,
    mask: value.mask === undefined ? opacity.value : `(${value.mask} * ${opacity.value})`,
    fractional: true,
  }),
};

interface Options {
  readonly gain: Value | null;
  readonly bias: Value | null;
  readonly min: Value | null;
  readonly max: Value | null;
  readonly gamma: Value | null;
}

function stretches(bands: readonly Band[], options: Options): Stretch[] {
  const of = (name: keyof Options) => perBand(name, options[name], bands.length);
  const [gain, bias, min, max, gamma] = [of('gain'), of('bias'), of('min'), of('max'), of('gamma')];
  const linear = options.gain !== null || options.bias !== null;
  if (linear && (options.min !== null || options.max !== null))
    throw wrong("Specify 'gain' and 'bias' or 'min' and 'max', not both.");
  return bands.map((band, i) => {
    const exponent = gamma[i] ?? 1;
    if (!(exponent > 0)) throw wrong(`'gamma' must be positive. Got ${exponent}.`);
    if (linear) return { gain: gain[i] ?? 1, bias: bias[i] ?? 0, gamma: exponent };
    const [low, high] = defaultRange(band.type);
    const [from, to] = [min[i] ?? low, max[i] ?? high];
    if (from === to) throw wrong(`'min' and 'max' must differ. Both are ${from}.`);
    return { min: from, max: to, gamma: exponent };
  });
}

function palette(value: Value): Rgb[] {
  const items = isList(value) ? value : typeof value === 'string' ? value.split(',') : [];
  if (items.length === 0) throw wrong("'palette' must be a list of colours, or a text of colours with commas.");
  return items.map((item) => {
    const color = typeof item === 'string' ? parseColor(item.trim()) : undefined;
    if (!color) throw wrong(`Invalid color '${String(item)}' in 'palette'.`);
    return color;
  });
}

/** The bands to show: those named, or the first one or three. */
function shown(image: Image, bands: Value | null): readonly Band[] {
  const names = typeof bands === 'string' ? bands.split(',').map((name) => name.trim()) : bands;
  if (names !== null && !isList(names)) throw wrong("'bands' must be a list of names, or a text of names with commas.");
  const chosen = names === null ? image.bands : selectBands(image, names, null).bands;
  if (chosen.length !== 1 && chosen.length !== 2 && chosen.length !== 3) {
    if (names === null && chosen.length > 3) return chosen.slice(0, 3);
    throw wrong(`Must specify 1 or 3 bands to visualize. Got ${chosen.length}.`);
  }
  return chosen.length === 2 ? chosen.slice(0, 1) : chosen;
}

export const IMAGE_VISUALIZE = [
  algorithm({
    name: 'Image.visualize',
    description: 'An 8-bit RGB image for people to look at, from one band (grey or by a palette) or three.',
    returns: imageType.name,
    parameters: {
      image: required(imageType),
      bands: optional(t.object),
      gain: optional(t.object),
      bias: optional(t.object),
      min: optional(t.object),
      max: optional(t.object),
      gamma: optional(t.object),
      opacity: optional(t.number),
      palette: optional(t.object),
      forceRgbOutput: defaulted(t.boolean, false),
    },
    examples: [{ args: { image: 7, min: 0, max: 10 }, result: imageReply({ 'vis-gray': ['int', [0, 255]] }) }],
    run: ({ image, bands, opacity, palette: colors, forceRgbOutput, ...options }) => {
      const inputs = shown(image, bands);
      const stretched = stretches(inputs, options);
      const fade = opacity === null ? null : Math.min(1, Math.max(0, toDouble(opacity)));
      const type = INTEGER_TYPES.uint8;
      const output = (band: Band, id: string, node: PixelNode): Band => ({
        ...band,
        id,
        type,
        pixels: fade === null || fade === 1 ? node : point(OPACITY, node, constant(fade)),
      });
      if (colors !== null) {
        if (inputs.length !== 1) throw wrong('Cannot provide a palette when visualizing more than one band.');
        const table = palette(colors);
        const [band] = inputs;
        const place = fraction(band.pixels, stretched[0]);
        const channel = (c: 0 | 1 | 2) => point(paletteRule(table, c), place);
        return new Image(([0, 1, 2] as const).map((c) => output(band, CHANNELS[c], channel(c))));
      }
      const nodes = inputs.map((band, i) => intensity(band, stretched[i]));
      if (inputs.length === 1 && !forceRgbOutput) return new Image([output(inputs[0], 'vis-gray', nodes[0])]);
      return new Image(CHANNELS.map((id, i) => output(inputs[i] ?? inputs[0], id, nodes[i] ?? nodes[0])));
    },
  }),
];
