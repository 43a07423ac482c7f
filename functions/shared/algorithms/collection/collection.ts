import { invalid } from '../../errors.ts';
import { andThen, type Encoder, type Json, type MaybePromise, mapInOrder, type Value } from '../../values/value.ts';
import { type Cursor, forEach } from './cursor.ts';
import type { Element } from './element.ts';

/** Most elements that a collection may have in a reply. */
export const MAX_REPLY_ELEMENTS = 5_000;

export type CollectionType = 'FeatureCollection' | 'ImageCollection';

const NO_PROPERTIES: ReadonlyMap<string, Value> = new Map();

/**
 * A lazy sequence of elements with properties of its own. Operations wrap the cursor of what they are applied to; elements are
 * computed when, and as far as, somebody pulls.
 */
export class Collection implements Element {
  readonly typeName: CollectionType;
  readonly properties: ReadonlyMap<string, Value>;
  readonly id: string | undefined;
  readonly #open: () => Cursor<Element>;

  constructor(type: CollectionType, open: () => Cursor<Element>, properties = NO_PROPERTIES, id?: string) {
    this.typeName = type;
    this.#open = open;
    this.properties = properties;
    this.id = id;
  }

  /** A new pass over the elements. */
  open(): Cursor<Element> {
    return this.#open();
  }

  /** The same kind of collection over other elements; properties stay. */
  withElements(open: () => Cursor<Element>): Collection {
    return new Collection(this.typeName, open, this.properties);
  }

  withProperties(properties: ReadonlyMap<string, Value>): Collection {
    return new Collection(this.typeName, this.#open, properties, this.id);
  }

  property(name: string): Value {
    return this.properties.get(name) ?? (name === 'system:id' ? (this.id ?? null) : null);
  }

  encode(encoder: Encoder): MaybePromise<Json> {
    const features: Json[] = [];
    const visited = forEach(this.open(), (element, index) => {
      if (index >= MAX_REPLY_ELEMENTS) {
        throw invalid(`Collection query aborted after accumulating over ${MAX_REPLY_ELEMENTS} elements.`);
      }
      return andThen(encoder.encode(element), (json) => {
        features.push(json);
      });
    });
    const keys = [...this.properties.keys()].sort();
    return andThen(visited, () =>
      andThen(
        mapInOrder(keys, (key) => encoder.encode(this.properties.get(key) as Value)),
        (values) => ({
          type: this.typeName,
          ...(this.id === undefined ? {} : { id: this.id }),
          ...(keys.length > 0 ? { properties: Object.fromEntries(keys.map((key, i) => [key, values[i]])) } : {}),
          ...(this.typeName === 'FeatureCollection' ? { columns: {} } : {}),
          features,
        }),
      ),
    );
  }
}
