import { invalid } from '../../errors.ts';
import type { Box } from '../../geometry/bounds.ts';
import { andThen, type Encoder, type Json, type MaybePromise, mapInOrder, type Value } from '../../values/value.ts';
import { type Cursor, forEach } from './cursor.ts';
import type { Element } from './element.ts';
import { withNamedErrors } from './named-errors.ts';
import { depthOver } from './nesting.ts';

/** Most elements that a collection may have in a reply. */
export const MAX_REPLY_ELEMENTS = 5_000;

export type CollectionType = 'FeatureCollection' | 'ImageCollection';

const NO_PROPERTIES: ReadonlyMap<string, Value> = new Map();

/** The known properties of elements: their types, by name. */
export type Columns = ReadonlyMap<string, string>;

/** The fields of a collection besides its elements. */
export interface CollectionFields {
  readonly properties?: ReadonlyMap<string, Value>;
  readonly id?: string;
  /** Known without computing an element; absent after a function has been mapped. */
  readonly columns?: Columns;
  /** The number of elements, where it is known without computing them. */
  readonly size?: number;
  /** The time at which a table was written, in microseconds since 1970. */
  readonly version?: number;
  /** Finds elements by an index: in order, all whose geometries meet one of some boxes in degrees, and maybe others. */
  readonly near?: Near;
}

export type Near = (boxes: readonly Box[]) => Cursor<Element>;

/**
 * A lazy sequence of elements, with properties of its own. Operations wrap the cursor of their input; an element is computed when it is
 * pulled.
 */
export class Collection implements Element {
  readonly typeName: CollectionType;
  readonly fields: CollectionFields;
  /** The number of nested collections that are read through: each takes its part of the stack. */
  readonly depth: number;
  readonly #open: () => Cursor<Element>;
  readonly #sources: readonly Collection[];

  /** @param sources the collections that it reads from */
  constructor(
    type: CollectionType,
    open: () => Cursor<Element>,
    fields: CollectionFields = {},
    sources: readonly Collection[] = [],
  ) {
    this.typeName = type;
    this.#open = open;
    this.fields = fields;
    this.#sources = sources;
    this.depth = depthOver('Collections', sources);
  }

  get properties(): ReadonlyMap<string, Value> {
    return this.fields.properties ?? NO_PROPERTIES;
  }

  /** A new pass over the elements. */
  open(): Cursor<Element> {
    return this.#open();
  }

  /**
   * A collection of the same type and properties with other elements.
   * @param name the algorithm that computes the elements, for messages
   * @param others further collections that the elements are read from
   */
  withElements(name: string, open: () => Cursor<Element>, ...others: readonly Collection[]): Collection {
    return new Collection(this.typeName, withNamedErrors(name, open), { properties: this.properties }, [
      this,
      ...others,
    ]);
  }

  /** A collection of some of the elements, or of all in another order; the known columns stay valid. */
  withSelection(name: string, open: () => Cursor<Element>, ...others: readonly Collection[]): Collection {
    const { properties, columns } = this.fields;
    const kept = { ...(properties ? { properties } : {}), ...(columns ? { columns } : {}) };
    return new Collection(this.typeName, withNamedErrors(name, open), kept, [this, ...others]);
  }

  /**
   * A collection of the elements that pass a filter, one by one.
   * @param boxesOf boxes in degrees such that every element that passes touches one of them; undefined if they may be anywhere. Called only
   * if the collection has an index.
   */
  withFilter(
    name: string,
    pass: (cursor: Cursor<Element>) => Cursor<Element>,
    boxesOf: () => readonly Box[] | undefined,
  ): Collection {
    const { near } = this.fields;
    if (near === undefined) return this.withSelection(name, () => pass(this.open()));
    const filtered = this.withSelection(name, () => {
      const boxes = boxesOf();
      return pass(boxes === undefined ? this.open() : near(boxes));
    });
    const nearer: Near = (others) => withNamedErrors(name, () => pass(near(others)))();
    return new Collection(this.typeName, () => filtered.open(), { ...filtered.fields, near: nearer }, [this]);
  }

  withProperties(properties: ReadonlyMap<string, Value>): Collection {
    return new Collection(this.typeName, this.#open, { ...this.fields, properties }, this.#sources);
  }

  /** The same collection, of whose elements each is pulled by way of `watch`. */
  observed(watch: <T>(pull: () => T) => T): Collection {
    const watched = (cursor: Cursor<Element>): Cursor<Element> => ({ next: () => watch(() => cursor.next()) });
    const { near } = this.fields;
    const fields = near ? { ...this.fields, near: (boxes: readonly Box[]) => watched(near(boxes)) } : this.fields;
    return new Collection(this.typeName, () => watched(this.#open()), fields, this.#sources);
  }

  property(name: string): Value {
    return this.properties.get(name) ?? (name === 'system:id' ? (this.fields.id ?? null) : null);
  }

  encode(encoder: Encoder): MaybePromise<Json> {
    const features: Json[] = [];
    let type = this.typeName;
    const visited = forEach(this.open(), (element, index) => {
      if (index >= MAX_REPLY_ELEMENTS) {
        throw invalid(`Collection query aborted after accumulating over ${MAX_REPLY_ELEMENTS} elements.`);
      }
      // Images may have been mapped to features.
      if (element.typeName !== 'Image') type = 'FeatureCollection';
      return andThen(encoder.encode(element), (json) => {
        features.push(json);
      });
    });
    const keys = [...this.properties.keys()].sort();
    return andThen(visited, () =>
      andThen(
        mapInOrder(keys, (key) => encoder.encode(this.properties.get(key) as Value)),
        (values) => ({
          type,
          ...(this.fields.id === undefined ? {} : { id: this.fields.id }),
          ...(this.fields.version === undefined ? {} : { version: this.fields.version }),
          ...(keys.length > 0 ? { properties: Object.fromEntries(keys.map((key, i) => [key, values[i]])) } : {}),
          ...(type === 'FeatureCollection' ? { columns: Object.fromEntries(this.fields.columns ?? []) } : {}),
          features,
        }),
      ),
    );
  }
}
