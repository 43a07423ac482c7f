import type { Crs } from '../crs/crs.ts';
import { CrsError } from '../crs/crs.ts';
import { findEllipsoid, sameEllipsoid, WGS84 } from '../crs/ellipsoids.ts';
import { findLinearUnit } from '../crs/linear-units.ts';
import { type CrsParameters, parseProj } from '../crs/parameters.ts';
import { codeNumber, methodOf, parameterValue } from '../crs/wkt.ts';
import { GEO_KEY, PIXEL_IS_AREA, USER_DEFINED } from '../geotiff/geo-key.ts';

/** The three tags by which a GeoTIFF names its CRS; empty arrays and texts are left out of the file. */
export interface GeoKeyTags {
  readonly directory: readonly number[];
  readonly doubles: readonly number[];
  readonly ascii: string;
}

const DEGREE = 9102;
const GRAD = 9105;
const MAX_CODE = 32766;
/** Transverse Mercator that counts westward and southward. */
const SOUTH_ORIENTED = 27;
const DOUBLES_TAG = 34736;
const ASCII_TAG = 34737;

/** A key's value: a code, or numbers or a text that are kept in the other two tags. */
type Value = { readonly code: number } | { readonly doubles: readonly number[] } | { readonly text: string };

/**
 * Writes a CRS as GeoKeys (OGC 19-008): its EPSG code, or its parameters.
 * @throws CrsError for a system without a code whose method GeoTIFF does not have.
 */
export function encodeGeoKeys(crs: Crs | undefined): GeoKeyTags {
  const keys = new Map<number, Value>([[GEO_KEY.rasterType, { code: PIXEL_IS_AREA }]]);
  if (crs) {
    const projected = crs.kind === 'projected';
    keys.set(GEO_KEY.modelType, { code: projected ? 1 : 2 });
    keys.set(GEO_KEY.citation, { text: crs.name });
    const number = codeNumber(crs);
    // GeoTIFF's codes are EPSG's.
    const code = number !== undefined && number <= MAX_CODE ? number : undefined;
    const parameters = parseProj(crs.definition);
    if (code !== undefined) {
      keys.set(projected ? GEO_KEY.projectedCrs : GEO_KEY.geographicCrs, { code });
      setAngularUnit(keys, parameters);
      if (projected) setLinearUnit(keys, parameters);
    } else {
      setBase(keys, parameters);
      if (projected) setProjection(keys, parameters);
    }
  }
  return packed(keys);
}

function setBase(keys: Map<number, Value>, parameters: CrsParameters): void {
  const { ellipsoid, towgs84, primeMeridian, degreesPerUnit } = parameters;
  setAngularUnit(keys, parameters);
  if (sameEllipsoid(ellipsoid, WGS84) && towgs84.length === 0 && primeMeridian === 0 && degreesPerUnit === 1) {
    keys.set(GEO_KEY.geographicCrs, { code: 4326 });
    return;
  }
  keys.set(GEO_KEY.geographicCrs, { code: USER_DEFINED });
  keys.set(GEO_KEY.geographicCitation, { text: 'GCS Name = unknown|Datum = unknown|Primem = Greenwich' });
  keys.set(GEO_KEY.datum, { code: USER_DEFINED });
  keys.set(GEO_KEY.ellipsoid, { code: findEllipsoid(ellipsoid)?.epsg ?? USER_DEFINED });
  keys.set(GEO_KEY.semiMajorAxis, { doubles: [ellipsoid.a] });
  // A sphere has no inverse flattening that every reader understands.
  if (ellipsoid.inverseFlattening === 0) keys.set(GEO_KEY.semiMinorAxis, { doubles: [ellipsoid.a] });
  else keys.set(GEO_KEY.inverseFlattening, { doubles: [ellipsoid.inverseFlattening] });
  if (primeMeridian !== 0) keys.set(GEO_KEY.primeMeridianLongitude, { doubles: [primeMeridian / degreesPerUnit] });
  if (towgs84.length > 0) keys.set(GEO_KEY.toWgs84, { doubles: towgs84 });
}

function setAngularUnit(keys: Map<number, Value>, { degreesPerUnit }: CrsParameters): void {
  const code = degreesPerUnit === 1 ? DEGREE : degreesPerUnit === 0.9 ? GRAD : USER_DEFINED;
  keys.set(GEO_KEY.angularUnits, { code });
  if (code === USER_DEFINED) keys.set(GEO_KEY.angularUnitSize, { doubles: [(degreesPerUnit * Math.PI) / 180] });
}

function setProjection(keys: Map<number, Value>, parameters: CrsParameters): void {
  const [method] = methodOf(parameters);
  const south = parameters.axis === 'wsu' && method.geoTiff === 1;
  if (method.geoTiff === undefined || (parameters.axis !== 'enu' && !south)) {
    throw new CrsError(`A GeoTIFF cannot hold the projection "${method.wkt}" without an EPSG code.`);
  }
  keys.set(GEO_KEY.projectedCrs, { code: USER_DEFINED });
  keys.set(GEO_KEY.projection, { code: USER_DEFINED });
  keys.set(GEO_KEY.method, { code: south ? SOUTH_ORIENTED : method.geoTiff });
  for (const { key, geoKeys, missing } of method.parameters) {
    keys.set(geoKeys[0]!, { doubles: [parameterValue(parameters, key, missing)] });
  }
  setLinearUnit(keys, parameters);
}

function setLinearUnit(keys: Map<number, Value>, { metersPerUnit }: CrsParameters): void {
  const unit = findLinearUnit(metersPerUnit);
  keys.set(GEO_KEY.linearUnits, { code: unit?.epsg ?? USER_DEFINED });
  if (!unit) keys.set(GEO_KEY.linearUnitSize, { doubles: [metersPerUnit] });
}

function packed(keys: ReadonlyMap<number, Value>): GeoKeyTags {
  const directory = [1, 1, 0, keys.size];
  const doubles: number[] = [];
  let ascii = '';
  for (const [key, value] of [...keys].sort(([one], [other]) => one - other)) {
    if ('code' in value) directory.push(key, 0, 1, value.code);
    else if ('doubles' in value) {
      directory.push(key, DOUBLES_TAG, value.doubles.length, doubles.length);
      doubles.push(...value.doubles);
    } else {
      const text = `${value.text.replace(/[^\x20-\x7e]/g, '?')}|`;
      directory.push(key, ASCII_TAG, text.length, ascii.length);
      ascii += text;
    }
  }
  return { directory, doubles, ascii };
}
