import type { Handlers } from '../../shared/api/handler.ts';
import { parseAssetName } from '../../shared/catalog/names.ts';
import { createAsset } from '../../shared/catalog/write.ts';
import { invalid, unimplemented } from '../../shared/errors.ts';
import { inTransaction } from '../../shared/google/transaction.ts';
import { externalImage } from '../../shared/jobs/external-image.ts';
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
    const image = await externalImage(manifestText(imageManifest, caller), caller, signal);
    await inTransaction((transaction) => createAsset(transaction, parseAssetName(asset), image, { overwrite }));
    return { name: asset };
  },
} satisfies Handlers;
