import { invalid } from '../../errors.ts';
import { constantValue } from '../../values/constant.ts';
import type { Value } from '../../values/value.ts';
import { INDEX_COLUMN } from '../flatgeobuf/format.ts';
import { type GeometryOptions, placed } from '../placed-geometry.ts';
import type { TableRow } from '../row.ts';
import { at, type SourceFile, textOf } from '../source-file.ts';
import { jsonElements } from './elements.ts';
import { readCrsMember, readGeometry } from './geometry.ts';

/** Characters of the members of a file that is one feature or one geometry. */
const MAX_SINGLE = 64 * 1024 * 1024;

const GEOMETRIES = [
  'Point',
  'MultiPoint',
  'LineString',
  'LinearRing',
  'MultiLineString',
  'Polygon',
  'MultiPolygon',
  'GeometryCollection',
];

/** The features of a GeoJSON FeatureCollection, or the one that a Feature or a geometry is, without an index. */
export async function* geoJsonRows(
  file: SourceFile,
  options: GeometryOptions & { readonly charset: string },
): AsyncGenerator<TableRow> {
  let place = 0;
  let type: unknown;
  let system: GeometryOptions = options;
  const single = new Single();
  try {
    for await (const element of jsonElements(textOf(file, options.charset), 'features')) {
      if ('item' in element) {
        try {
          yield rowOf(parse(element.item), system);
        } catch (error) {
          throw at(`feature ${place}`, error);
        }
        place++;
      } else if (element.key === 'features') throw invalid("'features' is not a list.");
      else if (element.key === 'type') {
        type = parse(element.text);
        checkType(type, element.text);
      } else if (element.key === 'crs') {
        const crs = parse(element.text);
        if (crs === null) continue;
        // Those before would be elsewhere.
        if (place > 0) throw invalid("'crs' must come before 'features'.");
        system = { ...options, crs: readCrsMember(crs, options) };
      } else if (type !== 'FeatureCollection' && place === 0) single.add(element.key, element.text);
    }
    if (type === undefined) throw invalid("Expected a FeatureCollection: there is no 'type'.");
    if (type === 'Feature') yield rowOf({ ...single.members(), type }, system);
    else if (type !== 'FeatureCollection') {
      yield rowOf({ type: 'Feature', geometry: { ...single.members(), type }, properties: {} }, system);
    }
  } catch (error) {
    throw at(file.name, error);
  }
}

function checkType(type: unknown, text: string): void {
  if (type === 'FeatureCollection' || type === 'Feature' || GEOMETRIES.includes(type as string)) return;
  throw invalid(
    `Expected a FeatureCollection, found ${text.slice(0, 40)}. Convert the file: ogr2ogr -f GeoJSON out.geojson in.json.`,
  );
}

/** The members of a file that may be one feature or one geometry, until its type is known. */
class Single {
  readonly #members = new Map<string, string>();
  #size = 0;

  add(key: string, text: string): void {
    this.#size += text.length;
    if (this.#size > MAX_SINGLE) throw invalid(`A feature has more than ${MAX_SINGLE} characters.`);
    this.#members.set(key, text);
  }

  members(): { readonly [key: string]: unknown } {
    return Object.fromEntries([...this.#members].map(([key, text]) => [key, parse(text)]));
  }
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    throw invalid(`Malformed JSON: ${error instanceof Error ? error.message.slice(0, 200) : ''}`);
  }
}

function rowOf(json: unknown, options: GeometryOptions): TableRow {
  const feature = json as { type?: unknown; id?: unknown; geometry?: unknown; properties?: unknown } | null;
  if (typeof feature !== 'object' || feature?.type !== 'Feature')
    throw invalid("it is not an object of type 'Feature'.");
  const { id, properties: members = null } = feature;
  if (typeof members !== 'object' || Array.isArray(members)) throw invalid("its 'properties' are not an object.");
  const geometry = readGeometry(feature.geometry ?? null, options);
  const properties = new Map<string, Value>();
  for (const [name, member] of Object.entries(members ?? {})) {
    if (member !== null && name !== '' && name !== INDEX_COLUMN) properties.set(name, constantValue(member));
  }
  if ((typeof id === 'string' || typeof id === 'number') && !properties.has('id')) properties.set('id', id);
  return { id: undefined, geometry: geometry && placed(geometry, options), properties };
}
