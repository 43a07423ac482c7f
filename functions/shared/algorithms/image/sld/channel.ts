import { wrong } from '../../../errors.ts';
import type { Band, Image } from '../../../raster/image.ts';
import type { PixelContext } from '../../../raster/pixels/context.ts';
import { plainBand } from '../needed-bands.ts';
import { defaultRange } from '../visualize.ts';
import { type Element, element, numeric, text } from './document.ts';
import { bucketOf, type Histogram, histogramOf } from './statistics.ts';

/** A band as it is shown: the brightness of a value from 0 to 1, and the histogram that it follows from, if it does. */
export interface Channel {
  readonly band: Band;
  readonly brightness: (value: number) => number;
  readonly histogram?: Histogram;
}

/** The band that a SourceChannelName means: a name, or a number from 1. */
function bandOf(image: Image, name: string): Band {
  const named = image.bands.find(({ id }) => id === name);
  const found = named ?? (/^\d+$/.test(name) ? image.bands[Number(name) - 1] : undefined);
  if (found) return plainBand(found);
  throw wrong(`The image has no band '${name.slice(0, 100)}'.`);
}

function within(fraction: number): number {
  return Math.max(0, Math.min(1, fraction));
}

/** Brightness by a range: from black at its beginning to white at its end. */
function linear(min: number, max: number): (value: number) => number {
  return max > min ? (value) => within((value - min) / (max - min)) : () => 0;
}

/** Brightness by how many values are darker: each is as frequent as the next. */
function equalized({ min, max, counts }: Histogram): (value: number) => number {
  const total = counts.reduce((sum, count) => sum + count, 0);
  let sum = 0;
  const below = counts.map((count) => {
    sum += count;
    return sum;
  });
  const [first] = below;
  if (!(total > first)) return () => 0;
  return (value) => within((below[bucketOf(value, min, max)] - first) / (total - first));
}

/** What contrast enhancements make of a band: the channel's own first, then that of all. */
export async function channelOf(
  band: Band,
  enhancements: readonly (Element | undefined)[],
  context: PixelContext,
): Promise<Channel> {
  const given = enhancements.filter((enhancement) => enhancement !== undefined);
  const normalize = given.some((enhancement) => element(enhancement, 'Normalize'));
  const equalize = given.some((enhancement) => element(enhancement, 'Histogram'));
  const gamma = given.reduce((product, enhancement) => {
    const value = element(enhancement, 'GammaValue');
    return value === undefined ? product : product * numeric('GammaValue', text(value));
  }, 1);
  if (!(gamma > 0)) throw wrong(`GammaValue must be positive. Got ${gamma}.`);
  const histogram = normalize || equalize ? await histogramOf(band, context) : undefined;
  const [min, max] = histogram ? [histogram.min, histogram.max] : defaultRange(band.type);
  const stretched = equalize && histogram ? equalized(histogram) : linear(min, max);
  const brightness = gamma === 1 ? stretched : (value: number) => stretched(value) ** (1 / gamma);
  return { band, brightness, ...(histogram ? { histogram } : {}) };
}

/** The bands that are shown, with their own enhancements: one, or three. */
export function selectedBands(image: Image, symbolizer: Element): readonly (readonly [Band, Element | undefined])[] {
  const selection = element(symbolizer, 'ChannelSelection');
  const channels = (names: readonly string[]) => names.map((name) => element(selection, name));
  const chosen = [channels(['GrayChannel']), channels(['RedChannel', 'GreenChannel', 'BlueChannel'])].find((some) =>
    some.every((channel) => channel !== undefined),
  );
  if (chosen) {
    return chosen.map((channel) => {
      const name = text(element(channel, 'SourceChannelName'));
      if (name === undefined) throw wrong('Each channel must have a SourceChannelName.');
      return [bandOf(image, name), element(channel, 'ContrastEnhancement')] as const;
    });
  }
  if (selection)
    throw wrong('ChannelSelection must have a GrayChannel, or a RedChannel, a GreenChannel and a BlueChannel.');
  const single = image.bands.length < 3 || element(symbolizer, 'ColorMap') !== undefined;
  return image.bands.slice(0, single ? 1 : 3).map((band) => [plainBand(band), undefined] as const);
}
