import { geoJsonRows } from '../../../table/geojson/geojson-table.ts';
import type { TableReader } from './reader.ts';

/** A GeoJSON FeatureCollection. */
export const GEO_JSON_SOURCE: TableReader = {
  title: 'GeoJSON (.geojson, .json)',
  names: /\.(?:geojson|json)$/i,
  takesColumnTypes: false,
  open: ({ file, source, geometry }) => ({
    columns: [],
    rows: geoJsonRows(file, { ...geometry, charset: source.charset || 'utf-8' }),
  }),
};
