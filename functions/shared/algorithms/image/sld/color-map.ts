import { wrong } from '../../../errors.ts';
import { parseColor } from '../color.ts';
import { attribute, type Element, element, elements, numeric, text } from './document.ts';

/** Writes the colour of a value to the first three of four places, and to the fourth whether it is shown: 1 or 0. */
export type ColorMap = (value: number, color: Float64Array) => void;

/** A colour at a value: red, green, blue, and whether it is shown. */
interface Entry {
  readonly quantity: number;
  readonly color: readonly [number, number, number, number];
}

function colorOf(value: string | undefined, opacity: string | undefined): Entry['color'] {
  const color = value === undefined ? undefined : parseColor(value);
  if (color === undefined) throw wrong(`Invalid color '${(value ?? '').slice(0, 100)}' in the ColorMap.`);
  return [...color, opacity === undefined || numeric('opacity', opacity) !== 0 ? 1 : 0];
}

/** The last of some sorted quantities that is not above a value; -1 if all are. */
function placeOf(quantities: Float64Array, value: number): number {
  let [low, high] = [0, quantities.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (quantities[middle] <= value) low = middle + 1;
    else high = middle;
  }
  return low - 1;
}

function put(color: Float64Array, [red, green, blue, shown]: Entry['color']): void {
  color[0] = red;
  color[1] = green;
  color[2] = blue;
  color[3] = shown;
}

const NOTHING = [0, 0, 0, 0] as const;

/** What the types of a ColorMap make of its entries, which are sorted by their quantities. */
const TYPES: { readonly [type: string]: (entries: readonly Entry[], quantities: Float64Array) => ColorMap } = {
  /** Between two entries colours are interpolated; beyond them they are the nearest one's. */
  ramp: (entries, quantities) => (value, color) => {
    const at = Math.min(entries.length - 1, Math.max(0, placeOf(quantities, value)));
    const [lower, upper] = [entries[at], entries[Math.min(entries.length - 1, at + 1)]];
    const span = upper.quantity - lower.quantity;
    const part = span > 0 ? Math.max(0, (value - lower.quantity) / span) : 0;
    for (let k = 0; k < 3; k++) color[k] = Math.round(lower.color[k] * (1 - part) + upper.color[k] * part);
    color[3] = part > 0 ? Math.max(lower.color[3], upper.color[3]) : lower.color[3];
  },
  /** An entry's quantity is the highest value of its interval. Above the last one nothing is shown. */
  intervals: (entries, quantities) => (value, color) => {
    const below = placeOf(quantities, value);
    const at = below >= 0 && quantities[below] === value ? below : below + 1;
    put(color, at < entries.length ? entries[at].color : NOTHING);
  },
  /** Only values that are an entry's quantity are shown. */
  values: (entries, quantities) => (value, color) => {
    const at = placeOf(quantities, value);
    put(color, at >= 0 && quantities[at] === value ? entries[at].color : NOTHING);
  },
};

/** A ColorMap of SLD 1.0 with GeoServer's types, or one of Symbology Encoding 1.1: Categorize or Interpolate. */
export function colorMapOf(map: Element): ColorMap {
  const categorize = element(map, 'Categorize');
  if (categorize) return categorized(categorize);
  const interpolate = element(map, 'Interpolate');
  if (interpolate) {
    return made(
      'ramp',
      elements(interpolate, 'InterpolationPoint').map((point) => ({
        quantity: numeric('Data', text(element(point, 'Data'))),
        color: colorOf(text(element(point, 'Value')), undefined),
      })),
    );
  }
  const type = attribute(map, 'type') ?? 'ramp';
  const entries = elements(map, 'ColorMapEntry').map((entry) => ({
    quantity: numeric('quantity', attribute(entry, 'quantity')),
    color: colorOf(attribute(entry, 'color'), attribute(entry, 'opacity')),
  }));
  return made(type, entries);
}

function made(type: string, entries: readonly Entry[]): ColorMap {
  const make = Object.hasOwn(TYPES, type) ? TYPES[type] : undefined;
  if (!make)
    throw wrong(`Unknown type '${type.slice(0, 100)}' of a ColorMap. Use one of ${Object.keys(TYPES).join(', ')}.`);
  if (entries.length === 0) throw wrong('The ColorMap has no entries.');
  const sorted = entries.toSorted((a, b) => a.quantity - b.quantity);
  return make(
    sorted,
    Float64Array.from(sorted, ({ quantity }) => quantity),
  );
}

/** Values below the first threshold have the first colour, those from it on the second, and so on. */
function categorized(categorize: Element): ColorMap {
  const colors = elements(categorize, 'Value').map((value) => colorOf(text(value), undefined));
  const thresholds = elements(categorize, 'Threshold').map((value) => numeric('Threshold', text(value)));
  if (colors.length !== thresholds.length + 1 || thresholds.some((value, i) => i > 0 && value <= thresholds[i - 1]))
    throw wrong('Categorize must have rising thresholds, and one value more than thresholds.');
  const quantities = Float64Array.from(thresholds);
  return (value, color) => put(color, colors[placeOf(quantities, value) + 1]);
}
