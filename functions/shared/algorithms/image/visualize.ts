import { type Band, Image } from '../../raster/image.ts';
import { INTEGER_TYPES, type PixelType } from '../../raster/pixel-type.ts';
import { constant, type PixelNode, point } from '../../raster/pixels/node.ts';
import type { PointRule } from '../../raster/pixels/rules.ts';
import { isNumberValue, toDouble } from '../../values/number.ts';
import { isList, type Value } from '../../values/value.ts';
import { algorithm, wrong } from '../declare.ts';
import { defaulted, optional, required } from '../parameter.ts';
import * as t from '../types.ts';
import { selectBands } from './bands.ts';
import { parseColor, type Rgb } from './color.ts';

const CHANNELS = ['vis-red', 'vis-green', 'vis-blue'];

/** How a band's values become intensities. */
interface Stretch {
  readonly scale: number;
  readonly offset: number;
  readonly gamma: number;
}

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
function defaultRange(type: PixelType): [number, number] {
  if (type.precision !== 'int') return [0, 1];
  return type.min >= 0 && type.max <= 255 ? [0, 255] : [type.min, type.max];
}

/** Clamps to 0…255 and cuts: 255 is reached at the end of the range only. */
const INTENSITY: PointRule = {
  key: 'intensity',
  emit: ([value, scale, offset]) => {
    const stretched = `(${value.value} * ${scale.value} + ${offset.value})`;
    return { ...value, value: `fn.clampInteger(${stretched} * 255, 0, 255)` };
  },
};

const INTENSITY_GAMMA: PointRule = {
  key: 'intensityGamma',
  emit: ([value, scale, offset, exponent]) => {
    const stretched = `Math.max(0, ${value.value} * ${scale.value} + ${offset.value})`;
    return { ...value, value: `fn.clampInteger(Math.pow(${stretched}, ${exponent.value}) * 255, 0, 255)` };
  },
};

/** The position in a palette of n colours, interpolated between neighbours, for one channel. */
function paletteRule(colors: readonly Rgb[], channel: 0 | 1 | 2): PointRule {
  const last = colors.length - 1;
  return {
    key: 'palette',
    table: Float64Array.from(colors, (color) => color[channel]),
    emit: ([value, scale, offset], table) => ({
      ...value,
      value: `Math.floor(fn.ramp(${table}, (${value.value} * ${scale.value} + ${offset.value}) * ${last}) + 0.5)`,
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

function stretchNode({ pixels }: Band, stretch: Stretch): PixelNode {
  const inputs = [pixels, constant(stretch.scale), constant(stretch.offset)];
  return stretch.gamma === 1
    ? point(INTENSITY, ...inputs)
    : point(INTENSITY_GAMMA, ...inputs, constant(1 / stretch.gamma));
}

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
    if (linear) return { scale: (gain[i] ?? 1) / 255, offset: (bias[i] ?? 0) / 255, gamma: exponent };
    const [low, high] = defaultRange(band.type);
    const [from, to] = [min[i] ?? low, max[i] ?? high];
    if (from === to) throw wrong(`'min' and 'max' must differ. Both are ${from}.`);
    return { scale: 1 / (to - from), offset: -from / (to - from), gamma: exponent };
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
    returns: t.image.name,
    parameters: {
      image: required(t.image),
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
      const { bounds } = image.fields;
      const fields = bounds ? { bounds } : {};
      if (colors !== null) {
        if (inputs.length !== 1) throw wrong(`A palette needs one band. Got ${inputs.length}.`);
        const table = palette(colors);
        const [band, { scale, offset }] = [inputs[0], stretched[0]];
        const channel = (c: 0 | 1 | 2) => point(paletteRule(table, c), band.pixels, constant(scale), constant(offset));
        return new Image(
          ([0, 1, 2] as const).map((c) => output(band, CHANNELS[c], channel(c))),
          fields,
        );
      }
      const nodes = inputs.map((band, i) => stretchNode(band, stretched[i]));
      if (inputs.length === 1 && !forceRgbOutput) return new Image([output(inputs[0], 'vis-gray', nodes[0])], fields);
      return new Image(
        CHANNELS.map((id, i) => output(inputs[i] ?? inputs[0], id, nodes[i] ?? nodes[0])),
        fields,
      );
    },
  }),
];
