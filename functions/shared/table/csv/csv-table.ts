import { invalid } from '../../errors.ts';
import { Geometry } from '../../geometry/geometry.ts';
import { float, longOf, numberOf, numberType } from '../../values/number.ts';
import type { Value } from '../../values/value.ts';
import type { Column, ColumnType } from '../column.ts';
import { INDEX_COLUMN } from '../flatgeobuf/format.ts';
import { readGeometry } from '../geojson/geometry.ts';
import { type GeometryOptions, hasGeodesics, placed } from '../placed-geometry.ts';
import type { TableRow } from '../row.ts';
import { at, type SourceFile } from '../source-file.ts';
import { parseWkt } from '../wkt.ts';
import {
  ColumnGuess,
  type CsvColumn,
  columnNames,
  isNumberText,
  type Override,
  type SeenColumn,
  typeOfOverride,
  wholeNumber,
} from './columns.ts';
import { coordinateColumns } from './coordinate-columns.ts';
import { guessDelimiter } from './delimiter.ts';
import { type CsvFormat, csvRecords } from './records.ts';

export interface CsvOptions extends Omit<CsvFormat, 'delimiter'>, GeometryOptions {
  /** One character between values; if it is empty, the file's own is found out. */
  readonly delimiter: string;
  readonly primaryGeometryColumn?: string;
  /** The columns of a point's coordinates; by default those that are called so. */
  readonly xColumn?: string;
  readonly yColumn?: string;
  /** Reads a date as milliseconds since 1970. Without it dates are texts. */
  readonly parseDate?: (text: string) => number;
  readonly types: ReadonlyMap<string, Override>;
}

/** A CSV file whose columns are known: it has been read once. */
export interface CsvTable {
  readonly columns: readonly Column[];
  /** What the user should know of it. */
  readonly note: string | undefined;
  /** The features, without an index. */
  rows(): AsyncGenerator<TableRow>;
}

/** Finds out what the columns of a CSV file are. */
export async function openCsv(file: SourceFile, given: CsvOptions): Promise<CsvTable> {
  const delimiter = given.delimiter || (await guessDelimiter(file, given.charset, given.qualifier));
  const options = { ...given, delimiter };
  const columns = await guessColumns(file, options);
  const geometry = geometryReader(file.name, columns, options);
  const kept = columns.flatMap(({ name, type }, place) =>
    place === geometry.place || name === INDEX_COLUMN ? [] : [{ name, type: propertyType(type), kind: type, place }],
  );
  async function* rows(): AsyncGenerator<TableRow> {
    let header = true;
    for await (const { line, values } of csvRecords(file, options)) {
      if (header) header = false;
      else {
        try {
          const properties = new Map<string, Value>();
          for (const { name, kind, place } of kept) {
            if (values[place] !== '') properties.set(name, cellValue(name, kind, values[place], options));
          }
          yield { id: undefined, geometry: geometry.read(values), properties };
        } catch (error) {
          throw at(`${file.name}, line ${line}`, error);
        }
      }
    }
  }
  const note = geometry === NO_GEOMETRY ? noteOf(file.name) : undefined;
  return { columns: kept.map(({ name, type }) => ({ name, type })), note, rows };
}

function propertyType(type: CsvColumn['type']): ColumnType {
  if (type === 'Geometry') return 'String';
  return type === 'Date' ? 'Long' : type;
}

function noteOf(file: string): string {
  return `${file}: No column with geometries was found, so the features have none. Give the source's 'primaryGeometryColumn' (of WKT or GeoJSON), or its 'xColumn' and 'yColumn' (of numbers).`;
}

async function guessColumns(file: SourceFile, options: CsvOptions): Promise<SeenColumn[]> {
  let names: readonly string[] | undefined;
  let guesses: ColumnGuess[] = [];
  for await (const { values } of csvRecords(file, options)) {
    if (names === undefined) {
      names = columnNames(file.name, values);
      guesses = names.map(() => new ColumnGuess(options.parseDate));
    } else for (let i = 0; i < values.length; i++) guesses[i].see(values[i]);
  }
  if (names === undefined) throw invalid(`${file.name} is empty: a CSV file begins with the names of its columns.`);
  for (const name of options.types.keys()) {
    if (!names.includes(name)) throw invalid(`${file.name} has no column '${name}' to give a type to.`);
  }
  return names.map((name, i) => {
    const override = options.types.get(name);
    const { type, reach } = guesses[i];
    return { name, type: override === undefined ? type : typeOfOverride(override), reach };
  });
}

interface GeometryReader {
  /** The column that is the geometry, and so no property; undefined if there is none. */
  readonly place: number | undefined;
  read(values: readonly string[]): Geometry | null;
}

const NO_GEOMETRY: GeometryReader = { place: undefined, read: () => null };

/** How the geometry of a record is found: the column asked for, the coordinates asked for, the first geometry, or what is called longitude and latitude. */
function geometryReader(file: string, columns: readonly SeenColumn[], options: CsvOptions): GeometryReader {
  const { primaryGeometryColumn, xColumn, yColumn, crs } = options;
  const placeOf = (name: string) => {
    const place = columns.findIndex((column) => column.name === name);
    if (place < 0) throw invalid(`${file} has no column '${name}'.`);
    return place;
  };
  if (primaryGeometryColumn) return textReader(placeOf(primaryGeometryColumn), options);
  if (xColumn || yColumn) {
    if (!xColumn || !yColumn) throw invalid("'xColumn' and 'yColumn' must be given together.");
    return pointReader(placeOf(xColumn), placeOf(yColumn), columns, options);
  }
  const text = columns.findIndex(({ type }) => type === 'Geometry');
  if (text >= 0) return textReader(text, options);
  const coordinates = coordinateColumns(columns, crs);
  return coordinates ? pointReader(...coordinates, columns, options) : NO_GEOMETRY;
}

function pointReader(x: number, y: number, columns: readonly CsvColumn[], options: CsvOptions): GeometryReader {
  const number = (values: readonly string[], place: number) => {
    if (isNumberText(values[place])) return Number(values[place]);
    throw invalid(`Column '${columns[place].name}': '${values[place].slice(0, 50)}' is not a coordinate.`);
  };
  return {
    place: undefined,
    read(values) {
      if (values[x] === '' || values[y] === '') return null;
      const coordinates = [number(values, x), number(values, y)] as const;
      return placed(
        new Geometry({ type: 'Point', coordinates }, options.crs, hasGeodesics(options, options.crs)),
        options,
      );
    },
  };
}

function textReader(place: number, options: CsvOptions): GeometryReader {
  return {
    place,
    read(values) {
      const text = values[place];
      if (text === '') return null;
      const geometry = text.startsWith('{') ? readGeometry(parseJson(text), options) : parseWkt(text, options);
      return geometry && placed(geometry, options);
    },
  };
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw invalid(`"${text.slice(0, 40)}" is not GeoJSON.`);
  }
}

/** @throws INVALID_ARGUMENT for a value that is not of the type that the manifest gives to its column */
function cellValue(name: string, type: CsvColumn['type'], text: string, { parseDate }: CsvOptions): Value {
  switch (type) {
    case 'Float':
      if (isNumberText(text)) return float(Number(text));
      throw invalid(`Column '${name}': '${text.slice(0, 50)}' is not a number.`);
    case 'Integer':
      return Number(text);
    case 'Long': {
      const whole = wholeNumber(text);
      if (whole === undefined) throw invalid(`Column '${name}': '${text.slice(0, 50)}' is not an integer of 64 bits.`);
      const long = longOf(whole);
      return numberType(long) === 'Long' ? long : numberOf(Number(whole), 'Long');
    }
    case 'Date':
      return numberOf(parseDate?.(text) ?? Number.NaN, 'Long');
    default:
      return text;
  }
}
