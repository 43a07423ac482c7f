import IndexedPointInAreaLocator from 'jsts/org/locationtech/jts/algorithm/locate/IndexedPointInAreaLocator.js';
import Coordinate from 'jsts/org/locationtech/jts/geom/Coordinate.js';
import Location from 'jsts/org/locationtech/jts/geom/Location.js';
import IndexedFacetDistance from 'jsts/org/locationtech/jts/operation/distance/IndexedFacetDistance.js';
import type { Position } from '../geometry.ts';
import { coversJts, intersectsJts, type Jts, placesOf, points } from './jts.ts';

/**
 * A drawing of one dimension about which much is asked: its indexes are made with the first question, and kept. (JTS's own prepared
 * geometries do not work in its JavaScript translation.)
 */
export class Prepared {
  readonly geometry: Jts;
  #locator: { locate(place: unknown): number } | undefined;
  #facets: { isWithinDistance(other: Jts, distance: number): boolean } | undefined;

  constructor(geometry: Jts) {
    this.geometry = geometry;
  }

  intersects(other: Jts): boolean {
    if (this.geometry.getDimension() === 2) {
      const places = placesOf(other);
      if (places.some((place) => this.#hasInside(place))) return true;
      if (other.getDimension() === 0) return false;
    }
    return intersectsJts(this.geometry, other);
  }

  covers(other: Jts): boolean {
    if (this.geometry.getDimension() === 2) {
      if (!placesOf(other).every((place) => this.#hasInside(place))) return false;
      if (other.getDimension() === 0) return true;
    }
    return coversJts(this.geometry, other);
  }

  /** Whether a place is in the drawing, or within a distance of it. */
  isNear(place: Position, distance: number): boolean {
    const point = points([place]);
    this.#facets ??= new IndexedFacetDistance(this.geometry);
    return this.covers(point) || this.#facets.isWithinDistance(point, distance);
  }

  /** Whether a place is in the area, or on its edges. */
  #hasInside([x, y]: Position): boolean {
    this.#locator ??= new IndexedPointInAreaLocator(this.geometry) as { locate(place: unknown): number };
    return this.#locator.locate(new Coordinate(x, y)) !== Location.EXTERIOR;
  }
}

/** Whether each of some positions is within a drawing, or within a distance of it. */
export function allNear(drawing: readonly Prepared[], places: readonly Position[], distance: number): boolean {
  return places.every((place) => drawing.some((part) => part.isNear(place, distance)));
}
