import { assetMessage } from '../../shared/api/asset-message.ts';
import type { Call, Handlers } from '../../shared/api/handler.ts';
import { parseAssetName } from '../../shared/catalog/names.ts';
import { deleteAsset } from '../../shared/catalog/write.ts';
import { invalid } from '../../shared/errors.ts';
import { createContainer } from '../assets/create.ts';
import { writableName } from '../assets/name.ts';
import { requireAsset } from '../assets/require.ts';
import { rootMessage } from '../assets/root.ts';
import { updateAsset } from '../assets/update.ts';

type Create = Call<'projects.assets.create' | 'projects.locations.assets.create'>;

async function create({ body, query, caller }: Create): Promise<object> {
  const root = parseAssetName(`projects/${caller.project}/assets`);
  if (!query.assetId) {
    // The root of a project is always there: so is a user's home, which a client may ask for.
    if (body.type === 'FOLDER') return rootMessage(root);
    throw invalid("The parameter 'assetId' is missing.");
  }
  const name = writableName(`${root.name}/${query.assetId}`);
  return assetMessage(await createContainer(name, body, { overwrite: query.overwrite ?? false }));
}

export const ASSET_HANDLERS = {
  'projects.assets.create': create,
  'projects.locations.assets.create': create,

  async 'projects.assets.get'({ params }) {
    const name = parseAssetName(params.name);
    return name.path === '' ? rootMessage(name) : assetMessage(await requireAsset(name));
  },

  async 'projects.assets.delete'({ params }) {
    await deleteAsset(writableName(params.name));
    return {};
  },

  async 'projects.assets.patch'({ params, body }) {
    if (!body.asset) throw invalid("The request has no 'asset'.");
    return assetMessage(await updateAsset(writableName(params.name), body.asset, body.updateMask ?? []));
  },

  /** In open mode every caller owns all assets. */
  async 'projects.assets.getIamPolicy'({ params, caller }) {
    const name = parseAssetName(params.resource);
    if (name.path !== '') await requireAsset(name);
    return { bindings: [{ role: 'roles/owner', members: [`user:${caller.user}`] }] };
  },
} satisfies Handlers;
