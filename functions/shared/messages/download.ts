import { int64, repeated, string } from './field.ts';
import { message } from './message.ts';

export const CreateDownloadsRequest = message('CreateDownloadsRequest', {});

/** A file that an export has written, to be fetched for a day. */
const Download = message('Download', {
  /** `projects/P/downloads/ID`: the bytes are at `NAME:getFile`. */
  name: string,
  uri: string,
  sizeBytes: int64,
});

export const CreateDownloadsResponse = message('CreateDownloadsResponse', { downloads: repeated(Download) });
