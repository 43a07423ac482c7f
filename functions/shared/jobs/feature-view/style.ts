import type { Filter } from '../../algorithms/filter/filter.ts';
import { filterType } from '../../algorithms/filter/filter-type.ts';
import type { Placed } from '../../algorithms/vector-image/feature-source.ts';
import type { Styling } from '../../algorithms/vector-image/style-loader.ts';
import { colorOf, FILL_OPACITY, lineTypeOf, markerOf, sizeOf } from '../../algorithms/vector-image/style-options.ts';
import { wrong } from '../../errors.ts';
import type { Rgba } from '../../raster/vector/canvas.ts';
import { reachOf, type Style } from '../../raster/vector/draw-style.ts';
import { MARKERS } from '../../raster/vector/marker.ts';
import { isNumberValue, toDouble } from '../../values/number.ts';
import { isDictionary, isList, typeNameOf, type Value } from '../../values/value.ts';
import { placementKind } from './placement.ts';
import { type Kind, type Rule, readRule } from './rule-value.ts';

/** How a picture looks without a style: as that of FeatureCollection.style. */
const BLACK: Rgba = [0, 0, 0, 1];
const [WIDTH, POINT_SIZE] = [2, 6];

const COLOR: Kind<Rgba> = {
  read: (name, value) => colorOf(name, requireText(name, value)),
  between: (a, b, part) => a.map((channel, i) => channel + (b[i] - channel) * part) as unknown as Rgba,
};
const between = (a: number, b: number, part: number) => a + (b - a) * part;
const OPACITY: Kind<number> = {
  read(name, value) {
    const opacity = requireNumber(name, value);
    if (opacity >= 0 && opacity <= 1) return opacity;
    throw wrong(`'${name}' must be from 0 to 1. Got ${opacity}.`);
  },
  between,
};
const SIZE: Kind<number> = { read: (name, value) => sizeOf(name, requireNumber(name, value)), between };
const SHAPE = { read: (name: string, value: Value) => markerOf(name, requireText(name, value)) };
const LINE = { read: (name: string, value: Value) => lineTypeOf(name, requireText(name, value)) };
const FLAG: Kind<boolean> = {
  read(name, value) {
    if (typeof value === 'boolean') return value;
    throw wrong(`'${name}' must be a Boolean. Got: ${typeNameOf(value)}.`);
  },
};

/** The properties of styles, as documented, and `fillOpacity`, which the guide uses. */
const PROPERTIES = {
  isVisible: FLAG,
  color: COLOR,
  opacity: OPACITY,
  width: SIZE,
  fillColor: COLOR,
  fillOpacity: OPACITY,
  pointShape: SHAPE,
  pointSize: SIZE,
  pointFillColor: COLOR,
  pointFillOpacity: OPACITY,
  lineType: LINE,
  lineWidth: SIZE,
  lineColor: COLOR,
  lineOpacity: OPACITY,
  polygonStrokeWidth: SIZE,
  polygonStrokeType: LINE,
  polygonStrokeColor: COLOR,
  polygonStrokeOpacity: OPACITY,
  polygonFillColor: COLOR,
  polygonFillOpacity: OPACITY,
} as const;

type Name = keyof typeof PROPERTIES;
type ValueOf<N extends Name> = (typeof PROPERTIES)[N] extends { read(name: string, value: Value): infer T } ? T : never;
type Rules = { readonly [N in Name]?: Rule<ValueOf<N>> };

/** Rules for features that pass a filter. */
interface Specific {
  readonly filter: Filter;
  readonly rules: Rules;
}

/** The most rules with filters: each is asked for every feature of a tile. */
const MOST_RULES = 100;

/**
 * Reads the style of a feature view, as `ui.Map.FeatureViewLayer` takes it: properties for all features, and `rules` for those that pass filters.
 * @param given a dictionary, or null for none
 * @throws INVALID_ARGUMENT
 */
export function featureViewStyling(given: Value): Styling {
  if (given !== null && !isDictionary(given)) {
    throw wrong(`The visualization must be a Dictionary of styles. Got: ${typeNameOf(given)}.`);
  }
  const { rules: list = null, ...broad } = Object.fromEntries(given ?? []);
  const common = readRules(broad);
  const specific = readSpecific(list);
  const reach = largestReach([common, ...specific.map(({ rules }) => rules)]);
  return {
    styleOf: (feature) => {
      const { element } = feature;
      const passing = specific.filter(({ filter }) => filter.test(element)).map(({ rules }) => rules);
      const rules: Rules = Object.assign({}, common, ...passing);
      return styleOf(feature, rules);
    },
    reach,
    neighborhood: reach,
  };
}

function readRules(given: { readonly [name: string]: Value }): Rules {
  const entries = Object.entries(given).filter(([, value]) => value !== null);
  return Object.fromEntries(
    entries.map(([name, value]) => {
      if (!Object.hasOwn(PROPERTIES, name)) {
        throw wrong(`Unknown style '${name.slice(0, 100)}'. Use ${Object.keys(PROPERTIES).join(', ')}, or rules.`);
      }
      return [name, readRule<unknown>(name, value, PROPERTIES[name as Name] as Kind<unknown>)];
    }),
  );
}

function readSpecific(list: Value): Specific[] {
  if (list === null) return [];
  if (!isList(list)) throw wrong(`'rules' must be a List. Got: ${typeNameOf(list)}.`);
  if (list.length > MOST_RULES) throw wrong(`'rules' may have at most ${MOST_RULES} entries. Got ${list.length}.`);
  return list.map((rule) => {
    if (!isDictionary(rule)) throw wrong(`'rules' must be a List of Dictionaries. Got: ${typeNameOf(rule)}.`);
    const { filter = null, ...rules } = Object.fromEntries(rule);
    const read = filterType.coerce(filter);
    if (read === undefined) throw wrong("A rule of 'rules' has no 'filter'.");
    return { filter: read, rules: readRules(rules) };
  });
}

/** The style of a feature. What is said of its kind of geometry goes before what is said of all. */
function styleOf({ element, geometry }: Placed, rules: Rules): Style {
  const attribute = (name: string) => element.property(name);
  const of = <N extends Name>(name: N) => rules[name]?.value(attribute) as ValueOf<N> | undefined;
  const kind = placementKind(geometry);
  const visible = of('isVisible') ?? true;
  const color = of('color') ?? BLACK;
  const opacity = of('opacity');
  const [stroke, strokeOpacity, width, lineType] =
    kind === 'polygon'
      ? [of('polygonStrokeColor'), of('polygonStrokeOpacity'), of('polygonStrokeWidth'), of('polygonStrokeType')]
      : kind === 'line'
        ? [of('lineColor'), of('lineOpacity'), of('lineWidth'), of('lineType')]
        : [];
  const [fill, fillOpacity] =
    kind === 'polygon'
      ? [of('polygonFillColor'), of('polygonFillOpacity')]
      : [of('pointFillColor'), of('pointFillOpacity')];
  const ownFill = fill ?? of('fillColor');
  return {
    color: faded(stroke ?? color, visible ? (strokeOpacity ?? opacity ?? 1) : 0),
    fillColor: faded(
      ownFill ?? color,
      visible ? (fillOpacity ?? of('fillOpacity') ?? opacity ?? (ownFill ? 1 : FILL_OPACITY)) : 0,
    ),
    width: width ?? of('width') ?? WIDTH,
    lineType: lineType ?? 'solid',
    marker: of('pointShape') ?? CIRCLE,
    pointSize: (of('pointSize') ?? POINT_SIZE) / 2,
  };
}

const CIRCLE = MARKERS.get('circle') as NonNullable<ReturnType<typeof MARKERS.get>>;

function faded([red, green, blue, own]: Rgba, opacity: number): Rgba {
  return [red, green, blue, own * opacity];
}

/** How far from its coordinates a feature may be seen, in pixels. */
function largestReach(all: readonly Rules[]): number {
  const most = (names: readonly Name[], usual: number) =>
    Math.max(usual, ...all.flatMap((rules) => names.flatMap((name) => (rules[name]?.all ?? []) as readonly number[])));
  const width = most(['width', 'lineWidth', 'polygonStrokeWidth'], WIDTH);
  const pointSize = most(['pointSize'], POINT_SIZE) / 2;
  return reachOf({ width, pointSize });
}

function requireText(name: string, value: Value): string {
  if (typeof value === 'string') return value;
  throw wrong(`'${name}' must be a String. Got: ${typeNameOf(value)}.`);
}

function requireNumber(name: string, value: Value): number {
  if (isNumberValue(value)) return toDouble(value);
  throw wrong(`'${name}' must be a Number. Got: ${typeNameOf(value)}.`);
}
