import { encodeNumber } from '../values/encode.ts';
import type { Keyed } from '../values/equality.ts';
import type { Json, ObjectValue } from '../values/value.ts';
import type { Affine } from './affine.ts';
import { type Crs, crsKey, parseCrs, sameCrs } from './crs/crs.ts';

/**
 * A coordinate reference system with an affine transform from pixels to its coordinates: Earth Engine's Projection.
 */
export class Projection implements ObjectValue, Keyed {
  readonly typeName = 'Projection';
  readonly crs: Crs;
  /** crs_transform: [xScale, xShear, xTranslate, yShear, yScale, yTranslate]. */
  readonly transform: Affine;

  constructor(crs: Crs, transform: Affine) {
    this.crs = crs;
    this.transform = transform;
  }

  encode(): Json {
    return { type: 'Projection', ...crsFields(this.crs), transform: this.transform.map(encodeNumber) };
  }

  /** Metres per pixel at the projection's origin, as its unit and its transform say. */
  nominalScale(): number {
    const [a, b, , d, e] = this.transform;
    return Math.sqrt(Math.abs(a * e - b * d)) * this.crs.metersPerUnit;
  }

  /** The same reference system with square, north-up pixels of a size in metres. */
  atScale(meters: number): Projection {
    const factor = meters / this.nominalScale();
    const [a, b, c, d, e, f] = this.transform;
    return new Projection(this.crs, [a * factor, b * factor, c, d * factor, e * factor, f]);
  }

  key(): string {
    return `${crsKey(this.crs)};${this.transform.join()}`;
  }

  equals(other: Projection): boolean {
    return sameCrs(this.crs, other.crs) && this.transform.every((value, i) => value === other.transform[i]);
  }
}

/** The fields that name a reference system in replies: its code, or its text if it has none. */
export function crsFields(crs: Crs): { crs: string } | { crs_wkt: string } {
  return crs.code === undefined ? { crs_wkt: crs.wkt ?? crs.definition } : { crs: crs.code };
}

/** The projection of images without a grid of their own, such as constants: degrees of WGS 84. */
export const WGS84 = new Projection(parseCrs('EPSG:4326'), [1, 0, 0, 0, 1, 0]);
