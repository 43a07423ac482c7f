import type { Call, Handlers } from '../../shared/api/handler.ts';
import { invalid } from '../../shared/errors.ts';
import { runJob } from '../../shared/jobs/pool.ts';
import { fileReply, named } from '../requests/file-reply.ts';
import { digest, imageRequestOf } from '../requests/image-request.ts';
import { findRequest, saveRequest } from '../requests/saved-requests.ts';
import { requireExpression } from './expression.ts';

const MAX_ZOOM = 30;

type Create = Call<'projects.maps.create' | 'projects.locations.maps.create'>;

/** Checks a map before it is saved, so that an error in the expression is reported now and not by each tile. */
async function create({ body, caller, signal, text }: Create): Promise<object> {
  const request = imageRequestOf(requireExpression(text('expression')), body);
  const { expression, bandIds, visualization } = request;
  await runJob({ kind: 'check', caller, expression, bandIds, visualization }, signal);
  return { name: await saveRequest('maps', caller.project, request) };
}

/** The place of a tile; columns go around the world. */
function readTile(zoomText: string, xText: string, yText: string) {
  const [zoom, column, y] = [zoomText, xText, yText].map((text) =>
    /^-?\d{1,10}$/.test(text) ? Number(text) : Number.NaN,
  );
  const size = 2 ** zoom;
  if (!(zoom >= 0 && zoom <= MAX_ZOOM))
    throw invalid(`Invalid tile: the zoom level must be 0 to ${MAX_ZOOM}. Got ${zoomText}.`);
  if (Number.isNaN(column) || !(y >= 0 && y < size)) {
    throw invalid(`Invalid tile: at zoom level ${zoom} y must be 0 to ${size - 1}. Got x=${xText}, y=${yText}.`);
  }
  return { zoom, x: ((column % size) + size) % size, y };
}

export const MAP_HANDLERS = {
  'projects.maps.create': create,
  'projects.locations.maps.create': create,

  async 'projects.maps.tiles.get'({ params, headers, caller, signal }) {
    const tile = readTile(params.zoom, params.x, params.y);
    const name = digest(params.parent, `${tile.zoom}/${tile.x}/${tile.y}`);
    const find = () => findRequest('maps', params.parent);
    const reply = await fileReply(headers, name, find, async (known) => {
      const { request } = await find();
      return runJob({ kind: 'render', caller, ...request, tile, limits: 'tile', known }, signal);
    });
    return named(reply, undefined);
  },
} satisfies Handlers;
