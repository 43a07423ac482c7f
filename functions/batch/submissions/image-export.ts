import type { Call } from '../../shared/api/handler.ts';
import { invalid } from '../../shared/errors.ts';
import type { Caller } from '../../shared/jobs/caller.ts';
import type { ExportOptions } from '../../shared/jobs/export-job.ts';
import type { PatchesOptions } from '../../shared/jobs/patches-job.ts';
import type { ExportImageRequest } from '../../shared/messages/export.ts';
import { assetDestination, fileDestination } from './destinations.ts';
import { assetOptions, fileOptions } from './export-options.ts';
import { patchesOptionsOf } from './patches-options.ts';
import { commonFields, requiredExpression, type Submission } from './submission.ts';

/** The file extension of GeoTIFFs. */
const FILE_EXTENSION = 'tif';

/** What is written, where, and how. */
interface Target extends Pick<Submission, 'content' | 'destination'> {
  readonly options: ExportOptions | PatchesOptions;
}

/**
 * Reads the destination and the options of an image export.
 * @throws INVALID_ARGUMENT, UNIMPLEMENTED
 */
function target(caller: Caller, body: ExportImageRequest): Target {
  const { fileExportOptions: file, assetExportOptions: asset, maxPixels, description = '' } = body;
  if (file?.fileFormat === 'TF_RECORD_IMAGE') return patches(caller, file, body);
  if (file) {
    const options = fileOptions(file, maxPixels);
    const divided = options.fileDimensions ? { divided: true } : {};
    const destination = { ...fileDestination(caller, file, description, FILE_EXTENSION), ...divided };
    return { content: 'image', destination, options };
  }
  if (asset) {
    const { name, overwrite } = asset.earthEngineDestination ?? {};
    const destination = assetDestination('image', name, overwrite);
    return { content: 'image', destination, options: assetOptions(asset, maxPixels) };
  }
  throw invalid("The request says neither 'fileExportOptions' nor 'assetExportOptions'.");
}

function patches(
  caller: Caller,
  file: NonNullable<ExportImageRequest['fileExportOptions']>,
  { description = '', maxPixels }: ExportImageRequest,
): Target {
  if (file.geoTiffOptions) throw invalid("'geoTiffOptions' are for the file format GEO_TIFF: leave them out.");
  if (file.stacItem) throw invalid("'stacItem' is for the file format GEO_TIFF: leave it out.");
  const options = patchesOptionsOf(file, maxPixels);
  const extension = options.compress ? 'tfrecord.gz' : 'tfrecord';
  const destination = { ...fileDestination(caller, file, description, extension), sharded: true };
  return { content: 'patches', destination, options };
}

/**
 * Reads a request of `image:export`.
 * @throws INVALID_ARGUMENT, PERMISSION_DENIED, UNIMPLEMENTED
 */
export function imageExport({
  body,
  text,
  caller,
}: Pick<Call<'projects.image.export'>, 'body' | 'text' | 'caller'>): Submission {
  const expression = requiredExpression({ body, text });
  const { content, destination, options } = target(caller, body);
  const work = { kind: 'export', content, text: expression, destination } as const;
  const grid = body.grid && Object.keys(body.grid).length > 0 ? { grid: body.grid } : {};
  return { ...commonFields(body), ...work, options: JSON.stringify({ ...options, ...grid }) };
}
