import { wrong } from '../../errors.ts';
import type { Rgba } from '../../raster/vector/canvas.ts';
import type { LineType } from '../../raster/vector/dashes.ts';
import { reachOf, type Style } from '../../raster/vector/draw-style.ts';
import { MARKERS, type Marker } from '../../raster/vector/marker.ts';
import { isNumberValue, toDouble } from '../../values/number.ts';
import { isDictionary, typeNameOf, type Value } from '../../values/value.ts';
import { indexOf } from '../collection/indexed.ts';
import { parseColorAndOpacity } from '../image/color.ts';
import type { Styling } from './style-loader.ts';

/** The options for drawing features, as the arguments or a feature's dictionary give them. */
export interface StyleOptions {
  readonly color: string;
  readonly pointSize: number;
  readonly pointShape: string;
  readonly width: number;
  readonly fillColor: string | null;
  readonly lineType: string;
}

/** The opacity of areas whose colour is not given, as documented. */
export const FILL_OPACITY = 0.66;
/** The largest markers and widths, in pixels: a tile has no more. */
const MAX_SIZE = 1_000;

const LINE_TYPES: readonly LineType[] = ['solid', 'dotted', 'dashed'];
/** MATLAB's short names of marker shapes, as documented. */
const SHORT_SHAPES: ReadonlyMap<string, string> = new Map([
  ['o', 'circle'],
  ['s', 'square'],
  ['d', 'diamond'],
  ['x', 'cross'],
  ['+', 'plus'],
  ['p', 'pentagram'],
  ['h', 'hexagram'],
  ['^', 'triangle_up'],
  ['v', 'triangle_down'],
  ['<', 'triangle_left'],
  ['>', 'triangle_right'],
]);

/** A style from its options; an error if there is no such colour, shape or type of line. */
export function styleOf(options: StyleOptions): Style {
  const { color, fillColor, pointSize, pointShape, width, lineType } = options;
  const stroke = colorOf('color', color);
  const [red, green, blue, opacity] = stroke;
  return {
    color: stroke,
    fillColor: fillColor === null ? [red, green, blue, opacity * FILL_OPACITY] : colorOf('fillColor', fillColor),
    width: sizeOf('width', width),
    lineType: lineTypeOf('lineType', lineType),
    marker: markerOf('pointShape', pointShape),
    pointSize: sizeOf('pointSize', pointSize),
  };
}

/** A colour by its name or digits; an error with the argument's name if it is neither. */
export function colorOf(argument: string, text: string): Rgba {
  const color = parseColorAndOpacity(text.trim());
  if (!color) throw wrong(`Invalid color '${text}' in '${argument}'. Use RRGGBB, RRGGBBAA, or a name of CSS.`);
  return color;
}

/** The shape of markers by its name; an error with the argument's name if there is no such shape. */
export function markerOf(argument: string, name: string): Marker {
  const marker = MARKERS.get(SHORT_SHAPES.get(name) ?? name.toLowerCase());
  if (marker) return marker;
  throw wrong(`Unknown '${argument}': ${name}. Use one of ${[...MARKERS.keys()].join(', ')}.`);
}

/** A type of lines by its name; an error with the argument's name if there is no such type. */
export function lineTypeOf(argument: string, name: string): LineType {
  const type = LINE_TYPES.find((one) => one === name.toLowerCase());
  if (type) return type;
  throw wrong(`Unknown '${argument}': ${name}. Use one of ${LINE_TYPES.join(', ')}.`);
}

/** A size in pixels; an error with the argument's name if there is no such size. */
export function sizeOf(argument: string, pixels: number): number {
  if (!(pixels >= 0 && pixels <= MAX_SIZE)) throw wrong(`'${argument}' must be from 0 to ${MAX_SIZE}. Got ${pixels}.`);
  return pixels;
}

/**
 * The styles of features: the defaults, overridden by the dictionary in one of the feature's properties.
 * @param neighborhood the distance in pixels that features with their own styles may need
 */
export function styling(defaults: StyleOptions, property: string | null, neighborhood: number): Styling {
  const common = styleOf(defaults);
  const reach = reachOf(common);
  if (property === null) return { styleOf: () => common, reach, neighborhood: reach };
  return {
    styleOf: ({ element }) => {
      const own = element.property(property);
      if (own === null) return common;
      const where = `Property '${property}' of feature '${indexOf(element) ?? '?'}'`;
      if (!isDictionary(own)) throw wrong(`${where} must be a dictionary of styles. Got: ${typeNameOf(own)}.`);
      return styleOf({ ...defaults, ...ownOptions(own, where) });
    },
    reach: undefined,
    neighborhood: Math.max(reach, sizeOf('neighborhood', neighborhood) * Math.SQRT2),
  };
}

function ownOptions(own: ReadonlyMap<string, Value>, where: string): Partial<StyleOptions> {
  const text = (name: keyof StyleOptions) => {
    const value = own.get(name) ?? null;
    if (value === null || typeof value === 'string') return value === null ? {} : { [name]: value };
    throw wrong(`${where}: '${name}' must be a String. Got: ${typeNameOf(value)}.`);
  };
  const number = (name: keyof StyleOptions) => {
    const value = own.get(name) ?? null;
    if (value === null || isNumberValue(value)) return value === null ? {} : { [name]: toDouble(value) };
    throw wrong(`${where}: '${name}' must be a Number. Got: ${typeNameOf(value)}.`);
  };
  return {
    ...text('color'),
    ...text('fillColor'),
    ...text('pointShape'),
    ...text('lineType'),
    ...number('pointSize'),
    ...number('width'),
  };
}
