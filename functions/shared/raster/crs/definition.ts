import { CrsError } from './crs-error.ts';
import { isWgs84Like, sameEllipsoid } from './ellipsoids.ts';
import { type CrsParameters, parseProj } from './parameters.ts';
import { registered, systemsOfDatum } from './registry.ts';

/** The definition of a CRS as a text or a file gives it: every notation is read into this. */
export interface CrsDefinition {
  /** `towgs84` is the shift that the notation itself gives; if it gives none (`hasShift`), the datum's is meant. */
  readonly parameters: CrsParameters;
  readonly hasShift: boolean;
  readonly name: string;
  /** Code (of EPSG, or above 32767 of Esri) that it claims for the whole system. */
  readonly code: number | undefined;
  /** Code of the geographic system. */
  readonly base: number | undefined;
  /** WKT name of the datum; '' or 'unknown' if it has none. */
  readonly datum: string;
}

/** Names by which texts say that they do not know their datum. */
const UNNAMED = /^$|unknown|unnamed|undefined|unspecified|not[ _]?specified|custom|user|based[ _]on|sphere/i;

/** Whether a datum's name says nothing. */
export function isUnnamed(datum: string): boolean {
  return UNNAMED.test(datum);
}

/**
 * The shift to WGS 84 of a definition's datum: its own, or that of the datum that it names by code or name.
 * @throws CrsError for a datum on an ellipsoid of its own that is not known: it may be hundreds of metres away
 */
export function datumShift({ parameters, hasShift, base, datum }: CrsDefinition): readonly number[] {
  const { ellipsoid, towgs84 } = parameters;
  if (hasShift || ellipsoid.inverseFlattening === 0) return towgs84;
  for (const code of [...(base === undefined ? [] : [base]), ...systemsOfDatum(datum)]) {
    const entry = registered(code);
    const known = entry && parseProj(entry.definition);
    if (known && sameEllipsoid(known.ellipsoid, ellipsoid)) return known.towgs84;
  }
  if (isWgs84Like(ellipsoid) || isUnnamed(datum)) return [];
  throw new CrsError(
    `The CRS of a map projection could not be parsed: the datum "${datum}" is not known. Give the CRS by its code, or convert the file to WGS 84 (gdalwarp or ogr2ogr with '-t_srs EPSG:4326').`,
  );
}
