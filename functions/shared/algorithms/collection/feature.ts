import type { Geometry } from '../../geometry/geometry.ts';
import type { Keyed } from '../../values/equality.ts';
import { andThen, type Encoder, type Json, type MaybePromise, mapInOrder, type Value } from '../../values/value.ts';
import type { Element } from './element.ts';

/** A geometry with properties. */
export class Feature implements Element, Keyed {
  readonly typeName = 'Feature';
  readonly geometry: Geometry | null;
  readonly properties: ReadonlyMap<string, Value>;
  /** Its `system:index` in the collection that it comes from. Never among the properties. */
  readonly id: string | undefined;

  constructor(geometry: Geometry | null, properties: ReadonlyMap<string, Value>, id?: string) {
    this.geometry = geometry;
    const index = properties.get('system:index');
    if (typeof index === 'string') {
      const others = new Map(properties);
      others.delete('system:index');
      this.properties = others;
      this.id = index;
    } else {
      this.properties = properties;
      this.id = id;
    }
  }

  withProperties(properties: ReadonlyMap<string, Value>): Feature {
    return new Feature(this.geometry, properties, this.id);
  }

  /** A copy with another geometry, or without one. */
  withGeometry(geometry: Geometry | null): Feature {
    return new Feature(geometry, this.properties, this.id);
  }

  /** A copy with another index. */
  withId(id: string): Feature {
    return new Feature(this.geometry, this.properties, id);
  }

  property(name: string): Value {
    const own = this.properties.get(name);
    if (own !== undefined) return own;
    if (name === 'system:index' || name === 'system:id') return this.id ?? null;
    // Filters by bounds ask for `.all`: whatever of an element is a place.
    return name === '.geo' || name === '.all' ? this.geometry : null;
  }

  key(keyOfPart: (value: Value) => string): string {
    return [this.geometry, this.id ?? null, this.properties].map(keyOfPart).join();
  }

  encode(encoder: Encoder): MaybePromise<Json> {
    const keys = [...this.properties.keys()].sort();
    const values = mapInOrder(keys, (key) => encoder.encode(this.properties.get(key) as Value));
    return andThen(values, (encoded) => ({
      type: 'Feature',
      geometry: this.geometry === null ? null : this.geometry.encode(),
      ...(this.id === undefined ? {} : { id: this.id }),
      properties: Object.fromEntries(keys.map((key, i) => [key, encoded[i]])),
    }));
  }
}
