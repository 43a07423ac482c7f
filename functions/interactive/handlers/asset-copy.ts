import { requirePermission, roleOnAsset } from '../../shared/access/access.ts';
import { assetMessage } from '../../shared/api/asset-message.ts';
import type { Handlers } from '../../shared/api/handler.ts';
import type { AssetName } from '../../shared/catalog/names.ts';
import { copyAsset } from '../../shared/catalog/write.ts';
import { unimplemented } from '../../shared/errors.ts';
import { strongerRole } from '../../shared/identity/roles.ts';
import type { Caller } from '../../shared/jobs/caller.ts';
import { destination } from '../assets/destination.ts';
import { writableName } from '../assets/name.ts';

/**
 * Checks that whoever moves an asset gets no stronger role on it by its new place: policies go along with what they are of, and folders give
 * roles on what is in them.
 * @throws PERMISSION_DENIED
 */
async function requireNoGain(caller: Caller, from: AssetName, to: AssetName): Promise<void> {
  const [before, after] = await Promise.all([roleOnAsset(caller.user, from), roleOnAsset(caller.user, to)]);
  const gains = after !== undefined && strongerRole(before, after) !== before;
  // Who may say who may what, there and here, may take the policy along.
  if (gains) await requirePermission(caller, 'earthengine.assets.setIamPolicy', from.name);
  if (from.project !== to.project) await requirePermission(caller, 'earthengine.assets.setIamPolicy', rootOf(to));
}

function rootOf({ project }: AssetName): string {
  return `projects/${project}/assets`;
}

export const ASSET_COPY_HANDLERS = {
  async 'projects.assets.copy'({ params, body, caller }) {
    if (body.bandIds?.length) throw unimplemented("Copying only some bands ('bandIds') is not supported yet.");
    const [from, to] = [writableName(params.sourceName), await destination(body.destinationName, caller)];
    return assetMessage(await copyAsset(from, to, { overwrite: body.overwrite ?? false, move: false }));
  },

  async 'projects.assets.move'({ params, body, caller }) {
    const [from, to] = [writableName(params.sourceName), await destination(body.destinationName, caller)];
    await requireNoGain(caller, from, to);
    return assetMessage(await copyAsset(from, to, { overwrite: false, move: true }));
  },
} satisfies Handlers;
