import { epsgCodes, epsgEntry } from './epsg-table.ts';
import { sameName } from './methods.ts';
import { type CrsParameters, parseProj } from './parameters.ts';

/**
 * Datums on WGS 84 or GRS 80 that a system without a datum's name is taken to mean: the one in force on each continent, so that GRS 80 with
 * UTM 25S is SIRGAS 2000 (31985) and not the superseded SIRGAS 1995 (32000). Where two of them fit (UTM 11N to 22N: NAD83 and SIRGAS), none is taken.
 */
const IN_FORCE = new Set([4326, 4674, 4258, 4269, 7844, 4167]);

/** Methods in which lat_0 etc. are zero, and k one, unless given. */
const DEFAULTS: Readonly<Record<string, number>> = { k: 1 };

/** Other names of datums, as WKT 2 and Esri have them (folded), by the name of GDAL's WKT 1. */
const DATUM_ALIASES: Readonly<Record<string, readonly string[]>> = {
  WGS_1984: ['World Geodetic System 1984', 'World Geodetic System 1984 ensemble'],
  European_Terrestrial_Reference_System_1989: ['European Terrestrial Reference System 1989 ensemble', 'ETRS_1989'],
  North_American_Datum_1983: ['North_American_1983'],
  Sistema_de_Referencia_Geocentrico_para_las_AmericaS_2000: ['SIRGAS_2000'],
  Reseau_Geodesique_Francais_1993_v1: ['RGF_1993', 'Reseau_Geodesique_Francais_1993'],
  Ordnance_Survey_of_Great_Britain_1936: ['OSGB_1936', 'OSGB 1936'],
};

/** How a text names its datum: WKT name ('' or 'unknown' if none), and the EPSG code of the geographic base if it has one. */
export interface DatumName {
  readonly datum: string;
  readonly base: number | undefined;
}

let index: Map<string, number[]> | undefined;

/** The EPSG code whose definition has these parameters: the named datum's if the name is known, else the one in force. */
export function identify(crs: CrsParameters, name: DatumName): number | undefined {
  index ??= buildIndex();
  const candidates = index.get(signature(withoutShift(crs))) ?? [];
  const named = candidates.find((code) => isOn(code, name) && agreesOnShift(crs, code));
  if (named !== undefined || !isUnnamed(name)) return named;
  const inForce = candidates.filter((code) => IN_FORCE.has(baseOf(code)) && sameShift(crs, code));
  return inForce.length === 1 ? inForce[0] : undefined;
}

/** Whether the code is what the parameters say. A text need not repeat the shift to WGS 84 that belongs to its datum. */
export function describes(code: number, crs: CrsParameters): boolean {
  const entry = epsgEntry(code);
  if (!entry || !agreesOnShift(crs, code)) return false;
  return signature(withoutShift(parseProj(entry.definition))) === signature(withoutShift(crs));
}

function agreesOnShift(crs: CrsParameters, code: number): boolean {
  return crs.towgs84.length === 0 || sameShift(crs, code);
}

function sameShift(crs: CrsParameters, code: number): boolean {
  return signature(parseProj(epsgEntry(code)!.definition)) === signature(crs);
}

function withoutShift(crs: CrsParameters): CrsParameters {
  return { ...crs, towgs84: [] };
}

function isOn(code: number, { datum, base }: DatumName): boolean {
  if (base !== undefined && base === baseOf(code)) return true;
  const known = epsgEntry(baseOf(code))?.datum;
  return known !== undefined && [known, ...(DATUM_ALIASES[known] ?? [])].some((name) => sameName(name, datum));
}

function isUnnamed({ datum, base }: DatumName): boolean {
  return base === undefined && (datum === '' || /^(unknown|not_?specified)/i.test(datum));
}

function baseOf(code: number): number {
  return epsgEntry(code)?.base ?? code;
}

/** A text that two definitions share exactly if they mean the same coordinates (to about a millimetre). */
export function signature(crs: CrsParameters): string {
  const { projection, ellipsoid, towgs84, primeMeridian, metersPerUnit, values } = crs;
  const significant = Object.entries(values)
    .filter(([key, value]) => value !== (DEFAULTS[key] ?? 0))
    .map(([key, value]) => `${key}=${value === true ? '' : rounded(value)}`)
    .sort();
  const shape = `${ellipsoid.a.toFixed(3)}/${ellipsoid.inverseFlattening.toFixed(6)}`;
  return [projection, ...significant, shape, shift(towgs84), rounded(primeMeridian), rounded(metersPerUnit)].join(' ');
}

function buildIndex(): Map<string, number[]> {
  const codes = new Map<string, number[]>();
  for (const code of epsgCodes()) {
    const key = signature(withoutShift(parseProj(epsgEntry(code)!.definition)));
    const same = codes.get(key);
    if (same) same.push(code);
    else codes.set(key, [code]);
  }
  return codes;
}

/** Three numbers mean the same as seven of which the last four are zero. */
function shift(towgs84: readonly number[]): string {
  return towgs84.slice(3).every((value) => value === 0)
    ? towgs84.slice(0, 3).map(rounded).join()
    : towgs84.map(rounded).join();
}

function rounded(value: number): string {
  return String(Number(value.toPrecision(10)));
}
