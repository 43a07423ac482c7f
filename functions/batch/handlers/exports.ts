import type { Handlers } from '../../shared/api/handler.ts';
import type { ExportImageRequest } from '../../shared/api/messages/export.ts';
import { invalid, unimplemented } from '../../shared/errors.ts';
import type { ExportOptions } from '../../shared/jobs/export-job.ts';
import type { Destination } from '../../shared/tasks/destination.ts';
import { assetDestination, fileDestination } from './destinations.ts';
import { assetOptions, fileOptions } from './export-options.ts';
import { start } from './start.ts';

/** What is to be written, and how. */
function target(body: ExportImageRequest): { destination: Destination; options: ExportOptions } {
  const { fileExportOptions: file, assetExportOptions: asset, maxPixels, description = '' } = body;
  if (file) {
    return { destination: fileDestination(file, description), options: fileOptions(file, maxPixels) };
  }
  if (asset) {
    const { name, overwrite } = asset.earthEngineDestination ?? {};
    return { destination: assetDestination(name, overwrite), options: assetOptions(asset, maxPixels) };
  }
  throw invalid("The request says neither 'fileExportOptions' nor 'assetExportOptions'.");
}

export const EXPORT_HANDLERS = {
  async 'projects.image.export'({ body, text, caller }) {
    const expression = text('expression');
    if (!body.expression || !expression) throw invalid("The request has no 'expression'.");
    if (body.grid) {
      throw unimplemented(
        "'grid' is not supported in exports: fold it into the expression, as the clients do with crs and region.",
      );
    }
    const { destination, options } = target(body);
    return start(body, caller, { kind: 'export', text: expression, options: JSON.stringify(options), destination });
  },
} satisfies Handlers;
