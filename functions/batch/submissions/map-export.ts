import type { Call } from '../../shared/api/handler.ts';
import { invalid } from '../../shared/errors.ts';
import { type MapOptions, TILE_FORMATS } from '../../shared/jobs/map-job.ts';
import { zoomOfScale } from '../../shared/jobs/tile-pyramid.ts';
import type { ExportMapRequest } from '../../shared/messages/export.ts';
import { folderDestination } from './destinations.ts';
import { commonFields, requiredExpression, type Submission } from './submission.ts';

/** The finest zoom level of map tiles. */
const MAX_ZOOM = 24;

type TileOptions = NonNullable<ExportMapRequest['tileOptions']>;
type FileOptions = NonNullable<ExportMapRequest['tileExportOptions']>;

/**
 * Reads a request of `map:export`.
 * @throws INVALID_ARGUMENT, PERMISSION_DENIED
 */
export function mapExport({
  body,
  text,
  caller,
}: Pick<Call<'projects.map.export'>, 'body' | 'text' | 'caller'>): Submission {
  const expression = requiredExpression({ body, text });
  const { tileExportOptions: file, tileOptions = {}, description = '' } = body;
  if (!file) throw invalid("The request has no 'tileExportOptions'.");
  const options: MapOptions = {
    format: formatOf(file),
    ...zooms(tileOptions),
    skipEmpty: tileOptions.skipEmpty ?? false,
  };
  return {
    ...commonFields(body),
    kind: 'export',
    content: 'map',
    text: expression,
    options: JSON.stringify(options),
    destination: folderDestination(caller, file, description),
  };
}

function formatOf({
  fileFormat = 'AUTO_JPEG_PNG',
  geoTiffOptions,
  tfRecordOptions,
  stacItem,
}: FileOptions): MapOptions['format'] {
  if (geoTiffOptions || tfRecordOptions) {
    throw invalid(
      `Map tiles have no '${geoTiffOptions ? 'geoTiffOptions' : 'tfRecordOptions'}': leave them out, or export an image.`,
    );
  }
  if (stacItem) throw invalid("'stacItem' is for images as GeoTIFFs: leave it out.");
  const format = fileFormat === 'IMAGE_FILE_FORMAT_UNSPECIFIED' ? 'AUTO_JPEG_PNG' : fileFormat;
  const known = TILE_FORMATS.find((one) => one === format);
  if (known) return known;
  throw invalid(`Map tiles cannot be exported as ${format}: use ${TILE_FORMATS.join(', ')}.`);
}

function zooms(options: TileOptions): Pick<MapOptions, 'startZoom' | 'endZoom'> {
  const { startZoom = 0, endZoom, scale, dimensions, stride = 1 } = options;
  if (dimensions || (stride !== 0 && stride !== 1)) {
    throw invalid(`'tileOptions.${dimensions ? 'dimensions' : 'stride'}' is for tiles of videos: leave it out.`);
  }
  if (endZoom === undefined && scale === undefined) {
    throw invalid("The request says neither 'tileOptions.endZoom' nor 'tileOptions.scale'.");
  }
  if (scale !== undefined && !(scale > 0 && Number.isFinite(scale))) {
    throw invalid(`Invalid value at 'tile_options.scale': must be a positive number of metres. Got ${scale}.`);
  }
  const last = endZoom ?? Math.min(MAX_ZOOM, zoomOfScale(scale ?? 0));
  checkZoom('start_zoom', startZoom);
  checkZoom('end_zoom', last);
  if (startZoom > last) {
    throw invalid(`Invalid value at 'tile_options.start_zoom': ${startZoom} is beyond the last zoom level, ${last}.`);
  }
  return { startZoom, endZoom: last };
}

function checkZoom(field: string, zoom: number): void {
  if (zoom >= 0 && zoom <= MAX_ZOOM) return;
  throw invalid(`Invalid value at 'tile_options.${field}': must be 0 to ${MAX_ZOOM}. Got ${zoom}.`);
}
