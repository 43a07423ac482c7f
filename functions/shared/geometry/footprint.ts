import { commonBounds, normalBounds } from '../raster/extent.ts';
import type { Bounds, Footprint } from '../raster/footprint.ts';
import { loaded, type PixelNode, point } from '../raster/pixels/node.ts';
import { regionLoader } from '../raster/pixels/region.ts';
import { UNMASK, WITHIN } from '../raster/pixels/rules.ts';
import { boundingBox } from './bounds.ts';
import { type Geometry, LONGITUDE_LATITUDE } from './geometry.ts';
import { overlayGeometries } from './overlay/overlay.ts';
import { isEmpty } from './parts.ts';
import { regionOf } from './region.ts';
import { unionOf } from './shapes/union.ts';

/** Degrees that the bounds of a footprint may be too small, where edges bulge. */
const BOUNDS_TOLERANCE = 1e-6;

/**
 * Makes the footprint of a geometry's areas.
 * @param shown the geometry that the footprint reports, if it is another one
 */
export function footprintOf(geometry: Geometry, shown: Geometry = geometry): Footprint {
  return new Outline(geometry, shown);
}

/**
 * The common part of the footprints of this file. Bounds, pixels and geometry are computed when they are first asked for, because most are
 * never needed.
 */
abstract class Region implements Footprint {
  #bounds: Bounds | undefined;
  #pixels: PixelNode | undefined;
  #geometry: Geometry | undefined;

  protected abstract findBounds(): Bounds;
  protected abstract makePixels(): PixelNode;
  protected abstract makeGeometry(): Geometry;

  get bounds(): Bounds {
    this.#bounds ??= this.findBounds();
    return this.#bounds;
  }

  get pixels(): PixelNode {
    this.#pixels ??= this.makePixels();
    return this.#pixels;
  }

  get geometry(): Geometry {
    this.#geometry ??= this.makeGeometry();
    return this.#geometry;
  }

  /** The regions that this one is the intersection of. */
  get factors(): ReadonlySet<Region> {
    return new Set([this]);
  }

  and(other: Footprint): Footprint {
    const theirs = (other as Region).factors;
    const both = new Set([...this.factors, ...theirs]);
    if (both.size === this.factors.size) return this;
    return both.size === theirs.size ? other : new Intersection(both);
  }

  or(other: Footprint): Footprint {
    return this === other ? this : new Union([this, other as Region]);
  }

  withBounds(bounds: Bounds): Footprint {
    return new Widened(this, bounds);
  }
}

/** The areas of a geometry. */
class Outline extends Region {
  readonly #outline: Geometry;
  readonly #shown: Geometry;

  constructor(outline: Geometry, shown: Geometry) {
    super();
    this.#outline = outline;
    this.#shown = shown;
  }

  protected findBounds(): Bounds {
    return normalBounds(boundingBox(this.#outline, LONGITUDE_LATITUDE, BOUNDS_TOLERANCE));
  }

  protected makePixels(): PixelNode {
    return loaded(regionLoader(regionOf(this.#outline)), 0);
  }

  protected makeGeometry(): Geometry {
    return this.#shown;
  }
}

class Intersection extends Region {
  readonly #factors: ReadonlySet<Region>;

  constructor(factors: ReadonlySet<Region>) {
    super();
    this.#factors = factors;
  }

  override get factors(): ReadonlySet<Region> {
    return this.#factors;
  }

  protected findBounds(): Bounds {
    return [...this.#factors].map(({ bounds }) => bounds).reduce(commonBounds);
  }

  protected makePixels(): PixelNode {
    return [...this.#factors].map(({ pixels }) => pixels).reduce((a, b) => point(WITHIN, a, b));
  }

  protected makeGeometry(): Geometry {
    return [...this.#factors]
      .map(({ geometry }) => geometry)
      .reduce((a, b) => (isEmpty(a) ? a : overlayGeometries('intersection', a, b, {})));
  }
}

class Union extends Region {
  readonly #parts: readonly Region[];

  constructor(parts: readonly Region[]) {
    super();
    this.#parts = parts;
  }

  protected findBounds(): Bounds {
    return this.#parts
      .map(({ bounds }) => bounds)
      .reduce((a, b) => [Math.min(a[0], b[0]), Math.min(a[1], b[1]), Math.max(a[2], b[2]), Math.max(a[3], b[3])]);
  }

  protected makePixels(): PixelNode {
    return this.#parts.map(({ pixels }) => pixels).reduce((a, b) => point(UNMASK, a, b));
  }

  protected makeGeometry(): Geometry {
    return unionOf(this.#parts.map(({ geometry }) => geometry));
  }
}

/** A region with larger bounds than necessary. */
class Widened extends Region {
  readonly #region: Region;
  readonly #wider: Bounds;

  constructor(region: Region, bounds: Bounds) {
    super();
    this.#region = region;
    this.#wider = bounds;
  }

  protected findBounds(): Bounds {
    return this.#wider;
  }

  protected makePixels(): PixelNode {
    return this.#region.pixels;
  }

  protected makeGeometry(): Geometry {
    return this.#region.geometry;
  }
}
