import { DatabaseSync } from 'node:sqlite';

/** PROJ's own copy of the EPSG registry, as Debian installs it (package proj-data). */
const REGISTRY = '/usr/share/proj/proj.db';
const ARC_SECONDS_A_MICRORADIAN = 0.2062648062470963;

interface Row {
  readonly source: number;
  readonly method: number;
  readonly tx: number;
  readonly ty: number;
  readonly tz: number;
  readonly rx: number | null;
  readonly ry: number | null;
  readonly rz: number | null;
  readonly scale: number | null;
  readonly rotationUnit: number | null;
}

/** The Helmert shifts to WGS 84 of each geographic CRS (by code), as `+towgs84=` terms, the most accurate first. */
export function registeredShifts(): Map<number, string[]> {
  const database = new DatabaseSync(REGISTRY, { readOnly: true });
  const rows = database
    .prepare(
      `SELECT source_crs_code AS source, method_code AS method, tx, ty, tz, rx, ry, rz, scale_difference AS scale,
              rotation_uom_code AS rotationUnit
         FROM helmert_transformation_table
        WHERE target_crs_code = 4326 AND source_crs_auth_name = 'EPSG' AND method_code IN (9603, 9606, 9607) AND NOT deprecated
        ORDER BY accuracy`,
    )
    .all() as unknown as Row[];
  database.close();
  const shifts = new Map<number, string[]>();
  for (const row of rows) shifts.set(row.source, [...(shifts.get(row.source) ?? []), towgs84(row)]);
  return shifts;
}

/** 9603 translates; 9606 is PROJ's own (position vector); 9607 (coordinate frame) turns the other way. */
function towgs84({ method, tx, ty, tz, rx, ry, rz, scale, rotationUnit }: Row): string {
  if (method === 9603) return `+towgs84=${tx},${ty},${tz}`;
  const factor = (method === 9607 ? -1 : 1) * (rotationUnit === 9109 ? ARC_SECONDS_A_MICRORADIAN : 1);
  const rotations = [rx, ry, rz].map((angle) => Number(((angle ?? 0) * factor).toPrecision(12)));
  return `+towgs84=${[tx, ty, tz, ...rotations, scale ?? 0].join(',')}`;
}
