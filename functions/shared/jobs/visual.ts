import type { Context } from '../algorithms/context.ts';
import { selectBands } from '../algorithms/image/bands.ts';
import { REGISTRY } from '../algorithms/registry.ts';
import type { Image } from '../raster/image.ts';
import type { Tile } from '../raster/pixels/node.ts';
import type { SampleArray } from '../raster/samples.ts';
import type { Value } from '../values/value.ts';
import type { Visualization } from './visualization.ts';

/** The bands and the visualization that a request asks for. */
export interface Selection {
  readonly bandIds?: readonly string[];
  readonly visualization?: Visualization;
}

/** The bands asked for; all, if none are named. */
export function chooseBands(image: Image, { bandIds }: Selection): Image {
  return bandIds && bandIds.length > 0 ? selectBands(image, bandIds, null) : image;
}

/** Whether an image can be shown as it is: one or three bands of bytes. */
function isVisual(image: Image): boolean {
  const { length } = image.bands;
  return (
    (length === 1 || length === 3) &&
    image.bands.every(({ type }) => type.precision === 'int' && type.min >= 0 && type.max <= 255)
  );
}

/** The image as one or three bands of bytes, by the options of the request, or by defaults. */
export async function visualImage(image: Image, selection: Selection, context: Context): Promise<Image> {
  const chosen = chooseBands(image, selection);
  const { ranges = [], paletteColors = [], gamma, opacity } = selection.visualization ?? {};
  const asked = ranges.length > 0 || paletteColors.length > 0 || gamma !== undefined || opacity !== undefined;
  const classes = asked ? undefined : classesOf(chosen);
  if (classes) return classImage(chosen, classes, context);
  if (!asked && isVisual(chosen)) return chosen;
  const args = new Map<string, Value>([['image', chosen]]);
  if (ranges.length > 0) {
    args.set(
      'min',
      ranges.map((range) => range.min ?? 0),
    );
    args.set(
      'max',
      ranges.map((range) => range.max ?? 0),
    );
  }
  if (paletteColors.length > 0) args.set('palette', paletteColors);
  if (gamma !== undefined) args.set('gamma', gamma);
  if (opacity !== undefined) args.set('opacity', opacity);
  return (await invoke('Image.visualize', args, context)) as Image;
}

interface Classes {
  readonly values: readonly Value[];
  /** A colour for each value. */
  readonly palette: readonly Value[];
}

/** The classes that an image of one band has by its properties `BAND_class_values` and `BAND_class_palette`. */
function classesOf({ bands, properties }: Image): Classes | undefined {
  if (bands.length !== 1) return undefined;
  const [values, palette] = ['values', 'palette'].map((what) => properties.get(`${bands[0].id}_class_${what}`));
  if (!Array.isArray(values) || !Array.isArray(palette) || values.length !== palette.length) return undefined;
  return values.length === 0 ? undefined : { values, palette };
}

/** The classes of an image in their colours; other values are masked. */
async function classImage(image: Image, { values, palette }: Classes, context: Context): Promise<Image> {
  const places = new Map<string, Value>([
    ['image', image],
    ['from', values],
    ['to', values.map((_, i) => i)],
  ]);
  const remapped = await invoke('Image.remap', places, context);
  // One class alone must not be stretched from 0 to 0.
  const max = Math.max(1, values.length - 1);
  const colors = values.length > 1 ? palette : [palette[0], palette[0]];
  const args: [string, Value][] = [
    ['image', remapped],
    ['min', 0],
    ['max', max],
    ['palette', colors],
  ];
  return (await invoke('Image.visualize', new Map(args), context)) as Image;
}

async function invoke(name: string, args: Map<string, Value>, context: Context): Promise<Value> {
  const algorithm = REGISTRY.get(name);
  if (!algorithm) throw new TypeError(`${name} is missing.`);
  return algorithm.invoke(args, context);
}

/** Bytes of grey, grey and alpha, RGB or RGBA, pixel by pixel. */
export interface InterleavedPixels {
  readonly channels: 1 | 2 | 3 | 4;
  readonly data: Uint8Array;
}

/** Interleaves the tiles of one or three byte bands; there is an alpha channel if a pixel is masked. */
export function interleave(tiles: readonly Tile[]): InterleavedPixels {
  const masks = tiles.flatMap(({ mask }) => (mask ? [mask] : []));
  const bands = tiles.map(({ values }) => bytesOf(values));
  const [red, green, blue] = bands;
  if (masks.length === 0) return bands.length === 1 ? { channels: 1, data: red } : withoutAlpha(red, green, blue);
  const alpha = alphaOf(masks, red.length);
  if (bands.length === 3) return { channels: 4, data: withAlpha(red, green, blue, alpha) };
  const data = new Uint8Array(red.length * 2);
  for (let i = 0; i < red.length; i++) {
    if (alpha[i] === 0) continue;
    data[2 * i] = red[i];
    data[2 * i + 1] = alpha[i];
  }
  return { channels: 2, data };
}

function bytesOf(values: SampleArray): Uint8Array {
  return values instanceof Uint8Array ? values : Uint8Array.from(values);
}

function withoutAlpha(red: Uint8Array, green: Uint8Array, blue: Uint8Array): InterleavedPixels {
  const data = new Uint8Array(red.length * 3);
  for (let i = 0, at = 0; i < red.length; i++, at += 3) {
    data[at] = red[i];
    data[at + 1] = green[i];
    data[at + 2] = blue[i];
  }
  return { channels: 3, data };
}

/** Colours under a mask are 0: they compress, and cannot be mistaken for data. */
function withAlpha(red: Uint8Array, green: Uint8Array, blue: Uint8Array, alpha: Uint8Array): Uint8Array {
  const data = new Uint8Array(red.length * 4);
  for (let i = 0, at = 0; i < red.length; i++, at += 4) {
    if (alpha[i] === 0) continue;
    data[at] = red[i];
    data[at + 1] = green[i];
    data[at + 2] = blue[i];
    data[at + 3] = alpha[i];
  }
  return data;
}

/** Alpha is the least of the bands' masks. */
function alphaOf(masks: readonly (Uint8Array | Float32Array)[], count: number): Uint8Array {
  const alpha = new Uint8Array(count).fill(255);
  for (const mask of masks) {
    if (mask instanceof Uint8Array) cutByFlags(alpha, mask);
    else cutByFractions(alpha, mask);
  }
  return alpha;
}

// One function a type: a loop that meets both is compiled to code that is several times as slow.

function cutByFlags(alpha: Uint8Array, mask: Uint8Array): void {
  for (let i = 0; i < alpha.length; i++) if (mask[i] === 0) alpha[i] = 0;
}

function cutByFractions(alpha: Uint8Array, mask: Float32Array): void {
  for (let i = 0; i < alpha.length; i++) {
    const opaque = Math.round(mask[i] * 255);
    if (opaque < alpha[i]) alpha[i] = opaque;
  }
}
