/**
 * Writes `functions/shared/raster/crs/epsg.json` and `esri.json`: the codes that Terrane knows, each with its name, its PROJ string (with the
 * Helmert shift of its datum), its base, and how far it is from PROJ. PROJ without datum grids is the reference: at 25 points of
 * the area of use, both ways. A code whose formulas are off by more than 1 m is left out. Needs Debian's proj-bin and libproj.
 *
 *   node infra/generate/epsg.ts [FILE: PROJ's answers, kept]
 */
import { writeFileSync } from 'node:fs';
import { DatabaseSync } from 'node:sqlite';
import { type CrsParameters, formatProj, parseProj } from '../../functions/shared/raster/crs/parameters.ts';
import { operationFor } from '../../functions/shared/raster/crs/transform.ts';
import { PROJ_REGISTRY } from './cs2cs.ts';
import { datumNames } from './datum-names.ts';
import { codesOf, type Described, describe } from './described.ts';
import { fitShift, type Pair, worst } from './fit-shift.ts';
import { registeredShifts, type Shift } from './shifts.ts';

const FOLDER = new URL('../../functions/shared/raster/crs/', import.meta.url);
const METERS_A_DEGREE = 111_320;
/** Formulas that are off by more are not taken. */
const MAX_METHOD_ERROR = 1;
/** A shift that is as near as this to PROJ's choice of operations is the one. */
const SAME_SHIFT = 1;
/** An operation that is PROJ's choice for this part of the points that the most frequent one is chosen for may be preferred to it. */
const MANY = 0.7;
const UNKNOWN_ACCURACY = 100;
/** A shift that takes a point as near as this is the operation that PROJ chooses there. */
const SAME_OPERATION = 0.1;
/** Points that PROJ moves by less than this are not shifted. */
const BALLPARK = 0.01;
/** PROJ's choice may change within a system's area; one shift that is off by more than this does not stand for it. */
const MAX_ERROR = 100;

const database = new DatabaseSync(PROJ_REGISTRY, { readOnly: true });
const shifts = registeredShifts(database);
const rotations = new Map(
  database
    .prepare(
      `SELECT source_crs_auth_name || ':' || source_crs_code AS source, target_crs_auth_name || ':' || target_crs_code AS target
         FROM other_transformation WHERE method_code = 9601 AND NOT deprecated`,
    )
    .all()
    .map((row) => [String(row['source']), String(row['target'])]),
);
const names = datumNames(database);
const described = await describe([...codesOf(database, 'EPSG'), ...codesOf(database, 'ESRI')], process.argv[2]);
for (const authority of ['EPSG', 'ESRI']) {
  const table: Record<string, string> = {};
  const refused: Record<string, number> = {};
  const codes = new Set(codesOf(database, authority));
  for (const crs of described.filter(({ code }) => codes.has(code))) {
    const line = entryOf(crs);
    if (line.startsWith('!')) refused[line] = (refused[line] ?? 0) + 1;
    else table[crs.code.slice(authority.length + 1)] = line;
  }
  writeFileSync(new URL(`${authority.toLowerCase()}.json`, FOLDER), `${JSON.stringify(table, null, 2)}\n`);
  console.log(authority, Object.keys(table).length, 'codes taken; refused:', refused);
}

/** The line of a code, or '!' and why there is none. */
function entryOf(crs: Described): string {
  const plain = parametersOf(crs);
  if (typeof plain === 'string') return `!${plain}`;
  const method = errorOf({ ...plain, towgs84: [] }, crs, 'based');
  if (!(method <= MAX_METHOD_ERROR)) return `!${plain.projection}`;
  const parameters = { ...plain, towgs84: shiftOf(crs, plain) };
  const ballpark = pairsOf(crs, plain.primeMeridian).map((pair) => worst(plain.ellipsoid, [], [pair]) <= BALLPARK);
  const shifted = parameters.towgs84.length > 0;
  const error = errorOf(parameters, crs, 'geographic', (i) => !shifted || !ballpark[i]);
  if (error > MAX_ERROR) return '!shift';
  const last = crs.kind === 'projected' ? numberOf(crs.base) : datumOf(crs);
  const off = error > SAME_SHIFT ? Math.ceil(error) : '';
  return [crs.name, formatProj(parameters), last, off, crs.deprecated ? 'deprecated' : '']
    .join('|')
    .replace(/\|+$/, '');
}

function parametersOf(crs: Described): CrsParameters | string {
  if (crs.proj === null) return 'no PROJ string';
  try {
    return { ...parseProj(crs.proj), degreesPerUnit: crs.kind === 'geographic' ? degreesPerUnit(crs) : 1 };
  } catch (error) {
    return String(error);
  }
}

function degreesPerUnit({ angularUnit }: Described): number {
  const degrees = ((angularUnit ?? Math.PI / 180) * 180) / Math.PI;
  return Math.abs(degrees - 1) < 1e-9 ? 1 : Number(degrees.toPrecision(12));
}

/**
 * The shift that takes most of the system's points where PROJ's choice of operations takes them (it may have another one for every
 * country), and by how many metres it is off for the rest. Where PROJ knows no operation it changes nothing ("ballpark"): such points do
 * not count.
 */
function shiftOf(crs: Described, { ellipsoid, primeMeridian }: CrsParameters): Shift {
  const pairs = pairsOf(crs, primeMeridian);
  const base = crs.base ?? crs.code;
  const registered = [...(shifts.get(base) ?? []), ...(shifts.get(rotations.get(base) ?? '') ?? [])];
  const shifted = pairs.filter((pair) => worst(ellipsoid, [], [pair]) > BALLPARK);
  if (shifted.length === 0) return [];
  const scored = [{ shift: [], accuracy: UNKNOWN_ACCURACY }, ...registered].map(({ shift, accuracy }) => {
    const errors = shifted.map((pair) => worst(ellipsoid, shift, [pair]));
    const within = (most: number) => errors.filter((error) => error <= most).length;
    return { shift, accuracy, hits: within(SAME_SHIFT), exact: within(SAME_OPERATION), off: Math.max(...errors) };
  });
  const most = Math.max(...scored.map(({ hits }) => hits));
  // Of those that are not for a corner of the area only, the one that is PROJ's own choice most often, then the most accurate.
  const [best] = scored
    .filter(({ hits }) => hits >= most * MANY)
    .sort(
      (one, other) => other.exact - one.exact || (most > 0 ? one.accuracy - other.accuracy : 0) || one.off - other.off,
    );
  if (most > 0 || shifted.length < 3) return best!.shift;
  const fitted = fitShift(ellipsoid, shifted);
  return worst(ellipsoid, fitted, shifted) < best!.off / 2 ? fitted : best!.shift;
}

/** The points in degrees of WGS 84 and of the system's datum, both from Greenwich. */
function pairsOf(crs: Described, primeMeridian: number): Pair[] {
  const unit = degreesPerUnit(crs);
  return crs.geographic.flatMap((point, i): Pair[] => {
    const [x, y] = crs.based[i]!;
    return x === null || y === null ? [] : [[point, [x * unit + primeMeridian, y * unit]]];
  });
}

/**
 * The largest distance in metres between our formulas and PROJ, in either direction.
 * @param from degrees of WGS 84, or of the system's own datum
 * @param where selects the points that count
 */
function errorOf(
  crs: CrsParameters,
  described: Described,
  from: 'geographic' | 'based',
  where: (index: number) => boolean = () => true,
): number {
  const { geographic, based, projected, kind } = described;
  const unit = degreesPerUnit(described);
  const sources =
    from === 'geographic'
      ? geographic
      : based.map(([x, y]) => [(x ?? Number.NaN) * unit + crs.primeMeridian, (y ?? Number.NaN) * unit] as const);
  let operation: ReturnType<typeof operationFor>;
  try {
    operation = operationFor(crs);
  } catch {
    return Number.POSITIVE_INFINITY;
  }
  const there = Float64Array.from(sources.flat());
  const back = Float64Array.from(projected.flatMap(([x, y]) => [x ?? Number.NaN, y ?? Number.NaN]));
  operation?.fromGeographic(there);
  operation?.toGeographic(back);
  let largest = 0;
  sources.forEach(([longitude, latitude], i) => {
    const [x, y] = projected[i]!;
    if (x === null || y === null || Number.isNaN(latitude) || !where(i)) return;
    const forward =
      kind === 'geographic' ? 0 : Math.hypot(there[2 * i]! - x, there[2 * i + 1]! - y) * crs.metersPerUnit;
    const turn = back[2 * i]! - longitude;
    const east = (turn - 360 * Math.round(turn / 360)) * Math.cos((latitude * Math.PI) / 180);
    const inverse = Math.hypot(east, back[2 * i + 1]! - latitude) * METERS_A_DEGREE;
    const error = Math.max(forward, inverse);
    largest = Number.isNaN(error) ? Number.POSITIVE_INFINITY : Math.max(largest, error);
  });
  return largest;
}

function numberOf(code: string | null): string {
  const [, authority, number] = /^(EPSG|ESRI):(\d+)$/.exec(code ?? '') ?? [];
  return number !== undefined && Number(number) > 32767 === (authority === 'ESRI') ? number : '';
}

function datumOf(crs: Described): string {
  return [...new Set([crs.datum ?? '', ...(names.get(crs.code) ?? [])])].filter(Boolean).join(';');
}
