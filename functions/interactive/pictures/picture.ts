import { createHash } from 'node:crypto';
import type { Content } from '../../shared/api/messages/message.ts';
import type { PixelGrid, VisualizationOptions } from '../../shared/api/messages/pixels.ts';
import { unimplemented } from '../../shared/errors.ts';
import type { ImageFileFormat } from '../../shared/jobs/job.ts';

/** What is asked of a picture besides its expression. */
export interface PictureOptions {
  readonly fileFormat?: string;
  readonly bandIds?: readonly string[];
  readonly visualizationOptions?: Content<typeof VisualizationOptions>;
  readonly grid?: Content<typeof PixelGrid>;
  readonly filenamePrefix?: string;
}

/** An image to be shown, and how. */
export interface Picture {
  /** JSON text. */
  readonly expression: string;
  readonly fileFormat: ImageFileFormat;
  readonly bandIds?: readonly string[];
  readonly visualization?: Content<typeof VisualizationOptions>;
  readonly grid?: Content<typeof PixelGrid>;
  readonly filenamePrefix?: string;
}

/** A picture out of a request's fields; empty lists and texts are as good as absent. */
export function pictureOf(expression: string, options: PictureOptions): Picture {
  const { bandIds, visualizationOptions, grid, filenamePrefix } = options;
  return {
    expression,
    fileFormat: supportedFormat(options.fileFormat),
    ...(bandIds?.length ? { bandIds } : {}),
    ...(visualizationOptions && Object.keys(visualizationOptions).length > 0
      ? { visualization: visualizationOptions }
      : {}),
    ...(grid && Object.keys(grid).length > 0 ? { grid } : {}),
    ...(filenamePrefix ? { filenamePrefix } : {}),
  };
}

const SUPPORTED: readonly ImageFileFormat[] = [
  'AUTO_JPEG_PNG',
  'JPEG',
  'PNG',
  'NPY',
  'GEO_TIFF',
  'ZIPPED_GEO_TIFF',
  'ZIPPED_GEO_TIFF_PER_BAND',
];

function supportedFormat(name = 'IMAGE_FILE_FORMAT_UNSPECIFIED'): ImageFileFormat {
  if (name === 'IMAGE_FILE_FORMAT_UNSPECIFIED') return 'AUTO_JPEG_PNG';
  const format = SUPPORTED.find((one) => one === name);
  if (format) return format;
  throw unimplemented(`The file format ${name} is not supported yet. Use one of ${SUPPORTED.join(', ')}.`);
}

/** A short name of some content, for ids and tags. */
export function digest(...parts: readonly string[]): string {
  return createHash('sha256').update(parts.join('\n')).digest('hex').slice(0, 32);
}
