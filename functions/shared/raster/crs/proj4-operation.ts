import proj4 from 'proj4';
import { type CoordinateOperation, DEGREE } from './coordinate-operation.ts';
import { CrsError } from './crs-error.ts';

interface Point {
  x: number;
  y: number;
}

/** The two methods of a proj4js projection object, in radians and metres. They may change the point that they are given. */
interface Projection {
  forward(point: Point): Point | null | undefined;
  inverse(point: Point): Point | null | undefined;
}

/**
 * A projection by proj4js, between degrees of its own datum and metres, easting and northing. Datum shift, units and axes are not included.
 * @param definition PROJ string
 * @param primeMeridian degrees east of Greenwich
 * @throws CrsError when proj4js does not have the method.
 */
export function proj4Operation(definition: string, primeMeridian: number): CoordinateOperation {
  const projection = projectionOf(definition);
  return {
    fromGeographic: each((point) => {
      point.x = (point.x - primeMeridian) * DEGREE;
      point.y *= DEGREE;
      return projection.forward(point);
    }),
    toGeographic: each((point) => {
      const image = projection.inverse(point);
      if (!image) return image;
      image.x = image.x / DEGREE + primeMeridian;
      image.y /= DEGREE;
      return image;
    }),
  };
}

function projectionOf(definition: string): Projection {
  try {
    return new (proj4.Proj as unknown as new (definition: string) => Projection)(definition);
  } catch (cause) {
    throw new CrsError(`The projection "${definition}" is not supported.`, { cause });
  }
}

function each(transform: (point: Point) => Point | null | undefined): (coordinates: Float64Array) => void {
  const point = { x: 0, y: 0 };
  return (coordinates) => {
    for (let i = 0; i < coordinates.length; i += 2) {
      point.x = coordinates[i]!;
      point.y = coordinates[i + 1]!;
      // proj4js throws for coordinates that are not finite, and has methods that throw outside their domain.
      const image = Number.isFinite(point.x) && Number.isFinite(point.y) ? attempt(transform, point) : undefined;
      const inside = image && Number.isFinite(image.x) && Number.isFinite(image.y);
      coordinates[i] = inside ? image.x : Number.NaN;
      coordinates[i + 1] = inside ? image.y : Number.NaN;
    }
  };
}

function attempt(transform: (point: Point) => Point | null | undefined, point: Point): Point | null | undefined {
  try {
    return transform(point);
  } catch {
    return undefined;
  }
}
