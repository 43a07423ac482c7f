import type { FeatureViewOptions, Ranking } from '../../catalog/feature-view.ts';
import { invalid } from '../../errors.ts';
import type { Box } from '../../geometry/bounds.ts';
import type { TableRow } from '../../table/row.ts';
import type { Value } from '../../values/value.ts';
import { type Criterion, type Order, orderOf } from './order.ts';
import { placementOf } from './placement.ts';
import type { Features } from './thinning.ts';

/** The most features of a view: of each some numbers are in memory while it is made. */
const MOST_FEATURES = 1_000_000;

/** What has to be known of all features of a view before one is written in its place. */
export class Survey {
  readonly #options: FeatureViewOptions;
  #boxes = new Float64Array(4 * 1024);
  #count = 0;
  readonly #kinds: number[] = [];
  readonly #minZoomLevels: number[] = [];
  readonly #attributes: ReadonlyMap<string, Value[]>;

  constructor(options: FeatureViewOptions) {
    this.#options = options;
    const names = [options.thinning, options.zOrder].flatMap(({ rules }) =>
      rules.flatMap(({ attribute }) => attribute ?? []),
    );
    this.#attributes = new Map(names.map((name) => [name, []]));
  }

  /**
   * The rows that are somewhere; they are noted as they pass.
   * @throws INVALID_ARGUMENT if there are too many
   */
  async *noting(rows: AsyncIterable<TableRow>): AsyncGenerator<TableRow> {
    for await (const row of rows) {
      if (row.geometry === null) continue;
      if (this.#count === MOST_FEATURES) {
        throw invalid(
          `A feature view may have at most ${MOST_FEATURES} features. Filter the collection, or divide it.`,
        );
      }
      const { box, kind, minZoomLevel } = placementOf(row.geometry);
      this.#add(box);
      this.#kinds.push(kind);
      this.#minZoomLevels.push(minZoomLevel);
      for (const [name, values] of this.#attributes) values.push(row.properties.get(name) ?? null);
      yield row;
    }
  }

  #add(box: Box): void {
    if (4 * this.#count === this.#boxes.length) {
      const larger = new Float64Array(2 * this.#boxes.length);
      larger.set(this.#boxes);
      this.#boxes = larger;
    }
    this.#boxes.set(box, 4 * this.#count++);
  }

  /** The features, in the order of thinning. */
  features(): Features {
    return {
      count: this.#count,
      boxes: this.#boxes.subarray(0, 4 * this.#count),
      minZoomLevels: Uint8Array.from(this.#minZoomLevels),
      order: this.#order(this.#options.thinning),
    };
  }

  /** The features in the order in which they are drawn. */
  drawingOrder(): Order {
    return this.#order(this.#options.zOrder);
  }

  #order({ rules, random }: Ranking): Order {
    const criteria = rules.map(
      ({ by, attribute = '', descending }): Criterion => ({
        descending,
        values:
          by === 'geometryType'
            ? this.#kinds
            : by === 'minZoomLevel'
              ? this.#minZoomLevels
              : (this.#attributes.get(attribute) ?? []),
      }),
    );
    return orderOf(this.#count, criteria, random);
  }
}
