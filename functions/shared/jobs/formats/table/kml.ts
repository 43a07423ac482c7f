import { kmlText } from '../../../table/text/kml.ts';
import { type TableEncoder, utf8 } from './encoder.ts';

/** KML 2.2 placemarks. */
export const KML: TableEncoder = {
  extension: 'kml',
  contentType: 'application/vnd.google-earth.kml+xml',
  encode: (rows) => utf8(kmlText(rows)),
};
