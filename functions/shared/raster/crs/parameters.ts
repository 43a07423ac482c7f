import { CrsError } from './crs-error.ts';
import { ELLIPSOIDS, type Ellipsoid, findEllipsoid, WGS84 } from './ellipsoids.ts';
import { findLinearUnit, LINEAR_UNITS } from './linear-units.ts';

/** The parameters of a coordinate reference system, whichever notation it came from (PROJ string, WKT, GeoTIFF keys). */
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
  /** Metres a unit of projected coordinates; 1 for geographic ones. */
  readonly metersPerUnit: number;
  /** Degrees a unit of geographic coordinates: 0.9 for grads; 1 for projected ones. */
  readonly degreesPerUnit: number;
  /** The directions of the axes, as PROJ's `+axis=`: 'enu', 'wsu' (westings, southings), … */
  readonly axis: string;
}

/** Prime meridians: PROJ's name, EPSG code, degrees east of Greenwich. */
const MERIDIANS: readonly [string, number, number][] = [
  ['greenwich', 8901, 0],
  ['lisbon', 8902, -9.131906111111],
  ['paris', 8903, 2.337229166667],
  ['bogota', 8904, -74.080916666667],
  ['madrid', 8905, -3.687938888889],
  ['rome', 8906, 12.452333333333],
  ['bern', 8907, 7.439583333333],
  ['jakarta', 8908, 106.807719444444],
  ['ferro', 8909, -17.666666666667],
  ['brussels', 8910, 4.367975],
  ['stockholm', 8911, 18.058277777778],
  ['athens', 8912, 23.7163375],
  ['oslo', 8913, 10.722916666667],
];

/** The prime meridian of an EPSG code, degrees, if it is known. */
export function meridianOf(code: number): number | undefined {
  return MERIDIANS.find(([, epsg]) => epsg === code)?.[2];
}

/** The meridian of a name in WKT ('Paris'), degrees, if it is known. */
export function namedMeridian(name: string): number | undefined {
  return MERIDIANS.find(([known]) => known === name.toLowerCase())?.[2];
}

/** The datums that PROJ strings name: their ellipsoids, and the EPSG code of the geographic system on each. */
const DATUMS: Readonly<Record<string, { readonly ellipsoid: string; readonly base: number }>> = {
  WGS84: { ellipsoid: 'WGS84', base: 4326 },
  NAD83: { ellipsoid: 'GRS80', base: 4269 },
  NAD27: { ellipsoid: 'clrk66', base: 4267 },
  potsdam: { ellipsoid: 'bessel', base: 4314 },
  carthage: { ellipsoid: 'clrk80ign', base: 4223 },
  hermannskogel: { ellipsoid: 'bessel', base: 4312 },
  ire65: { ellipsoid: 'mod_airy', base: 4299 },
  nzgd49: { ellipsoid: 'intl', base: 4272 },
  OSGB36: { ellipsoid: 'airy', base: 4277 },
  GGRS87: { ellipsoid: 'GRS80', base: 4121 },
};

/** The EPSG code of the geographic system on the datum that a PROJ string names, if it does. */
export function datumOfProj(text: string): number | undefined {
  const name = /\+datum=(\S+)/.exec(text)?.[1];
  return name === undefined ? undefined : DATUMS[name]?.base;
}

const NOT_OF_THE_METHOD = new Set(
  'proj ellps datum a b rf R R_A f towgs84 pm units to_meter to_degree axis nadgrids zone south no_defs wktext type'.split(
    ' ',
  ),
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
    degreesPerUnit: Number(given.get('to_degree') ?? 1),
    axis: parseAxis(given.get('axis') ?? 'enu'),
  };
}

/** Writes parameters as the PROJ string that proj4js reads; the same parameters give the same text. */
export function formatProj(crs: CrsParameters): string {
  const { projection, values, ellipsoid, towgs84, primeMeridian, metersPerUnit, degreesPerUnit, axis } = crs;
  const parts = [`+proj=${projection === 'webmerc' ? 'merc' : projection}`];
  for (const key of Object.keys(values).sort()) parts.push(values[key] === true ? `+${key}` : `+${key}=${values[key]}`);
  const named = findEllipsoid(ellipsoid);
  if (projection === 'webmerc') parts.push(`+a=${ellipsoid.a} +b=${ellipsoid.a} +nadgrids=@null`);
  else if (named === WGS84 && towgs84.length === 0) parts.push('+datum=WGS84');
  else if (named?.proj) parts.push(`+ellps=${named.proj}`);
  else if (ellipsoid.inverseFlattening === 0) parts.push(`+R=${ellipsoid.a}`);
  else parts.push(`+a=${ellipsoid.a} +rf=${ellipsoid.inverseFlattening}`);
  if (towgs84.length > 0) parts.push(`+towgs84=${towgs84.join(',')}`);
  if (primeMeridian !== 0) parts.push(`+pm=${primeMeridian}`);
  const unit = findLinearUnit(metersPerUnit);
  if (unit?.proj !== 'm') parts.push(unit?.proj ? `+units=${unit.proj}` : `+to_meter=${metersPerUnit}`);
  if (degreesPerUnit !== 1) parts.push(`+to_degree=${degreesPerUnit}`);
  if (axis !== 'enu') parts.push(`+axis=${axis}`);
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

/** The shape that the text names. `+R_A` is the sphere of the same surface. */
function parseEllipsoid(given: ReadonlyMap<string, string>): Ellipsoid {
  const shape = namedEllipsoid(given);
  return given.has('R_A') ? { a: authalicRadius(shape), inverseFlattening: 0 } : shape;
}

/** PROJ's series in the squared eccentricity. */
function authalicRadius({ a, inverseFlattening }: Ellipsoid): number {
  const f = inverseFlattening === 0 ? 0 : 1 / inverseFlattening;
  const e2 = f * (2 - f);
  return a * (1 - e2 * (1 / 6 + e2 * (17 / 360 + (e2 * 67) / 3024)));
}

function namedEllipsoid(given: ReadonlyMap<string, string>): Ellipsoid {
  const number = (key: string) => (given.has(key) ? Number(given.get(key)) : undefined);
  const radius = number('R');
  if (radius !== undefined) return { a: radius, inverseFlattening: 0 };
  const a = number('a');
  if (a !== undefined) {
    const b = number('b') ?? a;
    return { a, inverseFlattening: number('rf') ?? (a === b ? 0 : a / (a - b)) };
  }
  const datum = given.get('datum');
  const name = given.get('ellps') ?? (datum === undefined ? 'WGS84' : (DATUMS[datum]?.ellipsoid ?? datum));
  const known = ELLIPSOIDS.find((ellipsoid) => ellipsoid.proj === name);
  if (!known) throw new CrsError(`The ellipsoid or datum "${name}" is not known.`);
  return { a: known.a, inverseFlattening: known.inverseFlattening };
}

function parseMeridian(text: string): number {
  const degrees = namedMeridian(text) ?? Number(text);
  if (Number.isNaN(degrees)) throw new CrsError(`The prime meridian "${text}" is not known.`);
  return degrees;
}

function parseAxis(text: string): string {
  if (!/^([ew][ns]|[ns][ew])u$/.test(text)) throw new CrsError(`The axes "${text}" are not known.`);
  return text;
}

function unitLength(name: string): number {
  const unit = LINEAR_UNITS.find((known) => known.proj === name);
  if (!unit) throw new CrsError(`The unit "${name}" is not known.`);
  return unit.meters;
}
