import { chiSquareQuantile } from './chi-square.ts';
import { cloudyTimes, variogram } from './cloud-screen.ts';
import { HarmonicFitter, type HarmonicModel, type HarmonicOptions } from './harmonics.ts';

export interface ChangeOptions extends HarmonicOptions {
  /** Which bands changes are found in, and which clouds are. */
  readonly detecting: readonly number[];
  readonly screening: readonly number[];
  /** Observations in a row that make a change. */
  readonly consecutive: number;
  readonly probability: number;
  /** A model is fitted anew when its time has become this many times as long. */
  readonly growth: number;
}

/** A time without a change. */
export interface Segment {
  readonly start: number;
  readonly end: number;
  /** When it changed; 0 if it has not. */
  readonly change: number;
  readonly observations: number;
  /** How likely there is a change at the end: 1 if there is. */
  readonly probability: number;
  readonly models: readonly HarmonicModel[];
  /** The median of residuals of the observations after the end, for each band. */
  readonly magnitudes: Float64Array;
}

/** Observations for each coefficient, and coefficients of a first model. */
const TIMES = 3;
const FIRST = 4;

/** Coefficients for so many observations. */
function coefficientsFor(observations: number): number {
  return observations < 6 * TIMES ? 4 : observations < 8 * TIMES ? 6 : 8;
}

/**
 * Continuous Change Detection (Z. Zhu and C. E. Woodcock, Continuous change detection and classification of land cover using all available Landsat
 * data, 2014, section 3): models of season and trend, begun where twelve observations over a year are stable, grow until several observations in a
 * row are too far from them in all bands together.
 */
export class ChangeDetector {
  readonly #times: Float64Array;
  readonly #options: ChangeOptions;
  readonly #fitter: HarmonicFitter;
  readonly #far: number;
  readonly #outlier: number;
  #values: readonly Float64Array[] = [];
  #picked: Int32Array = new Int32Array(0);
  #count = 0;
  #typical: number[] = [];
  #segments: Segment[] = [];

  /** @param times of the series, rising */
  constructor(times: Float64Array, options: ChangeOptions) {
    this.#times = times;
    this.#options = options;
    this.#fitter = new HarmonicFitter(times, options);
    this.#far = chiSquareQuantile(options.probability, options.detecting.length);
    this.#outlier = chiSquareQuantile(1 - 1e-6, options.detecting.length);
  }

  /**
   * The segments of a pixel.
   * @param values of each band, at the series' times
   * @param picked the numbers of times that count, rising; the first `count` of them. Outliers are taken out of it.
   */
  segments(values: readonly Float64Array[], picked: Int32Array, count: number): Segment[] {
    this.#values = values;
    this.#picked = picked;
    this.#count = count;
    this.#typical = values.map((band) => variogram(band, picked, count));
    this.#segments = [];
    this.#run();
    return this.#segments;
  }

  #time(position: number): number {
    return this.#times[this.#picked[position]];
  }

  #fit(first: number, last: number, coefficients: number): HarmonicModel[] {
    return this.#fitter.fit(this.#values, this.#picked, first, last + 1, coefficients);
  }

  #residual(models: readonly HarmonicModel[], band: number, position: number): number {
    const at = this.#picked[position];
    return this.#values[band][at] - this.#fitter.predict(models[band].coefficients, at);
  }

  /** The squared distance of an observation from the models, each band by its usual error. */
  #distance(models: readonly HarmonicModel[], position: number): number {
    let sum = 0;
    for (const band of this.#options.detecting) {
      const error = Math.max(models[band].rmse, this.#typical[band], Number.MIN_VALUE);
      sum += (this.#residual(models, band, position) / error) ** 2;
    }
    return sum;
  }

  /** Takes an observation out. */
  #drop(position: number): void {
    this.#picked.copyWithin(position, position + 1, this.#count);
    this.#count--;
  }

  #run(): void {
    const { consecutive, year, growth } = this.#options;
    let [start, last, from] = [0, TIMES * FIRST - 1, 0];
    let models: HarmonicModel[] | undefined;
    let fitted = 0;
    for (; last < this.#count - consecutive; last++) {
      if (models === undefined) {
        if (last - start + 1 < TIMES * FIRST || this.#time(last) - this.#time(start) < year) continue;
        const dropped = this.#screen(start, last);
        if (dropped === undefined) continue;
        last -= dropped;
        const first = this.#fit(start, last, FIRST);
        if (!this.#isStable(first, start, last)) {
          start++;
          continue;
        }
        models = first;
        fitted = 0;
        const before = start;
        const size = this.#count;
        start = this.#lookBack(models, start, from);
        last -= size - this.#count;
        if (start > from && before >= from && start - from >= consecutive) this.#early(from, start);
      }
      const span = last - start + 1;
      if (fitted === 0 || span - fitted >= fitted * (growth - 1)) {
        models = this.#fit(start, last, coefficientsFor(span));
        fitted = span;
      }
      const far = this.#farInARow(models, last + 1);
      if (far === consecutive) {
        this.#add(models, start, last, last + 1, 1, consecutive);
        start = last + 1;
        from = start;
        models = undefined;
      } else if (this.#distance(models, last + 1) > this.#outlier) {
        this.#drop(last + 1);
        last--;
      }
    }
    if (models !== undefined) this.#finish(models, start, last - 1);
    else if (this.#count - from >= consecutive) {
      this.#add(this.#fit(from, this.#count - 1, FIRST), from, this.#count - 1, -1, 0, 0);
    }
  }

  /** How many observations from a position on are too far in a row, up to what makes a change. */
  #farInARow(models: readonly HarmonicModel[], position: number): number {
    const { consecutive } = this.#options;
    let k = 0;
    while (k < consecutive && this.#distance(models, position + k) > this.#far) k++;
    return k;
  }

  /** Takes clouds out of what a first model is fitted to: how many; undefined if too few observations would be left. */
  #screen(start: number, last: number): number | undefined {
    const { screening, consecutive, year } = this.#options;
    if (screening.length === 0) return 0;
    const cloudy = cloudyTimes(
      this.#times,
      year,
      screening.map((band) => this.#values[band]),
      screening.map((band) => this.#typical[band]),
      this.#picked,
      start,
      last + consecutive + 1,
    );
    const clear = Array.from({ length: last - start + 1 }, (_, i) => i).filter((i) => cloudy[i] === 0);
    if (clear.length < TIMES * FIRST) return undefined;
    if (this.#time(start + clear[clear.length - 1]) - this.#time(start + clear[0]) < year) return undefined;
    for (let i = last - start; i >= 0; i--) if (cloudy[i] === 1) this.#drop(start + i);
    return last - start + 1 - clear.length;
  }

  /** Whether neither trend nor ends of a first model are a change. */
  #isStable(models: readonly HarmonicModel[], start: number, last: number): boolean {
    let sum = 0;
    for (const band of this.#options.detecting) {
      const error = Math.max(models[band].rmse, this.#typical[band], Number.MIN_VALUE);
      const trend = models[band].coefficients[1] * (this.#time(last) - this.#time(start));
      const ends = Math.abs(this.#residual(models, band, start)) + Math.abs(this.#residual(models, band, last));
      sum += ((Math.abs(trend) + ends) / error) ** 2;
    }
    return sum <= this.#far;
  }

  /** Where the model holds from, looking back from its start; outliers on the way are taken out. */
  #lookBack(models: readonly HarmonicModel[], start: number, from: number): number {
    let first = start;
    for (let k = start - 1; k >= from; k--) {
      const size = Math.min(this.#options.consecutive, k - from + 1);
      let far = 0;
      while (far < size && this.#distance(models, k - far) > this.#far) far++;
      if (far === size) break;
      if (this.#distance(models, k) > this.#outlier) {
        this.#drop(k);
        first--;
      } else first = k;
    }
    return first;
  }

  /** A segment of what came before a model's start. */
  #early(from: number, start: number): void {
    this.#add(
      this.#fit(from, start - 1, FIRST),
      from,
      start - 1,
      start,
      1,
      Math.min(this.#options.consecutive, this.#count - start),
    );
  }

  /** The last segment: some observations after the last fit, which may be a change that has begun. */
  #finish(models: readonly HarmonicModel[], start: number, last: number): void {
    const { consecutive } = this.#options;
    let near = consecutive;
    while (near > 0 && this.#distance(models, last + near) > this.#far) near--;
    const left = consecutive - near;
    this.#add(models, start, last + near, left > 0 ? last + near + 1 : -1, left / consecutive, left);
  }

  /**
   * @param change the position of the first observation after the change; -1 if there is none
   * @param after observations that tell its magnitude
   */
  #add(
    models: readonly HarmonicModel[],
    first: number,
    last: number,
    change: number,
    probability: number,
    after: number,
  ): void {
    const magnitudes = Float64Array.from(models, (_, band) => {
      if (change < 0 || after === 0) return 0;
      const residuals = Float64Array.from({ length: after }, (__, k) =>
        this.#residual(models, band, change + k),
      ).sort();
      const middle = after >> 1;
      return after % 2 === 1 ? residuals[middle] : (residuals[middle - 1] + residuals[middle]) / 2;
    });
    this.#segments.push({
      start: this.#time(first),
      end: this.#time(last),
      change: change < 0 ? 0 : this.#time(change),
      observations: last - first + 1,
      probability,
      models,
      magnitudes,
    });
  }
}
