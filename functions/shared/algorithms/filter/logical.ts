import type { Box } from '../../geometry/bounds.ts';
import type { Value } from '../../values/value.ts';
import { type Fields, Filter, type Lookup } from './filter.ts';

/** Passes if all of its filters do; the first one that has a measure measures. */
export class And extends Filter {
  readonly filters: readonly Filter[];

  constructor(filters: readonly Filter[]) {
    super(filters);
    this.filters = filters;
  }

  test(left: Fields, right?: Fields): boolean {
    return this.filters.every((filter) => filter.test(left, right));
  }

  override measure(left: Fields, right: Fields): number | null {
    return first(this.filters, (filter) => filter.measure(left, right));
  }

  override lookup(rights: readonly Fields[]): Lookup | undefined {
    return first(this.filters, (filter) => filter.lookup(rights)) ?? undefined;
  }

  override bounds(): readonly Box[] | undefined {
    return first(this.filters, (filter) => filter.bounds()) ?? undefined;
  }

  protected described() {
    return { name: 'and', parts: { filters: this.filters as Value } };
  }
}

/** Passes if any of its filters does; the best measure of those that pass counts. */
export class Or extends Filter {
  readonly filters: readonly Filter[];

  constructor(filters: readonly Filter[]) {
    super(filters);
    this.filters = filters;
  }

  test(left: Fields, right?: Fields): boolean {
    return this.filters.some((filter) => filter.test(left, right));
  }

  override measure(left: Fields, right: Fields): number | null {
    const measures = this.filters
      .filter((filter) => filter.test(left, right))
      .map((filter) => filter.measure(left, right))
      .filter((measure) => measure !== null);
    return measures.length === 0 ? null : Math.min(...measures);
  }

  protected described() {
    return { name: 'or', parts: { filters: this.filters as Value } };
  }
}

/** Passes if another filter does not. */
export class Not extends Filter {
  readonly filter: Filter;

  constructor(filter: Filter) {
    super([filter]);
    this.filter = filter;
  }

  test(left: Fields, right?: Fields): boolean {
    return !this.filter.test(left, right);
  }

  protected described() {
    return { name: 'not', parts: { filter: this.filter } };
  }
}

function first<A, B>(items: readonly A[], find: (item: A) => B | null | undefined): B | null {
  for (const item of items) {
    const found = find(item);
    if (found !== null && found !== undefined) return found;
  }
  return null;
}
