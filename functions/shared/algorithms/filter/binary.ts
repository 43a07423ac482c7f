import { wrong } from '../../errors.ts';
import type { Value } from '../../values/value.ts';
import * as t from '../language/types.ts';
import { optional } from '../parameter.ts';
import { type Fields, Filter, type Lookup } from './filter.ts';

/** The sides of a condition as the clients give them: each is a property or a value. */
export interface Sides {
  readonly leftField: string | null;
  readonly rightValue: Value;
  readonly rightField: string | null;
  readonly leftValue: Value;
}

/** The parameters of filters with two sides. */
export const SIDES = {
  leftField: optional(t.string, 'A property of the (first) element as the left side. Not with leftValue.'),
  rightValue: optional(t.object, 'A value as the right side. Not with rightField.'),
  rightField: optional(t.string, 'A property of the (second) element as the right side. Not with rightValue.'),
  leftValue: optional(t.object, 'A value as the left side. Not with leftField.'),
};

/** The relation that a binary filter tests between its two sides, neither of which is null. */
export interface Relation {
  readonly name: string;
  readonly holds: (left: Value, right: Value) => boolean;
  readonly measure?: (left: Value, right: Value) => number | null;
  /** Finds the right values, by their places, for which the relation may hold. Values of null hold for none. */
  readonly lookup?: (rights: readonly Value[]) => (left: Value) => readonly number[];
  /** Whether it holds where a side is missing. */
  readonly missing?: boolean;
  /** Whether it holds for a null on the left, where null itself is the right side; without it, that is no right side. */
  readonly nullIsNull?: boolean;
}

/** A relation between a property and a value, or between properties of two elements. */
export class Binary extends Filter {
  readonly #relation: Relation;
  readonly #sides: Sides;
  readonly #parts: { readonly [key: string]: Value };

  constructor(relation: Relation, sides: Sides, parts: { readonly [key: string]: Value } = {}) {
    super();
    for (const side of ['left', 'right'] as const) {
      const given = [sides[`${side}Field`], sides[`${side}Value`]].filter((value) => value !== null).length;
      if (given === 0 && side === 'right' && relation.nullIsNull !== undefined) continue;
      if (given !== 1) throw wrong(`One of '${side}Field' and '${side}Value' must be given. Got ${given} of them.`);
    }
    this.#relation = relation;
    this.#sides = sides;
    this.#parts = parts;
  }

  test(left: Fields, right: Fields = left): boolean {
    const [a, b] = this.#values(left, right);
    if (this.#isNullWanted) return (a === null) === this.#relation.nullIsNull;
    return a === null || b === null ? (this.#relation.missing ?? false) : this.#relation.holds(a, b);
  }

  override measure(left: Fields, right: Fields): number | null {
    const [a, b] = this.#values(left, right);
    return a === null || b === null ? null : (this.#relation.measure?.(a, b) ?? null);
  }

  override lookup(rights: readonly Fields[]): Lookup | undefined {
    const { leftField, rightField } = this.#sides;
    if (leftField === null || rightField === null || !this.#relation.lookup) return undefined;
    const find = this.#relation.lookup(rights.map((right) => right.property(rightField)));
    return (left) => {
      const value = left.property(leftField);
      return value === null ? [] : find(value);
    };
  }

  protected described() {
    return { name: this.#relation.name, parts: { ...this.#sides, ...this.#parts } };
  }

  /** Whether no right side was given: clients send null in this way. */
  get #isNullWanted(): boolean {
    return this.#sides.rightField === null && this.#sides.rightValue === null;
  }

  #values(left: Fields, right: Fields): [Value, Value] {
    const { leftField, leftValue, rightField, rightValue } = this.#sides;
    return [
      leftField === null ? leftValue : left.property(leftField),
      rightField === null ? rightValue : right.property(rightField),
    ];
  }
}
