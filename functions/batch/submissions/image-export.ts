import type { Call } from '../../shared/api/handler.ts';
import { invalid, unimplemented } from '../../shared/errors.ts';
import type { Caller } from '../../shared/jobs/caller.ts';
import type { ExportOptions } from '../../shared/jobs/export-job.ts';
import type { ExportImageRequest } from '../../shared/messages/export.ts';
import type { Destination } from '../../shared/tasks/destination.ts';
import { assetDestination, fileDestination } from './destinations.ts';
import { assetOptions, fileOptions } from './export-options.ts';
import { commonFields, type Submission } from './submission.ts';

/** The file extension of the only format of image exports, GeoTIFF. */
const FILE_EXTENSION = 'tif';

/**
 * Reads the destination and the options of an image export.
 * @throws INVALID_ARGUMENT, UNIMPLEMENTED
 */
function target(caller: Caller, body: ExportImageRequest): { destination: Destination; options: ExportOptions } {
  const { fileExportOptions: file, assetExportOptions: asset, maxPixels, description = '' } = body;
  if (file) {
    return {
      destination: fileDestination(caller, file, description, FILE_EXTENSION),
      options: fileOptions(file, maxPixels),
    };
  }
  if (asset) {
    const { name, overwrite } = asset.earthEngineDestination ?? {};
    return { destination: assetDestination('image', name, overwrite), options: assetOptions(asset, maxPixels) };
  }
  throw invalid("The request says neither 'fileExportOptions' nor 'assetExportOptions'.");
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
  const expression = text('expression');
  if (!body.expression || !expression) throw invalid("The request has no 'expression'.");
  if (body.grid) {
    throw unimplemented(
      "'grid' is not supported in exports: fold it into the expression, as the clients do with crs and region.",
    );
  }
  const { destination, options } = target(caller, body);
  const work = { kind: 'export', content: 'image', text: expression, destination } as const;
  return { ...commonFields(body), ...work, options: JSON.stringify(options) };
}
