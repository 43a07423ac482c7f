import type { Call, Handlers } from '../../shared/api/handler.ts';
import { invalid } from '../../shared/errors.ts';
import type { RenderedFile } from '../../shared/jobs/job.ts';
import { JointWork } from '../../shared/jobs/joint-work.ts';
import { runJob } from '../../shared/jobs/pool.ts';
import { readTileAddress } from '../maps/tile-address.ts';
import { NO_STYLE } from '../requests/feature-view-request.ts';
import { fileReply, named } from '../requests/file-reply.ts';
import { digest } from '../requests/image-request.ts';
import { findRequest, saveRequest } from '../requests/saved-requests.ts';

type Create = Call<'projects.featureView.create' | 'projects.featureViews.create'>;

/** Checks a feature view and its style before it is saved, so that an error is reported now and not by each tile. */
async function create({ body, caller, signal, text }: Create): Promise<object> {
  const { asset, mapName } = body;
  if (mapName) throw invalid("'mapName' is not supported: name the feature view as 'asset'.");
  if (!asset) throw invalid("The request has no 'asset'.");
  const request = { asset, expression: text('visualizationExpression') ?? NO_STYLE };
  await runJob({ kind: 'check-feature-view', caller, ...request }, signal);
  return { name: await saveRequest('featureViews', caller, request), asset };
}

/** Tiles that are being made: whoever asks for one of them meanwhile gets the same. */
const tiles = new JointWork<RenderedFile>();

export const FEATURE_VIEW_HANDLERS = {
  'projects.featureView.create': create,
  'projects.featureViews.create': create,

  async 'projects.featureViews.tiles.get'({ params, headers, signal }) {
    const { tile, fileFormat } = readTileAddress(params.zoom, params.x, params.y);
    if (fileFormat === 'JPEG')
      throw invalid('Invalid tile: those of feature views are PNG, as they can be seen through.');
    const name = digest(params.parent, JSON.stringify(tile));
    const find = () => findRequest('featureViews', params.parent);
    const reply = await fileReply(headers, name, find, async (known) => {
      const { request, maker } = await find();
      const job = { kind: 'feature-tile', caller: maker, ...request, tile, known } as const;
      return tiles.run(`${name} ${known ?? ''}`, signal, (stop) => runJob(job, stop));
    });
    return named(reply, undefined);
  },
} satisfies Handlers;
