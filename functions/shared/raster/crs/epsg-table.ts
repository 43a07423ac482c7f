import table from './epsg.json' with { type: 'json' };

/** An entry of the table of codes that `infra/generate/epsg.ts` writes. */
export interface EpsgEntry {
  readonly name: string;
  /** PROJ string. */
  readonly definition: string;
  /** For a projected CRS: the code of its geographic base, if it has one. */
  readonly base: number | undefined;
  /** For a geographic CRS: the WKT name of its datum. */
  readonly datum: string | undefined;
}

const TABLE = table as Readonly<Record<string, string>>;

/** The entry of an EPSG code, or undefined for a code that is unknown or that Terrane cannot compute within 1 m of PROJ. */
export function epsgEntry(code: number): EpsgEntry | undefined {
  const line = Object.hasOwn(TABLE, code) ? TABLE[code] : undefined;
  if (line === undefined) return undefined;
  const [name, definition, last] = line.split('|') as [string, string, string];
  const geographic = definition.startsWith('+proj=longlat');
  return {
    name,
    definition,
    base: geographic || last === '' ? undefined : Number(last),
    datum: geographic ? last : undefined,
  };
}

/** All codes of the table, ascending. */
export function epsgCodes(): number[] {
  return Object.keys(TABLE).map(Number);
}
