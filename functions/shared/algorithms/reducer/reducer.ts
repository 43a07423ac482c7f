import { wrong } from '../../errors.ts';
import type { PixelType } from '../../raster/pixel-type.ts';
import type { Json, ObjectValue, Value } from '../../values/value.ts';
import { type Nesting, nestingOf } from '../collection/nesting.ts';
import type { Accumulator, NumberAccumulator } from './accumulator.ts';
import type { ReduceNeighborhoods } from './neighborhoods/neighborhood-form.ts';
import { alike, type ResultTypes, realNumber } from './result-types.ts';
import type { StartTiles } from './tiles/tile-accumulator.ts';

export interface ReducerFields {
  /** The name behind `Reducer.` */
  readonly name: string;
  /** Whether each input has a weight. */
  readonly inputs: readonly boolean[];
  /** The names of the outputs. */
  readonly outputs: readonly string[];
  readonly open: () => Accumulator;
  /** A faster way for reducers of one input of numbers. */
  readonly numbers?: () => NumberAccumulator;
  /** A faster way for reducers of one input over layers of pixels. */
  readonly tiles?: StartTiles;
  /** A faster way for reducers of one input over the neighbours of pixels. */
  readonly neighborhoods?: ReduceNeighborhoods;
  /** The pixel types of the outputs; numbers of any size if absent. */
  readonly pixelTypes?: ResultTypes;
  /** Whether pixels that are masked count: they are null then. */
  readonly countsMasked?: boolean;
  /** The reducers that it is made of. */
  readonly parts?: readonly Reducer[];
}

/** Most inputs or outputs of a reducer: thousands of them are no use, and cost memory. */
export const MAX_WIDTH = 10_000;

/** A reducer: makes one value of many, such as a region's pixels, a list's elements or a collection's properties. */
export class Reducer implements ObjectValue {
  readonly typeName = 'Reducer';
  readonly fields: ReducerFields;
  readonly nesting: Nesting;

  constructor(fields: ReducerFields) {
    this.fields = fields;
    this.nesting = nestingOf(
      'Reducers',
      (fields.parts ?? []).map((part) => part.nesting),
    );
  }

  get name(): string {
    return this.fields.name;
  }

  get inputs(): readonly boolean[] {
    return this.fields.inputs;
  }

  get outputs(): readonly string[] {
    return this.fields.outputs;
  }

  /**
   * Whether weights matter. A weighted reducer takes all pixels that a region covers, weighted by the covered fraction; others take the
   * pixels whose centres are in the region, with weight 1.
   */
  get weighted(): boolean {
    return this.inputs.includes(true);
  }

  get countsMasked(): boolean {
    return this.fields.countsMasked ?? false;
  }

  /** Whether something is said of pixels all of which are masked, as counts and sums do: 0. */
  get answersForMasked(): boolean {
    return (
      this.countsMasked ||
      this.open()
        .results()
        .some((result) => result !== null)
    );
  }

  /** The pixel types of the outputs over bands of certain types, one for each input. */
  pixelTypes(inputs: readonly PixelType[]): readonly PixelType[] {
    return (this.fields.pixelTypes ?? alike(this.outputs.length, realNumber))(inputs);
  }

  /** A new reduction. */
  open(): Accumulator {
    return this.fields.open();
  }

  /** A new reduction of numbers, by a reducer of one input. */
  numbers(): NumberAccumulator {
    this.requireInputs(1);
    if (this.fields.numbers) return this.fields.numbers();
    const accumulator = this.fields.open();
    return {
      add: (value, weight) => accumulator.add([value], [weight]),
      results: () => accumulator.results(),
    };
  }

  /** Starts an accumulation that returns one result. */
  start(): { add(value: number, weight: number): void; result(): Value } {
    const accumulator = this.numbers();
    return {
      add: (value, weight) => accumulator.add(value, weight),
      result: () => this.resultOf(accumulator.results()),
    };
  }

  /** The result of one output as it is; those of several by their names. */
  resultOf(results: readonly Value[]): Value {
    return this.outputs.length === 1 ? results[0] : new Map(this.outputs.map((name, i) => [name, results[i]]));
  }

  /**
   * Checks that the reducer takes this number of inputs: the bands of an image, or values in their place.
   * @throws INVALID_ARGUMENT
   */
  requireInputs(count: number): void {
    if (this.inputs.length !== count) throw this.needsBands(count);
  }

  /** The error for a number of bands, or of values in their place, that differs from the number of inputs. */
  needsBands(count: number): Error {
    return wrong(`Need ${this.inputs.length} bands for Reducer.${this.name}, image has ${count}.`);
  }

  encode(): Json {
    return { type: `Reducer.${this.name}`, inputs: this.inputs.length, outputs: [...this.outputs] };
  }
}
