import { wrong } from '../../errors.ts';
import { Image } from '../../raster/image.ts';
import { PixelType } from '../../raster/pixel-type.ts';
import { loaded, type PixelArray } from '../../raster/pixels/node.ts';
import { WGS84 } from '../../raster/projection.ts';
import { andThen, type Value } from '../../values/value.ts';
import { algorithm } from '../declare.ts';
import { $call } from '../example.ts';
import { imageReply } from '../image/example-image.ts';
import { imageType } from '../image/image-type.ts';
import { firstBand, plainBand } from '../image/needed-bands.ts';
import { refusedUnlessHomogeneous } from '../image-collection/homogeneous.ts';
import { imageCollectionType } from '../image-collection/image-collection-type.ts';
import { imagesOf } from '../image-collection/images.ts';
import * as t from '../language/types.ts';
import { defaulted, required } from '../parameter.ts';
import { datedImages } from './dated-images.ts';
import { type PixelSeries, SeriesLoader } from './series-loader.ts';
import { yearsOf } from './yearly.ts';

const NUMBERS = new PixelType('double', -Infinity, Infinity, 1);
/** Most images: equations lose digits with the fourth power of their number. */
const MOST_IMAGES = 200;
const MOST_RUNS = 1000;
/** The shortest step, and the part of what it promises that it has to hold. */
const SHORTEST = 1e-6;
const ENOUGH = 1e-4;
/** What rounding may do to a condition. */
const ROUNDING = 1e-9;

export interface VariationOptions {
  /** What the slope may still change where there is no turn, as a part of the largest change between values. */
  readonly tolerance: number;
  /** What a turn costs, by how much the slope changes. */
  readonly alpha: number;
  readonly nRuns: number;
}

/**
 * Lines that meet, with the smallest sum of half of the squared distances and `alpha` times the changes of slope.
 *
 * The prices z of the turns solve the dual problem: with D, which takes values to changes of slope, the line is y - D'z, each |z| is no
 * more than alpha, and is alpha with the sign of the change where the line turns. They are found by Newton's method between limits
 * (Bertsekas, 1982): a run solves equations of five diagonals. Its memory serves one series after the other.
 */
export class PiecewiseLines {
  readonly #options: VariationOptions;
  readonly #width: Float64Array;
  /** The prices, and how much the slope changes with them, and how much without. */
  readonly #price: Float64Array;
  readonly #change: Float64Array;
  readonly #given: Float64Array;
  /** Where a step begins and leads to; the changes at its beginning, and what equations are solved for. */
  readonly #before: Float64Array;
  readonly #aims: Float64Array;
  readonly #gain: Float64Array;
  /** The matrix D D', and its factors. */
  readonly #diagonals: readonly [Float64Array, Float64Array, Float64Array];
  readonly #factors: readonly [Float64Array, Float64Array, Float64Array];
  /** 1 and -1: a turn up or down; 0: none. */
  readonly #turn: Int8Array;

  /** @param most the most values that a series has */
  constructor(most: number, options: VariationOptions) {
    const numbers = () => new Float64Array(most);
    this.#options = options;
    this.#width = numbers();
    this.#price = numbers();
    this.#change = numbers();
    this.#given = numbers();
    this.#before = numbers();
    this.#aims = numbers();
    this.#gain = numbers();
    this.#diagonals = [numbers(), numbers(), numbers()];
    this.#factors = [numbers(), numbers(), numbers()];
    this.#turn = new Int8Array(most);
  }

  /** The slopes between each of at least two values and the next one. */
  slopes(x: Float64Array, y: Float64Array): Float64Array {
    const slopes = new Float64Array(y.length - 1);
    for (let i = 0; i < slopes.length; i++) {
      this.#width[i] = x[i + 1] - x[i];
      slopes[i] = (y[i + 1] - y[i]) / this.#width[i];
    }
    if (this.#options.alpha === 0) return slopes;
    const turns = slopes.length - 1;
    this.#prepare(turns, slopes);
    this.#search(turns);
    // The slope is that of y - D'z, and the same from one turn to the next.
    for (let from = 0; from <= turns; ) {
      let to = from;
      while (to < turns && this.#turn[to] === 0) to++;
      const rise = this.#fitted(to + 1, turns, y) - this.#fitted(from, turns, y);
      slopes.fill(rise / (x[to + 1] - x[from]), from, to + 1);
      from = to + 1;
    }
    return slopes;
  }

  #fitted(i: number, turns: number, y: Float64Array): number {
    const width = this.#width;
    let value = y[i];
    if (i < turns) value -= this.#price[i] / width[i];
    if (i > 0 && i <= turns) value += this.#price[i - 1] * (1 / width[i - 1] + 1 / width[i]);
    if (i > 1) value -= this.#price[i - 2] / width[i - 1];
    return value;
  }

  #prepare(turns: number, slopes: Float64Array): void {
    const width = this.#width;
    const [main, next, second] = this.#diagonals;
    const middle = (k: number) => -1 / width[k] - 1 / width[k + 1];
    for (let k = 0; k < turns; k++) {
      this.#turn[k] = 0;
      this.#given[k] = slopes[k + 1] - slopes[k];
      main[k] = 1 / width[k] ** 2 + middle(k) ** 2 + 1 / width[k + 1] ** 2;
      next[k] = k + 1 < turns ? (middle(k) + middle(k + 1)) / width[k + 1] : 0;
      second[k] = k + 2 < turns ? 1 / (width[k + 1] * width[k + 2]) : 0;
    }
  }

  /** Newton's method: prices of turns that stay are at their limits, the others go where there would be no turn, as far as limits let them. */
  #search(turns: number): void {
    const { tolerance, alpha, nRuns } = this.#options;
    const price = this.#price;
    const change = this.#change;
    const turn = this.#turn;
    const slack = Math.max(tolerance, ROUNDING);
    let largest = 0;
    for (let k = 0; k < turns; k++) largest = Math.max(largest, Math.abs(this.#given[k]));
    price.fill(0, 0, turns);
    this.#changes(turns);
    for (let run = 0; run < nRuns; run++) {
      let worst = 0;
      for (let k = 0; k < turns; k++) {
        const outward = Math.abs(price[k]) >= alpha && change[k] * Math.sign(price[k]) > ROUNDING * largest;
        turn[k] = outward ? Math.sign(price[k]) : 0;
        if (!outward) worst = Math.max(worst, Math.abs(change[k]));
      }
      if (worst <= slack * largest) return;
      this.#aim(turns);
      this.#step(turns);
    }
  }

  /** Goes to the aim, or the first part of the way that is good for the sum. */
  #step(turns: number): void {
    const { alpha } = this.#options;
    const price = this.#price;
    const aim = this.#aims;
    const from = this.#before;
    const gain = this.#gain;
    from.set(price.subarray(0, turns));
    gain.set(this.#change.subarray(0, turns));
    for (let part = 1; part > SHORTEST; part /= 2) {
      for (let k = 0; k < turns; k++) {
        price[k] = Math.max(-alpha, Math.min(alpha, from[k] + part * (aim[k] - from[k])));
      }
      this.#changes(turns);
      // Half of the squares fall by the way times the mean of the changes at its ends.
      let fall = 0;
      let hope = 0;
      for (let k = 0; k < turns; k++) {
        const way = price[k] - from[k];
        fall += (way * (gain[k] + this.#change[k])) / 2;
        hope += way * gain[k];
      }
      if (fall >= ENOUGH * hope) return;
    }
  }

  /** Prices such that the slope changes at turns only, where it is known. */
  #aim(turns: number): void {
    const aim = this.#aims;
    const { alpha } = this.#options;
    const turn = this.#turn;
    const right = this.#gain;
    const [main, next, second] = this.#diagonals;
    const [pivot, below, lower] = this.#factors;
    for (let k = 0; k < turns; k++) {
      aim[k] = turn[k] * alpha;
      right[k] = this.#given[k];
    }
    this.#subtract(turns, aim, right);
    // L D L' of the rows and columns without a turn, and the way down.
    for (let k = 0; k < turns; k++) {
      const free = turn[k] === 0;
      const one = free && k > 0 && turn[k - 1] === 0;
      const two = free && k > 1 && turn[k - 2] === 0;
      lower[k] = two ? second[k - 2] / pivot[k - 2] : 0;
      const between = two ? lower[k] * pivot[k - 2] * below[k - 1] : 0;
      below[k] = one ? (next[k - 1] - between) / pivot[k - 1] : 0;
      pivot[k] = free ? main[k] : 1;
      if (!free) continue;
      aim[k] = right[k];
      if (one) {
        pivot[k] -= below[k] ** 2 * pivot[k - 1];
        aim[k] -= below[k] * aim[k - 1];
      }
      if (two) {
        pivot[k] -= lower[k] ** 2 * pivot[k - 2];
        aim[k] -= lower[k] * aim[k - 2];
      }
    }
    for (let k = turns - 1; k >= 0; k--) {
      if (turn[k] !== 0) continue;
      aim[k] /= pivot[k];
      if (k + 1 < turns && turn[k + 1] === 0) aim[k] -= below[k + 1] * aim[k + 1];
      if (k + 2 < turns && turn[k + 2] === 0) aim[k] -= lower[k + 2] * aim[k + 2];
    }
  }

  /** How much the slope changes with the prices. */
  #changes(turns: number): void {
    this.#change.set(this.#given.subarray(0, turns));
    this.#subtract(turns, this.#price, this.#change);
  }

  /** Takes D D' z from the changes. */
  #subtract(turns: number, price: Float64Array, change: Float64Array): void {
    const [main, next, second] = this.#diagonals;
    for (let k = 0; k < turns; k++) {
      change[k] -= main[k] * price[k];
      if (k + 1 < turns) {
        change[k] -= next[k] * price[k + 1];
        change[k + 1] -= next[k] * price[k];
      }
      if (k + 2 < turns) {
        change[k] -= second[k] * price[k + 2];
        change[k + 2] -= second[k] * price[k];
      }
    }
  }
}

/** The slope that leads to each image, over what is masked, too; that which follows for the first ones. */
function slopesOf(years: Float64Array, { values, picked, count }: PixelSeries, lines: PiecewiseLines): PixelArray[] {
  const x = new Float64Array(count);
  const y = new Float64Array(count);
  for (let i = 0; i < count; i++) {
    x[i] = years[picked[i]];
    y[i] = values[0][picked[i]];
  }
  const slopes = lines.slopes(x, y);
  const all = new Float64Array(years.length);
  for (let i = 0, part = 0; i < years.length; i++) {
    while (part + 1 < slopes.length && years[i] > x[part + 1]) part++;
    all[i] = slopes[part];
  }
  return [{ shape: [years.length], values: all }];
}

function segmented(images: readonly Image[], options: VariationOptions): Image {
  const [first] = images;
  if (!first) return new Image([]);
  if (images.length > MOST_IMAGES)
    throw wrong(`At most ${MOST_IMAGES} images are taken. Got ${images.length}.`, 'timeSeries');
  firstBand(first);
  const refused = refusedUnlessHomogeneous(images);
  const dated = datedImages(images);
  const years = yearsOf(dated);
  const layers = refused ? [refused.bands] : dated.map(({ image }) => [plainBand(firstBand(image))]);
  const lines = new PiecewiseLines(years.length, options);
  const loader = new SeriesLoader(layers, [1], (series) =>
    series.count < 2 ? undefined : slopesOf(years, series, lines),
  );
  return new Image([{ id: 'slope', type: NUMBERS, projection: WGS84, pixels: loaded(loader, 0) }]);
}

/** Slopes of yearly images. */
export const VERDET = [
  algorithm({
    name: 'TemporalSegmentation.Verdet',
    description:
      'The slopes of line segments fitted to yearly images by total variation regularization: VeRDET, Hughes, Kaylor and Hayes, 2017. An array with a number for each image, negative where the value falls.',
    returns: imageType.name,
    parameters: {
      timeSeries: required(imageCollectionType),
      tolerance: defaulted(t.float, 0.0001),
      alpha: defaulted(t.float, 0.03333333333333333),
      nRuns: defaulted(t.integer, 100),
    },
    examples: [
      {
        args: {
          timeSeries: $call('ImageCollection.fromImages', {
            images: [
              $call('Element.set', {
                object: $call('Image.constant', { value: 0.5 }),
                key: 'system:time_start',
                value: 0,
              }),
            ],
          }),
        },
        result: imageReply({ slope: ['double', null, 1] }),
      },
    ],
    run: ({ timeSeries, ...options }, context) => {
      for (const name of ['tolerance', 'alpha'] as const) {
        if (!(options[name] >= 0)) throw wrong(`Must not be negative. Got ${options[name]}.`, name);
      }
      if (!(options.nRuns >= 1 && options.nRuns <= MOST_RUNS))
        throw wrong(`Must be from 1 to ${MOST_RUNS}. Got ${options.nRuns}.`, 'nRuns');
      return andThen(imagesOf(timeSeries, context), (images): Value => segmented(images, options));
    },
  }),
];
