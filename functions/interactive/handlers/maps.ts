import type { IncomingHttpHeaders } from 'node:http';
import type { Call, Handlers } from '../../shared/api/handler.ts';
import { ownAddress } from '../../shared/api/http/own-address.ts';
import { jsonText } from '../../shared/api/http/reply.ts';
import type { RenderedFile } from '../../shared/jobs/job.ts';
import { JointWork } from '../../shared/jobs/joint-work.ts';
import { runJob } from '../../shared/jobs/pool.ts';
import { type MapService, shownBounds } from '../maps/map-service.ts';
import { readTileAddress } from '../maps/tile-address.ts';
import { tileJson } from '../maps/tile-json.ts';
import { wmtsCapabilities } from '../maps/wmts.ts';
import { fileReply, named } from '../requests/file-reply.ts';
import { digest, imageRequestOf } from '../requests/image-request.ts';
import { deleteMap, listPinnedMaps, pinMap } from '../requests/pinned-maps.ts';
import { findRequest, saveRequest } from '../requests/saved-requests.ts';
import { requireExpression } from './expression.ts';

type Create = Call<'projects.maps.create' | 'projects.locations.maps.create'>;

/** Checks a map before it is saved, so that an error in the expression is reported now and not by each tile. */
async function create({ body, caller, signal, text }: Create): Promise<object> {
  const request = imageRequestOf(requireExpression(text('expression')), body);
  const { expression, bandIds, visualization } = request;
  await runJob({ kind: 'check', caller, expression, bandIds, visualization }, signal);
  return { name: await saveRequest('maps', caller, request) };
}

/** What clients of tiles have to know of a map: for whoever knows its name, as its tiles are. */
async function serviceOf(name: string, headers: IncomingHttpHeaders, signal: AbortSignal): Promise<MapService> {
  const { request, maker } = await findRequest('maps', name);
  const { expression, fileFormat } = request;
  const bounds = await runJob({ kind: 'bounds', caller: maker, expression }, signal);
  return {
    url: `${ownAddress(headers)}/v1/${name}`,
    bounds: shownBounds(bounds),
    extension: fileFormat === 'JPEG' ? 'jpg' : 'png',
  };
}

/** Tiles that are being made: whoever asks for one of them meanwhile gets the same. */
const tiles = new JointWork<RenderedFile>();

export const MAP_HANDLERS = {
  'projects.maps.create': create,
  'projects.locations.maps.create': create,

  async 'projects.maps.pin'({ params, body, caller }) {
    return pinMap(caller, params.name, body.description ?? '');
  },

  async 'projects.maps.list'({ caller }) {
    return { maps: await listPinnedMaps(caller.project) };
  },

  async 'projects.maps.delete'({ params, caller }) {
    await deleteMap(caller, params.name);
    return {};
  },

  async 'projects.maps.tiles.get'({ params, headers, signal }) {
    const { tile, fileFormat } = readTileAddress(params.zoom, params.x, params.y);
    const name = digest(params.parent, JSON.stringify(tile), fileFormat ?? '');
    const find = () => findRequest('maps', params.parent);
    const reply = await fileReply(headers, name, find, async (known) => {
      const { request, maker } = await find();
      const format = fileFormat ?? request.fileFormat;
      const job = {
        kind: 'render',
        caller: maker,
        ...request,
        fileFormat: format,
        tile,
        limits: 'tile',
        known,
      } as const;
      return tiles.run(`${name} ${known ?? ''}`, signal, (stop) => runJob(job, stop));
    });
    return named(reply, undefined);
  },

  async 'projects.maps.getTileJson'({ params, headers, signal }) {
    return jsonText(JSON.stringify(tileJson(await serviceOf(params.name, headers, signal))), { vary: 'Host' });
  },

  async 'projects.maps.getWmts'({ params, headers, signal }) {
    const text = wmtsCapabilities(await serviceOf(params.name, headers, signal));
    return { bytes: Buffer.from(text), contentType: 'application/xml; charset=UTF-8', headers: { vary: 'Host' } };
  },
} satisfies Handlers;
