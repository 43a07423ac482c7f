import { type CrsDefinition, isUnnamed } from './definition.ts';
import { foldedName } from './methods.ts';
import { type CrsParameters, parseProj } from './parameters.ts';
import { registered, registeredCodes, systemsOfDatum } from './registry.ts';

/**
 * Datums on WGS 84 or GRS 80 that a system without a datum's name is taken to mean: the one in force on each continent, so that GRS 80 with
 * UTM 25S is SIRGAS 2000 (31985) and not the superseded SIRGAS 1995 (32000). Where two of them fit (UTM 11N to 22N: NAD83 and SIRGAS), none is taken.
 */
const IN_FORCE = new Set([4326, 4674, 4258, 4269, 7844, 4167]);

/** Methods in which lat_0 etc. are zero, and k one, unless given. */
const DEFAULTS: Readonly<Record<string, number>> = { k: 1 };

let index: Map<string, number[]> | undefined;

/** The code whose definition has these parameters: the named datum's if the name is known, else the one in force. */
export function identify(definition: CrsDefinition): number | undefined {
  index ??= buildIndex();
  const { parameters } = definition;
  const candidates = index.get(signature(withoutShift(parameters))) ?? [];
  const named = candidates.find((code) => isOn(code, definition) && agreesOnShift(definition, code));
  if (named !== undefined || definition.base !== undefined || !isUnnamed(definition.datum)) return named;
  const inForce = candidates.filter((code) => IN_FORCE.has(baseOf(code)) && sameShift(parameters, code));
  return inForce.length === 1 ? inForce[0] : undefined;
}

/** Whether the code's system has these parameters. A text need not repeat the shift to WGS 84 that belongs to its datum. */
export function describes(code: number, definition: CrsDefinition): boolean {
  const entry = registered(code);
  if (!entry || !agreesOnShift(definition, code)) return false;
  return signature(withoutShift(parseProj(entry.definition))) === signature(withoutShift(definition.parameters));
}

function agreesOnShift({ parameters, hasShift }: CrsDefinition, code: number): boolean {
  return !hasShift || sameShift(parameters, code);
}

function sameShift(crs: CrsParameters, code: number): boolean {
  return signature(parseProj(registered(code)!.definition)) === signature(crs);
}

function withoutShift(crs: CrsParameters): CrsParameters {
  return { ...crs, towgs84: [] };
}

function isOn(code: number, { datum, base }: CrsDefinition): boolean {
  const own = baseOf(code);
  if (base !== undefined && base === own) return true;
  if (datum === '') return false;
  const names = registered(own)?.datums ?? [];
  if (names.some((name) => foldedName(name) === foldedName(datum))) return true;
  // EPSG has datums of their own for prime meridians ("NTF (Paris)"), Esri has not.
  const systems = new Set(systemsOfDatum(datum));
  return names.some((name) => systemsOfDatum(name.replace(MERIDIAN, '')).some((system) => systems.has(system)));
}

const MERIDIAN = /[ _]\(?(Lisbon|Paris|Bogota|Madrid|Rome|Bern|Jakarta|Ferro|Brussels|Stockholm|Athens|Oslo)\)?$/i;

function baseOf(code: number): number {
  return registered(code)?.base ?? code;
}

/** A text that two definitions share exactly if they mean the same coordinates (to about a millimetre). */
export function signature(crs: CrsParameters): string {
  const { projection, ellipsoid, towgs84, primeMeridian, metersPerUnit, degreesPerUnit, axis, values } = crs;
  const significant = Object.entries(values)
    .filter(([key, value]) => value !== (DEFAULTS[key] ?? 0))
    .map(([key, value]) => `${key}=${value === true ? '' : rounded(value)}`)
    .sort();
  const shape = `${ellipsoid.a.toFixed(3)}/${ellipsoid.inverseFlattening.toFixed(6)}`;
  const units = [rounded(metersPerUnit), rounded(degreesPerUnit), axis];
  return [projection, ...significant, shape, shift(towgs84), rounded(primeMeridian), ...units].join(' ');
}

function buildIndex(): Map<string, number[]> {
  const codes = new Map<string, number[]>();
  for (const code of registeredCodes('EPSG')) {
    const key = signature(withoutShift(parseProj(registered(code)!.definition)));
    const same = codes.get(key);
    if (same) same.push(code);
    else codes.set(key, [code]);
  }
  for (const same of codes.values()) if (same.length > 1) same.sort((one, other) => rank(one) - rank(other));
  return codes;
}

/**
 * The rank of a code among those with the same parameters; the lowest is chosen: in force, with a shift to WGS 84, under its plain name.
 */
function rank(code: number): number {
  const { name, definition, deprecated } = registered(code)!;
  return Number(deprecated) * 4 + Number(!definition.includes('+towgs84')) * 2 + Number(/\((E-N|N-E)\)$/.test(name));
}

/** Three numbers mean the same as seven of which the last four are zero. */
function shift(towgs84: readonly number[]): string {
  return towgs84.slice(3).every((value) => value === 0)
    ? towgs84.slice(0, 3).map(rounded).join()
    : towgs84.map(rounded).join();
}

function rounded(value: number): string {
  return String(Number(value.toPrecision(9)));
}
