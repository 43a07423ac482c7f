import type { Call, Handlers } from '../../shared/api/handler.ts';
import { IMAGE_FORMATS } from '../../shared/jobs/formats/image-formats.ts';
import type { PixelLimits } from '../../shared/jobs/job.ts';
import { runJob } from '../../shared/jobs/pool.ts';
import { fileReply, named } from '../requests/file-reply.ts';
import { digest, type ImageRequest, imageRequestOf } from '../requests/image-request.ts';
import { findRequest, saveRequest } from '../requests/saved-requests.ts';
import { requireExpression } from './expression.ts';

type Create = Call<'projects.thumbnails.create' | 'projects.locations.thumbnails.create'>;

async function create({ body, caller, signal, text }: Create): Promise<object> {
  const request = imageRequestOf(requireExpression(text('expression')), body);
  const { expression, bandIds, visualization, fileFormat, grid } = request;
  const file = { fileFormat, limits: limitsOf(request), ...(grid ? { grid } : {}) };
  await runJob({ kind: 'check', caller, expression, bandIds, visualization, file }, signal);
  return { name: await saveRequest('thumbnails', caller.project, request) };
}

/** The limits of a request: files of pixel values, which `getDownloadURL` asks for, have others than files to look at. */
function limitsOf({ fileFormat }: ImageRequest): PixelLimits {
  return IMAGE_FORMATS[fileFormat].visual ? 'thumbnail' : 'download';
}

export const THUMBNAIL_HANDLERS = {
  'projects.thumbnails.create': create,
  'projects.locations.thumbnails.create': create,

  async 'projects.thumbnails.getPixels'({ params, headers, caller, signal }) {
    const find = () => findRequest('thumbnails', params.name);
    const { request } = await find();
    const reply = await fileReply(headers, digest(params.name), find, (known) =>
      runJob({ kind: 'render', caller, ...request, limits: limitsOf(request), known }, signal),
    );
    return named(reply, request.filenamePrefix);
  },
} satisfies Handlers;
