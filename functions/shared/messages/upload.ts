import { int64, string } from './field.ts';
import { message } from './message.ts';

/** A file that a user wants to upload in order to import it. Terrane's own: Earth Engine's clients upload to buckets of their users. */
export const CreateUploadRequest = message('CreateUploadRequest', {
  /** The file's name; its extension says what a table is. */
  name: string,
  /** Bytes. */
  size: int64,
  contentType: string,
});

export const Upload = message('Upload', {
  /** Where the file will be, for the manifest of an import. */
  uri: string,
  /** A session of Cloud Storage that takes the bytes, and nothing else: whoever has it needs no token. */
  uploadUrl: string,
});
