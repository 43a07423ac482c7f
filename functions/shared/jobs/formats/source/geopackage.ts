import { geoPackageRows } from '../../../table/geopackage/geopackage.ts';
import type { TableReader } from './reader.ts';

/** The one layer of a GeoPackage. */
export const GEOPACKAGE_SOURCE: TableReader = {
  title: 'GeoPackage (.gpkg)',
  names: /\.gpkg$/i,
  takesColumnTypes: false,
  open: ({ file, geometry }) => ({ columns: [], rows: geoPackageRows(file, geometry) }),
};
