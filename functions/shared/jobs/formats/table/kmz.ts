import { zipped } from '../../../table/zip/zip-stream.ts';
import type { TableEncoder } from './encoder.ts';
import { KML } from './kml.ts';

/** KML in a ZIP archive, under the name that Google Earth looks for. */
export const KMZ: TableEncoder = {
  extension: 'kmz',
  contentType: 'application/vnd.google-earth.kmz',
  encode: (rows, columns) => zipped('doc.kml', KML.encode(rows, columns)),
};
