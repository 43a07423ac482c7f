import { invalid } from '../../../errors.ts';
import { openShapefile } from '../../../table/shapefile/shapefile.ts';
import type { TableReader } from './reader.ts';

/** An Esri shapefile: the file of the geometries, with others beside it. */
export const SHAPEFILE_SOURCE: TableReader = {
  title: 'shapefiles (.shp)',
  names: /\.shp$/i,
  takesColumnTypes: false,
  async open({ file: shp, source, geometry, beside }) {
    const [dbf, prj, cpg] = await Promise.all(['dbf', 'prj', 'cpg'].map(beside));
    // A shapefile is several files, of which one is easily left behind. Its index, the .shx, is not read.
    if (!dbf) {
      throw invalid(
        `${shp.name}: There is no .dbf beside it: a shapefile is at least .shp, .dbf and .prj. Give all of them, or make one file of them: ogr2ogr -f GPKG out.gpkg in.shp.`,
      );
    }
    // Edges of shapefiles are straight unless it is said.
    const options = { ...geometry, geodesic: source.geodesic ?? false, charset: source.charset };
    return openShapefile({ shp, dbf, prj, cpg }, options);
  },
};
