import type { CoordinateOperation } from './coordinate-operation.ts';
import { CrsError } from './crs-error.ts';
import { type CrsDefinition, datumShift } from './definition.ts';
import { describes, identify, signature } from './identify.ts';
import { findLinearUnit } from './linear-units.ts';
import { type CrsParameters, datumOfProj, formatProj, parseProj } from './parameters.ts';
import { readProjJson } from './projjson.ts';
import { authorityOf, registered } from './registry.ts';
import { readWkt } from './wkt-reader.ts';

export { CrsError } from './crs-error.ts';

/** A coordinate reference system: coordinates are (easting, northing) or (longitude, latitude), in its own units. */
export interface Crs {
  /** 'EPSG:32725', 'ESRI:54009', 'SR-ORG:6974'; undefined for a system that has no known code. */
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
  /** The operation to degrees of WGS 84, only for a system that is made while computing and that no PROJ string describes. */
  readonly operation?: CoordinateOperation;
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
 * The CRS of a code ('EPSG:32725', 'ESRI:54009', 'SR-ORG:6974', 'urn:ogc:def:crs:OGC:1.3:CRS84', 'CRS:84'), of a well-known text (OGC's and
 * Esri's WKT 1, WKT 2), of PROJJSON, or of PROJ's text. A text that describes a known code gets that code.
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
    key = crs.operation ? crs.definition : signature(parseProj(crs.definition));
    keys.set(crs, key);
  }
  return key;
}

const keys = new WeakMap<Crs, string>();

/**
 * The CRS of a definition, whichever notation it came in: a known code's if it has the same parameters, else a system of its own, with
 * the shift of its datum.
 * @param wkt the text, if it was well-known text
 * @throws CrsError if its datum is not known
 */
export function crsOf(definition: CrsDefinition, wkt: string | undefined): Crs {
  const { code, parameters } = definition;
  // A code within a text is only believed if the parameters say the same: people edit the one and forget the other.
  const found = code !== undefined && describes(code, definition) ? code : identify(definition);
  if (found !== undefined) return registeredCrs(found);
  const shifted = { ...parameters, towgs84: datumShift(definition) };
  return describe(undefined, wkt, definition.name, formatProj(shifted), shifted);
}

function parse(text: string): Crs {
  const [, urnAuthority, urnCode] = /^urn:(?:ogc|x-ogc):def:crs:([\w-]+):[\w.]*:(\w+)$/i.exec(text) ?? [];
  if (urnCode !== undefined) return parseCrs(`${urnAuthority}:${urnCode}`);
  const [, path] = /^https?:\/\/www\.opengis\.net\/def\/crs\/([\w-]+\/[\w.]+\/\w+)$/i.exec(text) ?? [];
  if (path !== undefined) return parseCrs(path.replace(/\/.*\//, ':'));
  if (/^(OGC:)?CRS:?84h?$/i.test(text)) return parseCrs('EPSG:4326');
  const [, authority, code] = /^(epsg|esri):(\d{1,9})$/i.exec(text) ?? [];
  if (authority !== undefined) return parseCode(authority.toUpperCase(), Number(code));
  const other = OTHER_REGISTRIES[text.toUpperCase()];
  if (other) return describe(text.toUpperCase(), undefined, other[0], other[1], parseProj(other[1]));
  if (/^[A-Za-z0-9_]+\s*[[(]/.test(text)) return crsOf(readWkt(text), text);
  if (text.startsWith('{')) return crsOf(readProjJson(text), undefined);
  const [, init] = /^\+?init=(\S+)/i.exec(text) ?? [];
  if (init !== undefined) return parseCrs(init);
  if (/^\+?proj=/.test(text)) return parseProjText(text);
  throw new CrsError(
    `The CRS of a map projection could not be parsed: ${text.slice(0, 200)}. Give a code such as 'EPSG:32633', or WKT.`,
  );
}

function parseCode(authority: string, code: number): Crs {
  if (registered(code) !== undefined && authorityOf(code) === authority) return registeredCrs(code);
  const hint = registered(code) === undefined ? '' : ` Is 'ESRI:${code}' meant?`;
  throw new CrsError(
    `The CRS of a map projection could not be parsed: ${authority}:${code} is not known, or cannot be computed.${hint}`,
  );
}

/** The system of a code of the tables. */
export function registeredCrs(code: number): Crs {
  const text = `${authorityOf(code)}:${code}`;
  const kept = cache.get(text);
  if (kept) return kept;
  const { name, definition } = registered(code)!;
  return describe(text, undefined, name, definition, parseProj(definition));
}

function parseProjText(text: string): Crs {
  const spelled = text.replace(/(^|\s)(?=[A-Za-z_])/g, '$1+');
  const parameters = parseProj(spelled);
  return crsOf(
    {
      parameters,
      name: 'unknown',
      code: undefined,
      base: datumOfProj(spelled),
      datum: '',
      hasShift: /\+towgs84=/.test(spelled),
    },
    undefined,
  );
}

function describe(
  code: string | undefined,
  wkt: string | undefined,
  name: string,
  definition: string,
  { projection, metersPerUnit, degreesPerUnit }: CrsParameters,
): Crs {
  const geographic = projection === 'longlat';
  return {
    code,
    wkt,
    name,
    definition,
    kind: geographic ? 'geographic' : 'projected',
    metersPerUnit: geographic ? METERS_PER_DEGREE * degreesPerUnit : metersPerUnit,
    unitName: geographic
      ? degreesPerUnit === 1
        ? 'degree'
        : 'grad'
      : (findLinearUnit(metersPerUnit)?.wkt ?? 'unknown'),
  };
}
