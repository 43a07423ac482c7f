import { assetMessage } from '../../shared/api/asset-message.ts';
import type { Handlers } from '../../shared/api/handler.ts';
import { holdsAssets } from '../../shared/catalog/link.ts';
import { parseAssetName } from '../../shared/catalog/names.ts';
import { createAsset } from '../../shared/catalog/write.ts';
import { ServiceError } from '../../shared/errors.ts';
import { inTransaction } from '../../shared/google/transaction.ts';
import { destination } from '../assets/destination.ts';
import { writableName } from '../assets/name.ts';
import { asRead, requireAsset } from '../assets/require.ts';

export const ASSET_LINK_HANDLERS = {
  async 'projects.assets.link'({ params, body, caller }) {
    const [from, to] = [writableName(params.sourceName), await destination(body.destinationName, caller)];
    const { name, type, link } = await requireAsset(from, caller);
    if (holdsAssets(type)) {
      throw refused(`Asset '${name}' is a ${type}: it cannot be linked. Link what is in it.`);
    }
    // A link to a link stands for the same: chains and circles cannot arise.
    const made = { type, link: { source: link?.source ?? name } };
    const record = await inTransaction((transaction) => createAsset(transaction, to, made, { overwrite: false }));
    return assetMessage(await asRead(record, caller));
  },

  async 'projects.assets.getLinked'({ params, caller }) {
    const { name, link } = await requireAsset(writableName(params.name), caller);
    if (!link) throw refused(`Asset '${name}' is not a link.`);
    return assetMessage(await requireAsset(parseAssetName(link.source), caller));
  },
} satisfies Handlers;

function refused(message: string): ServiceError {
  return new ServiceError('FAILED_PRECONDITION', message);
}
