import { requirePermission } from '../../shared/access/access.ts';
import { assetMessage } from '../../shared/api/asset-message.ts';
import type { Handlers } from '../../shared/api/handler.ts';
import type { AssetName } from '../../shared/catalog/names.ts';
import { copyAsset } from '../../shared/catalog/write.ts';
import { invalid, unimplemented } from '../../shared/errors.ts';
import type { Caller } from '../../shared/jobs/caller.ts';
import { writableName } from '../assets/name.ts';

/** The asset that is to be made, where the caller may make it. */
async function destination(name: string | undefined, caller: Caller): Promise<AssetName> {
  if (!name) throw invalid("The request has no 'destinationName'.");
  const asset = writableName(name);
  await requirePermission(caller, 'earthengine.assets.create', asset.name);
  return asset;
}

export const ASSET_COPY_HANDLERS = {
  async 'projects.assets.copy'({ params, body, caller }) {
    if (body.bandIds?.length) throw unimplemented("Copying only some bands ('bandIds') is not supported yet.");
    const [from, to] = [writableName(params.sourceName), await destination(body.destinationName, caller)];
    return assetMessage(await copyAsset(from, to, { overwrite: body.overwrite ?? false, move: false }));
  },

  async 'projects.assets.move'({ params, body, caller }) {
    const [from, to] = [writableName(params.sourceName), await destination(body.destinationName, caller)];
    return assetMessage(await copyAsset(from, to, { overwrite: false, move: true }));
  },
} satisfies Handlers;
