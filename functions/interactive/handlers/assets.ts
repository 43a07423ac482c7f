import { assetMessage } from '../../shared/api/asset-message.ts';
import type { Call, Handlers } from '../../shared/api/handler.ts';
import { parseAssetName } from '../../shared/catalog/names.ts';
import { createAsset, deleteAsset } from '../../shared/catalog/write.ts';
import { invalid } from '../../shared/errors.ts';
import { inTransaction } from '../../shared/google/transaction.ts';
import { containerAsset, externalAsset } from '../assets/create.ts';
import { writableName } from '../assets/name.ts';
import { requireAsset } from '../assets/require.ts';
import { rootMessage } from '../assets/root.ts';
import { updateAsset } from '../assets/update.ts';

type Create = Call<'projects.assets.create' | 'projects.locations.assets.create'>;

async function create({ body, query, caller, signal }: Create): Promise<object> {
  const root = parseAssetName(`projects/${caller.project}/assets`);
  if (!query.assetId) {
    // The root of a project is always there: so is a user's home, which a client may ask for.
    if (body.type === 'FOLDER') return rootMessage(root);
    throw invalid("The parameter 'assetId' is missing.");
  }
  const name = writableName(`${root.name}/${query.assetId}`);
  const overwrite = query.overwrite ?? false;
  const made = body.cloudStorageLocation ? await externalAsset(body, caller, signal) : containerAsset(body);
  return assetMessage(await inTransaction((transaction) => createAsset(transaction, name, made, { overwrite })));
}

export const ASSET_HANDLERS = {
  'projects.assets.create': create,
  'projects.locations.assets.create': create,

  async 'projects.assets.get'({ params, caller }) {
    const name = parseAssetName(params.name);
    return name.path === '' ? rootMessage(name) : assetMessage(await requireAsset(name, caller));
  },

  async 'projects.assets.delete'({ params }) {
    await deleteAsset(writableName(params.name));
    return {};
  },

  async 'projects.assets.patch'({ params, body }) {
    if (!body.asset) throw invalid("The request has no 'asset'.");
    return assetMessage(await updateAsset(writableName(params.name), body.asset, body.updateMask ?? []));
  },
} satisfies Handlers;
