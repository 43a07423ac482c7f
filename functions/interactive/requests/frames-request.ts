import { z } from 'zod';
import { invalid, unimplemented } from '../../shared/errors.ts';
import type { StoredOf } from '../../shared/google/stored.ts';
import { IMAGE_FORMATS, imageFormat, readImageFormat } from '../../shared/jobs/formats/image-formats.ts';
import { readVideoOptions } from '../../shared/jobs/video-options.ts';
import type { Content } from '../../shared/messages/message.ts';
import { type FilmstripThumbnail, PixelGrid, type VideoThumbnail } from '../../shared/messages/pixels.ts';

/** A request for the images of a collection in one file, as it is saved. */
export const framesRequest = z.object({
  /** JSON text. */
  expression: z.string(),
  arrangement: z.discriminatedUnion('kind', [
    z.object({
      kind: z.literal('video'),
      framesPerSecond: z.number(),
      maxFrames: z.number(),
      maxPixelsPerFrame: z.number(),
    }),
    z.object({
      kind: z.literal('filmstrip'),
      orientation: z.enum(['HORIZONTAL', 'VERTICAL']),
      fileFormat: imageFormat,
    }),
  ]),
  grid: PixelGrid.optional(),
});
export type FramesRequest = StoredOf<typeof framesRequest>;

/**
 * Makes the request for an animation from a message.
 * @throws INVALID_ARGUMENT for options out of range, UNIMPLEMENTED for other formats than GIF
 */
export function videoRequestOf(expression: string, body: Content<typeof VideoThumbnail>): FramesRequest {
  const { fileFormat = 'GIF', videoOptions, grid } = body;
  if (fileFormat !== 'GIF' && fileFormat !== 'VIDEO_FILE_FORMAT_UNSPECIFIED') {
    throw unimplemented(`The file format ${fileFormat} is not supported: currently only GIF is.`);
  }
  const arrangement = { kind: 'video', ...readVideoOptions(videoOptions) } as const;
  return { expression, arrangement, ...gridOf(grid) };
}

/**
 * Makes the request for images side by side, or (by default) one below the other, from a message.
 * @throws INVALID_ARGUMENT for formats that are not for the eye
 */
export function filmstripRequestOf(expression: string, body: Content<typeof FilmstripThumbnail>): FramesRequest {
  const fileFormat = readImageFormat(body.fileFormat);
  if (!IMAGE_FORMATS[fileFormat].visual) throw invalid(`A filmstrip cannot be ${fileFormat}: use PNG or JPEG.`);
  const orientation = body.orientation === 'HORIZONTAL' ? 'HORIZONTAL' : 'VERTICAL';
  return { expression, arrangement: { kind: 'filmstrip', orientation, fileFormat }, ...gridOf(body.grid) };
}

function gridOf(grid: Content<typeof PixelGrid> | undefined): Pick<FramesRequest, 'grid'> {
  return grid && Object.keys(grid).length > 0 ? { grid } : {};
}
