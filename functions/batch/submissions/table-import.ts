import { requireObject } from '../../shared/access/buckets.ts';
import type { Call } from '../../shared/api/handler.ts';
import { invalid } from '../../shared/errors.ts';
import { sourcePlace } from '../../shared/jobs/source-uri.ts';
import type { TableOptions } from '../../shared/jobs/table-job.ts';
import { parseTableManifest } from '../../shared/jobs/table-manifest.ts';
import { assetDestination } from './destinations.ts';
import { commonFields, type Submission } from './submission.ts';
import { uploadsAmong } from './uploads-among.ts';

const OPTIONS: TableOptions = { selectors: [], maxVertices: 0 };

/**
 * Reads a request of `table:import`.
 * @throws INVALID_ARGUMENT, UNIMPLEMENTED, PERMISSION_DENIED
 */
export function tableImport({ body, caller }: Pick<Call<'projects.table.import'>, 'body' | 'caller'>): Submission {
  const { tableManifest, overwrite, description, requestId } = body;
  if (!tableManifest) throw invalid("The request has no 'tableManifest'.");
  const destination = assetDestination('table', tableManifest.name, overwrite);
  const text = JSON.stringify(tableManifest);
  // What is wrong with it is told now.
  requireObject(caller.project, sourcePlace(parseTableManifest(text).uri));
  return {
    ...commonFields({ description: description || `Ingest table: "${tableManifest.name ?? ''}"`, requestId }),
    kind: 'import',
    content: 'table',
    text,
    options: JSON.stringify(OPTIONS),
    destination,
    uploads: uploadsAmong(caller.project, tableManifest.uriPrefix, tableManifest.sources),
  };
}
