import { invalid } from '../../errors.ts';
import { Geometry, LONGITUDE_LATITUDE } from '../../geometry/geometry.ts';
import { float, numberOf } from '../../values/number.ts';
import type { Value } from '../../values/value.ts';
import { INDEX_COLUMN } from '../flatgeobuf/format.ts';
import { type GeometryOptions, hasGeodesics, placed } from '../placed-geometry.ts';
import type { TableRow } from '../row.ts';
import { at, type SourceFile, textOf } from '../source-file.ts';
import { type Placemark, PlacemarkParser } from './placemarks.ts';

/**
 * The Placemarks of a KML document as features, without an index: `name`, `description`, the times and the extended data are their
 * properties. KML is in longitude and latitude, whatever the options say.
 */
export async function* kmlRows(
  file: SourceFile,
  options: GeometryOptions & { readonly charset: string },
): AsyncGenerator<TableRow> {
  const geodesic = hasGeodesics(options, LONGITUDE_LATITUDE);
  const parser = new PlacemarkParser(geodesic);
  let place = 0;
  try {
    for await (const text of textOf(file, options.charset)) {
      for (const placemark of parser.push(text)) {
        place++;
        yield rowOf(placemark, parser.types, geodesic, options);
      }
    }
    parser.end();
    if (place === 0) throw invalid('There is no Placemark in the KML document.');
  } catch (error) {
    throw at(`${file.name}, Placemark ${place + 1}`, error);
  }
}

function rowOf(
  { shape, properties: texts }: Placemark,
  types: ReadonlyMap<string, string>,
  geodesic: boolean,
  options: GeometryOptions,
): TableRow {
  const properties = new Map<string, Value>();
  for (const [name, text] of texts) if (name !== INDEX_COLUMN) properties.set(name, propertyOf(text, types.get(name)));
  const geometry = shape ? placed(new Geometry(shape, LONGITUDE_LATITUDE, geodesic), options) : null;
  return { id: undefined, geometry, properties };
}

/** A text as a value of the type that a Schema gives; others stay texts. */
function propertyOf(text: string, type: string | undefined): Value {
  switch (type) {
    case 'int':
    case 'uint':
    case 'short':
    case 'ushort':
      return /^[+-]?\d{1,18}$/.test(text) ? numberOf(Number(text), 'Long') : text;
    case 'float':
    case 'double': {
      const number = Number(text);
      return Number.isFinite(number) ? float(number) : text;
    }
    case 'bool':
      return /^(?:1|true)$/i.test(text) ? true : /^(?:0|false)$/i.test(text) ? false : text;
    default:
      return text;
  }
}
