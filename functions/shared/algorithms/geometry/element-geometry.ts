import { Geometry } from '../../geometry/geometry.ts';
import { EMPTY, UNBOUNDED } from '../../geometry/parts.ts';
import { rectangleOf } from '../../geometry/shapes/bounds.ts';
import { imageBounds } from '../../raster/extent.ts';
import { Image } from '../../raster/image.ts';
import { WGS84 } from '../../raster/projection.ts';
import { andThen, type MaybePromise, type Value } from '../../values/value.ts';
import { Collection } from '../collection/collection.ts';
import { collect } from '../collection/cursor.ts';
import { Feature } from '../collection/feature.ts';

/** The footprint of an image: the one in its properties, that of its bands, or else the bounds of its grid. */
export function imageGeometry(image: Image): Geometry {
  const footprint = image.property('system:footprint');
  if (footprint instanceof Geometry) return footprint;
  const bounds = imageBounds(image);
  return bounds === undefined ? UNBOUNDED : rectangleOf(...bounds, WGS84.crs);
}

/** The geometry that a geometry, a feature or an image has without looking farther; undefined for anything else. */
export function ownGeometry(value: Value): Geometry | undefined {
  if (value instanceof Geometry) return value;
  if (value instanceof Feature) return value.geometry ?? EMPTY;
  return value instanceof Image ? imageGeometry(value) : undefined;
}

/** The geometries of a collection's elements, without empty ones. */
export function collectionGeometries(collection: Collection): MaybePromise<Geometry[]> {
  return andThen(collect(collection.open()), (elements) =>
    elements.flatMap((element) => {
      const geometry = ownGeometry(element);
      return geometry === undefined || geometry === EMPTY ? [] : [geometry];
    }),
  );
}

/** The geometry of anything that has one; of a collection, those of its elements side by side. */
export function elementGeometry(value: Value): MaybePromise<Geometry> {
  if (value instanceof Collection) return andThen(collectionGeometries(value), side);
  return ownGeometry(value) ?? EMPTY;
}

/** Geometries side by side: those of one kind as a multi geometry of that kind. */
export function side(geometries: readonly Geometry[]): Geometry {
  const [first] = geometries;
  if (first === undefined) return EMPTY;
  if (geometries.length === 1) return first;
  const { type } = first.shape;
  const alike = geometries.every(
    ({ shape, crs, geodesic, evenOdd }) =>
      shape.type === type && crs === first.crs && geodesic === first.geodesic && evenOdd === first.evenOdd,
  );
  if (alike && (type === 'Point' || type === 'LineString' || type === 'Polygon')) {
    const coordinates = geometries.map(({ shape }) => ('coordinates' in shape ? shape.coordinates : []));
    return new Geometry(
      { type: `Multi${type}`, coordinates } as Geometry['shape'],
      first.crs,
      first.geodesic,
      first.evenOdd,
    );
  }
  return new Geometry({ type: 'GeometryCollection', geometries }, first.crs, first.geodesic);
}
