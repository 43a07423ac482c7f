import proj4 from 'proj4';
import { CrsError } from './crs-error.ts';
import { DEGREE, type ProjectionKernel } from './kernel.ts';
import type { CrsParameters } from './parameters.ts';

interface Point {
  x: number;
  y: number;
}

/** What proj4js's projection objects do; they may change the point that they are given. Radians and metres. */
interface Projection {
  forward(point: Point): Point | null | undefined;
  inverse(point: Point): Point | null | undefined;
}

/**
 * A projection by proj4js. Without a shift to WGS 84 its formulas are called directly; else through its datum transformation.
 * @throws CrsError when proj4js does not have the method.
 */
export function proj4Kernel(crs: CrsParameters, definition: string): ProjectionKernel {
  try {
    if (crs.towgs84.length === 0 && crs.projection !== 'longlat') return direct(crs, definition);
    const converter = proj4('+proj=longlat +datum=WGS84', definition);
    return {
      fromGeographic: each((point) => converter.forward(point)),
      toGeographic: each((point) => converter.inverse(point)),
    };
  } catch (cause) {
    throw new CrsError(`The projection "${definition}" is not supported.`, { cause });
  }
}

function direct(crs: CrsParameters, definition: string): ProjectionKernel {
  const projection = new (proj4.Proj as unknown as new (definition: string) => Projection)(definition);
  const { metersPerUnit, primeMeridian } = crs;
  return {
    fromGeographic: each((point) => {
      point.x = (point.x - primeMeridian) * DEGREE;
      point.y *= DEGREE;
      const image = projection.forward(point);
      if (!image) return image;
      image.x /= metersPerUnit;
      image.y /= metersPerUnit;
      return image;
    }),
    toGeographic: each((point) => {
      point.x *= metersPerUnit;
      point.y *= metersPerUnit;
      const image = projection.inverse(point);
      if (!image) return image;
      image.x = image.x / DEGREE + primeMeridian;
      image.y /= DEGREE;
      return image;
    }),
  };
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
