import { colombiaUrban } from './colombia-urban.ts';
import type { CoordinateOperation } from './coordinate-operation.ts';
import { type Crs, sameCrs } from './crs.ts';
import { helmert } from './helmert.ts';
import { type CrsParameters, formatProj, parseProj } from './parameters.ts';
import { proj4Operation } from './proj4-operation.ts';
import { sphericalSinusoidal } from './sinusoidal.ts';
import { geographic, withAxes, withShift } from './stages.ts';
import { transverseMercator } from './transverse-mercator.ts';
import { webMercator } from './web-mercator.ts';

/** A transformation between two systems, which changes points x0, y0, x1, y1, … in place. Points without an image become (NaN, NaN). */
export interface PointTransform {
  /** Whether it changes nothing: both systems give every point the same coordinates. */
  readonly identity: boolean;
  forward(coordinates: Float64Array): void;
  inverse(coordinates: Float64Array): void;
}

const IDENTITY: PointTransform = { identity: true, forward() {}, inverse() {} };

const OPERATIONS_KEPT = 500;
/** The operations by PROJ string; undefined stands for WGS 84 degrees, which need none. */
const operations = new Map<string, CoordinateOperation | undefined>();

/**
 * The transformation of coordinates from one system to another, by way of geographic coordinates on WGS 84.
 * Datums on GRS 80 without a shift (SIRGAS 2000, NAD83, ETRS89) count as WGS 84, as PROJ treats them without datum grids.
 * Longitudes come out between -180 and 180, except between two geographic systems.
 * @throws CrsError for a projection method that is not supported
 */
export function transformer(from: Crs, to: Crs): PointTransform {
  if (sameCrs(from, to)) return IDENTITY;
  const source = operationOf(from);
  const target = operationOf(to);
  if (!source && !target) return IDENTITY;
  return {
    identity: false,
    forward(coordinates) {
      source?.toGeographic(coordinates);
      target?.fromGeographic(coordinates);
    },
    inverse(coordinates) {
      target?.toGeographic(coordinates);
      source?.fromGeographic(coordinates);
    },
  };
}

function operationOf(crs: Crs): CoordinateOperation | undefined {
  if (crs.operation) return crs.operation;
  const { definition } = crs;
  if (operations.has(definition)) return operations.get(definition);
  const operation = operationFor(parseProj(definition));
  if (operations.size >= OPERATIONS_KEPT) operations.delete(operations.keys().next().value!);
  operations.set(definition, operation);
  return operation;
}

/**
 * The operation between a system's coordinates and degrees of WGS 84: its projection, then its datum's shift. Undefined if the coordinates
 * are degrees of WGS 84 already.
 * @throws CrsError for a projection method that is not supported
 */
export function operationFor(crs: CrsParameters): CoordinateOperation | undefined {
  const { towgs84, ellipsoid } = crs;
  const own = crs.projection === 'longlat' ? geographicOperation(crs) : projectedOperation(crs);
  return towgs84.length === 0 ? own : withShift(own, helmert(ellipsoid, towgs84));
}

function geographicOperation({ degreesPerUnit, primeMeridian }: CrsParameters): CoordinateOperation | undefined {
  return degreesPerUnit === 1 && primeMeridian === 0 ? undefined : geographic(degreesPerUnit, primeMeridian);
}

function projectedOperation(crs: CrsParameters): CoordinateOperation {
  const { metersPerUnit, axis } = crs;
  const operation = formulas(crs);
  return metersPerUnit === 1 && axis === 'enu' ? operation : withAxes(operation, metersPerUnit, axis);
}

/**
 * The formulas of a projection, in metres and degrees of its datum. We have our own for the most frequent methods (3 to 10 times as fast as
 * proj4js) and for those that proj4js lacks; proj4js has all others.
 */
function formulas(crs: CrsParameters): CoordinateOperation {
  const { projection, ellipsoid, primeMeridian } = crs;
  const value = (key: string, missing = 0) => Number(crs.values[key] ?? missing);
  const origin: [number, number] = [value('x_0'), value('y_0')];
  const meridian = value('lon_0') + primeMeridian;
  if (projection === 'webmerc' && origin.every((zero) => zero === 0) && meridian === 0) {
    return webMercator(ellipsoid.a);
  }
  if (projection === 'sinu' && ellipsoid.inverseFlattening === 0) {
    return sphericalSinusoidal(ellipsoid.a, meridian, ...origin);
  }
  if (projection === 'tmerc' && !crs.values['approx']) {
    return transverseMercator({
      ellipsoid,
      latitudeOfOrigin: value('lat_0'),
      meridian,
      scale: value('k', 1),
      falseEasting: origin[0],
      falseNorthing: origin[1],
    });
  }
  if (projection === 'col_urban') return colombiaUrban(ellipsoid, value('lat_0'), meridian, value('h_0'), ...origin);
  const plain = { ...crs, primeMeridian: 0, metersPerUnit: 1, axis: 'enu', towgs84: [] };
  return proj4Operation(formatProj(plain), primeMeridian);
}
