import type { Geometry } from '../../geometry/geometry.ts';
import { boxWithMargin, degreeRectangle } from '../../geometry/grid-bounds.ts';
import { isEmpty } from '../../geometry/parts.ts';
import { positionCount } from '../../geometry/positions.ts';
import { boxesAround } from '../../geometry/spatial-index.ts';
import type { Grid } from '../../raster/grid.ts';
import { andThen, type MaybePromise } from '../../values/value.ts';
import type { Collection } from '../collection/collection.ts';
import { type Cursor, forEach } from '../collection/cursor.ts';
import type { Element } from '../collection/element.ts';
import type { Context } from '../context.ts';
import { ownGeometry } from '../geometry/element-geometry.ts';

/** An element of a collection that is somewhere. */
export interface Placed {
  readonly element: Element;
  readonly geometry: Geometry;
}

/** The approximate bytes of an element and of a position. */
const ELEMENT_BYTES = 300;
const POSITION_BYTES = 56;
/** The bytes of memory that are claimed at a time. */
const CLAIM_BYTES = 1_000_000;

/** The margin around a grid within which features count. */
export interface Surroundings {
  readonly pixels?: number;
  readonly meters?: number;
}

/**
 * The features of a collection for drawing: those of one that has an index are read for each grid anew, as far as they are near it; those
 * of any other are read once, when they are first needed.
 */
export class FeatureSource {
  readonly #collection: Collection;
  readonly #context: Context;
  #whole: MaybePromise<readonly Placed[]> | undefined;

  constructor(collection: Collection, context: Context) {
    this.#collection = collection;
    this.#context = context;
  }

  /** Whether features are found by where they are. */
  get indexed(): boolean {
    return this.#collection.fields.near !== undefined;
  }

  /** All elements that have a geometry, in order. */
  whole(): MaybePromise<readonly Placed[]> {
    this.#whole ??= this.#read(this.#collection.open(), true);
    return this.#whole;
  }

  /** The elements, in order, that are on a grid or near it, and maybe others. */
  on(grid: Grid, { pixels = 0, meters = 0 }: Surroundings): MaybePromise<readonly Placed[]> {
    const { near } = this.#collection.fields;
    if (near === undefined || this.#whole !== undefined) return this.whole();
    const boxes = boxesAround(degreeRectangle(boxWithMargin(grid, pixels), grid.crs), meters);
    return boxes === undefined ? this.whole() : this.#read(near(boxes), false);
  }

  /** Something made of features: of all of them once, or for each grid of those that are near it. */
  derived<T>(make: (features: readonly Placed[]) => T): (grid: Grid, around: Surroundings) => MaybePromise<T> {
    let once: MaybePromise<T> | undefined;
    return (grid, around) => {
      if (this.indexed) return andThen(this.on(grid, around), make);
      once ??= andThen(this.whole(), make);
      return once;
    };
  }

  /** Visits all elements that have a geometry, without keeping them. */
  forEach(visit: (feature: Placed) => void): MaybePromise<void> {
    if (!this.indexed) {
      return andThen(this.whole(), (features) => {
        features.forEach(visit);
      });
    }
    return this.#visit(this.#collection.open(), visit);
  }

  /** Collects elements, against the request's memory: for its life, if they are `kept`. */
  #read(cursor: Cursor<Element>, kept: boolean): MaybePromise<readonly Placed[]> {
    const placed: Placed[] = [];
    const releases: (() => void)[] = [];
    let bytes = 0;
    const visited = this.#visit(cursor, (feature) => {
      placed.push(feature);
      bytes += ELEMENT_BYTES + POSITION_BYTES * positionCount(feature.geometry.shape);
      if (bytes < CLAIM_BYTES) return;
      releases.push(this.#context.pixels.claim(bytes));
      bytes = 0;
    });
    return andThen(visited, () => {
      if (!kept) for (const release of releases) release();
      return placed;
    });
  }

  #visit(cursor: Cursor<Element>, visit: (feature: Placed) => void): MaybePromise<void> {
    return forEach(cursor, (element) => {
      this.#context.spend(1);
      const geometry = ownGeometry(element);
      if (geometry !== undefined && !isEmpty(geometry)) visit({ element, geometry });
    });
  }
}
