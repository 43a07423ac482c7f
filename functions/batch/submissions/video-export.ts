import type { Call } from '../../shared/api/handler.ts';
import { invalid } from '../../shared/errors.ts';
import { VIDEO_FORMATS, type VideoOptions } from '../../shared/jobs/video-job.ts';
import { readVideoOptions } from '../../shared/jobs/video-options.ts';
import { fileDestination } from './destinations.ts';
import { commonFields, requiredExpression, type Submission } from './submission.ts';

/**
 * Reads a request of `video:export`.
 * @throws INVALID_ARGUMENT, PERMISSION_DENIED, UNIMPLEMENTED
 */
export function videoExport({
  body,
  text,
  caller,
}: Pick<Call<'projects.video.export'>, 'body' | 'text' | 'caller'>): Submission {
  const expression = requiredExpression({ body, text });
  const { fileExportOptions: file, description = '' } = body;
  if (!file) throw invalid("The request has no 'fileExportOptions'.");
  const format = formatOf(file.fileFormat);
  const options: VideoOptions = { format, ...readVideoOptions(body.videoOptions) };
  return {
    ...commonFields(body),
    kind: 'export',
    content: 'video',
    text: expression,
    options: JSON.stringify(options),
    destination: fileDestination(caller, file, description, VIDEO_FORMATS[format].extension),
  };
}

function formatOf(format = 'MP4'): VideoOptions['format'] {
  if (format === 'MP4' || format === 'VIDEO_FILE_FORMAT_UNSPECIFIED') return 'MP4';
  if (format === 'GIF') return format;
  throw invalid(`Videos cannot be exported as ${format}: use the file format MP4 or GIF.`);
}
