import type { Call, Handlers } from '../../shared/api/handler.ts';
import { IMAGE_FORMATS } from '../../shared/jobs/formats/image-formats.ts';
import type { PixelLimits } from '../../shared/jobs/job.ts';
import { runJob } from '../../shared/jobs/pool.ts';
import { fileReply, named } from '../pictures/file.ts';
import { digest, type Picture, pictureOf } from '../pictures/picture.ts';
import { findPicture, savePicture } from '../pictures/store.ts';
import { requireExpression } from './expression.ts';

type Create = Call<'projects.thumbnails.create' | 'projects.locations.thumbnails.create'>;

async function create({ body, caller, signal, text }: Create): Promise<object> {
  const picture = pictureOf(requireExpression(text('expression')), body);
  const { expression, bandIds, visualization, fileFormat, grid } = picture;
  const file = { fileFormat, limits: limitsOf(picture), ...(grid ? { grid } : {}) };
  await runJob({ kind: 'check', caller, expression, bandIds, visualization, file }, signal);
  return { name: await savePicture('thumbnails', caller, picture) };
}

/** Files of pixel values, which `getDownloadURL` asks for, have other limits than pictures. */
function limitsOf({ fileFormat }: Picture): PixelLimits {
  return IMAGE_FORMATS[fileFormat].visual ? 'thumbnail' : 'download';
}

export const THUMBNAIL_HANDLERS = {
  'projects.thumbnails.create': create,
  'projects.locations.thumbnails.create': create,

  async 'projects.thumbnails.getPixels'({ params, headers, signal }) {
    const find = () => findPicture('thumbnails', params.name);
    const { picture, maker } = await find();
    const reply = await fileReply(headers, digest(params.name), find, (known) =>
      runJob({ kind: 'render', caller: maker, ...picture, limits: limitsOf(picture), known }, signal),
    );
    return named(reply, picture.filenamePrefix);
  },
} satisfies Handlers;
