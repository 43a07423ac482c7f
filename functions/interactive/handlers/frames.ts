import type { Call, Handlers } from '../../shared/api/handler.ts';
import type { FileReply } from '../../shared/api/http/reply.ts';
import type { Caller } from '../../shared/jobs/caller.ts';
import { runJob } from '../../shared/jobs/pool.ts';
import { fileReply } from '../requests/file-reply.ts';
import { type FramesRequest, filmstripRequestOf, videoRequestOf } from '../requests/frames-request.ts';
import { digest } from '../requests/image-request.ts';
import { findRequest, saveRequest } from '../requests/saved-requests.ts';
import { requireExpression } from './expression.ts';

type Kind = 'videoThumbnails' | 'filmstripThumbnails';

async function save(kind: Kind, request: FramesRequest, caller: Caller, signal: AbortSignal): Promise<object> {
  await runJob({ kind: 'check-frames', caller, ...request }, signal);
  return { name: await saveRequest(kind, caller, request) };
}

function createVideo({
  body,
  caller,
  signal,
  text,
}: Call<'projects.videoThumbnails.create' | 'projects.locations.videoThumbnails.create'>): Promise<object> {
  return save('videoThumbnails', videoRequestOf(requireExpression(text('expression')), body), caller, signal);
}

function createFilmstrip({
  body,
  caller,
  signal,
  text,
}: Call<'projects.filmstripThumbnails.create' | 'projects.locations.filmstripThumbnails.create'>): Promise<object> {
  return save('filmstripThumbnails', filmstripRequestOf(requireExpression(text('expression')), body), caller, signal);
}

async function getPixels(
  kind: Kind,
  { params, headers, signal }: Call<'projects.videoThumbnails.getPixels' | 'projects.filmstripThumbnails.getPixels'>,
): Promise<FileReply> {
  const find = () => findRequest(kind, params.name);
  const { request, maker } = await find();
  const { extension, ...file } = await fileReply(headers, digest(params.name), find, (known) =>
    runJob({ kind: 'frames', caller: maker, ...request, known }, signal),
  );
  return file;
}

/** Collections of images as animations and as filmstrips. */
export const FRAMES_HANDLERS = {
  'projects.videoThumbnails.create': createVideo,
  'projects.locations.videoThumbnails.create': createVideo,
  'projects.videoThumbnails.getPixels': (call) => getPixels('videoThumbnails', call),
  'projects.filmstripThumbnails.create': createFilmstrip,
  'projects.locations.filmstripThumbnails.create': createFilmstrip,
  'projects.filmstripThumbnails.getPixels': (call) => getPixels('filmstripThumbnails', call),
} satisfies Handlers;
