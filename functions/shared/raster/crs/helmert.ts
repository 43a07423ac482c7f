import { type CoordinateOperation, DEGREE } from './coordinate-operation.ts';
import { type Ellipsoid, WGS84 } from './ellipsoids.ts';

const ARC_SECOND = DEGREE / 3600;

/**
 * Conversion between degrees on an ellipsoid and geocentric coordinates (x, y, z in metres), the way back by Bowring's formula, as in PROJ:
 * exact to a micrometre near the ground.
 */
class Geocentric {
  readonly #a: number;
  readonly #b: number;
  readonly #e2: number;
  readonly #second: number;

  constructor({ a, inverseFlattening }: Ellipsoid) {
    const f = inverseFlattening === 0 ? 0 : 1 / inverseFlattening;
    this.#a = a;
    this.#b = a * (1 - f);
    this.#e2 = f * (2 - f);
    this.#second = this.#e2 / (1 - this.#e2);
  }

  /** Writes the geocentric coordinates (metres) of a point at height zero into `out`. */
  fromDegrees(longitude: number, latitude: number, out: Float64Array): void {
    const sine = Math.sin(latitude * DEGREE);
    const cosine = Math.cos(latitude * DEGREE);
    const normal = this.#a / Math.sqrt(1 - this.#e2 * sine * sine);
    out[0] = normal * cosine * Math.cos(longitude * DEGREE);
    out[1] = normal * cosine * Math.sin(longitude * DEGREE);
    out[2] = normal * (1 - this.#e2) * sine;
  }

  longitude(point: Float64Array): number {
    return Math.atan2(point[1]!, point[0]!) / DEGREE;
  }

  latitude(point: Float64Array): number {
    const distance = Math.hypot(point[0]!, point[1]!);
    const y = point[2]! * this.#a;
    const x = distance * this.#b;
    const length = Math.hypot(x, y);
    const [sine, cosine] = length === 0 ? [0, 1] : [y / length, x / length];
    const up = point[2]! + this.#second * this.#b * sine * sine * sine;
    const out = distance - this.#e2 * this.#a * cosine * cosine * cosine;
    return Math.atan2(up, out) / DEGREE;
  }
}

/**
 * The Helmert transformation from a datum to WGS 84 (EPSG methods 9603 and 9606, position vector, linear in its small rotations as PROJ
 * has it), over degrees at height zero: `toGeographic` goes to WGS 84, `fromGeographic` comes from it.
 * @param towgs84 3 numbers (metres) or 7 (metres, arc seconds, parts per million)
 */
export function helmert(ellipsoid: Ellipsoid, towgs84: readonly number[]): CoordinateOperation {
  const [dx = 0, dy = 0, dz = 0] = towgs84;
  const [rx, ry, rz] = [3, 4, 5].map((i) => (towgs84[i] ?? 0) * ARC_SECOND) as [number, number, number];
  const scale = 1 + (towgs84[6] ?? 0) * 1e-6;
  const own = new Geocentric(ellipsoid);
  const world = new Geocentric(WGS84);
  const point = new Float64Array(3);
  return {
    toGeographic(coordinates) {
      for (let i = 0; i < coordinates.length; i += 2) {
        own.fromDegrees(coordinates[i]!, coordinates[i + 1]!, point);
        const [x, y, z] = point as unknown as [number, number, number];
        point[0] = scale * (x - rz * y + ry * z) + dx;
        point[1] = scale * (rz * x + y - rx * z) + dy;
        point[2] = scale * (-ry * x + rx * y + z) + dz;
        coordinates[i] = world.longitude(point);
        coordinates[i + 1] = world.latitude(point);
      }
    },
    fromGeographic(coordinates) {
      for (let i = 0; i < coordinates.length; i += 2) {
        world.fromDegrees(coordinates[i]!, coordinates[i + 1]!, point);
        const x = (point[0]! - dx) / scale;
        const y = (point[1]! - dy) / scale;
        const z = (point[2]! - dz) / scale;
        point[0] = x + rz * y - ry * z;
        point[1] = -rz * x + y + rx * z;
        point[2] = ry * x - rx * y + z;
        coordinates[i] = own.longitude(point);
        coordinates[i + 1] = own.latitude(point);
      }
    },
  };
}
