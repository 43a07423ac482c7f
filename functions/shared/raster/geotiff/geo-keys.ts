import { type Crs, CrsError, crsOf, parseCrs, registeredCrs } from '../crs/crs.ts';
import { ELLIPSOIDS, type Ellipsoid } from '../crs/ellipsoids.ts';
import { LINEAR_UNITS } from '../crs/linear-units.ts';
import { METHODS, type Method } from '../crs/methods.ts';
import { type CrsParameters, meridianOf, parseProj, utm, withoutEmptyShift } from '../crs/parameters.ts';
import { registered } from '../crs/registry.ts';
import { completed } from '../crs/wkt-reader.ts';
import { GEO_KEY, PIXEL_IS_POINT, USER_DEFINED } from './geo-key.ts';

/** GeoKeys as `@cogeotiff/core` unpacks them. */
export type GeoKeys = ReadonlyMap<number, string | number | number[]>;

/** EPSG codes of angular units, in degrees. */
const ANGULAR_UNITS: Readonly<Record<number, number>> = {
  9101: 180 / Math.PI,
  9102: 1,
  9103: 1 / 60,
  9104: 1 / 3600,
  9105: 0.9,
  9106: 0.9,
  9122: 1,
};

/** What programs call Web Mercator in citations, beside keys that say another Mercator. */
const WEB_MERCATOR = /Google Maps Global Mercator|WGS_1984_Web_Mercator/i;

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
  if (isProjected && isCode(projected)) return inUnits(projected, keys);
  const texts = citations(keys);
  const esri = texts.map((text) => /ESRI PE String = (.*)$/s.exec(text)?.[1]).find((text) => text !== undefined);
  if (esri !== undefined && !(model === 2 && isCode(geographic))) return parseCrs(esri.replace(/\|$/, ''));
  if (model !== 2 && texts.some((text) => WEB_MERCATOR.test(text))) return parseCrs('EPSG:3857');
  if (!isProjected && isCode(geographic)) return systemOf(geographic);
  if (!isProjected && geographic === undefined) return undefined;
  const base = readBase(keys);
  const shift = keys.get(GEO_KEY.toWgs84);
  return crsOf(
    {
      parameters: isProjected ? { ...base, ...readProjection(keys), degreesPerUnit: 1 } : base,
      hasShift: Array.isArray(shift),
      name: texts[0]?.split('|')[0] ?? 'unknown',
      code: undefined,
      base: baseCode(keys),
      datum: datumName(keys),
    },
    undefined,
  );
}

function isCode(code: number | undefined): code is number {
  return code !== undefined && code !== USER_DEFINED && code !== 0;
}

function systemOf(code: number): Crs {
  if (registered(code) === undefined) {
    throw new CrsError(
      `The GeoTIFF's CRS, code ${code}, is not known, or cannot be computed. Convert the file: gdalwarp -t_srs EPSG:4326.`,
    );
  }
  return registeredCrs(code);
}

/** A projected code, in the linear unit that stands beside it. */
function inUnits(code: number, keys: GeoKeys): Crs {
  const crs = systemOf(code);
  const hasUnit = isCode(number(keys, GEO_KEY.linearUnits)) || keys.has(GEO_KEY.linearUnitSize);
  const metersPerUnit = hasUnit ? readLinearUnit(keys) : crs.metersPerUnit;
  if (Math.abs(metersPerUnit - crs.metersPerUnit) < 1e-8 * metersPerUnit) return crs;
  const parameters = { ...parseProj(crs.definition), metersPerUnit };
  const { base } = registered(code)!;
  return crsOf({ parameters, hasShift: true, name: crs.name, code: undefined, base, datum: '' }, undefined);
}

/** The geographic system: that of a code, changed by what the keys say themselves. */
function readBase(keys: GeoKeys): CrsParameters {
  const code = baseCode(keys);
  const known = code === undefined ? undefined : registered(code);
  const base = parseProj(known?.definition ?? '+proj=longlat +datum=WGS84');
  const shift = keys.get(GEO_KEY.toWgs84);
  return {
    ...base,
    degreesPerUnit: readAngularUnit(keys),
    primeMeridian: readMeridian(keys) ?? base.primeMeridian,
    towgs84: Array.isArray(shift) ? withoutEmptyShift(shift) : [],
    ellipsoid: readEllipsoid(keys) ?? base.ellipsoid,
  };
}

/** Degrees of the unit of all angles. */
function readAngularUnit(keys: GeoKeys): number {
  const code = number(keys, GEO_KEY.angularUnits) ?? 9102;
  const size = number(keys, GEO_KEY.angularUnitSize);
  const degrees = code === USER_DEFINED && size !== undefined ? (size * 180) / Math.PI : ANGULAR_UNITS[code];
  if (degrees === undefined || !(degrees > 0)) throw new CrsError(`The GeoTIFF's angular unit ${code} is not known.`);
  return Math.abs(degrees - 1) < 1e-8 ? 1 : Number(degrees.toPrecision(12));
}

function readMeridian(keys: GeoKeys): number | undefined {
  const longitude = number(keys, GEO_KEY.primeMeridianLongitude);
  if (longitude !== undefined) return longitude * readAngularUnit(keys);
  const code = number(keys, GEO_KEY.primeMeridian);
  if (!isCode(code)) return undefined;
  const known = meridianOf(code);
  if (known === undefined) throw new CrsError(`The GeoTIFF's prime meridian ${code} is not known.`);
  return known;
}

/** EPSG numbers most datums 2000 above the geographic system on them. */
function baseCode(keys: GeoKeys): number | undefined {
  const code = number(keys, GEO_KEY.geographicCrs);
  if (isCode(code)) return code;
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
  if (!isCode(code)) return undefined;
  const known = ELLIPSOIDS.find((ellipsoid) => ellipsoid.epsg === code);
  if (!known) throw new CrsError(`The GeoTIFF's ellipsoid ${code} is not known.`);
  return known;
}

/** Transverse Mercator that counts westward and southward. */
const SOUTH_ORIENTED = 27;

function readProjection(keys: GeoKeys): Pick<CrsParameters, 'projection' | 'values' | 'metersPerUnit' | 'axis'> {
  const metersPerUnit = readLinearUnit(keys);
  const degreesPerUnit = readAngularUnit(keys);
  const projection = number(keys, GEO_KEY.projection) ?? USER_DEFINED;
  // 16001 to 16060 are the zones of UTM in the north, 16101 to 16160 in the south.
  if (projection > 16000 && projection <= 16160) {
    return { projection: 'tmerc', values: utm(projection % 100, projection > 16100), metersPerUnit, axis: 'enu' };
  }
  const transformation = number(keys, GEO_KEY.method);
  const axis = transformation === SOUTH_ORIENTED ? 'wsu' : 'enu';
  const wanted = transformation === SOUTH_ORIENTED ? 1 : transformation;
  const method = METHODS.find((candidate) => candidate.geoTiff === wanted && fits(candidate, keys));
  if (!method || transformation === undefined) {
    throw new CrsError(
      `The GeoTIFF's projection (${projection}, method ${transformation}) is not supported. Convert the file: gdalwarp -t_srs EPSG:4326.`,
    );
  }
  const values: Record<string, number> = {};
  for (const { key, geoKeys, missing } of method.parameters) {
    const given = geoKeys.map((geoKey) => number(keys, geoKey)).find((value) => value !== undefined);
    const unit = key === 'x_0' || key === 'y_0' ? metersPerUnit : key === 'k' ? 1 : degreesPerUnit;
    const value = given === undefined ? missing : given * unit;
    if (!Number.isNaN(value)) values[key] = value;
  }
  return { ...completed(method, values), metersPerUnit, axis };
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

/** The datum as libgeotiff's citation names it: `…|Datum = X|…`. */
function datumName(keys: GeoKeys): string {
  const citation = keys.get(GEO_KEY.geographicCitation);
  const datum = typeof citation === 'string' ? /Datum = ([^|]*)/.exec(citation)?.[1] : undefined;
  return (datum ?? '').replace(/^D_/, '');
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
