import { type Column, type ColumnType, holds, widened } from './column.ts';

/**
 * The columns of a file that is being written: they are found as values come. Where a property's values do not fit into its column, it
 * gets a further one of the same name; such a file is only good for being written anew, with the settled columns.
 */
export class Schema {
  readonly #columns: Column[];
  readonly #places = new Map<string, number[]>();

  constructor(columns: readonly Column[] = []) {
    this.#columns = [...columns];
    for (const [place, { name }] of columns.entries())
      this.#places.set(name, [...(this.#places.get(name) ?? []), place]);
  }

  /** The columns, in the order of their first values. */
  get columns(): readonly Column[] {
    return this.#columns;
  }

  /** Whether a property has several columns. */
  get isMixed(): boolean {
    return this.#places.size < this.#columns.length;
  }

  /** The place of a column with room for a property's value of a type. */
  place(name: string, type: ColumnType): number {
    const places = this.#places.get(name) ?? [];
    const place = places.find((at) => holds(this.#columns[at].type, type));
    if (place !== undefined) return place;
    this.#columns.push({ name, type });
    this.#places.set(name, [...places, this.#columns.length - 1]);
    return this.#columns.length - 1;
  }

  /** One column for each property, with room for all of its values. */
  settled(): Column[] {
    return [...this.#places].map(([name, places]) => ({
      name,
      type: places.map((at) => this.#columns[at].type).reduce(widened),
    }));
  }
}
