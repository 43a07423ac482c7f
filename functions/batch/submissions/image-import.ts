import { requireObject } from '../../shared/access/buckets.ts';
import type { Call } from '../../shared/api/handler.ts';
import { invalid, unimplemented } from '../../shared/errors.ts';
import type { Caller } from '../../shared/jobs/caller.ts';
import { IMPORT_OPTIONS } from '../../shared/jobs/import-options.ts';
import { parseManifest, placesOf } from '../../shared/jobs/manifest.ts';
import type { ImageManifest } from '../../shared/messages/import.ts';
import { assetDestination } from './destinations.ts';
import { commonFields, type Submission } from './submission.ts';
import { uploadsAmong } from './uploads-among.ts';

/**
 * The manifest as jobs read it. It is checked here, so that the client learns at once what is wrong with it.
 * @throws INVALID_ARGUMENT, UNIMPLEMENTED, PERMISSION_DENIED for sources that the caller's project may not read
 */
export function manifestText(manifest: ImageManifest, { project }: Caller): string {
  const text = JSON.stringify(manifest);
  for (const place of placesOf(parseManifest(text))) requireObject(project, place);
  return text;
}

function sourcesOf({ sources = [] }: NonNullable<ImageManifest['tilesets']>[number]) {
  return sources;
}

/**
 * Reads a request of `image:import`.
 * @throws INVALID_ARGUMENT, UNIMPLEMENTED, PERMISSION_DENIED
 */
export function imageImport({ body, caller }: Pick<Call<'projects.image.import'>, 'body' | 'caller'>): Submission {
  const { imageManifest, overwrite, description, requestId, mode } = body;
  if (mode === 'VIRTUAL')
    throw unimplemented(
      "The mode 'VIRTUAL' is not supported: leave it out, and the files are copied, or call image:importExternal.",
    );
  if (!imageManifest) throw invalid("The request has no 'imageManifest'.");
  const destination = assetDestination('image', imageManifest.name, overwrite);
  return {
    ...commonFields({ description: description || `Ingest image: "${imageManifest.name ?? ''}"`, requestId }),
    kind: 'import',
    content: 'image',
    text: manifestText(imageManifest, caller),
    options: JSON.stringify(IMPORT_OPTIONS),
    destination,
    uploads: uploadsAmong(caller.project, imageManifest.uriPrefix, imageManifest.tilesets?.flatMap(sourcesOf)),
  };
}
