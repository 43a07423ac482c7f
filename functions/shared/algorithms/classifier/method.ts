import type { Learner } from '../../learning/model.ts';
import { encodeNumber } from '../../values/encode.ts';
import type { Json } from '../../values/value.ts';

/** A way to learn, under the name and with the parameters that it was asked for. */
export class Method {
  /** The name behind `Classifier.` or `Clusterer.` */
  readonly name: string;
  readonly learner: Learner;
  readonly #parameters: { readonly [name: string]: Json };

  constructor(name: string, parameters: { readonly [name: string]: Json }, learner: Learner) {
    this.name = name;
    this.#parameters = parameters;
    this.learner = learner;
  }

  /** The parameters without those that were not given. */
  get given(): [string, Json][] {
    return Object.entries(this.#parameters).filter(([, value]) => value !== null);
  }

  /** A key that is the same for methods that learn the same from the same samples. */
  get key(): string {
    return JSON.stringify([this.name, this.given.map(([name, value]) => [name, this.#written(value)])]);
  }

  encode(type: string): { [key: string]: Json } {
    const fields = this.given.map(([name, value]): [string, Json] => [name, this.#written(value)]);
    return { type: `${type}.${this.name}`, ...Object.fromEntries(fields) };
  }

  #written(value: Json): Json {
    return typeof value === 'number' ? encodeNumber(value) : value;
  }
}
