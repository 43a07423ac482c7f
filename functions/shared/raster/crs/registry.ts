import { createRequire } from 'node:module';
import { foldedName } from './methods.ts';

/** A system of the tables of codes that `infra/generate/epsg.ts` writes. */
export interface RegisteredCrs {
  readonly name: string;
  /** PROJ string. */
  readonly definition: string;
  /** For a projected CRS: the code of its geographic base, if it has one. */
  readonly base: number | undefined;
  /** For a geographic CRS: the names of its datum; GDAL's of WKT 1 is the first. */
  readonly datums: readonly string[];
  /**
   * The largest difference from PROJ without datum grids, in metres, if PROJ has several operations within the area of use; 0 for less than
   * 1 m.
   */
  readonly offMeters: number;
  /** Whether the registry has withdrawn it, mostly for another with the same parameters. */
  readonly deprecated: boolean;
}

/** EPSG's numbers end here; in our tables those above are Esri's. */
const LAST_EPSG = 32767;

type Table = Readonly<Record<string, string>>;

const require = createRequire(import.meta.url);
/** Read when the first code of their authority is asked for. */
const tables: { epsg?: Table; esri?: Table } = {};

function epsg(): Table {
  tables.epsg ??= require('./epsg.json') as Table;
  return tables.epsg;
}

function esri(): Table {
  tables.esri ??= require('./esri.json') as Table;
  return tables.esri;
}

/** 'EPSG' or 'ESRI', of a code of the tables. */
export function authorityOf(code: number): 'EPSG' | 'ESRI' {
  return code <= LAST_EPSG ? 'EPSG' : 'ESRI';
}

/** The system of a code, or undefined for one that is unknown or that Terrane cannot compute. */
export function registered(code: number): RegisteredCrs | undefined {
  const table = authorityOf(code) === 'EPSG' ? epsg() : esri();
  const line = Object.hasOwn(table, code) ? table[code] : undefined;
  if (line === undefined) return undefined;
  const [name, definition, last = '', off = '', deprecated = ''] = line.split('|') as [string, string, ...string[]];
  const geographic = definition.startsWith('+proj=longlat');
  return {
    name,
    definition,
    base: geographic || last === '' ? undefined : Number(last),
    datums: geographic && last !== '' ? last.split(';') : [],
    offMeters: Number(off),
    deprecated: deprecated !== '',
  };
}

/** All codes of the table of an authority, ascending. */
export function registeredCodes(authority: 'EPSG' | 'ESRI'): number[] {
  return Object.keys(authority === 'EPSG' ? epsg() : esri()).map(Number);
}

const datums: { epsg?: Map<string, number[]>; esri?: Map<string, number[]> } = {};

/** The codes of the geographic systems on a datum of this name, whatever its spelling: EPSG's, or else Esri's. */
export function systemsOfDatum(name: string): readonly number[] {
  const folded = foldedName(name);
  datums.epsg ??= indexDatums(epsg());
  const known = datums.epsg.get(folded);
  if (known || folded === '') return known ?? [];
  datums.esri ??= indexDatums(esri());
  return datums.esri.get(folded) ?? [];
}

function indexDatums(table: Table): Map<string, number[]> {
  const index = new Map<string, number[]>();
  for (const [key, line] of Object.entries(table)) {
    if (!line.includes('|+proj=longlat')) continue;
    for (const datum of new Set(line.split('|')[2]!.split(';').map(foldedName))) {
      if (datum === '') continue;
      const codes = index.get(datum);
      if (codes) codes.push(Number(key));
      else index.set(datum, [Number(key)]);
    }
  }
  return index;
}
