import type { Context } from '../algorithms/context.ts';
import { selectBands } from '../algorithms/image/bands.ts';
import { REGISTRY } from '../algorithms/registry.ts';
import type { Image } from '../raster/image.ts';
import type { Tile } from '../raster/pixels/node.ts';
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
  const count = tiles[0].values.length;
  const masked = tiles.some((tile) => tile.mask !== undefined);
  const colors = tiles.length as 1 | 3;
  const channels = (masked ? colors + 1 : colors) as InterleavedPixels['channels'];
  const data = new Uint8Array(count * channels);
  tiles.forEach(({ values }, band) => {
    for (let i = 0, at = band; i < count; i++, at += channels) data[at] = values[i];
  });
  if (masked) writeAlpha(tiles, data, channels, count);
  return { channels, data };
}

/** Alpha is the least of the bands' masks. Colours under a mask are 0: they compress, and cannot be mistaken for data. */
function writeAlpha(tiles: readonly Tile[], data: Uint8Array, channels: number, count: number): void {
  const masks = tiles.flatMap(({ mask }) => (mask ? [mask] : []));
  for (let i = 0; i < count; i++) {
    let valid = 1;
    for (const mask of masks) if (mask[i] < valid) valid = mask[i];
    const at = i * channels;
    if (valid === 0) data.fill(0, at, at + channels);
    else data[at + channels - 1] = Math.round(valid * 255);
  }
}
