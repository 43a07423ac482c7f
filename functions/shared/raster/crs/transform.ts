import { colombiaUrban } from './colombia-urban.ts';
import { type Crs, sameCrs } from './crs.ts';
import { helmert } from './helmert.ts';
import type { ProjectionKernel } from './kernel.ts';
import { type CrsParameters, formatProj, parseProj } from './parameters.ts';
import { proj4Kernel } from './proj4-kernel.ts';
import { sphericalSinusoidal } from './sinusoidal.ts';
import { geographic, withAxes, withShift } from './stages.ts';
import { transverseMercator } from './transverse-mercator.ts';
import { webMercator } from './web-mercator.ts';

/** A transformation of points between two systems, in place: x0, y0, x1, y1, … Points without an image become (NaN, NaN). */
export interface PointTransform {
  /** Whether both systems have the same coordinates. */
  readonly identity: boolean;
  forward(coordinates: Float64Array): void;
  inverse(coordinates: Float64Array): void;
}

const IDENTITY: PointTransform = { identity: true, forward() {}, inverse() {} };

const KERNELS_KEPT = 500;
/** By definition; undefined stands for WGS 84 degrees themselves. */
const kernels = new Map<string, ProjectionKernel | undefined>();

/**
 * The transformation of coordinates from one system to another, by way of geographic coordinates on WGS 84.
 * Datums on GRS 80 without a shift (SIRGAS 2000, NAD83, ETRS89) count as WGS 84, as PROJ treats them without datum grids.
 * Longitudes come out between -180 and 180, except where nothing but degrees goes in and out.
 * @throws CrsError for a projection that proj4js does not have.
 */
export function transformer(from: Crs, to: Crs): PointTransform {
  if (sameCrs(from, to)) return IDENTITY;
  const source = kernelOf(from);
  const target = kernelOf(to);
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

function kernelOf(crs: Crs): ProjectionKernel | undefined {
  if (crs.kernel) return crs.kernel;
  const { definition } = crs;
  if (kernels.has(definition)) return kernels.get(definition);
  const kernel = kernelFor(parseProj(definition));
  if (kernels.size >= KERNELS_KEPT) kernels.delete(kernels.keys().next().value!);
  kernels.set(definition, kernel);
  return kernel;
}

/**
 * How coordinates of a system become degrees of WGS 84: its formulas, then its datum's shift. Undefined if they are the same.
 * @throws CrsError for a method that there is not
 */
export function kernelFor(crs: CrsParameters): ProjectionKernel | undefined {
  const { towgs84, ellipsoid } = crs;
  const own = crs.projection === 'longlat' ? geographicKernel(crs) : projectedKernel(crs);
  return towgs84.length === 0 ? own : withShift(own, helmert(ellipsoid, towgs84));
}

function geographicKernel({ degreesPerUnit, primeMeridian }: CrsParameters): ProjectionKernel | undefined {
  return degreesPerUnit === 1 && primeMeridian === 0 ? undefined : geographic(degreesPerUnit, primeMeridian);
}

function projectedKernel(crs: CrsParameters): ProjectionKernel {
  const { metersPerUnit, axis } = crs;
  const kernel = formulas(crs);
  return metersPerUnit === 1 && axis === 'enu' ? kernel : withAxes(kernel, metersPerUnit, axis);
}

/** Our own loops for the methods that most requests and scenes have (3 to 10 times as fast), and that proj4js lacks; its for all others. */
function formulas(crs: CrsParameters): ProjectionKernel {
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
  return proj4Kernel(formatProj(plain), primeMeridian);
}
