import type { Call, Handlers } from '../../shared/api/handler.ts';
import { runJob } from '../../shared/jobs/pool.ts';
import { fileReply, named } from '../pictures/file.ts';
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
    const find = () => findPicture('thumbnails', params.name);
    const { picture } = await find();
    const reply = await fileReply(headers, digest(params.name), find, (known) =>
      runJob({ kind: 'render', caller, ...picture, limits: 'thumbnail', known }, signal),
    );
    return named(reply, picture.filenamePrefix);
  },
} satisfies Handlers;
