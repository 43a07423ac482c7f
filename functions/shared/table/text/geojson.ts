import { encodeValue } from '../../values/encode.ts';
import type { TableRow } from '../row.ts';

/** Rows as a GeoJSON FeatureCollection, with edges as Earth Engine says them. */
export async function* geoJsonText(rows: AsyncIterable<TableRow>): AsyncGenerator<string> {
  yield '{"type":"FeatureCollection","features":[';
  let first = true;
  for await (const row of rows) {
    yield `${first ? '\n' : ',\n'}${JSON.stringify(geoJsonFeature(row))}`;
    first = false;
  }
  yield '\n]}\n';
}

/** A row as a GeoJSON feature. */
export function geoJsonFeature({ id, geometry, properties }: TableRow) {
  return {
    type: 'Feature',
    geometry: geometry === null ? null : geometry.encode(),
    ...(id === undefined ? {} : { id }),
    // Values of rows are plain: nothing has to be waited for.
    properties: encodeValue(properties),
  };
}
