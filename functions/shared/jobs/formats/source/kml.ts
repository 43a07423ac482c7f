import { kmlRows } from '../../../table/kml/kml-table.ts';
import type { TableReader } from './reader.ts';

/** The Placemarks of a KML document. */
export const KML_SOURCE: TableReader = {
  title: 'KML (.kml, .kmz)',
  names: /\.kml$/i,
  takesColumnTypes: false,
  open: ({ file, source, geometry }) => ({
    columns: [],
    rows: kmlRows(file, { ...geometry, charset: source.charset || 'utf-8' }),
  }),
};
