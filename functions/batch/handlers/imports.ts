import { requireObject } from '../../shared/access/buckets.ts';
import type { Handlers } from '../../shared/api/handler.ts';
import { parseAssetName } from '../../shared/catalog/names.ts';
import { createAsset } from '../../shared/catalog/write.ts';
import { invalid, unimplemented } from '../../shared/errors.ts';
import { inTransaction } from '../../shared/google/transaction.ts';
import type { Caller } from '../../shared/jobs/caller.ts';
import { externalImage } from '../../shared/jobs/external-image.ts';
import { IMPORT_OPTIONS } from '../../shared/jobs/import-options.ts';
import { parseManifest, placesOf } from '../../shared/jobs/manifest.ts';
import type { ImageManifest } from '../../shared/messages/import.ts';
import { requireDestination } from '../../shared/tasks/require-destination.ts';
import { assetDestination } from './destinations.ts';
import { start } from './start.ts';
import { uploadsAmong } from './uploads-among.ts';

/**
 * The manifest as jobs read it. It is checked here, so that the client learns at once what is wrong with it.
 * @throws INVALID_ARGUMENT, UNIMPLEMENTED, PERMISSION_DENIED for sources that the caller's project may not read
 */
function manifestText(manifest: ImageManifest, { project }: Caller): string {
  const text = JSON.stringify(manifest);
  for (const place of placesOf(parseManifest(text))) requireObject(project, place);
  return text;
}

function sourcesOf({ sources = [] }: NonNullable<ImageManifest['tilesets']>[number]) {
  return sources;
}

export const IMPORT_HANDLERS = {
  async 'projects.image.import'({ body, caller }) {
    const { imageManifest, overwrite, description, requestId, mode } = body;
    if (mode === 'VIRTUAL')
      throw unimplemented(
        "The mode 'VIRTUAL' is not supported: leave it out, and the files are copied, or call image:importExternal.",
      );
    if (!imageManifest) throw invalid("The request has no 'imageManifest'.");
    const destination = assetDestination('image', imageManifest.name, overwrite);
    const fields = { description: description || `Ingest image: "${imageManifest.name ?? ''}"`, requestId };
    return start(fields, caller, {
      kind: 'import',
      content: 'image',
      text: manifestText(imageManifest, caller),
      options: JSON.stringify(IMPORT_OPTIONS),
      destination,
      uploads: uploadsAmong(caller.project, imageManifest.uriPrefix, imageManifest.tilesets?.flatMap(sourcesOf)),
    });
  },

  async 'projects.image.importExternal'({ body, caller, signal }) {
    const { imageManifest, overwrite = false, useLatestObjectVersion } = body;
    if (useLatestObjectVersion) {
      throw unimplemented(
        "'useLatestObjectVersion' is not supported: leave it out, and import the file again when it has changed.",
      );
    }
    if (!imageManifest) throw invalid("The request has no 'imageManifest'.");
    const destination = assetDestination('image', imageManifest.name, overwrite);
    if (destination.kind !== 'asset') throw new TypeError('An image is imported to an asset.');
    const { asset } = destination;
    await requireDestination({ user: caller.user ?? '', destination });
    const image = await externalImage(manifestText(imageManifest, caller), caller, signal);
    await inTransaction((transaction) => createAsset(transaction, parseAssetName(asset), image, { overwrite }));
    return { name: asset };
  },
} satisfies Handlers;
