import { CrsError } from './crs-error.ts';
import { epsgEntry } from './epsg-table.ts';
import { type DatumName, describes, identify, signature } from './identify.ts';
import type { ProjectionKernel } from './kernel.ts';
import { findLinearUnit } from './linear-units.ts';
import { type CrsParameters, formatProj, parseProj } from './parameters.ts';
import { readWkt } from './wkt-reader.ts';

export { CrsError } from './crs-error.ts';

/** A coordinate reference system: coordinates are (easting, northing) or (longitude, latitude), in its own units. */
export interface Crs {
  /** 'EPSG:32725', 'SR-ORG:6974'; undefined for a system that has no known code. */
  readonly code: string | undefined;
  /** The well-known text that a system without a code came with. */
  readonly wkt: string | undefined;
  readonly name: string;
  /** PROJ string. */
  readonly definition: string;
  readonly kind: 'geographic' | 'projected';
  /** Metres a unit of the coordinates; for degrees, along the equator. */
  readonly metersPerUnit: number;
  readonly unitName: string;
  /** How its coordinates become degrees, of a system that is made on the way and is not what its definition says. */
  readonly kernel?: ProjectionKernel;
}

/** Metres a degree along the equator of WGS 84, by which Earth Engine turns degrees into a nominal scale. */
export const METERS_PER_DEGREE = (Math.PI * 6378137) / 180;

/**
 * MODIS's sinusoidal grid, under both codes that it goes by in Earth Engine: a sphere of 6371007.181 m
 * (spatialreference.org's 6974 and 6842/6627 differ in the text only).
 */
const SINUSOIDAL = '+proj=sinu +lon_0=0 +x_0=0 +y_0=0 +R=6371007.181';
const OTHER_REGISTRIES: Readonly<Record<string, [string, string]>> = {
  'SR-ORG:6974': ['MODIS Sinusoidal', SINUSOIDAL],
  'SR-ORG:6627': ['MODIS Sinusoidal', SINUSOIDAL],
  'SR-ORG:6842': ['MODIS Sinusoidal', SINUSOIDAL],
};

const CACHE_SIZE = 1000;
const cache = new Map<string, Crs>();

/**
 * The CRS of a code ('EPSG:32725', 'SR-ORG:6974', 'urn:ogc:def:crs:OGC:1.3:CRS84', 'CRS:84') or a well-known text of either version.
 * A text that describes a known code gets that code.
 * @throws CrsError for anything else.
 */
export function parseCrs(text: string): Crs {
  const known = cache.get(text);
  if (known) return known;
  const crs = parse(text.trim());
  if (cache.size >= CACHE_SIZE) cache.delete(cache.keys().next().value!);
  cache.set(text, crs);
  return crs;
}

/** Whether two systems give every point the same coordinates. */
export function sameCrs(one: Crs, other: Crs): boolean {
  if (one === other || (one.code !== undefined && one.code === other.code)) return true;
  return crsKey(one) === crsKey(other);
}

/** A text that is the same for systems that give every point the same coordinates. */
export function crsKey(crs: Crs): string {
  let key = keys.get(crs);
  if (key === undefined) {
    key = crs.kernel ? crs.definition : signature(parseProj(crs.definition));
    keys.set(crs, key);
  }
  return key;
}

const keys = new WeakMap<Crs, string>();

/** The CRS with these parameters: a known code's if there is one, else a system of its own with the text given. */
export function crsOf(parameters: CrsParameters, datum: DatumName, name: string, wkt: string | undefined): Crs {
  const code = identify(parameters, datum);
  if (code !== undefined) return parseCrs(`EPSG:${code}`);
  return describe(undefined, wkt, name, formatProj(parameters), parameters);
}

function parse(text: string): Crs {
  if (/^(urn:ogc:def:crs:OGC:[\d.]*:CRS84|(OGC:)?CRS:?84)$/i.test(text)) return parseCrs('EPSG:4326');
  const epsg =
    /^(?:epsg:|urn:ogc:def:crs:EPSG:[\d.]*:|https?:\/\/www\.opengis\.net\/def\/crs\/EPSG\/0\/)(\d{1,9})$/i.exec(text);
  if (epsg) return parseEpsg(Number(epsg[1]));
  const other = OTHER_REGISTRIES[text.toUpperCase()];
  if (other) return describe(text.toUpperCase(), undefined, other[0], other[1], parseProj(other[1]));
  if (/^[A-Za-z0-9_]+\s*[[(]/.test(text)) return parseWkt(text);
  throw new CrsError(`The CRS of a map projection could not be parsed: ${text.slice(0, 200)}`);
}

function parseEpsg(code: number): Crs {
  const entry = epsgEntry(code);
  if (!entry) {
    throw new CrsError(
      `The CRS of a map projection could not be parsed: EPSG:${code} is not known, or cannot be computed without datum grids.`,
    );
  }
  return describe(`EPSG:${code}`, undefined, entry.name, entry.definition, parseProj(entry.definition));
}

function parseWkt(text: string): Crs {
  const { parameters, name, code, datum, base } = readWkt(text);
  // A code within the text is only believed if the parameters say the same: people edit the one and forget the other.
  if (code !== undefined && describes(code, parameters)) return parseCrs(`EPSG:${code}`);
  return crsOf(parameters, { datum, base }, name, text);
}

function describe(
  code: string | undefined,
  wkt: string | undefined,
  name: string,
  definition: string,
  { projection, metersPerUnit }: CrsParameters,
): Crs {
  const geographic = projection === 'longlat';
  return {
    code,
    wkt,
    name,
    definition,
    kind: geographic ? 'geographic' : 'projected',
    metersPerUnit: geographic ? METERS_PER_DEGREE : metersPerUnit,
    unitName: geographic ? 'degree' : (findLinearUnit(metersPerUnit)?.wkt ?? 'unknown'),
  };
}
