import { requireBucket } from '../../shared/access/buckets.ts';
import type { Handlers } from '../../shared/api/handler.ts';
import { parseAssetName } from '../../shared/catalog/names.ts';
import { createAsset } from '../../shared/catalog/write.ts';
import { invalid, unimplemented } from '../../shared/errors.ts';
import { inTransaction } from '../../shared/google/transaction.ts';
import { externalImage } from '../../shared/jobs/external-image.ts';
import { parseManifest, placesOf } from '../../shared/jobs/manifest.ts';
import { requireDestination } from '../../shared/tasks/require-destination.ts';
import { assetDestination } from '../submissions/destinations.ts';
import { manifestText } from '../submissions/image-import.ts';

export const EXTERNAL_IMAGE_HANDLERS = {
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
    const text = manifestText(imageManifest, caller);
    // Uploads are deleted before long: they are imported, but nothing reads them where they are.
    for (const { bucket } of placesOf(parseManifest(text))) requireBucket(caller.project, bucket);
    const image = await externalImage(text, caller, signal);
    await inTransaction((transaction) => createAsset(transaction, parseAssetName(asset), image, { overwrite }));
    return { name: asset };
  },
} satisfies Handlers;
