import type { Crs } from './crs.ts';
import { CrsError } from './crs-error.ts';
import { findEllipsoid } from './ellipsoids.ts';
import { findLinearUnit } from './linear-units.ts';
import { METHODS, type Method } from './methods.ts';
import { type CrsParameters, parseProj } from './parameters.ts';
import { authorityOf, registered } from './registry.ts';

/**
 * OGC WKT 1 (01-009) of a CRS, as GDAL writes it: the text that a user-defined CRS came with, or one made from the code's parameters.
 * @throws CrsError for a method that `methods.ts` does not have.
 */
export function wktOf(crs: Crs): string {
  if (crs.wkt !== undefined) return crs.wkt;
  const parameters = parseProj(crs.definition);
  const code = codeNumber(crs);
  const entry = code === undefined ? undefined : registered(code);
  if (crs.kind === 'geographic') return geographicWkt(parameters, entry?.name ?? crs.name, entry?.datums[0], code);
  const base = entry?.base === undefined ? undefined : registered(entry.base);
  const [method, values] = methodOf(parameters);
  const unit = findLinearUnit(parameters.metersPerUnit);
  // The shift is the projected system's own: for some bases EPSG has several, each for a region.
  const { towgs84, ellipsoid, primeMeridian } =
    base && method.proj === 'webmerc' ? parseProj(base.definition) : parameters;
  const geographic = { ...parameters, projection: 'longlat', values: {}, towgs84, ellipsoid, primeMeridian };
  return node(
    'PROJCS',
    quote(crs.name),
    geographicWkt(geographic, base?.name ?? 'unknown', base?.datums[0], base && entry?.base),
    node('PROJECTION', quote(method.proj === 'webmerc' ? 'Mercator_1SP' : method.wkt)),
    ...values.map(([name, value]) => node('PARAMETER', quote(name), number(value))),
    node('UNIT', quote(unit?.wkt ?? 'unknown'), number(parameters.metersPerUnit), unit && authority(unit.epsg)),
    ...[...parameters.axis.slice(0, 2)].map((letter) => node('AXIS', ...AXES[letter]!)),
    method.proj === 'webmerc'
      ? node('EXTENSION', quote('PROJ4'), quote(`${crs.definition} +wktext +no_defs`))
      : undefined,
    code === undefined ? undefined : authority(code),
  );
}

/** Name and direction of the axes of PROJ's `+axis=`. */
const AXES: Readonly<Record<string, [string, string]>> = {
  e: ['"Easting"', 'EAST'],
  n: ['"Northing"', 'NORTH'],
  w: ['"Westing"', 'WEST'],
  s: ['"Southing"', 'SOUTH'],
};

/** The method of the parameters, and its parameters in the CRS's own units under their WKT names. */
export function methodOf(crs: CrsParameters): [Method, [string, number][]] {
  const method = METHODS.find((candidate) => candidate.proj === crs.projection && fits(candidate, crs.values));
  if (!method)
    throw new CrsError(`The method "${crs.projection}" (${JSON.stringify(crs.values)}) cannot be written as WKT.`);
  return [
    method,
    method.parameters.map((parameter) => [parameter.wkt, parameterValue(crs, parameter.key, parameter.missing)]),
  ];
}

/** A method's parameter in the CRS's units (PROJ keeps lengths in metres). */
export function parameterValue(crs: CrsParameters, key: string, missing: number): number {
  const value = crs.values[key];
  // Variant A of the polar stereographic has its parallel of origin at the pole.
  if (value === undefined && key === 'lat_ts' && crs.projection === 'stere')
    return Number(crs.values['lat_0'] ?? missing);
  if (value === undefined && key === 'gamma') return Number(crs.values['alpha'] ?? 0);
  const known = value === undefined ? missing : Number(value);
  return key === 'x_0' || key === 'y_0' ? known / crs.metersPerUnit : known;
}

/** Whether the method has a place for every parameter that matters. */
function fits(method: Method, values: CrsParameters['values']): boolean {
  const one = method.wkt === 'Lambert_Conformal_Conic_1SP';
  if (method.proj === 'lcc' && one !== (values['lat_2'] === undefined || values['lat_1'] === values['lat_0']))
    return false;
  if (method.wkt === 'Mercator_2SP' && values['lat_ts'] === undefined) return false;
  const polar = Math.abs(Number(values['lat_0'] ?? 0)) === 90;
  if (method.proj === 'stere' && polar !== (method.wkt === 'Polar_Stereographic')) return false;
  if ((method.fixed?.['no_uoff'] ?? false) !== (values['no_uoff'] ?? false)) return false;
  return Object.entries(values).every(([key, value]) => {
    if (method.parameters.some((parameter) => parameter.key === key)) return true;
    if (key === 'lat_0' && method.proj === 'stere') return true;
    if (key === 'lat_1' && one) return true;
    if (method.fixed && key in method.fixed) return true;
    return value === (key === 'k' ? 1 : 0);
  });
}

function geographicWkt(crs: CrsParameters, name: string, datum: string | undefined, code: number | undefined): string {
  const shape = findEllipsoid(crs.ellipsoid);
  const { a, inverseFlattening } = crs.ellipsoid;
  return node(
    'GEOGCS',
    quote(name),
    node(
      'DATUM',
      quote(datum || 'unknown'),
      node(
        'SPHEROID',
        quote(shape?.wkt ?? 'unknown'),
        number(a),
        number(inverseFlattening),
        shape?.epsg === undefined ? undefined : authority(shape.epsg),
      ),
      crs.towgs84.length > 0 ? node('TOWGS84', ...seven(crs.towgs84).map(number)) : undefined,
    ),
    node('PRIMEM', quote(crs.primeMeridian === 0 ? 'Greenwich' : 'unknown'), number(crs.primeMeridian)),
    crs.degreesPerUnit === 1
      ? node('UNIT', quote('degree'), '0.0174532925199433', authority(9122))
      : node('UNIT', quote('grad'), number((crs.degreesPerUnit * Math.PI) / 180)),
    node('AXIS', quote('Longitude'), 'EAST'),
    node('AXIS', quote('Latitude'), 'NORTH'),
    code === undefined ? undefined : authority(code),
  );
}

/** The code's number, for codes of the tables. */
export function codeNumber(crs: Crs): number | undefined {
  return /^(EPSG|ESRI):/.test(crs.code ?? '') ? Number(crs.code!.slice(5)) : undefined;
}

function seven(shift: readonly number[]): number[] {
  return [...shift, 0, 0, 0, 0].slice(0, 7);
}

function node(keyword: string, ...parts: (string | undefined)[]): string {
  return `${keyword}[${parts.filter((part) => part !== undefined).join(',')}]`;
}

function authority(code: number): string {
  return `AUTHORITY["${authorityOf(code)}","${code}"]`;
}

function quote(text: string): string {
  return `"${text.replaceAll('"', '""')}"`;
}

function number(value: number): string {
  return String(value);
}
