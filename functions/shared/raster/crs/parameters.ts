import { CrsError } from './crs-error.ts';
import { ELLIPSOIDS, type Ellipsoid, findEllipsoid, WGS84 } from './ellipsoids.ts';
import { findLinearUnit, LINEAR_UNITS } from './linear-units.ts';

/** What a coordinate reference system is made of, whichever text it came from (PROJ string, WKT, GeoTIFF keys). */
export interface CrsParameters {
  /** PROJ's name of the method: 'longlat', 'tmerc', 'laea', …; 'webmerc' for Web Mercator, whose sphere is no datum. */
  readonly projection: string;
  /** PROJ's parameters of the method: angles in degrees, lengths in metres (also where the unit is the foot). */
  readonly values: Readonly<Record<string, number | true>>;
  readonly ellipsoid: Ellipsoid;
  /** Helmert shift to WGS 84, PROJ's signs: none, 3 (metres) or 7 (metres, arc seconds, parts per million) numbers. */
  readonly towgs84: readonly number[];
  /** Degrees east of Greenwich. */
  readonly primeMeridian: number;
  readonly metersPerUnit: number;
}

/** PROJ's named prime meridians, degrees. */
const MERIDIANS: Readonly<Record<string, number>> = {
  greenwich: 0,
  lisbon: -9.131906111111,
  paris: 2.337229166667,
  bogota: -74.080916666667,
  madrid: -3.687938888889,
  rome: 12.452333333333,
  bern: 7.439583333333,
  jakarta: 106.807719444444,
  ferro: -17.666666666667,
  brussels: 4.367975,
  stockholm: 18.058277777778,
  athens: 23.7163375,
  oslo: 10.722916666667,
};

const NOT_OF_THE_METHOD = new Set(
  'proj ellps datum a b rf R f towgs84 pm units to_meter nadgrids zone south no_defs wktext type'.split(' '),
);

/**
 * Reads a PROJ string. UTM becomes the transverse Mercator that it is.
 * @throws CrsError for an ellipsoid, meridian, unit or datum grid that is not known.
 */
export function parseProj(text: string): CrsParameters {
  const given = new Map<string, string>();
  for (const [, key, value] of text.matchAll(/\+([A-Za-z_0-9]+)(?:=(\S+))?/g)) given.set(key!, value ?? '');
  const proj = given.get('proj');
  if (proj === undefined) throw new CrsError(`The PROJ string "${text}" has no +proj.`);
  const grids = given.get('nadgrids');
  if (grids !== undefined && grids !== '@null') throw new CrsError(`Datum grids ("${grids}") are not supported.`);
  const values: Record<string, number | true> = {};
  for (const [key, value] of given) {
    if (!NOT_OF_THE_METHOD.has(key)) values[key === 'k_0' ? 'k' : key] = value === '' ? true : Number(value);
  }
  const zone = Number(given.get('zone'));
  return {
    projection: proj === 'utm' ? 'tmerc' : proj === 'merc' && grids === '@null' ? 'webmerc' : proj,
    values: proj === 'utm' ? utm(zone, given.has('south')) : values,
    ellipsoid: parseEllipsoid(given),
    towgs84: withoutEmptyShift(given.get('towgs84')?.split(',').map(Number) ?? []),
    primeMeridian: parseMeridian(given.get('pm') ?? '0'),
    metersPerUnit: given.has('to_meter') ? Number(given.get('to_meter')) : unitLength(given.get('units') ?? 'm'),
  };
}

/** Writes parameters as the PROJ string that proj4js reads; the same parameters give the same text. */
export function formatProj(crs: CrsParameters): string {
  const { projection, values, ellipsoid, towgs84, primeMeridian, metersPerUnit } = crs;
  const parts = [`+proj=${projection === 'webmerc' ? 'merc' : projection}`];
  for (const key of Object.keys(values).sort()) parts.push(values[key] === true ? `+${key}` : `+${key}=${values[key]}`);
  const named = findEllipsoid(ellipsoid);
  if (projection === 'webmerc') parts.push(`+a=${ellipsoid.a} +b=${ellipsoid.a} +nadgrids=@null`);
  else if (named === WGS84 && towgs84.length === 0) parts.push('+datum=WGS84');
  else if (named) parts.push(`+ellps=${named.proj}`);
  else if (ellipsoid.inverseFlattening === 0) parts.push(`+R=${ellipsoid.a}`);
  else parts.push(`+a=${ellipsoid.a} +rf=${ellipsoid.inverseFlattening}`);
  if (towgs84.length > 0) parts.push(`+towgs84=${towgs84.join(',')}`);
  if (primeMeridian !== 0) parts.push(`+pm=${primeMeridian}`);
  const unit = findLinearUnit(metersPerUnit);
  if (unit?.proj !== 'm') parts.push(unit ? `+units=${unit.proj}` : `+to_meter=${metersPerUnit}`);
  return parts.join(' ');
}

/** The transverse Mercator of a UTM zone (1 to 60). */
export function utm(zone: number, south: boolean): Record<string, number> {
  if (!(zone >= 1 && zone <= 60)) throw new CrsError(`There is no UTM zone ${zone}.`);
  return { lat_0: 0, lon_0: zone * 6 - 183, k: 0.9996, x_0: 500000, y_0: south ? 10000000 : 0 };
}

/** A shift of nothing is no shift: it would only cost a trip through geocentric coordinates. */
export function withoutEmptyShift(towgs84: readonly number[]): readonly number[] {
  return towgs84.every((value) => value === 0) ? [] : towgs84;
}

function parseEllipsoid(given: ReadonlyMap<string, string>): Ellipsoid {
  const number = (key: string) => (given.has(key) ? Number(given.get(key)) : undefined);
  const radius = number('R');
  if (radius !== undefined) return { a: radius, inverseFlattening: 0 };
  const a = number('a');
  if (a !== undefined) {
    const b = number('b') ?? a;
    return { a, inverseFlattening: number('rf') ?? (a === b ? 0 : a / (a - b)) };
  }
  const name = given.get('ellps') ?? given.get('datum') ?? 'WGS84';
  const known = ELLIPSOIDS.find((ellipsoid) => ellipsoid.proj === name);
  if (!known) throw new CrsError(`The ellipsoid or datum "${name}" is not known.`);
  return { a: known.a, inverseFlattening: known.inverseFlattening };
}

function parseMeridian(text: string): number {
  const degrees = MERIDIANS[text] ?? Number(text);
  if (Number.isNaN(degrees)) throw new CrsError(`The prime meridian "${text}" is not known.`);
  return degrees;
}

function unitLength(name: string): number {
  const unit = LINEAR_UNITS.find((known) => known.proj === name);
  if (!unit) throw new CrsError(`The unit "${name}" is not known.`);
  return unit.meters;
}
