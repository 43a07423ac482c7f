import { createHash } from 'node:crypto';

import { z } from 'zod';
import type { StoredOf } from '../../shared/google/stored.ts';
import { imageFormat, readImageFormat } from '../../shared/jobs/formats/image-formats.ts';
import type { Content } from '../../shared/messages/message.ts';
import { PixelGrid, VisualizationOptions } from '../../shared/messages/pixels.ts';

/** What is asked of a picture besides its expression. */
export interface PictureOptions {
  readonly fileFormat?: string;
  readonly bandIds?: readonly string[];
  readonly visualizationOptions?: Content<typeof VisualizationOptions>;
  readonly grid?: Content<typeof PixelGrid>;
  readonly filenamePrefix?: string;
}

/** An image to be shown, and how. */
export const picture = z.object({
  /** JSON text. */
  expression: z.string(),
  fileFormat: imageFormat,
  bandIds: z.array(z.string()).optional(),
  visualization: VisualizationOptions.optional(),
  grid: PixelGrid.optional(),
  filenamePrefix: z.string().optional(),
});
export type Picture = StoredOf<typeof picture>;

/** A picture out of a request's fields; empty lists and texts are as good as absent. */
export function pictureOf(expression: string, options: PictureOptions): Picture {
  const { bandIds, visualizationOptions, grid, filenamePrefix } = options;
  return {
    expression,
    fileFormat: readImageFormat(options.fileFormat),
    ...(bandIds?.length ? { bandIds } : {}),
    ...(visualizationOptions && Object.keys(visualizationOptions).length > 0
      ? { visualization: visualizationOptions }
      : {}),
    ...(grid && Object.keys(grid).length > 0 ? { grid } : {}),
    ...(filenamePrefix ? { filenamePrefix } : {}),
  };
}

/** A short name of some content, for ids and tags. */
export function digest(...parts: readonly string[]): string {
  return createHash('sha256').update(parts.join('\n')).digest('hex').slice(0, 32);
}
