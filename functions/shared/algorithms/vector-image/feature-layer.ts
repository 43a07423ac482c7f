import Flatbush from 'flatbush';
import type { Geometry } from '../../geometry/geometry.ts';
import { boxWithMargin } from '../../geometry/grid-bounds.ts';
import { planeShapes } from '../../geometry/plane-shape.ts';
import { type Affine, invert } from '../../raster/affine.ts';
import type { Grid } from '../../raster/grid.ts';
import type { PixelContext } from '../../raster/pixels/context.ts';
import type { PlaneBox, PlaneShape } from '../../raster/vector/plane-shape.ts';
import type { Collection } from '../collection/collection.ts';
import type { Context } from '../context.ts';
import { FeatureSource, type Placed } from './feature-source.ts';

/** Edges are cut so that they are nowhere off by more than this part of a pixel. */
const EDGE_TOLERANCE = 0.1;
/** The tolerance in pixels of shapes that are only searched for: a long edge needs thousands of positions if it has to be exact. */
const COARSE_TOLERANCE = 512;
/** Bytes of a box in the tree, with its part of the nodes above. */
const TREE_BYTES = 40;
const BYTES_PER_POSITION = 16;
/** Planes in which shapes are kept: a request seldom asks for more than one. */
const PLANES_KEPT = 4;

/** Features with their shapes in one plane. */
interface Drawn {
  readonly features: readonly Placed[];
  /** Coarse ones are made finer when they are first shown. */
  readonly shapes: PlaneShape[];
  readonly finer: (geometry: Geometry) => PlaneShape;
  /** The boxes of shapes that have one, and which shapes they are of. */
  readonly tree: Flatbush | undefined;
  readonly boxed: readonly number[];
  /** Shapes that cover everything. */
  readonly unbounded: readonly number[];
  readonly bytes: number;
}

/** The features of a layer that may be visible on a grid. */
export interface VisibleFeatures {
  /** The affine transform from coordinates of the grid's reference system to its pixels. */
  readonly inverse: Affine;
  /** Features with their shapes, in the order of the collection. */
  readonly drawn: readonly (readonly [feature: Placed, shape: PlaneShape])[];
  /** Gives back the memory that has been claimed. */
  release(): void;
}

/** The features of a collection as something that can be drawn on any grid. Shapes are kept by the plane that they are drawn in. */
export class FeatureLayer {
  readonly source: FeatureSource;
  readonly #context: Context;
  readonly #planes = new Map<string, Promise<Drawn>>();

  constructor(source: FeatureSource, context: Context) {
    this.source = source;
    this.#context = context;
  }

  /** The features that touch a grid, or are at most `margin` pixels from it. */
  async select(grid: Grid, margin: number, context: PixelContext): Promise<VisibleFeatures> {
    context.signal.throwIfAborted();
    const { crs, transform } = grid;
    const [a, b, , d, e] = transform;
    const pixel = Math.sqrt(Math.abs(a * e - b * d));
    const inverse = invert(transform);
    const box = boxWithMargin(grid, margin);
    if (!this.source.indexed) {
      const all = await this.#plane(crs, pixel, context);
      // Claims are for the request's life: so long shapes are kept.
      return { inverse, drawn: this.#touching(all, box, (bytes) => context.claim(bytes)), release: () => undefined };
    }
    const near = this.#draw(await this.source.on(grid, { pixels: margin }), crs, pixel);
    let { bytes } = near;
    const drawn = this.#touching(near, box, (more) => {
      bytes += more;
    });
    return { inverse, drawn, release: context.claim(bytes) };
  }

  #touching(all: Drawn, box: PlaneBox, claim: (bytes: number) => void): VisibleFeatures['drawn'] {
    const { features, shapes, finer, tree, boxed, unbounded } = all;
    const places = [...(tree?.search(...box) ?? []).map((item) => boxed[item]), ...unbounded];
    this.#context.spend(places.length);
    places.sort((one, other) => one - other);
    return places.map((place) => {
      if (shapes[place].coarse) {
        shapes[place] = finer(features[place].geometry);
        claim(this.#sizeOf(shapes[place]));
      }
      return [features[place], shapes[place]];
    });
  }

  /** Bytes of a shape, whose making is counted as work. */
  #sizeOf(shape: PlaneShape): number {
    const bytes = bytesOf(shape);
    this.#context.spend(Math.ceil(bytes / BYTES_PER_POSITION));
    return bytes;
  }

  /** All features in a plane. */
  #plane(crs: Grid['crs'], pixel: number, context: PixelContext): Promise<Drawn> {
    const key = `${crs.definition} ${pixel}`;
    let drawn = this.#planes.get(key);
    if (drawn === undefined) {
      drawn = Promise.resolve(this.source.whole()).then((features) => {
        const all = this.#draw(features, crs, pixel);
        context.claim(all.bytes);
        return all;
      });
      this.#planes.set(key, drawn);
      if (this.#planes.size > PLANES_KEPT) this.#planes.delete(this.#planes.keys().next().value as string);
    }
    return drawn;
  }

  /** @param pixel the size of a pixel in units of the reference system */
  #draw(features: readonly Placed[], crs: Grid['crs'], pixel: number): Drawn {
    const shapeOf = planeShapes(crs, pixel * COARSE_TOLERANCE, pixel * EDGE_TOLERANCE);
    const finer = planeShapes(crs, pixel * EDGE_TOLERANCE);
    let bytes = features.length * TREE_BYTES;
    const shapes = features.map(({ geometry }) => {
      const shape = shapeOf(geometry);
      bytes += this.#sizeOf(shape);
      return shape;
    });
    const places = shapes.map((_, place) => place);
    const boxed = places.filter((place) => shapes[place].box.every(Number.isFinite));
    const unbounded = places.filter((place) => shapes[place].everywhere);
    if (boxed.length === 0) return { features, shapes, finer, tree: undefined, boxed, unbounded, bytes };
    const tree = new Flatbush(boxed.length);
    for (const place of boxed) {
      const { box, coarse } = shapes[place];
      const off = coarse ? pixel * COARSE_TOLERANCE : 0;
      tree.add(box[0] - off, box[1] - off, box[2] + off, box[3] + off);
    }
    tree.finish();
    return { features, shapes, finer, tree, boxed, unbounded, bytes };
  }
}

/** Bytes of a shape: its numbers, and a hundred for each array. */
function bytesOf({ rings, borders, lines, points }: PlaneShape): number {
  let bytes = 100 + points.byteLength;
  for (const chain of new Set([...rings, ...borders, ...lines])) bytes += 100 + chain.byteLength;
  return bytes;
}

const layers = new WeakMap<Context, WeakMap<Collection, FeatureLayer>>();

/** The layer of a collection: the same one for all that a request draws of it. */
export function layerOf(collection: Collection, context: Context): FeatureLayer {
  let known = layers.get(context);
  if (known === undefined) {
    known = new WeakMap();
    layers.set(context, known);
  }
  let layer = known.get(collection);
  if (layer === undefined) {
    layer = new FeatureLayer(new FeatureSource(collection, context), context);
    known.set(collection, layer);
  }
  return layer;
}
