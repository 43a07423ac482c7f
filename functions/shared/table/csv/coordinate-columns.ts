import type { Crs } from '../../raster/crs/crs.ts';
import { isNumeric, type SeenColumn } from './columns.ts';

/** What columns of coordinates are called, x first, whatever the case. */
const IN_DEGREES = [
  ['longitude', 'latitude'],
  ['lon', 'lat'],
  ['long', 'lat'],
  ['lng', 'lat'],
] as const;
const IN_PLANE = [['easting', 'northing']] as const;
const IN_ANY = [['x', 'y']] as const;

const MAX_LONGITUDE = 360;
const MAX_LATITUDE = 90;

/**
 * The places of the columns of numbers that are coordinates by their names, x first; undefined if there are none. `x` and `y` may be
 * anything: where the reference system is in degrees, all of them must be degrees.
 */
export function coordinateColumns(columns: readonly SeenColumn[], crs: Crs): readonly [number, number] | undefined {
  const geographic = crs.kind === 'geographic';
  for (const names of [...(geographic ? IN_DEGREES : IN_PLANE), ...IN_ANY]) {
    const [x, y] = names.map((name) => columns.findIndex((column) => column.name.toLowerCase() === name)) as [
      number,
      number,
    ];
    if (x < 0 || y < 0 || !isNumeric(columns[x]) || !isNumeric(columns[y])) continue;
    const inDegrees = columns[x].reach <= MAX_LONGITUDE && columns[y].reach <= MAX_LATITUDE;
    if (!geographic || names[0] !== 'x' || inDegrees) return [x, y];
  }
  return undefined;
}
