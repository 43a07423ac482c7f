import { createHash } from 'node:crypto';

import { z } from 'zod';
import type { StoredOf } from '../../shared/google/stored.ts';
import { imageFormat, readImageFormat } from '../../shared/jobs/formats/image-formats.ts';
import type { Content } from '../../shared/messages/message.ts';
import { PixelGrid, VisualizationOptions } from '../../shared/messages/pixels.ts';

/** The fields of a request for pixels besides its expression, as the message has them. */
export interface ImageFields {
  readonly fileFormat?: string;
  readonly bandIds?: readonly string[];
  readonly visualizationOptions?: Content<typeof VisualizationOptions>;
  readonly grid?: Content<typeof PixelGrid>;
  readonly filenamePrefix?: string;
}

/** A request for pixels of an image, as it is saved: the expression, the file format, bands, visualization and grid. */
export const imageRequest = z.object({
  /** JSON text. */
  expression: z.string(),
  fileFormat: imageFormat,
  bandIds: z.array(z.string()).optional(),
  visualization: VisualizationOptions.optional(),
  grid: PixelGrid.optional(),
  filenamePrefix: z.string().optional(),
});
export type ImageRequest = StoredOf<typeof imageRequest>;

/**
 * Makes the request from the fields of a message; an empty list, text or object counts as absent.
 * @throws UNIMPLEMENTED for a file format that is not written
 */
export function imageRequestOf(expression: string, options: ImageFields): ImageRequest {
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

/** The first 32 hexadecimal digits of the texts' SHA-256, for ids and ETags. */
export function digest(...parts: readonly string[]): string {
  return createHash('sha256').update(parts.join('\n')).digest('hex').slice(0, 32);
}
