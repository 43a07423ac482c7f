/**
 * Writes `functions/shared/raster/crs/epsg.json`: the EPSG codes that Terrane knows, each with its name, its PROJ string and its base.
 * A code is taken only if proj4js, over the very string that is written, agrees with PROJ both ways at 25 points of the code's area
 * of use: within 1 m (projected) or 1e-5 degrees (geographic). Needs Debian's python3-gdal and the development packages.
 *
 *   node infra/generate/epsg.ts
 */
import { spawnSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import index from 'epsg-index/all.json' with { type: 'json' };
import proj4 from 'proj4';
import { formatProj, parseProj } from '../../functions/shared/raster/crs/parameters.ts';
import { registeredShifts } from './shifts.ts';

const OUTPUT = new URL('../../functions/shared/raster/crs/epsg.json', import.meta.url);
const TOLERANCE_METERS = 1;
const TOLERANCE_DEGREES = 1e-5;

interface Described {
  readonly code: number;
  readonly name: string;
  readonly kind: 'projected' | 'geographic';
  readonly base: number | null;
  readonly datum: string | null;
  readonly metersPerUnit: number;
  readonly candidates: readonly string[];
  readonly geographic: readonly (readonly [number, number])[];
  readonly projected: readonly (readonly [number, number])[];
}

const entries = Object.values(index as Record<string, { code: string; kind: string; proj4: string | null }>).filter(
  (entry) => (entry.kind === 'CRS-PROJCRS' || entry.kind === 'CRS-GEOGCRS') && Number(entry.code) <= 32767,
);
const shifts = registeredShifts();
const table: Record<string, string> = {};
const refused = new Map<string, number>();
for (const crs of describe(entries.map((entry) => Number(entry.code)))) {
  const found = candidates(crs).find((text) => text !== '' && agrees(text, crs));
  if (found)
    table[crs.code] = [crs.name, found, crs.kind === 'projected' ? (crs.base ?? '') : (crs.datum ?? '')].join('|');
  else {
    const method = /\+proj=(\w+)/.exec(crs.candidates[0] ?? '')?.[1] ?? 'none';
    refused.set(method, (refused.get(method) ?? 0) + 1);
  }
}
writeFileSync(OUTPUT, `${JSON.stringify(table, null, 2)}\n`);
console.log(
  `${Object.keys(table).length} of ${entries.length} codes taken; refused by method:`,
  Object.fromEntries(refused),
);

/** Asks PROJ, in Python, about the codes. */
function describe(codes: readonly number[]): Described[] {
  const script = new URL('project.py', import.meta.url).pathname;
  const run = spawnSync('/usr/bin/python3', [script], { input: JSON.stringify(codes), maxBuffer: 1 << 28 });
  if (run.status !== 0) throw new Error(String(run.stderr));
  return String(run.stdout)
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as Described);
}

/** Definitions to try: the index's, PROJ's, and PROJ's with each Helmert shift that EPSG has for the base. */
function candidates(crs: Described): string[] {
  const indexed = (index as Record<string, { proj4: string | null }>)[crs.code]?.proj4 ?? '';
  const unshifted = (crs.candidates[0] ?? '').replace(/ \+(towgs84|nadgrids)=\S+/g, '').replace('+datum=', '+ellps=');
  const shifted = (shifts.get(crs.base ?? crs.code) ?? []).map((shift) => `${unshifted} ${shift}`);
  return [indexed, ...crs.candidates, ...shifted].map(normalise);
}

/** The string without what means nothing, in our own spelling; empty if it names something that we do not know. */
function normalise(text: string): string {
  try {
    const formatted = formatProj(parseProj(text));
    const zone = /\+proj=utm \+zone=(\d+)( \+south)?/.exec(text);
    return zone ? formatted.replace(/\+proj=tmerc .*?\+y_0=\d+/, zone[0]) : formatted;
  } catch {
    return '';
  }
}

function agrees(definition: string, crs: Described): boolean {
  const tolerance = crs.kind === 'projected' ? TOLERANCE_METERS / crs.metersPerUnit : TOLERANCE_DEGREES;
  try {
    const converter = proj4('+proj=longlat +datum=WGS84', definition);
    return crs.geographic.every((there, i) => {
      const expected = crs.projected[i]!;
      return (
        near(converter.forward([...there]), expected, tolerance) &&
        near(converter.inverse([...expected]), there, TOLERANCE_DEGREES)
      );
    });
  } catch {
    return false;
  }
}

function near(actual: readonly number[], expected: readonly number[], tolerance: number): boolean {
  return Math.abs(actual[0]! - expected[0]!) <= tolerance && Math.abs(actual[1]! - expected[1]!) <= tolerance;
}
