import { assetMessage } from '../../shared/api/asset-message.ts';
import type { Handlers } from '../../shared/api/handler.ts';
import { copyAsset } from '../../shared/catalog/write.ts';
import { invalid, unimplemented } from '../../shared/errors.ts';
import { writableName } from '../assets/name.ts';

function destination(name: string | undefined) {
  if (!name) throw invalid("The request has no 'destinationName'.");
  return writableName(name);
}

export const ASSET_COPY_HANDLERS = {
  async 'projects.assets.copy'({ params, body }) {
    if (body.bandIds?.length) throw unimplemented("Copying only some bands ('bandIds') is not supported yet.");
    const [from, to] = [writableName(params.sourceName), destination(body.destinationName)];
    return assetMessage(await copyAsset(from, to, { overwrite: body.overwrite ?? false, move: false }));
  },

  async 'projects.assets.move'({ params, body }) {
    const [from, to] = [writableName(params.sourceName), destination(body.destinationName)];
    return assetMessage(await copyAsset(from, to, { overwrite: false, move: true }));
  },
} satisfies Handlers;
