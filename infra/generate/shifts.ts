import type { DatabaseSync } from 'node:sqlite';

const ARC_SECONDS_A_RADIAN = (180 * 3600) / Math.PI;

interface Row {
  readonly source: string;
  readonly target: string;
  readonly method: number;
  readonly accuracy: number | null;
  readonly t: readonly number[];
  readonly r: readonly number[];
  readonly scale: number;
  readonly pivot: readonly number[];
}

/** A Helmert shift as +towgs84 has it: metres, arc seconds (position vector), parts per million. */
export type Shift = readonly number[];

export interface RegisteredShift {
  readonly shift: Shift;
  /** Metres, as the registry says. */
  readonly accuracy: number;
}

/** The accuracy, in metres, of shifts for which the registry has none. */
const UNKNOWN_ACCURACY = 100;

/** EPSG methods: position vector; coordinate frame; Molodensky-Badekas in both conventions. */
const POSITION_VECTOR = [9606, 1033, 1037];
const COORDINATE_FRAME = [9607, 1032, 1038];
const BADEKAS_FRAME = [9636, 1034, 1039];
const BADEKAS_VECTOR = [1061, 1062, 1063];

/**
 * The Helmert shifts to WGS 84 that the registry has for each geographic system ('EPSG:4314'): its own, the most accurate first, then those
 * by way of another system.
 */
export function registeredShifts(database: DatabaseSync): Map<string, RegisteredShift[]> {
  const rows = readRows(database);
  const direct = new Map<string, RegisteredShift[]>();
  for (const row of rows) {
    if (row.target === 'EPSG:4326') append(direct, row.source, towgs84(row));
    if (row.source === 'EPSG:4326') append(direct, row.target, inverse(towgs84(row)));
  }
  const all = new Map([...direct].map(([code, shifts]): [string, RegisteredShift[]] => [code, [...shifts]]));
  for (const row of rows) {
    if (row.target === 'EPSG:4326' || row.source === 'EPSG:4326') continue;
    const shift = towgs84(row);
    for (const second of [NOTHING, ...(direct.get(row.target) ?? [])]) append(all, row.source, plus(shift, second));
    for (const second of [NOTHING, ...(direct.get(row.source) ?? [])])
      append(all, row.target, plus(inverse(shift), second));
  }
  return all;
}

const NOTHING: RegisteredShift = { shift: [], accuracy: 0 };

function readRows(database: DatabaseSync): Row[] {
  const units = new Map(
    database
      .prepare("SELECT auth_name || ':' || code AS code, conv_factor AS factor FROM unit_of_measure")
      .all()
      .map((row) => [String(row['code']), Number(row['factor'])]),
  );
  const found = database
    .prepare('SELECT * FROM helmert_transformation_table WHERE NOT deprecated ORDER BY accuracy IS NULL, accuracy')
    .all();
  return found.flatMap((row) => {
    const factor = (unit: string) => units.get(`${row[`${unit}_uom_auth_name`]}:${row[`${unit}_uom_code`]}`) ?? 1;
    const numbers = (...names: string[]) => names.map((name) => Number(row[name] ?? 0));
    return {
      source: `${row['source_crs_auth_name']}:${row['source_crs_code']}`,
      target: `${row['target_crs_auth_name']}:${row['target_crs_code']}`,
      method: Number(row['method_code']),
      accuracy: row['accuracy'] as number | null,
      t: numbers('tx', 'ty', 'tz').map((value) => value * factor('translation')),
      r: numbers('rx', 'ry', 'rz').map((value) => value * factor('rotation')),
      scale: Number(row['scale_difference'] ?? 0) * factor('scale_difference'),
      pivot: numbers('px', 'py', 'pz'),
    };
  });
}

function towgs84({ method, accuracy, t, r, scale, pivot }: Row): RegisteredShift {
  const frame = COORDINATE_FRAME.includes(method) || BADEKAS_FRAME.includes(method);
  const seven = frame || POSITION_VECTOR.includes(method) || BADEKAS_VECTOR.includes(method);
  const shift = seven ? sevenParameters(t, frame ? r.map((angle) => -angle) : r, scale, pivot) : rounded(t);
  return { shift, accuracy: accuracy ?? UNKNOWN_ACCURACY };
}

/** Badekas turns about a point P: T + P - (1 + s) R P is the same shift about the Earth's centre. Radians, and scale as it is. */
function sevenParameters(t: Shift, r: Shift, scale: number, pivot: Shift): Shift {
  const [rx, ry, rz] = r as [number, number, number];
  const [px, py, pz] = pivot as [number, number, number];
  const turned = [px - rz * py + ry * pz, rz * px + py - rx * pz, -ry * px + rx * py + pz];
  const moved = t.map((value, i) => value + pivot[i]! - (1 + scale) * turned[i]!);
  return rounded([...moved, ...r.map((angle) => angle * ARC_SECONDS_A_RADIAN), scale * 1e6]);
}

/** To the first order in rotations and scale, as Helmert shifts between datums are. */
function inverse({ shift, accuracy }: RegisteredShift): RegisteredShift {
  return { shift: rounded(shift.map((value) => -value)), accuracy };
}

function plus(one: RegisteredShift, other: RegisteredShift): RegisteredShift {
  const sum = Array.from({ length: 7 }, (_, i) => (one.shift[i] ?? 0) + (other.shift[i] ?? 0));
  return { shift: rounded(sum), accuracy: one.accuracy + other.accuracy };
}

function rounded(shift: Shift): Shift {
  const short = shift.map((value) => Number(value.toPrecision(10)) + 0);
  return short.slice(3).every((value) => value === 0) ? short.slice(0, 3) : short;
}

function append(shifts: Map<string, RegisteredShift[]>, code: string, shift: RegisteredShift): void {
  const known = shifts.get(code) ?? [];
  if (!known.some((other) => other.shift.join() === shift.shift.join())) known.push(shift);
  shifts.set(code, known);
}
