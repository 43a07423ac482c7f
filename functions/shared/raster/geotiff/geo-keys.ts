import { type Crs, CrsError, crsOf, parseCrs } from '../crs/crs.ts';
import { ELLIPSOIDS, type Ellipsoid } from '../crs/ellipsoids.ts';
import { epsgEntry } from '../crs/epsg-table.ts';
import type { DatumName } from '../crs/identify.ts';
import { LINEAR_UNITS } from '../crs/linear-units.ts';
import { METHODS, type Method } from '../crs/methods.ts';
import { type CrsParameters, parseProj, utm, withoutEmptyShift } from '../crs/parameters.ts';
import { completed } from '../crs/wkt-reader.ts';
import { GEO_KEY, PIXEL_IS_POINT, USER_DEFINED } from './geo-key.ts';

/** GeoKeys as `@cogeotiff/core` unpacks them. */
export type GeoKeys = ReadonlyMap<number, string | number | number[]>;

/** EPSG codes of angular units, in degrees. */
const ANGULAR_UNITS: Readonly<Record<number, number>> = { 9101: 180 / Math.PI, 9102: 1, 9105: 0.9 };

export function isPixelIsPoint(keys: GeoKeys): boolean {
  return keys.get(GEO_KEY.rasterType) === PIXEL_IS_POINT;
}

/**
 * The CRS of a GeoTIFF: by its code, by the Esri WKT that some citations carry, or by its parameters, which may turn out to be
 * those of a known code. Undefined if the file does not say.
 * @throws CrsError for codes, methods, units and models that Terrane does not know.
 */
export function readCrs(keys: GeoKeys): Crs | undefined {
  const model = number(keys, GEO_KEY.modelType);
  const projected = number(keys, GEO_KEY.projectedCrs);
  const geographic = number(keys, GEO_KEY.geographicCrs);
  if (model === undefined && projected === undefined && geographic === undefined) return undefined;
  if (model === 3) throw new CrsError('GeoTIFFs in geocentric coordinates are not supported.');
  const isProjected = model === 1 || (model !== 2 && projected !== undefined);
  const code = isProjected ? projected : geographic;
  if (code !== undefined && code !== USER_DEFINED && code !== 0) return parseCrs(`EPSG:${code}`);
  const esri = citations(keys)
    .map((text) => /ESRI PE String = (.*)$/s.exec(text)?.[1])
    .find((text) => text !== undefined);
  if (esri !== undefined) return parseCrs(esri);
  if (!isProjected && geographic === undefined) return undefined;
  const base = readBase(keys);
  const name = datumName(keys);
  const title = citations(keys)[0]?.split('|')[0] ?? 'unknown';
  return crsOf(isProjected ? { ...base, ...readProjection(keys) } : base, name, title, undefined);
}

/** The geographic system: that of a code, changed by what the keys say themselves. */
function readBase(keys: GeoKeys): CrsParameters {
  const code = baseCode(keys);
  const known = code === undefined ? undefined : epsgEntry(code);
  const shift = keys.get(GEO_KEY.toWgs84);
  const degrees = ANGULAR_UNITS[number(keys, GEO_KEY.angularUnits) ?? 9102];
  if (degrees === undefined)
    throw new CrsError(`The GeoTIFF's angular unit ${number(keys, GEO_KEY.angularUnits)} is not known.`);
  return {
    projection: 'longlat',
    values: {},
    primeMeridian: (number(keys, GEO_KEY.primeMeridianLongitude) ?? 0) * degrees,
    metersPerUnit: 1,
    towgs84: Array.isArray(shift) ? withoutEmptyShift(shift) : known ? parseProj(known.definition).towgs84 : [],
    ellipsoid: readEllipsoid(keys) ?? parseProj(known?.definition ?? '+proj=longlat +datum=WGS84').ellipsoid,
  };
}

/** EPSG numbers most datums 2000 above the geographic system on them. */
function baseCode(keys: GeoKeys): number | undefined {
  const code = number(keys, GEO_KEY.geographicCrs);
  if (code !== undefined && code !== USER_DEFINED) return code;
  const datum = number(keys, GEO_KEY.datum);
  return datum !== undefined && datum > 6000 && datum < 7000 ? datum - 2000 : undefined;
}

function readEllipsoid(keys: GeoKeys): Ellipsoid | undefined {
  const a = number(keys, GEO_KEY.semiMajorAxis);
  const inverse = number(keys, GEO_KEY.inverseFlattening);
  const b = number(keys, GEO_KEY.semiMinorAxis);
  if (a !== undefined) {
    return { a, inverseFlattening: inverse ?? (b === undefined || b === a ? 0 : a / (a - b)) };
  }
  const code = number(keys, GEO_KEY.ellipsoid);
  return ELLIPSOIDS.find((ellipsoid) => ellipsoid.epsg === code);
}

function readProjection(keys: GeoKeys): Pick<CrsParameters, 'projection' | 'values' | 'metersPerUnit'> {
  const metersPerUnit = readLinearUnit(keys);
  const projection = number(keys, GEO_KEY.projection) ?? USER_DEFINED;
  // 16001 to 16060 are the zones of UTM in the north, 16101 to 16160 in the south.
  if (projection > 16000 && projection <= 16160) {
    return { projection: 'tmerc', values: utm(projection % 100, projection > 16100), metersPerUnit };
  }
  const transformation = number(keys, GEO_KEY.method);
  const method = METHODS.find((candidate) => candidate.geoTiff === transformation && fits(candidate, keys));
  if (!method || transformation === undefined) {
    throw new CrsError(`The GeoTIFF's projection (${projection}, method ${transformation}) is not supported.`);
  }
  const values: Record<string, number> = {};
  for (const { key, geoKeys, missing } of method.parameters) {
    const given = geoKeys.map((geoKey) => number(keys, geoKey)).find((value) => value !== undefined);
    const unit = key === 'x_0' || key === 'y_0' ? metersPerUnit : 1;
    values[key] = given === undefined ? missing : given * unit;
  }
  return { projection: method.proj, values: completed(method, values), metersPerUnit };
}

/** Mercator has one code for both of its forms: the one with a parallel is the second. */
function fits(method: Method, keys: GeoKeys): boolean {
  return method.wkt !== 'Mercator_2SP' || keys.has(3078);
}

function readLinearUnit(keys: GeoKeys): number {
  const code = number(keys, GEO_KEY.linearUnits);
  if (code === undefined || code === USER_DEFINED) return number(keys, GEO_KEY.linearUnitSize) ?? 1;
  const unit = LINEAR_UNITS.find((known) => known.epsg === code);
  if (!unit) throw new CrsError(`The GeoTIFF's linear unit ${code} is not known.`);
  return unit.meters;
}

/** The datum as libgeotiff's citation names it, `…|Datum = X|…`, or the base's code. */
function datumName(keys: GeoKeys): DatumName {
  const citation = keys.get(GEO_KEY.geographicCitation);
  const datum = typeof citation === 'string' ? /Datum = ([^|]*)/.exec(citation)?.[1] : undefined;
  return { datum: datum ?? '', base: baseCode(keys) };
}

function citations(keys: GeoKeys): string[] {
  return [GEO_KEY.projectedCitation, GEO_KEY.citation, GEO_KEY.geographicCitation]
    .map((key) => keys.get(key))
    .filter((value) => typeof value === 'string');
}

function number(keys: GeoKeys, key: number): number | undefined {
  const value = keys.get(key);
  return typeof value === 'number' ? value : undefined;
}
