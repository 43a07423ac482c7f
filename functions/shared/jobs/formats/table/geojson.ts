import { geoJsonText } from '../../../table/text/geojson.ts';
import { type TableEncoder, utf8 } from './encoder.ts';

/** A GeoJSON FeatureCollection (RFC 7946). */
export const GEO_JSON: TableEncoder = {
  extension: 'geojson',
  contentType: 'application/geo+json',
  encode: (rows) => utf8(geoJsonText(rows)),
};
