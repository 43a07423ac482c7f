import type { Call, Handlers } from '../../shared/api/handler.ts';
import { matchesTag, notModified } from '../../shared/api/http/reply.ts';
import { runJob } from '../../shared/jobs/pool.ts';
import { disposition, keepable } from '../pictures/file.ts';
import { digest, pictureOf } from '../pictures/picture.ts';
import { findPicture, savePicture } from '../pictures/store.ts';
import { requireExpression } from './expression.ts';

type Create = Call<'projects.thumbnails.create' | 'projects.locations.thumbnails.create'>;

async function create({ body, caller, signal, text }: Create): Promise<object> {
  const picture = pictureOf(requireExpression(text('expression')), body);
  const { expression, bandIds, visualization } = picture;
  await runJob({ kind: 'check', caller, expression, bandIds, visualization }, signal);
  return { name: await savePicture('thumbnails', caller.project, picture) };
}

export const THUMBNAIL_HANDLERS = {
  'projects.thumbnails.create': create,
  'projects.locations.thumbnails.create': create,

  async 'projects.thumbnails.getPixels'({ params, headers, caller, signal }) {
    const etag = `"${digest(params.name)}"`;
    if (matchesTag(headers, etag)) return notModified({ etag });
    const found = await findPicture('thumbnails', params.name);
    const file = await runJob({ kind: 'render', caller, ...found.picture, limits: 'thumbnail' }, signal);
    const reply = keepable(file, etag, found);
    return { ...reply, headers: { ...reply.headers, ...disposition(found.picture, file.contentType) } };
  },
} satisfies Handlers;
