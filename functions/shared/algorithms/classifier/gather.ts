import { wrong } from '../../errors.ts';
import { seededRandom } from '../../learning/random.ts';
import type { Samples } from '../../learning/samples.ts';
import { isNumberValue, toDouble } from '../../values/number.ts';
import { andThen, isList, type MaybePromise, typeNameOf } from '../../values/value.ts';
import type { Collection } from '../collection/collection.ts';
import { forEach } from '../collection/cursor.ts';
import type { Element } from '../collection/element.ts';
import { indexOf } from '../collection/indexed.ts';
import type { Context } from '../context.ts';
import { share } from './limits.ts';

/** Most numbers of all samples together. */
const MAX_NUMBERS = 10_000_000;
/** Most inputs of a sample. */
const MAX_INPUTS = 10_000;
/** Samples whose memory is claimed at once. */
const CLAIM_SAMPLES = 1_000;

export interface Gathering {
  readonly inputs: readonly string[] | null;
  /** The property to be predicted; null if nothing is. */
  readonly target: string | null;
  /** The share of the features that is taken. */
  readonly subsampling: number;
  readonly seed: number;
}

export interface Gathered {
  readonly schema: readonly string[];
  readonly samples: Samples;
}

/**
 * A property as a number; undefined if it is null, missing or no finite number.
 * Words the error for other types as the service does.
 */
export function numericProperty(element: Element, name: string): number | undefined {
  const value = element.property(name);
  if (value === null) return undefined;
  const number = typeof value === 'boolean' ? Number(value) : isNumberValue(value) ? toDouble(value) : undefined;
  if (number !== undefined) return Number.isFinite(number) ? number : undefined;
  throw wrong(
    `Property '${name}' of feature '${indexOf(element) ?? ''}': Invalid type.\nExpected type: Float.\n` +
      `Actual type: ${typeNameOf(value)}.`,
  );
}

/** The samples that features are. Features without one of the properties are left out. */
export function gatherSamples(collection: Collection, gathering: Gathering, context: Context): MaybePromise<Gathered> {
  const { target, subsampling } = gathering;
  share('subsampling', subsampling);
  const random = seededRandom(gathering.seed);
  const table = new Table(context);
  let schema = gathering.inputs ?? bandOrder(collection, target);
  let first: Element | undefined;
  const visited = forEach(collection.open(), (element) => {
    first ??= element;
    schema ??= numericNames(element, target);
    context.spend(1 + schema.length);
    if (subsampling < 1 && random.uniform() >= subsampling) return;
    const row = target === null ? schema : [...schema, target];
    const numbers = row.map((name) => numericProperty(element, name));
    if (numbers.every((number) => number !== undefined)) table.add(numbers);
  });
  return andThen(visited, () => {
    if (schema === null || schema.length === 0) throw wrong('There are no input properties to learn from.');
    if (schema.length > MAX_INPUTS) throw wrong(`At most ${MAX_INPUTS} input properties are allowed.`);
    if (table.rows === 0) throw noSamples(first, target === null ? schema : [...schema, target]);
    const columns = table.columns();
    const targets = target === null ? new Float64Array(table.rows) : (columns.pop() as Float64Array);
    return { schema, samples: { names: schema, columns, targets } };
  });
}

/** The order of bands that a sampled collection may say, without the property to be predicted. */
function bandOrder(collection: Collection, target: string | null): readonly string[] | null {
  const order = collection.property('band_order');
  if (!isList(order) || !order.every((name) => typeof name === 'string')) return null;
  return order.filter((name) => name !== target);
}

/** The names of a feature's numeric properties: the default inputs of training. */
function numericNames(element: Element, target: string | null): string[] {
  return [...element.properties]
    .filter(([name, value]) => name !== target && !name.startsWith('system:') && isNumberValue(value))
    .map(([name]) => name);
}

function noSamples(first: Element | undefined, names: readonly string[]): Error {
  if (first === undefined) return wrong('There are no features to learn from.');
  const missing = names.find((name) => numericProperty(first, name) === undefined);
  if (missing === undefined) return wrong("No feature was drawn. Use a larger 'subsampling'.");
  return wrong(
    `Property '${missing}' of feature '${indexOf(first) ?? ''}' is missing, and no feature has all properties.`,
  );
}

/** Rows of numbers whose memory is counted. */
class Table {
  readonly #context: Context;
  readonly #numbers: number[] = [];
  #width = 0;
  rows = 0;

  constructor(context: Context) {
    this.#context = context;
  }

  add(row: readonly number[]): void {
    this.#width = row.length;
    if (this.rows % CLAIM_SAMPLES === 0) this.#context.pixels.claim(CLAIM_SAMPLES * row.length * 16);
    this.rows++;
    for (const number of row) this.#numbers.push(number);
    if (this.#numbers.length > MAX_NUMBERS) {
      throw wrong(
        `There are more than ${MAX_NUMBERS} numbers to learn from (${this.rows} samples of ${row.length}). Use 'subsampling'.`,
      );
    }
  }

  columns(): Float64Array[] {
    const width = this.#width;
    return Array.from({ length: width }, (_, column) =>
      Float64Array.from({ length: this.rows }, (__, row) => this.#numbers[row * width + column]),
    );
  }
}
