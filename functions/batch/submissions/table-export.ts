import type { Call } from '../../shared/api/handler.ts';
import { invalid, unimplemented } from '../../shared/errors.ts';
import type { Caller } from '../../shared/jobs/caller.ts';
import { readTableFormat, TABLE_FORMATS } from '../../shared/jobs/formats/table-formats.ts';
import type { TableOptions } from '../../shared/jobs/table-job.ts';
import type { ExportTableRequest } from '../../shared/messages/export.ts';
import type { Destination } from '../../shared/tasks/destination.ts';
import { assetDestination, fileDestination } from './destinations.ts';
import { featureViewName, featureViewOptions } from './feature-view-options.ts';
import { commonFields, requiredExpression, type Submission } from './submission.ts';

/**
 * Reads the destination and the options of a table export. Options that are not supported are refused.
 * @throws INVALID_ARGUMENT, UNIMPLEMENTED
 */
function target(caller: Caller, body: ExportTableRequest): { destination: Destination; options: TableOptions } {
  const { fileExportOptions: file, assetExportOptions: asset, featureViewExportOptions: view, description = '' } = body;
  const { selectors = [], maxVertices = 0, maxErrorMeters } = body;
  if (body.bigqueryExportOptions) throw unimplemented('Exports to BigQuery are not supported: export toCloudStorage.');
  if (body.policy) throw unimplemented("'policy' is not supported: set it on the asset.");
  if (maxVertices < 0) throw invalid(`Invalid value at 'max_vertices': must not be negative. Got ${maxVertices}.`);
  if (maxErrorMeters !== undefined && !(maxErrorMeters >= 0 && Number.isFinite(maxErrorMeters))) {
    throw invalid(
      `Invalid value at 'max_error_meters': must be a number of metres that is not negative. Got ${maxErrorMeters}.`,
    );
  }
  const options = { selectors, maxVertices, ...(maxErrorMeters ? { maxErrorMeters } : {}) };
  if (file) {
    const format = readTableFormat(file.fileFormat);
    const { extension } = TABLE_FORMATS[format];
    return { destination: fileDestination(caller, file, description, extension), options: { ...options, format } };
  }
  if (asset) {
    const { name, overwrite } = asset.earthEngineDestination ?? {};
    return { destination: assetDestination('table', name, overwrite), options };
  }
  if (view) {
    const featureView = featureViewOptions(view.ingestionTimeParameters);
    return {
      destination: assetDestination('table', featureViewName(view), false),
      options: { ...options, featureView },
    };
  }
  throw invalid("The request says neither 'fileExportOptions', 'assetExportOptions' nor 'featureViewExportOptions'.");
}

/**
 * Reads a request of `table:export`.
 * @throws INVALID_ARGUMENT, PERMISSION_DENIED, UNIMPLEMENTED
 */
export function tableExport({
  body,
  text,
  caller,
}: Pick<Call<'projects.table.export'>, 'body' | 'text' | 'caller'>): Submission {
  const expression = requiredExpression({ body, text });
  const { destination, options } = target(caller, body);
  const work = { kind: 'export', content: 'table', text: expression, destination } as const;
  return { ...commonFields(body), ...work, options: JSON.stringify(options) };
}
